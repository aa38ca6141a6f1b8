import type { FactBasis, FactDetails, FactType } from '../../features/deadlines/fact-types.js';
import type { Channel } from '../../features/letters/channels.js';
import type { TemplateSlug } from '../../features/letters/letter-templates.js';
import type { NewItem } from '../../features/requests/replace-items.js';
import type { AgencySlug } from '../../features/statutes/agency-calendars.js';
import type { CivilDate } from '../../features/statutes/civil-date.js';
import type { ExampleFile } from './files.js';
import type { PersonKey } from './people.js';
import type { StoryDays } from './story-days.js';

/** A fact of one type, as somebody of the group records it. */
type RecordedFact = { readonly [T in FactType]: { readonly kind: 'fact'; readonly type: T; readonly date: CivilDate; readonly basis: FactBasis; readonly details: FactDetails[T] } }[FactType];

interface Recorded {
  readonly note?: string;
  readonly number?: string;
  /** What the agency sent, kept as a document and named by the fact. */
  readonly file?: ExampleFile;
}

type Deed =
  | { readonly kind: 'draft'; readonly template: TemplateSlug }
  | { readonly kind: 'freeze'; readonly channel: Channel }
  | { readonly kind: 'recall' }
  | { readonly kind: 'deliver'; readonly channel: Channel; readonly date: CivilDate; readonly number?: string; readonly receivedOn?: CivilDate; readonly proof?: ExampleFile; readonly deliveredOn?: CivilDate }
  | { readonly kind: 'enter'; readonly channel: Channel; readonly sentOn: CivilDate; readonly receivedOn: CivilDate; readonly numbers: readonly string[]; readonly letter: string }
  | (RecordedFact & Recorded)
  /** Of the receipt that stands. */
  | { readonly kind: 'correct-receipt'; readonly date: CivilDate; readonly time: string | null; readonly basis: FactBasis; readonly why: string }
  /** Of the newest fact of a type. */
  | { readonly kind: 'take-back'; readonly type: FactType; readonly why: string }
  | { readonly kind: 'upload'; readonly file: ExampleFile; readonly release: boolean }
  | { readonly kind: 'note-number'; readonly number: string }
  | { readonly kind: 'hand-over'; readonly to: PersonKey };

/** Something one person does on one day. */
export type Act = Deed & {
  readonly on: CivilDate;
  /** The responsible person unless named. */
  readonly by?: PersonKey;
};

export interface ExampleRequest {
  readonly agency: AgencySlug;
  readonly title: string;
  readonly responsible: PersonKey;
  readonly items: readonly NewItem[];
  /** In order of time. */
  readonly acts: readonly Act[];
}

/** An item with the period letters print. */
export function item(heading: string, text: string, period = 'from January 1, 2024 to the date of your search', more: Partial<NewItem> = {}): NewItem {
  return { heading, text, period, ...more };
}

const TEMPLATE_OF: Partial<Record<AgencySlug, TemplateSlug>> = { bopc: 'cpra-police-commission', 'lapd-oig': 'cpra-police-commission' };

interface Way {
  readonly agency: AgencySlug;
  readonly on: CivilDate;
  readonly template?: TemplateSlug;
}

export function drafted(days: StoryDays, { agency, on, template }: Way, daysBefore = 2): Act {
  return { kind: 'draft', on: days.before(on, daysBefore), template: template ?? TEMPLATE_OF[agency] ?? 'cpra-alpr-sharing' };
}

/** Written, approved, carried to the agency's portal, and received there the same day as the portal shows. */
export function filedOnPortal(days: StoryDays, way: Way & { readonly number: string }): Act[] {
  const { on, number } = way;
  return [drafted(days, way), { kind: 'freeze', on, channel: 'portal' }, { kind: 'deliver', on, channel: 'portal', date: on, receivedOn: on, number }];
}

/** Written and sent from a mailbox of the group's own or by post: the receipt is presumed. */
export function sentAway(days: StoryDays, way: Way & { readonly channel: 'email' | 'post' }): Act[] {
  const { on, channel } = way;
  return [drafted(days, way), { kind: 'freeze', on, channel }, { kind: 'deliver', on, channel, date: on }];
}

/** A fact recorded on the day it bears. */
export function fact<T extends FactType>(type: T, date: CivilDate, basis: FactBasis, details: FactDetails[T], more: Recorded & { readonly on?: CivilDate; readonly by?: PersonKey } = {}): Act {
  return { kind: 'fact', type, date, basis, details, on: date, ...more } as Act;
}

/** What an answer says of an item. */
export const said = (n: number, outcome: 'disclose' | 'partly' | 'withhold' | 'none_found', promisedFor: CivilDate | null = null, ground = '') => ({ n, outcome, promisedFor, ...(ground ? { ground } : {}) });

/** What an agency promises of the records, in its words. */
export const promised = (says: string, by: CivilDate): FactDetails['promise'] => ({ of: 'records', items: [], by, instalment: null, about: '', says });
