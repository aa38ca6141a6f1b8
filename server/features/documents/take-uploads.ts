import type { Context } from '../../context.js';
import type { AppError } from '../../platform/errors.js';
import { shownName } from '../../platform/file-names.js';
import type { Actor } from '../../platform/http/actor.js';
import { type UploadCall, readUpload } from '../../platform/http/uploads.js';
import { t } from '../../platform/words.js';
import { noFiles } from './documents.errors.js';
import { uploadFields } from './documents.schemas.js';
import { type DocumentSource, type StoredDocument, storeDocument } from './store-document.js';

/** An upload that is in, told to whoever sent it. */
export interface TakenUpload {
  readonly originalName: string;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** The request had these very bytes; nothing was added. */
  readonly alreadyThere: boolean;
  /** The document that holds it; null when it was there already and its sender may not know of it. */
  readonly document: { readonly id: string; readonly n: number } | null;
}

export interface TakenUploads {
  readonly taken: readonly TakenUpload[];
  readonly refused: readonly { readonly originalName: string; readonly error: AppError }[];
}

/**
 * Reads a form of files and enters each as a document of the request. One that is refused does not stop the others.
 * @throws AppError the first refusal when no file got in; `documents.no-files` (400)
 */
export async function takeUploads(
  deps: Pick<Context, 'db' | 'files' | 'clock' | 'config'>,
  actor: Actor,
  call: UploadCall,
  input: { requestId: string; source: DocumentSource },
): Promise<TakenUploads> {
  const { files } = await readUpload(call, {
    fieldsSchema: uploadFields,
    onFile: (file) => storeDocument(deps, actor, { ...input, originalName: file.originalName, stream: file.stream, kind: 'response' }),
  });
  const taken = files.flatMap((file) => (file.error ? [] : [toldOf(file.result, shownName(file.originalName))]));
  const refused = files.flatMap((file) => (file.error ? [{ originalName: shownName(file.originalName), error: file.error }] : []));
  if (taken.length === 0) throw refused[0]?.error ?? noFiles();
  return { taken, refused };
}

const toldOf = ({ documentId, n, sha256, size, duplicateOf, mayKnow }: StoredDocument, originalName: string): TakenUpload => ({
  originalName, sha256, size, alreadyThere: duplicateOf !== null, document: mayKnow ? { id: documentId, n } : null,
});

/** “12 of 14 are in; 2 are the same as documents 3 and 5.” */
export function uploadSummary({ taken, refused }: TakenUploads): string {
  const known = taken.filter((one) => one.alreadyThere);
  const fresh = taken.length - known.length;
  const same = [...new Set(known.flatMap((one) => one.document?.n ?? []))].sort((a, b) => a - b);
  const all = taken.length + refused.length;
  const parts = [fresh === all ? t.count(all, '{n} document is in.', '{n} documents are in.') : t('{fresh} of {all} are in.', { fresh, all })];
  const unnamed = known.filter((one) => one.document === null).length;
  if (unnamed > 0) parts.push(t.count(unnamed, '{n} was here already.', '{n} were here already.'));
  const repeated = known.length - unnamed;
  if (repeated > 0) {
    parts.push(
      same.length === 1
        ? t.count(repeated, '{n} is the same as document {same}.', '{n} are the same as document {same}.', { same: same[0] ?? 0 })
        : t('{n} are the same as documents {same}.', { n: repeated, same: same.join(', ') }),
    );
  }
  for (const one of refused) parts.push(t('“{name}” was not taken: {why}', { name: one.originalName, why: one.error.message }));
  return parts.join(' ');
}
