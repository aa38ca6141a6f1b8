import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import { shownName } from '../../platform/file-names.js';
import type { StoredFile } from '../../platform/files.js';
import type { Actor } from '../../platform/http/actor.js';
import { lockRequest } from '../requests/lock-request.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { documentsVisibleTo, requestsVisibleTo } from '../requests/visibility.js';
import { emptyFile } from './documents.errors.js';
import { dropUnreferenced, lockFile } from './drop-unreferenced.js';
import { type DocumentKind, type DocumentSource, enterFile } from './enter-file.js';
import { FirstBytes, sniffMediaType } from './media-type.js';

export type { DocumentKind, DocumentSource };

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
  const { groupId, personId } = actor;
  const { requestId, sha256, size } = file;
  await lockFile(tx, groupId, sha256);
  await lockRequest(tx, { groupId, requestId });
  const { documentId, n, already } = await enterFile(tx, deps, { ...file, groupId, uploadedById: personId }, deps.clock.now());
  const known = already ? await tx.document.count({ where: { groupId, id: documentId, AND: [documentsVisibleTo(actor)] } }) : 1;
  return { documentId, n, sha256, size, duplicateOf: already ? n : null, mayKnow: known > 0 };
}
