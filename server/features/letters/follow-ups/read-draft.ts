import type { ComposedLetter } from '../compose-letter.js';
import { replyAddressOf } from '../../requests/reply-address.js';
import { draftedFollowUp } from '../own-templates/own-letter.js';
import { changedSince, inputsOf, seenMark, seenOf } from './follow-up-letter.js';
import type { LetterDraft, Standing } from './letter-drafts.queries.js';
import { addedWords } from './letter-inputs.js';
import { type Finding, lintWords } from '../letter-lint.js';
import { lintFollowUp } from './lint-follow-up.js';
import { isLate } from './situation.js';

/** A draft as the record makes it now. */
export interface DraftReading {
  readonly fits: boolean;
  /** Why it is proposed, or why it does not fit. */
  readonly why: string;
  /** The exact letter; null while it does not fit, since there is nothing it could truly say. */
  readonly letter: ComposedLetter | null;
  readonly seen: string;
  readonly changed: readonly string[];
  readonly findings: readonly Finding[];
  readonly replyAddress: string;
}

/** Reads a follow-up's draft against its request. */
export async function readDraft(draft: LetterDraft, standing: Standing, setting: { replyDomain: string; isLawyer: boolean }): Promise<DraftReading> {
  const { agency, approved, group, offers, request, situation } = standing;
  const replyAddress = replyAddressOf({ replyToken: request.replyToken, replyDomain: setting.replyDomain, contactEmail: group.contactEmail });
  const added = () => lintWords(addedWords(inputsOf(draft.followUp, situation), draft.fields), { mayCallLate: isLate(situation), isLawyer: setting.isLawyer, law: situation.law });
  const offered = offers.offered.find((one) => one.followUp.slug === draft.followUp.slug);
  if (!offered) {
    const why = offers.withheld.find((one) => one.followUp.slug === draft.followUp.slug)?.why ?? '';
    return { fits: false, why, letter: null, seen: '', changed: [], findings: added(), replyAddress };
  }
  const now = seenOf(offered, situation, { approved, own: draft.own });
  const letter = await draftedFollowUp(offered, draft, { situation, agency, group, number: request.number, replyAddress, approved });
  return {
    fits: true, why: offered.reason, letter, seen: seenMark(now), changed: changedSince(draft.seen, now), replyAddress,
    findings: lintFollowUp(letter, offered, draft.fields, { situation, agency, group, replyAddress, approved, isLawyer: setting.isLawyer }),
  };
}
