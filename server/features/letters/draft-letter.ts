import { formatLetterDate } from '../../platform/views-dates.js';
import { addressFor } from './channels.js';
import { type ComposeOptions, type ComposedLetter, composeLetter } from './compose-letter.js';
import { printedDollars } from './draft.js';
import type { Draft } from './drafts.queries.js';
import { foiaWords } from './foia-words.js';
import { personalGaps } from './item-checks.js';
import { templateSource } from './letter-templates.js';
import { type LetterVariables, itemWords, requestWords } from './letter-variables.js';
import { manyLines } from './plain-words.js';
import { replyAddressOf } from '../requests/reply-address.js';
import { cpraRuleText } from './rule-texts.js';

export interface DraftSetting {
  /** Today at the agency, `YYYY-MM-DD`: the letter's date. */
  readonly today: string;
  readonly replyDomain: string;
}

/**
 * The exact letter a draft makes today in the library's words; what its items must not hold is among its gaps. Pure. A draft in the group's
 * own words is made by {@link draftedLetter}.
 */
export function letterOf(draft: Draft, setting: DraftSetting, options: ComposeOptions = {}): ComposedLetter {
  if (draft.own) throw new Error(`draft ${draft.requestId} is written in its group's own words`);
  return withPersonalGaps(draft, composeLetter(templateSource(draft.template), draftVariables(draft, setting), { approved: draft.approved, ...options }));
}

export function withPersonalGaps(draft: Pick<Draft, 'items'>, letter: ComposedLetter): ComposedLetter {
  return { ...letter, gaps: [...letter.gaps, ...personalGaps(draft.items)] };
}

/** What a draft's letter prints, whoever's words it stands in. */
export function draftVariables(draft: Draft, setting: DraftSetting): LetterVariables {
  const { agency, fields, group } = draft;
  return {
    date: formatLetterDate(setting.today),
    subject: `${requestWords(agency.statute)} ${draft.number}: ${draft.title}`,
    org: {
      name: group.name,
      lines: [...linesOf(group.postalAddress), ...linesOf(group.contactPhone)],
      contact: replyAddressOf({ replyToken: draft.replyToken, replyDomain: setting.replyDomain, contactEmail: group.contactEmail }),
    },
    agency: {
      name: agency.name, shortName: agency.shortName,
      lines: [...linesOf(agency.unit), ...(fields.channel === 'post' ? linesOf(fields.toAddress || addressFor(agency, 'post')) : [])],
    },
    request: { ref: draft.number, title: draft.title, items: draft.items.map(itemWords) },
    fee: { ceiling: printedDollars(fields.feeCeiling) ?? '' },
    signer: { name: fields.signerName, title: fields.signerTitle },
    rule: cpraRuleText(setting.today),
    inspectionWanted: fields.inspectionWanted, ...(draft.template.statute === 'FOIA' ? { foia: foiaWords(fields) } : {}),
  };
}

function linesOf(text: string): string[] {
  return manyLines(text).split('\n').filter((line) => line !== '');
}
