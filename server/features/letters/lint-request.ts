import type { ComposedLetter } from './compose-letter.js';
import type { Draft } from './drafts.queries.js';
import { FOIA_WORDS } from './foia-fields.js';
import { type Finding, lintLetter } from './letter-lint.js';
import { manyLines } from './plain-words.js';
import { datesIn } from './printed-dates.js';
import { replyAddressOf } from '../requests/reply-address.js';

/** A page outside the list of items; two under FOIA, with waiver and wish for speed. */
const MOST = { CPRA: 400, FOIA: 800 } as const;

/** What stands in a first request's words, outside its items, that should not. Pure. */
export function lintRequest(letter: ComposedLetter, draft: Draft, setting: { readonly today: string; readonly replyDomain: string; readonly isLawyer: boolean }): Finding[] {
  const { agency, approved, fields, group, template } = draft;
  const contact = replyAddressOf({ replyToken: draft.replyToken, replyDomain: setting.replyDomain, contactEmail: group.contactEmail });
  const told = template.statute === 'FOIA' ? FOIA_WORDS.map((name) => fields[name]) : [];
  return lintLetter(letter, {
    law: template.statute, followUp: false, mayCallLate: false, isLawyer: setting.isLawyer, approved, items: draft.items.map(({ n }) => n), replyBy: '', most: MOST[template.statute],
    dates: new Set([setting.today, ...datesIn(JSON.stringify(fields)).map(({ date }) => date)]), told: told.flatMap((one) => [manyLines(one), ...manyLines(one).split('\n')]),
    reach: [contact, group.contactEmail, group.contactPhone, group.postalAddress, ...agency.channels.map(({ value }) => value)].filter((one) => one !== ''),
  });
}
