import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';

/**
 * Holds a file of a group until the transaction ends: who enters a document for it and who removes it never act at once.
 * Taken before any row lock.
 */
export async function lockFile(tx: Tx, groupId: string, sha256: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`file:${groupId}:${sha256}`}, 0))`;
}

/**
 * Removes a file's bytes unless a document of the group, a mail or an attachment refers to them.
 * @returns whether they were removed
 */
export async function dropUnreferenced(deps: Pick<Context, 'db' | 'files'>, groupId: string, sha256: string): Promise<boolean> {
  return deps.db.$transaction(async (tx) => {
    await lockFile(tx, groupId, sha256);
    const referred = await tx.document.findFirst({ where: { groupId, sha256 }, select: { id: true } });
    return referred || (await inMail(tx, groupId, sha256)) ? false : deps.files.remove(groupId, sha256);
  });
}

/** Mail lies in a folder of its own while nobody knows whose it is, so that its rows name the folder with the hash. */
async function inMail(tx: Tx, groupId: string, sha256: string): Promise<boolean> {
  const where = { sha256, fileKey: `${groupId}/${sha256}` };
  const kept = (await tx.rawMail.findFirst({ where, select: { id: true } })) ?? (await tx.messageAttachment.findFirst({ where, select: { id: true } }));
  return kept !== null;
}
