import type { AgencyProfile } from '../../../server/features/agencies/agency-profile.js';
import { deadlinesFor } from '../../../server/features/deadlines/derive-for-request.js';
import { type FactType, type TypedFact, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { itemStatesFrom } from '../../../server/features/deadlines/item-states.js';
import type { ComposedLetter } from '../../../server/features/letters/compose-letter.js';
import type { FollowUpFields } from '../../../server/features/letters/follow-ups/draft-fields.js';
import { type FollowUpSetting, followUpLetter } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import type { OfferedLetter } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { type Situation, situationOf } from '../../../server/features/letters/follow-ups/situation.js';
import { requestState } from '../../../server/features/requests/request-state.js';

/** A fact as people would record it. */
export interface Told {
  readonly type: FactType;
  readonly date: string;
  readonly basis?: string;
  readonly details?: object;
}

export interface Given {
  readonly today: string;
  readonly facts?: readonly Told[];
  readonly items?: number;
  readonly sentOn?: string;
  readonly sentBy?: string;
  readonly numbers?: readonly string[];
  /** Follow-ups written before: slug, the day it went (null while it waits) and what it spoke of. */
  readonly written?: readonly { readonly slug: string; readonly on: string | null; readonly about?: readonly string[] }[];
  readonly law?: 'CPRA' | 'FOIA';
  readonly draft?: boolean;
  /** The letter to make there, where another would come first; and what is typed into it. */
  readonly letter?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

export const numbers = ['26-1234'];

export const received = (date: string, basis = 'portal'): Told => ({ type: 'received', date, basis });
export const extended = (date: string, specifiedDate: string | null, ground = 'consultation'): Told => ({ type: 'extension_notice', date, details: { specifiedDate, ground } });

const AGENCIES = {
  CPRA: { slug: 'lapd', calendarSet: 'LA_CITY', timeZone: 'America/Los_Angeles' },
  FOIA: { slug: 'ice', calendarSet: 'FED', timeZone: 'America/New_York', component: 'DHS' },
} as const;

/** The situation of a request to LAPD, or under FOIA to ICE, with these facts, its dates derived as the application derives them. */
export function situation(given: Given): Situation {
  const law = given.law ?? 'CPRA';
  const numbers = Array.from({ length: given.items ?? 3 }, (_, index) => index + 1);
  const facts = (given.facts ?? []).flatMap(toFact).sort((a, b) => a.date.localeCompare(b.date));
  const terms = { closures: [], switchedOn: [] };
  const deadlines = deadlinesFor({ law, agency: AGENCIES[law], facts, items: numbers, ...terms });
  const states = itemStatesFrom(facts, numbers, numbers);
  const sentOn = given.draft ? null : (given.sentOn ?? '2026-10-01');
  const letters = [
    ...(given.draft ? [] : [{ id: 'first', slug: law === 'CPRA' ? 'cpra-alpr-sharing' : 'foia-ice', sentOn, about: [], followUp: false, channel: given.sentBy ?? 'portal' }]),
    ...(given.written ?? []).map(({ slug, on, about }, index) => ({ id: `follow-${index}`, slug, sentOn: on, about: about ?? [], followUp: true, channel: 'portal' })),
  ];
  return situationOf({
    law, today: given.today, agency: { name: PROFILES[law].name, shortName: PROFILES[law].shortName, calendar: AGENCIES[law] }, terms, sentOn, agencyNumbers: given.numbers ?? [], facts, deadlines, letters,
    state: requestState({ hasFrozenLetter: letters.length > 0, hasLeft: letters.length > 0, facts: facts.map(({ type }) => type), items: states.map(({ state }) => state) }),
    items: states.map(({ n, state, promisedFor }) => ({ n, heading: `Item ${n}`, state, promisedFor: promisedFor ?? null })),
  });
}

function toFact(told: Told, index: number): TypedFact[] {
  const fact = typedFact({ id: `fact-${String(index).padStart(3, '0')}`, type: told.type, date: told.date, time: null, basis: told.basis ?? 'message', presumed: told.basis === 'presumed', details: told.details ?? {} });
  return fact ? [fact] : [];
}

const PROFILE: AgencyProfile = {
  id: '0', groupId: null, slug: 'lapd', name: 'Los Angeles Police Department', shortName: 'LAPD', unit: 'CPRA Unit', level: 'city', statute: 'CPRA', calendarSet: 'LA_CITY', component: null,
  timeZone: 'America/Los_Angeles', channels: [], refuses: [], sureness: {}, notes: '', retired: false, addedByGroup: false, correction: null, notKnown: [],
};

const PROFILES: Readonly<Record<'CPRA' | 'FOIA', AgencyProfile>> = {
  CPRA: PROFILE,
  FOIA: { ...PROFILE, slug: 'ice', name: 'U.S. Immigration and Customs Enforcement', shortName: 'ICE', unit: 'FOIA Office', level: 'federal', statute: 'FOIA', calendarSet: 'FED', component: 'DHS', timeZone: 'America/New_York' },
};

type Typed = { ownWords?: string; signerName?: string; inputs?: Readonly<Record<string, string>> };

/** What an invented group would send a letter with. */
export function settingOf(known: Situation, typed: Typed = {}): { fields: FollowUpFields; setting: FollowUpSetting } {
  const fields: FollowUpFields = { signerName: 'Ilse Marrowby', signerTitle: 'Secretary', replyBy: '', ownWords: '', inputs: {}, channel: '', toAddress: '', templateVersionId: '', ...typed };
  const group = { name: 'Harbor Records Project', postalAddress: 'P.O. Box 1140\nSan Pedro, California 90733', contactPhone: '' };
  return { fields, setting: { situation: known, agency: PROFILES[known.law], group, number: 'TD-2026-0007', replyAddress: 'k7m2@replies.example.org' } };
}

/** The letter an offer makes, as that group would send it. */
export function letterFrom(offered: OfferedLetter, known: Situation, typed: Typed = {}): ComposedLetter {
  const { fields, setting } = settingOf(known, typed);
  return followUpLetter(offered, fields, setting);
}
