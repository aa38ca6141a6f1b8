import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import { keptName, shownName } from '../../platform/file-names.js';
import { newId } from '../../platform/ids.js';
import { markMoved } from '../requests/mark-moved.js';
import { appendEvent } from '../timeline/append-event.js';
import { bytesVanished } from './documents.errors.js';

export type DocumentKind = 'response' | 'proof' | 'letter';
export type DocumentSource = 'upload' | 'api' | 'entered' | 'mail';

/** A file whose bytes are in the group's store, its name as the sender gave it. */
export interface FileToEnter {
  readonly groupId: string;
  readonly requestId: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly originalName: string;
  /** Sniffed from the bytes. */
  readonly mediaType: string;
  readonly kind: DocumentKind;
  readonly source: DocumentSource;
  /** Null for what came by mail. */
  readonly uploadedById: string | null;
  /** The message it came with. */
  readonly message?: { readonly id: string; readonly says: string };
}

export interface EnteredFile {
  readonly documentId: string;
  readonly n: number;
  /** The request had these very bytes; nothing was added. */
  readonly already: boolean;
}

/**
 * Enters a kept file as a document of a request, numbered within it, with its event; the same bytes once. A step of the caller's transaction,
 * which holds the file (`lockFile`) and then the request (`lockRequest`).
 * @throws AppError `documents.bytes-vanished` (503)
 */
export async function enterFile(tx: Tx, deps: Pick<Context, 'files'>, file: FileToEnter, at: Date): Promise<EnteredFile> {
  const { groupId, requestId, sha256, size, kind, source, uploadedById } = file;
  if (!(await deps.files.exists(groupId, sha256))) throw bytesVanished();
  const same = await tx.document.findFirst({ where: { groupId, requestId, sha256 }, select: { id: true, n: true } });
  if (same) return { documentId: same.id, n: same.n, already: true };
  const last = await tx.document.aggregate({ where: { groupId, requestId }, _max: { n: true } });
  const n = (last._max.n ?? 0) + 1;
  const documentId = newId(at.getTime());
  await tx.document.create({
    data: {
      id: documentId, groupId, requestId, n, sha256, size: BigInt(size), originalName: keptName(file.originalName), mediaType: file.mediaType, kind, source, uploadedById, uploadedAt: at,
    },
  });
  await markMoved(tx, { groupId, requestId, at });
  await appendEvent(tx, {
    groupId, at, type: 'document.added', requestId, personId: uploadedById, subject: { type: 'document', id: documentId },
    words: { n, name: shownName(file.originalName), size, sha256, kind, source, ...(file.message ? { messageId: file.message.id, message: file.message.says } : {}) },
  });
  return { documentId, n, already: false };
}
