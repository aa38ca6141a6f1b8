import type { Context } from '../../context.js';
import { civilIn, fromCivil } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { t } from '../../platform/words.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { lockRequest } from '../requests/lock-request.js';
import { markMoved } from '../requests/mark-moved.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { appendEvent } from '../timeline/append-event.js';
import { dayProblems } from './day-problems.js';
import type { MessageChannel } from './messages.schemas.js';
import { messageRefused, nothingSentYet } from './replies.errors.js';
import { contentHash as hashOf } from './sameness.js';

export interface NewMessage {
  readonly requestId: string;
  readonly channel: MessageChannel;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  /** YYYY-MM-DD at the agency. */
  readonly sentOn: string;
  /** HH:MM at the agency. */
  readonly sentTime: string | null;
  readonly documentId: string | null;
}

export interface KeptMessage {
  readonly messageId: string;
  /** It was kept before, and nothing was added. */
  readonly already: boolean;
}

/**
 * Keeps what was pasted or told, with its event. It moves no clock, no state and no item: only a fact that a person confirms does.
 * @throws requests.not-found, replies.nothing-sent, replies.message-refused
 */
export async function keepMessage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, message: NewMessage): Promise<KeptMessage> {
  const { groupId, personId } = actor;
  const { requestId, ...kept } = message;
  const at = deps.clock.now();
  const contentHash = hashOf(message);
  return deps.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, { groupId, requestId });
    if (request.state === 'draft') throw nothingSentYet();
    const agency = await agencyFor(tx, groupId, request.agencyId);
    if (!agency) throw requestNotFound();
    const problems = dayProblems(kept, civilIn(at, agency.timeZone));
    const { documentId } = kept;
    if (documentId && !(await tx.document.findFirst({ where: { id: documentId, groupId, requestId }, select: { id: true } }))) problems['documentId'] = t('There is no such document on this request.');
    if (Object.keys(problems).length > 0) throw messageRefused(problems);
    const before = await tx.message.findUnique({ where: { groupId_requestId_contentHash: { groupId, requestId, contentHash } }, select: { id: true } });
    if (before) return { messageId: before.id, already: true };
    const id = newId(at.getTime());
    await tx.message.create({ data: { ...kept, id, groupId, requestId, contentHash, sentOn: fromCivil(kept.sentOn), createdById: personId, createdAt: at } });
    await markMoved(tx, { groupId, requestId, at });
    await appendEvent(tx, {
      groupId, at, type: 'message.recorded', requestId, personId, subject: { type: 'message', id },
      words: { channel: kept.channel, from: kept.fromName, date: kept.sentOn, ...(kept.subject ? { subject: kept.subject } : {}) },
    });
    return { messageId: id, already: false };
  });
}
