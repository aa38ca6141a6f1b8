import type { Context } from '../../context.js';
import { civilIn, fromCivil } from '../../platform/clock.js';
import type { Db, Tx } from '../../platform/db.js';
import { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { noteAgencyNumber } from '../requests/note-agency-number.js';
import { appendEvent } from '../timeline/append-event.js';
import { type Channel, channelWords } from './channels.js';
import { deliveryProblems } from './delivery-problems.js';
import { fieldProblem, letterNotFound, wrongState } from './letters.errors.js';
import { lockLetter } from './lock-letter.js';
import { type SentReceipt, noteSent } from './note-sent.js';

export interface Delivery {
  readonly letterId: string;
  readonly channel: Channel;
  /** The day it went, `YYYY-MM-DD` at the agency. */
  readonly date: string;
  /** The agency's number, when it gave one. */
  readonly agencyNumber?: string;
  /** Portal: the day it showed the request received; absent when it showed none. */
  readonly receivedOn?: string | null;
  /** The day a proof of delivery shows; needs the proof. */
  readonly deliveredOn?: string | null;
  /** A document of the same request. */
  readonly proofDocumentId?: string | null;
}

type Deps = Pick<Context, 'db' | 'clock'>;

/**
 * Records that a letter went by hand: on a portal, by post, fax or in person, or by e-mail from elsewhere. Receipt is what the portal or a
 * proof shows; otherwise it is presumed on the day it went. A letter after the first is no receipt.
 * @throws letters.not-found, letters.wrong-state unless it waits as not sent or refused, letters.invalid-input with a problem per date
 */
export async function recordDelivery(deps: Deps, actor: Actor, input: Delivery): Promise<{ requestId: string; followUp: boolean }> {
  const at = deps.clock.now();
  const { groupId, personId } = actor;
  return deps.db.$transaction(async (tx) => {
    await checkDelivery(tx, { groupId, now: at }, { ...input, hasProof: Boolean(input.proofDocumentId) });
    const { letter } = await lockLetter(tx, { groupId, letterId: input.letterId });
    if (input.proofDocumentId) await requireProof(tx, { groupId, requestId: letter.requestId, documentId: input.proofDocumentId });
    const sent = await tx.letter.updateMany({
      where: { id: letter.id, groupId, state: { in: ['not_sent', 'refused'] } },
      data: {
        state: 'sent', channel: input.channel, sentOn: fromCivil(input.date), deliveredById: personId, proofDocumentId: input.proofDocumentId ?? null,
        nextAttemptAt: null, lastError: '',
      },
    });
    if (sent.count !== 1) throw notWaiting();
    if (input.agencyNumber?.trim()) await noteAgencyNumber(tx, { groupId, requestId: letter.requestId, personId, number: input.agencyNumber, at });
    await appendEvent(tx, {
      groupId, at, type: 'letter.delivered', requestId: letter.requestId, personId, subject: { type: 'letter', id: letter.id },
      words: { channel: input.channel, how: channelWords(input.channel), date: input.date, proof: Boolean(input.proofDocumentId) },
    });
    await noteSent(tx, {
      groupId, requestId: letter.requestId, letterId: letter.id, recordedById: personId, at, receipt: receiptOf(input),
      reason: t('The letter was delivered {how}.', { how: channelWords(input.channel) }),
    });
    return { requestId: letter.requestId, followUp: letter.followUp };
  });
}

/** What shows the receipt, the strongest first. */
function receiptOf(input: Delivery): SentReceipt {
  if (input.channel === 'portal' && input.receivedOn) return { date: input.receivedOn, basis: 'portal', documentId: input.proofDocumentId };
  if (input.deliveredOn && input.proofDocumentId) return { date: input.deliveredOn, basis: 'delivery_proof', documentId: input.proofDocumentId };
  return { date: input.date, basis: 'presumed' };
}

const notWaiting = () => wrongState(t('This letter does not wait to be delivered: it has gone, is on its way or was taken back. Reload the page.'));

/**
 * Checks a delivery against the letter before anything is stored, a proof file for instance.
 * @returns the request's id
 * @throws as recordDelivery
 */
export async function checkDelivery(
  db: Db | Tx,
  around: { groupId: string; now: Date },
  input: Pick<Delivery, 'letterId' | 'channel' | 'date' | 'receivedOn' | 'deliveredOn'> & { hasProof: boolean },
): Promise<{ requestId: string }> {
  const { groupId } = around;
  const letter = await db.letter.findUnique({
    where: { groupId_id: { groupId, id: input.letterId } },
    select: { requestId: true, state: true, frozenAt: true, followUp: true, request: { select: { agencyId: true } } },
  });
  if (!letter) throw letterNotFound();
  if (letter.state !== 'not_sent' && letter.state !== 'refused') throw notWaiting();
  const zone = (await agencyFor(db, groupId, letter.request.agencyId))?.timeZone ?? 'UTC';
  const fields = deliveryProblems(input, { today: civilIn(around.now, zone).date, frozenOn: civilIn(letter.frozenAt, zone).date, followUp: letter.followUp });
  if (Object.keys(fields).length > 0) {
    throw new AppError('letters.invalid-input', { status: 400, message: t('This delivery was not recorded. See what to change below.'), fields });
  }
  return { requestId: letter.requestId };
}

async function requireProof(tx: Tx, input: { groupId: string; requestId: string; documentId: string }): Promise<void> {
  const proof = await tx.document.findFirst({ where: { id: input.documentId, groupId: input.groupId, requestId: input.requestId }, select: { id: true } });
  if (!proof) throw fieldProblem('proofDocumentId', t('This request has no such document.'));
}
