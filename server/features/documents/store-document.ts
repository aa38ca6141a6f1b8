import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import { keptName, shownName } from '../../platform/file-names.js';
import type { StoredFile } from '../../platform/files.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { lockRequest } from '../requests/lock-request.js';
import { markMoved } from '../requests/mark-moved.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { documentsVisibleTo, requestsVisibleTo } from '../requests/visibility.js';
import { appendEvent } from '../timeline/append-event.js';
import { bytesVanished, emptyFile } from './documents.errors.js';
import { dropUnreferenced, lockFile } from './drop-unreferenced.js';
import { FirstBytes, sniffMediaType } from './media-type.js';

export type DocumentKind = 'response' | 'proof' | 'letter';
export type DocumentSource = 'upload' | 'api' | 'entered';

export interface NewDocument {
  readonly requestId: string;
  /** As the sender gave it. */
  readonly originalName: string;
  readonly stream: Readable;
  readonly kind: DocumentKind;
  readonly source: DocumentSource;
}

export interface StoredDocument {
  readonly documentId: string;
  /** 1, 2, 3 … within the request. */
  readonly n: number;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** The request had these very bytes already: the number of that document, whose id is `documentId`. Nothing was added. */
  readonly duplicateOf: number | null;
  /** False for a duplicate of a document this actor may not know of: its id and number are not for them. */
  readonly mayKnow: boolean;
}

type Deps = Pick<Context, 'db' | 'files' | 'clock' | 'config'>;

/**
 * Takes a file to its end and enters it as a document of a request: hashed while written, its type read from the bytes, numbered within
 * the request. When anything fails, nothing of it stays.
 * @throws AppError `requests.not-found` (404: another group's, or not this actor's to see), `documents.empty` (400),
 *   `files.too-large` (413), `files.interrupted` (400)
 */
export async function storeDocument(deps: Deps, actor: Actor, input: NewDocument): Promise<StoredDocument> {
  await requireRequest(deps, actor, input);
  const first = new FirstBytes();
  const [file] = await Promise.all([deps.files.put(actor.groupId, first, { maxBytes: deps.config.maxUploadBytes }), feed(input.stream, first)]);
  try {
    if (file.size === 0) throw emptyFile(shownName(input.originalName));
    const mediaType = await sniffMediaType(first.bytes);
    return await deps.db.$transaction((tx) => enter(tx, deps, actor, { ...input, ...file, mediaType }), { maxWait: 20_000, timeout: 20_000 });
  } catch (error) {
    // When even this fails (the database is gone), the sweep finds the bytes; the first error is the one to tell.
    await dropUnreferenced(deps, actor.groupId, file.sha256).catch(() => undefined);
    throw error;
  }
}

async function requireRequest(deps: Deps, actor: Actor, input: NewDocument): Promise<void> {
  const { groupId } = actor;
  const request = await deps.db.recordsRequest.findFirst({ where: { groupId, id: input.requestId, AND: [requestsVisibleTo(actor)] }, select: { id: true } });
  if (request) return;
  input.stream.destroy();
  throw requestNotFound();
}

/** When either side fails both end; the store says why, so its error is the one that counts. */
async function feed(stream: Readable, first: FirstBytes): Promise<void> {
  await pipeline(stream, first, { end: true }).catch((error: unknown) => {
    if (!first.destroyed) first.destroy(error instanceof Error ? error : undefined);
  });
}

async function enter(tx: Tx, deps: Deps, actor: Actor, file: NewDocument & StoredFile & { mediaType: string }): Promise<StoredDocument> {
  const { groupId } = actor;
  const { requestId, sha256, size } = file;
  await lockFile(tx, groupId, sha256);
  if (!(await deps.files.exists(groupId, sha256))) throw bytesVanished();
  await lockRequest(tx, { groupId, requestId });
  const same = await tx.document.findFirst({ where: { groupId, requestId, sha256 }, select: { id: true, n: true } });
  if (same) {
    const known = await tx.document.count({ where: { groupId, id: same.id, AND: [documentsVisibleTo(actor)] } });
    return { documentId: same.id, n: same.n, sha256, size, duplicateOf: same.n, mayKnow: known > 0 };
  }

  const last = await tx.document.aggregate({ where: { groupId, requestId }, _max: { n: true } });
  const n = (last._max.n ?? 0) + 1;
  const at = deps.clock.now();
  const documentId = newId(at.getTime());
  const originalName = keptName(file.originalName);
  await tx.document.create({
    data: {
      id: documentId, groupId, requestId, n, sha256, size: BigInt(size), originalName, mediaType: file.mediaType,
      kind: file.kind, source: file.source, uploadedById: actor.personId, uploadedAt: at,
    },
  });
  await markMoved(tx, { groupId, requestId, at });
  await appendEvent(tx, {
    groupId, at, type: 'document.added', requestId, personId: actor.personId, subject: { type: 'document', id: documentId },
    words: { n, name: shownName(originalName), size, sha256, kind: file.kind, source: file.source },
  });
  return { documentId, n, sha256, size, duplicateOf: null, mayKnow: true };
}
