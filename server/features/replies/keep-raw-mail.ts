import type { Readable } from 'node:stream';
import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { StoredFile } from '../../platform/files.js';
import { newId } from '../../platform/ids.js';
import { bytesVanished } from '../documents/documents.errors.js';
import { dropUnreferenced, lockFile } from '../documents/drop-unreferenced.js';
import { fileKeyOf, UNPLACED_FOLDER } from './mail-files.js';

/** The largest mail taken, in bytes. Base64 makes a third more of an attachment, so that one of 110 MB still fits. */
export const MOST_MAIL_BYTES = 150 * 1024 * 1024;

export interface IncomingMail {
  /** Its bytes, unread. */
  readonly stream: Readable;
  readonly door: 'smtp' | 'imap' | 'upload';
  /** Who brought it in; null where only its words can say whose it is. */
  readonly groupId: string | null;
  readonly envelopeFrom?: string;
  readonly envelopeTo?: readonly string[];
  /** Of an upload. */
  readonly fileName?: string;
  readonly uploadedById?: string;
  readonly hintRequestId?: string | null;
  /** Names it at its source: a mail of that key is kept once. */
  readonly sourceKey?: string;
}

export interface KeptMail {
  readonly rawMailId: string;
  /** Of the mail's bytes. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** It was kept before under its `sourceKey`; nothing was added. */
  readonly already: boolean;
}

type Deps = Pick<Context, 'db' | 'files' | 'clock' | 'jobs'>;

/**
 * Keeps a mail byte for byte, and only then has it read: the bytes are permanent before the row is, and the row before the job. A crash
 * between them leaves bytes that nothing refers to, which the sweep of files removes; whoever brought it was told nothing, and brings it again.
 * @throws AppError `files.too-large` (413), `files.interrupted` (400); any fault of the disk or the database. Nothing is kept then
 */
export async function keepRawMail(deps: Deps, mail: IncomingMail): Promise<KeptMail> {
  const before = await keptBefore(deps.db, mail);
  if (before) {
    mail.stream.destroy();
    return before;
  }
  const folder = mail.groupId ?? UNPLACED_FOLDER;
  const file = await deps.files.put(folder, mail.stream, { maxBytes: MOST_MAIL_BYTES });
  let kept: KeptMail;
  try {
    kept = await deps.db.$transaction((tx) => enter(tx, deps, { ...mail, ...file, folder }), { maxWait: 20_000, timeout: 20_000 });
  } catch (error) {
    const other = await keptBefore(deps.db, mail).catch(() => null);
    if (other) return other;
    // When even this fails, the sweep finds the bytes; the first error is the one to tell.
    await dropUnreferenced(deps, folder, file.sha256).catch(() => undefined);
    throw error;
  }
  await deps.jobs.enqueue('mail.process', { rawMailId: kept.rawMailId }, { dedupeKey: kept.rawMailId });
  return kept;
}

async function keptBefore(db: Deps['db'], { sourceKey, groupId }: Pick<IncomingMail, 'sourceKey' | 'groupId'>): Promise<KeptMail | null> {
  if (!sourceKey) return null;
  const row = await db.rawMail.findFirst({ where: { sourceKey, ...(groupId ? { groupId } : {}) }, select: { id: true, sha256: true, size: true } });
  return row && { rawMailId: row.id, sha256: row.sha256, size: Number(row.size), already: true };
}

async function enter(tx: Tx, deps: Deps, mail: IncomingMail & StoredFile & { readonly folder: string }): Promise<KeptMail> {
  const { folder, sha256, size, groupId } = mail;
  await lockFile(tx, folder, sha256);
  if (!(await deps.files.exists(folder, sha256))) throw bytesVanished();
  const at = deps.clock.now();
  const id = newId(at.getTime());
  await tx.rawMail.create({
    data: {
      id, groupId, sha256, size: BigInt(size), door: mail.door, fileKey: fileKeyOf(folder, sha256), fileName: storable(mail.fileName ?? ''),
      envelopeFrom: storable(mail.envelopeFrom ?? ''), envelopeTo: (mail.envelopeTo ?? []).map(storable), arrivedAt: at,
      uploadedById: mail.uploadedById ?? null, hintRequestId: mail.hintRequestId ?? null, sourceKey: mail.sourceKey ?? null,
    },
  });
  return { rawMailId: id, sha256, size, already: false };
}

/** PostgreSQL takes no NUL, and half of a surrogate pair is no letter. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed().slice(0, 1000);
