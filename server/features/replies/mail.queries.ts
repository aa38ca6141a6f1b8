import { z } from 'zod';
import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { requestsNamed } from './inbox.queries.js';
import type { MessageChannel, MessageKind, MessageState } from './messages.schemas.js';
import { messageNotFound } from './replies.errors.js';
import { type RequestNamed, type WaysOut, waysOut } from './stored-grounds.js';

export interface MailName {
  readonly name: string;
  readonly address: string;
}

/** SPF, DKIM and DMARC as a server on the way reported them; null: not reported. */
export interface ReportedAuth {
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  readonly by: string | null;
}

export interface MailFile {
  readonly n: number;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** '<folder>/<sha256>'; null when nothing was kept of it. */
  readonly fileKey: string | null;
  readonly documentId: string | null;
}

/** A message as it came, wherever it stands. */
export interface MailRow {
  readonly id: string;
  readonly state: MessageState;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly to: readonly MailName[];
  readonly cc: readonly MailName[];
  readonly subject: string;
  readonly text: string;
  /** Sanitised; '' when it had none. */
  readonly html: string;
  /** YYYY-MM-DD at the agency. */
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly createdAt: Date;
  readonly request: RequestNamed | null;
  readonly matchedBy: string;
  readonly heldWhy: string;
  readonly ways: WaysOut;
  readonly auth: ReportedAuth;
  readonly failedRecipients: readonly string[];
  readonly duplicateOfId: string | null;
  readonly files: readonly MailFile[];
  /** The kept mail; null for what a person pasted or told. */
  readonly raw: { readonly door: string; readonly fileKey: string; readonly sha256: string; readonly size: number; readonly arrivedAt: Date; readonly uploadedBy: string | null } | null;
}

const names = z.array(z.object({ name: z.string(), address: z.string() })).catch([]);
const word = z.string().nullable().catch(null).default(null);
const auth = z.object({ spf: word, dkim: word, dmarc: word, by: word }).catch({ spf: null, dkim: null, dmarc: null, by: null });

/**
 * A message of the group with how it came, its attachments and where it may belong.
 * @throws replies.not-found, for another group's too
 */
export async function mailOf(db: Db, groupId: string, messageId: string): Promise<MailRow> {
  const row = await db.message.findUnique({
    where: { groupId_id: { groupId, id: messageId } },
    include: { attachments: { orderBy: { n: 'asc' } }, rawMail: { select: { door: true, fileKey: true, sha256: true, size: true, arrivedAt: true, uploadedById: true } } },
  });
  if (!row) throw messageNotFound();
  const ways = waysOut(row.why, row.suggestions);
  const { rawMail, requestId } = row;
  const [requests, uploader] = await Promise.all([
    requestsNamed(db, groupId, [...(requestId ? [requestId] : []), ...ways.suggestions.map((one) => one.requestId)]),
    rawMail?.uploadedById ? db.person.findFirst({ where: { groupId, id: rawMail.uploadedById }, select: { name: true } }) : null,
  ]);
  return {
    id: row.id, state: row.state as MessageState, kind: row.kind as MessageKind, channel: row.channel as MessageChannel, fromName: row.fromName, fromAddress: row.fromAddress, to: names.parse(row.to), cc: names.parse(row.cc),
    subject: row.subject, text: row.text, html: row.html, sentOn: toCivil(row.sentOn), sentTime: row.sentTime, createdAt: row.createdAt, request: requestId ? (requests.get(requestId) ?? null) : null,
    matchedBy: row.matchedBy, heldWhy: row.heldWhy, auth: auth.parse(row.auth), failedRecipients: row.failedRecipients, duplicateOfId: row.duplicateOfId,
    ways: { ...ways, suggestions: ways.suggestions.flatMap((one) => { const request = requests.get(one.requestId); return request ? [{ ...one, request }] : []; }) },
    files: row.attachments.map(({ n, name, mediaType, size, sha256, fileKey, documentId }) => ({ n, name, mediaType, size: Number(size), sha256, fileKey, documentId })),
    raw: rawMail && { door: rawMail.door, fileKey: rawMail.fileKey, sha256: rawMail.sha256, size: Number(rawMail.size), arrivedAt: rawMail.arrivedAt, uploadedBy: uploader?.name ?? null },
  };
}
