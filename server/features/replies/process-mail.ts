import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Context } from '../../context.js';
import { MOST_MAIL_BYTES } from './keep-raw-mail.js';
import { fileKeyOf, placeOf } from './mail-files.js';
import { parseRawMail } from './parse-raw-mail.js';
import { isOutlook, outlookAsMail } from './parsing/outlook-msg.js';
import { type ClaimedMail, type Placed, placeMail } from './place-mail.js';

/** A claim older than this is of a worker that died. */
export const LONGEST_PROCESS_MS = 10 * 60_000;
/** Then it is left to an operator: the bytes are kept. */
export const MOST_ATTEMPTS = 12;

type Deps = Pick<Context, 'db' | 'files' | 'clock' | 'config' | 'logger'>;

/**
 * Reads one kept mail, and files or holds what it says. Of several calls at once one claims it; the others find nothing to do. What fails is tried again, ever later; its bytes stay.
 * @returns what became of it; null when there was nothing to do, or it failed for now
 */
export async function processMail(deps: Deps, { rawMailId }: { rawMailId: string }): Promise<Placed | null> {
  const row = await claim(deps, rawMailId);
  if (!row) return null;
  try {
    const { folder, sha256 } = placeOf(row.fileKey);
    const stream = await openMail(deps, row, { folder, sha256 });
    const mail = await parseRawMail(stream, { ourDomains: [deps.config.replyDomain.toLowerCase()], sink: (_, content) => keepAttachment(deps, folder, content) });
    return await placeMail(deps, row, mail);
  } catch (error) {
    await failed(deps, row, error);
    return null;
  }
}

async function claim({ db, clock }: Deps, id: string): Promise<(ClaimedMail & { attempts: number; size: bigint }) | null> {
  const now = clock.now();
  const { count } = await db.rawMail.updateMany({
    where: { id, state: 'kept', OR: [{ claimedAt: null }, { claimedAt: { lt: new Date(now.getTime() - LONGEST_PROCESS_MS) } }] },
    data: { claimedAt: now, attempts: { increment: 1 } },
  });
  return count === 1 ? { ...(await db.rawMail.findUniqueOrThrow({ where: { id } })), claimedAt: now } : null;
}

/** Its bytes; of an Outlook .msg that somebody uploaded, the mail that it is. */
async function openMail({ files }: Deps, { door, size }: { door: string; size: bigint }, { folder, sha256 }: { folder: string; sha256: string }): Promise<Readable> {
  const outlook = door === 'upload' && size > 512n && isOutlook(await buffer(await files.open(folder, sha256, { start: 0, end: 7 })));
  const stream = await files.open(folder, sha256);
  return outlook ? outlookAsMail(await buffer(stream)) : stream;
}

async function keepAttachment({ files }: Deps, folder: string, content: Readable): Promise<string> {
  const { sha256 } = await files.put(folder, content, { maxBytes: MOST_MAIL_BYTES });
  return fileKeyOf(folder, sha256);
}

/** Two minutes doubling, at most six hours: a disk that is full, a database that restarts. */
async function failed({ db, clock, logger }: Deps, { id, claimedAt, attempts }: ClaimedMail & { attempts: number }, error: unknown): Promise<void> {
  const giveUp = attempts >= MOST_ATTEMPTS;
  logger.error({ err: error, rawMailId: id, attempts }, giveUp ? 'a mail could not be read and is left to an operator; its bytes are kept' : 'a mail could not be read yet; it is tried again');
  const wait = Math.min(6 * 3_600_000, 60_000 * 2 ** attempts);
  await db.rawMail.updateMany({
    where: { id, state: 'kept', claimedAt },
    data: { claimedAt: null, state: giveUp ? 'failed' : 'kept', nextAttemptAt: giveUp ? null : new Date(clock.now().getTime() + wait), lastError: (error instanceof Error ? error.message : String(error)).slice(0, 500) },
  });
}
