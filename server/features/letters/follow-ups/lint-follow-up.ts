import type { AgencyProfile } from '../../agencies/agency-profile.js';
import type { ComposedLetter } from '../compose-letter.js';
import { type Finding, lintLetter } from '../letter-lint.js';
import { datesIn } from '../printed-dates.js';
import type { FollowUpFields } from './draft-fields.js';
import type { FollowUpSlug } from './follow-up.js';
import { inputsOf, refined } from './follow-up-letter.js';
import type { OfferedLetter } from './offer-letters.js';
import { type Situation, isLate } from './situation.js';

export interface FollowUpLint {
  readonly situation: Situation;
  readonly agency: Pick<AgencyProfile, 'channels'>;
  readonly group: { readonly postalAddress: string; readonly contactEmail?: string; readonly contactPhone: string };
  readonly replyAddress: string;
  readonly approved?: ReadonlySet<string>;
  readonly isLawyer: boolean;
}

/** What stands in a follow-up's words that should not. Pure. */
export function lintFollowUp(letter: ComposedLetter, offered: OfferedLetter, fields: FollowUpFields, setting: FollowUpLint): Finding[] {
  const { followUp } = offered;
  const { agency, group, situation } = setting;
  const inputs = inputsOf(followUp, situation);
  const record = JSON.stringify([situation, refined(offered, fields, situation).facts, fields.replyBy, inputs.filter(({ kind }) => kind === 'date').map(({ name }) => fields.inputs[name])]);
  return lintLetter(letter, {
    law: followUp.statute, followUp: true, mayCallLate: isLate(situation), isLawyer: setting.isLawyer, approved: setting.approved ?? new Set(), beforeCourt: BEFORE_COURT.has(followUp.slug),
    items: situation.items.map(({ n }) => n), dates: new Set(datesIn(record).map(({ date }) => date)), replyBy: fields.replyBy, most: MOST_WORDS[followUp.slug] ?? MOST,
    told: inputs.filter(({ kind }) => kind === 'text' || kind === 'lines').flatMap(({ name }) => (fields.inputs[name] ?? '').split('\n').map((line) => line.trim())),
    reach: [setting.replyAddress, group.contactEmail ?? '', group.contactPhone, group.postalAddress, ...agency.channels.map(({ value }) => value)].filter((one) => one !== ''),
  });
}

const BEFORE_COURT: ReadonlySet<string> = new Set<FollowUpSlug>(['cpra-presuit-demand', 'foia-presuit']);

/** Words of letters.md 5; a page has about 400. */
const MOST_WORDS: Readonly<Record<string, number>> = {
  'cpra-confirm-receipt': 90, 'cpra-clarification-reply': 250, 'cpra-overdue-ten-days': 220, 'cpra-overdue-extension': 220, 'cpra-extension-objection': 200, 'cpra-production-date': 180, 'cpra-promise-missed': 180,
  'cpra-closed-without-answer': 180, 'cpra-denial-incomplete': 200, 'cpra-denial-dispute': 800, 'cpra-redaction-dispute': 400, 'cpra-no-records-search': 220, 'cpra-existing-data': 200, 'cpra-native-format': 150, 'cpra-fee-question': 180,
  'cpra-held-elsewhere': 220, 'cpra-confidentiality-agreement': 150, 'cpra-posted-record': 110, 'cpra-supervisor-review': 400, 'cpra-preservation': 250, 'cpra-presuit-demand': 1200, 'cpra-clawback-reply': 130,
  'foia-clarification-reply': 250, 'foia-overdue': 200, 'foia-appeal': 1600, 'foia-ogis': 200, 'foia-presuit': 800,
};
const MOST = 250;
