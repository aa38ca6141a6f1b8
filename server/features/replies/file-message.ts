import type { Context } from '../../context.js';
import { toCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { lockFile } from '../documents/drop-unreferenced.js';
import { enterFile } from '../documents/enter-file.js';
import { sniffKeptFile } from '../documents/media-type.js';
import { type LockedRequest, lockRequest } from '../requests/lock-request.js';
import { markMoved } from '../requests/mark-moved.js';
import { appendEvent } from '../timeline/append-event.js';
import { placeOf } from './mail-files.js';
import { hashApart } from './mail-message.js';
import type { Ground, Why } from './match-mail.js';
import { noteBounce } from './note-bounce.js';
import { messageNotFound, nothingSentYet } from './replies.errors.js';

export interface Filing {
  readonly groupId: string;
  /** A message that is on no request: new, held or set aside. */
  readonly messageId: string;
  readonly requestId: string;
  readonly matchedBy: Ground | 'person';
  readonly why: readonly Why[];
  /** Who said so; null: the match. */
  readonly personId: string | null;
  readonly at: Date;
}

type FiledMessage = Awaited<ReturnType<typeof messageToFile>>;

/**
 * Files a message on a request: its attachments become documents there, the same bytes once, and the timeline says why it is there. It moves no clock and no state; only a permanent
 * bounce withdraws the receipt its letter was presumed to have. A step of the caller's transaction, which has locked nothing yet but the message's own mail.
 * @throws replies.not-found, replies.nothing-sent, requests.not-found
 */
export async function fileMessage(tx: Tx, deps: Pick<Context, 'files'>, filing: Filing): Promise<void> {
  const { groupId, messageId, requestId, matchedBy, why, personId, at } = filing;
  const message = await messageToFile(tx, filing);
  const files = filesOf(message);
  for (const sha256 of [...new Set(files.map((file) => file.sha256))].sort()) await lockFile(tx, groupId, sha256);
  const request = await lockRequest(tx, { groupId, requestId });
  if (request.state === 'draft') throw nothingSentYet();
  const filed = await tx.message.updateMany({
    where: { id: messageId, groupId, requestId: null },
    data: { requestId, state: 'filed', heldWhy: '', duplicateOfId: null, matchedBy, why: why.map(({ ground, says }) => ({ ground, says })), contentHash: await freeHash(tx, message, requestId) },
  });
  if (filed.count !== 1) throw messageNotFound();
  const documents = await enterFiles(tx, deps, { files, message, requestId, personId, at });
  await markMoved(tx, { groupId, requestId, at });
  await appendEvent(tx, {
    groupId, at, type: 'message.filed', requestId, personId, subject: { type: 'message', id: messageId },
    words: { ...namedInEvent(message), kind: message.kind, by: matchedBy, why: why[0]?.says ?? '', documents, ...(isClosed(request) ? { closed: true } : {}) },
  });
  if (message.kind === 'bounce' && message.permanent === true && matchedBy !== 'agency_number' && matchedBy !== 'our_number') await noteBounce(tx, { message, request, groupId, at });
}

async function messageToFile(tx: Tx, { groupId, messageId }: Pick<Filing, 'groupId' | 'messageId'>) {
  const message = await tx.message.findUnique({ where: { groupId_id: { groupId, id: messageId } }, include: { attachments: { orderBy: { n: 'asc' } } } });
  if (!message) throw messageNotFound();
  return message;
}

/** How events name a message. */
export const namedInEvent = (message: { readonly channel: string; readonly fromName: string; readonly sentOn: Date; readonly subject: string }) =>
  ({ channel: message.channel, from: message.fromName, date: toCivil(message.sentOn), ...(message.subject ? { subject: message.subject } : {}) });

const isClosed = (request: LockedRequest): boolean => request.state === 'closed' || request.state === 'withdrawn';

/** Pictures shown within the text, a letterhead or a signature, stay with the message; so does what is empty. */
const filesOf = (message: FiledMessage) => message.attachments.filter((one) => one.fileKey !== null && one.size > 0n && !one.inline);

interface Entering {
  readonly files: ReturnType<typeof filesOf>;
  readonly message: FiledMessage;
  readonly requestId: string;
  readonly personId: string | null;
  readonly at: Date;
}

/** @returns how many documents were new */
async function enterFiles(tx: Tx, deps: Pick<Context, 'files'>, { files, message, requestId, at }: Entering): Promise<number> {
  const { groupId, id, fromName, sentOn } = message;
  const says = t('{from}, {date}', { from: fromName, date: formatDate(toCivil(sentOn)) });
  let fresh = 0;
  for (const { id: attachmentId, fileKey, sha256, size, name } of files) {
    const kept = { sha256, size: Number(size) };
    const mediaType = await sniffKeptFile(deps.files, placeOf(fileKey ?? '').folder, kept);
    const file = { ...kept, groupId, requestId, mediaType, originalName: name, kind: 'response', source: 'mail', uploadedById: null, message: { id, says } } as const;
    const { documentId, already } = await enterFile(tx, deps, file, at);
    await tx.messageAttachment.update({ where: { groupId_id: { groupId, id: attachmentId } }, data: { documentId } });
    if (!already) fresh += 1;
  }
  return fresh;
}

/** Two mails of one day with the same words and other Message-IDs are two messages. */
async function freeHash(tx: Tx, message: FiledMessage, requestId: string): Promise<string> {
  const { groupId, id, contentHash, messageIdHeader } = message;
  const same = await tx.message.findFirst({ where: { groupId, requestId, contentHash, id: { not: id } }, select: { id: true } });
  return same ? hashApart(contentHash, messageIdHeader ?? id) : contentHash;
}
