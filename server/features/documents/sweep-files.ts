import type { Context } from '../../context.js';
import { systemClock } from '../../platform/clock.js';
import type { ListedFile } from '../../platform/files.js';
import { dropUnreferenced } from './drop-unreferenced.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 500;

/**
 * Removes what uploads cut off by a crash left: temporary files, and bytes nothing refers to, both when older than a day. Never a file
 * that is referred to. The machine's clock decides: files carry its time, and a rehearsal's clock would make every upload under way look old.
 */
export async function sweepFiles(deps: Pick<Context, 'db' | 'files' | 'logger'>): Promise<{ temporary: number; orphans: number }> {
  const olderThan = new Date(systemClock.now().getTime() - DAY_MS);
  const temporary = await deps.files.sweepTemporary(olderThan);
  let orphans = 0;
  let batch: ListedFile[] = [];
  for await (const file of deps.files.list()) {
    if (file.storedAt >= olderThan) continue;
    batch.push(file);
    if (batch.length < BATCH) continue;
    orphans += await sweepBatch(deps, batch);
    batch = [];
  }
  orphans += await sweepBatch(deps, batch);
  if (temporary + orphans > 0) deps.logger.info({ temporary, orphans }, 'removed what broken-off uploads left');
  return { temporary, orphans };
}

async function sweepBatch(deps: Pick<Context, 'db' | 'files'>, batch: readonly ListedFile[]): Promise<number> {
  if (batch.length === 0) return 0;
  const referred = await deps.db.document.findMany({
    where: { groupId: { in: [...new Set(batch.map((file) => file.groupId))] }, sha256: { in: batch.map((file) => file.sha256) } },
    select: { groupId: true, sha256: true },
  });
  const kept = new Set(referred.map((row) => `${row.groupId}/${row.sha256}`));
  let removed = 0;
  for (const file of batch) {
    if (!kept.has(`${file.groupId}/${file.sha256}`) && (await dropUnreferenced(deps, file.groupId, file.sha256))) removed += 1;
  }
  return removed;
}
