import { createHash } from 'node:crypto';
import type { Context } from '../../context.js';
import { civilIn, fromCivil } from '../../platform/clock.js';
import type { FieldProblems } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { t } from '../../platform/words.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { lockRequest } from '../requests/lock-request.js';
import { markMoved } from '../requests/mark-moved.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { appendEvent } from '../timeline/append-event.js';
import type { MessageChannel } from './messages.schemas.js';
import { messageRefused, nothingSentYet } from './replies.errors.js';

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
  /** What makes it the same message, when it comes again. */
  readonly sameness: readonly string[];
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
  const { requestId, sameness, ...kept } = message;
  const at = deps.clock.now();
  const contentHash = createHash('sha256').update(JSON.stringify(sameness)).digest('hex');
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

function dayProblems(kept: Pick<NewMessage, 'sentOn' | 'sentTime'>, now: { date: string; time: string }): Record<string, string> & FieldProblems {
  if (kept.sentOn > now.date) return { sentOn: t('That day is still to come at the agency.') };
  if (kept.sentOn === now.date && kept.sentTime && kept.sentTime > now.time) return { sentTime: t('It is {now} at the agency. Give a time that has passed.', { now: now.time }) };
  return {};
}

/** Words as they are compared: a space more or a line broken elsewhere makes no other message. */
export const singleSpaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Line ends as the reading counts them. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');
