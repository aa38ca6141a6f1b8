import type { z } from 'zod';
import type { Context } from '../../context.js';
import { civilIn, fromCivil, toCivil } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { lockRequest } from '../requests/lock-request.js';
import { markMoved } from '../requests/mark-moved.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { appendEvent } from '../timeline/append-event.js';
import { dayProblems } from './day-problems.js';
import type { MessageChannel, correctBody } from './messages.schemas.js';
import { messageNotFound, messageRefused, notTypedByHand } from './replies.errors.js';
import { contentHash } from './sameness.js';

/**
 * Corrects who a pasted or logged message is from, and when it was sent or said. The timeline says from what to what. Its words stay, and so do
 * facts recorded from it.
 * @returns whether anything changed
 * @throws replies.not-found, replies.not-typed for mail, whose own headers say it, replies.message-refused
 */
export async function correctMessage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: z.output<typeof correctBody> & { readonly requestId: string; readonly messageId: string }): Promise<boolean> {
  const { groupId, personId } = actor;
  const { requestId, messageId, fromName, sentOn } = input;
  const sentTime = input.sentTime ?? null;
  const at = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, { groupId, requestId });
    const message = await tx.message.findFirst({ where: { id: messageId, groupId, requestId } });
    if (!message) throw messageNotFound();
    if (message.createdById === null) throw notTypedByHand();
    const before = { fromName: message.fromName, sentOn: toCivil(message.sentOn), sentTime: message.sentTime };
    if (before.fromName === fromName && before.sentOn === sentOn && before.sentTime === sentTime) return false;
    const agency = await agencyFor(tx, groupId, request.agencyId);
    if (!agency) throw requestNotFound();
    const problems = dayProblems({ sentOn, sentTime }, civilIn(at, agency.timeZone));
    const hash = contentHash({ channel: message.channel as MessageChannel, text: message.text, fromName, sentOn, sentTime });
    const same = await tx.message.findFirst({ where: { groupId, requestId, contentHash: hash, id: { not: messageId } }, select: { id: true } });
    if (same) problems['sentOn'] ??= t('The same words of that day are kept already.');
    if (Object.keys(problems).length > 0) throw messageRefused(problems);
    await tx.message.update({ where: { groupId_id: { groupId, id: messageId } }, data: { fromName, sentOn: fromCivil(sentOn), sentTime, contentHash: hash } });
    await markMoved(tx, { groupId, requestId, at });
    await appendEvent(tx, {
      groupId, at, type: 'message.corrected', requestId, personId, subject: { type: 'message', id: messageId },
      words: {
        from: before.fromName, date: before.sentOn,
        ...(before.fromName === fromName ? {} : { newFrom: fromName }),
        ...(before.sentOn === sentOn ? {} : { newDate: sentOn }),
        ...(before.sentTime === sentTime ? {} : { time: before.sentTime ?? '', newTime: sentTime ?? '' }),
      },
    });
    return true;
  });
}
