import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { templateNotFound } from '../letters.errors.js';
import { clarificationReply } from './clarification-reply.js';
import { closedWithoutAnswer } from './closed-without-answer.js';
import { confidentialityAgreement } from './confidentiality-agreement.js';
import { clawbackReply } from './clawback-reply.js';
import { confirmReceipt } from './confirm-receipt.js';
import { denialDispute } from './denial-dispute.js';
import { denialIncomplete } from './denial-incomplete.js';
import { existingData } from './existing-data.js';
import { extensionObjection } from './extension-objection.js';
import { feeQuestion } from './fee-question.js';
import { DAYS_BETWEEN, type FollowUp, type Offered, type Weighed } from './follow-up.js';
import { FOIA_FOLLOW_UPS } from './foia-follow-ups.js';
import { heldElsewhere } from './held-elsewhere.js';
import { narrowing } from './narrowing.js';
import { noRecordsSearch } from './no-records-search.js';
import { nativeFormat } from './native-format.js';
import { overdueExtension, overdueTenDays } from './overdue.js';
import { postedRecord } from './posted-record.js';
import { preservation } from './preservation.js';
import { presuitDemand } from './presuit-demand.js';
import { promiseMissed } from './promise-missed.js';
import { productionDate } from './production-date.js';
import { redactionDispute } from './redaction-dispute.js';
import type { Situation } from './situation.js';
import { supervisorReview } from './supervisor-review.js';
import { thanks } from './thanks.js';
import { withdrawal } from './withdrawal.js';

const FOLLOW_UPS: readonly FollowUp[] = [confirmReceipt, extensionObjection, overdueTenDays, overdueExtension, promiseMissed, productionDate, closedWithoutAnswer, clarificationReply, feeQuestion, postedRecord, existingData, heldElsewhere, confidentialityAgreement, nativeFormat, denialIncomplete, denialDispute, redactionDispute, noRecordsSearch, preservation, presuitDemand, supervisorReview, clawbackReply, narrowing, thanks, withdrawal, ...FOIA_FOLLOW_UPS];

export function followUps(): readonly FollowUp[] {
  return FOLLOW_UPS;
}

/** @throws AppError letters.no-such-template */
export function followUp(slug: string): FollowUp {
  const found = FOLLOW_UPS.find((one) => one.slug === slug);
  if (!found) throw templateNotFound();
  return found;
}

export interface OfferedLetter extends Offered {
  readonly followUp: FollowUp;
}

/** Whether something that happened calls for it, so that it may be proposed. */
export const isCalledFor = ({ followUp, aside }: OfferedLetter): boolean => followUp.atWill !== true && aside !== true;

export interface WithheldLetter {
  readonly followUp: FollowUp;
  readonly why: string;
}

export interface LetterOffers {
  /** The fitting one first. */
  readonly offered: readonly OfferedLetter[];
  readonly withheld: readonly WithheldLetter[];
  /** Another follow-up went a few days ago: until this day only a lawyer sends one more; null when none did. */
  readonly heldUntil: string | null;
}

/** Which letters fit a request now, with the reason, and which do not, with theirs. Pure: the same situation gives the same offers. */
export function offerLetters(situation: Situation): LetterOffers {
  const weighed = FOLLOW_UPS.map((one) => ({ one, found: one.weigh(situation) }));
  return {
    offered: weighed.flatMap(({ one, found }) => offeredOf(one, found)).sort((a, b) => (b.rank ?? b.followUp.rank) - (a.rank ?? a.followUp.rank)),
    withheld: weighed.flatMap(({ one, found }) => (found.offered ? [] : [{ followUp: one, why: found.why }])),
    heldUntil: heldUntil(situation),
  };
}

function offeredOf(one: FollowUp, found: Weighed): OfferedLetter[] {
  return found.offered ? [{ followUp: one, ...found }] : [];
}

function heldUntil({ written, today }: Situation): string | null {
  const last = written.flatMap((letter) => letter.sentOn ?? []).sort().at(-1);
  if (last === undefined) return null;
  const until = addDays(parseCivilDate(last), DAYS_BETWEEN);
  return today < until ? until : null;
}
