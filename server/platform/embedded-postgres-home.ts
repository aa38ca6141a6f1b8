import { spawnSync } from 'node:child_process';
import type { Stats } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, readlink, realpath, rmdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from './errors.js';
import type { Logger } from './logger.js';

/** The account PostgreSQL runs as when we are root, which it refuses to be. */
export interface Account {
  uid: number;
  gid: number;
}

export interface Home {
  /** Real path of the folder that holds cluster, log and, if need be, binaries; its account's own. */
  folder: string;
  /** Null: run as whoever we are. */
  account: Account | null;
}

/** Where root keeps a cluster that can't lie in DATA_DIR. Not the temporary folder: that one is emptied. */
const REACHABLE = '/var/lib/tenday';

/**
 * Finds or makes `DATA_DIR/postgres`. As root, PostgreSQL's account must be able to walk there; below a folder only root may enter
 * (/root), the data lies in /var/lib/tenday and `DATA_DIR/postgres` is a link to it.
 * @throws StartError when the folder is another user's or no reachable place can be had
 */
export async function prepareHome(dataDir: string, logger: Logger): Promise<Home> {
  const link = path.join(dataDir, 'postgres');
  const existing = await existingHome(link);
  if (process.getuid?.() !== 0) {
    await mkdir(link, { recursive: true, mode: 0o700 });
    const { uid } = await stat(link);
    if (process.getuid && uid !== process.getuid()) {
      throw new StartError(`The data folder ${link} belongs to another user (number ${uid}). Start Tenday as that user, or give it another DATA_DIR.`);
    }
    return { folder: await realpath(link), account: null };
  }
  const account = existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : await unprivilegedAccount();
  await letThrough(dataDir, account);
  if (!existing) await makeHome(dataDir, link, account, logger);
  const folder = await realpath(link);
  await chown(folder, account.uid, account.gid);
  if (!canReach(folder, account)) {
    throw new StartError(`PostgreSQL can't run as root, and its account (number ${account.uid}) can't reach ${folder}. Let others pass through the folders above it (chmod o+x), or start Tenday as a normal user.`);
  }
  return { folder, account };
}

/** What the home is now; null when there is none yet. A link whose target is gone must not become a new, empty database. */
async function existingHome(link: string): Promise<Stats | null> {
  const target = await readlink(link).catch(() => null);
  const found = await stat(link).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found && target) throw new StartError(`The database lay in ${target}, and that folder is gone. Bring it back, or delete the link ${link} to begin with an empty database.`);
  return found;
}

/** @throws StartError when the system has neither account */
async function unprivilegedAccount(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const line = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  if (!line) throw new StartError('PostgreSQL can\'t run as root, and this machine has no account "postgres" or "nobody". Start Tenday as a normal user, or set DATABASE_URL.');
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

/** A DATA_DIR that only root may enter opens for the account's group: to pass through, not to look. Others are left as they are. */
async function letThrough(dataDir: string, account: Account): Promise<void> {
  await mkdir(path.dirname(dataDir), { recursive: true });
  const made = await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { uid, mode } = await stat(dataDir);
  if (made === undefined && (uid !== 0 || (mode & 0o077) !== 0)) return;
  await chown(dataDir, 0, account.gid);
  await chmod(dataDir, 0o710);
}

async function makeHome(dataDir: string, link: string, account: Account, logger: Logger): Promise<void> {
  if (canReach(dataDir, account)) {
    // Two first starts at once may both come here: the second finds the folder there.
    await mkdir(link, { recursive: true, mode: 0o700 });
    return;
  }
  await mkdir(REACHABLE, { recursive: true, mode: 0o711 });
  const folder = await mkdtemp(path.join(REACHABLE, 'postgres-'));
  try {
    await symlink(folder, link);
  } catch (error) {
    await rmdir(folder);
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  logger.warn({ dataDir, folder }, `PostgreSQL can't run as root and its account can't enter ${dataDir}, so the database lies in ${folder}, linked from there`);
}

/** Asks the system itself, as the account: modes, ACLs and mounts all count. */
export function canReach(folder: string, account: Account, inside: readonly string[] = []): boolean {
  const files = inside.map((name) => path.join(folder, name));
  const script = 'test -x "$0" || exit 1; for file in "$@"; do test -r "$file" || exit 1; done';
  const done = spawnSync('/bin/sh', ['-c', script, folder, ...files], { ...account, cwd: '/', env: {}, stdio: 'ignore' });
  if (done.error) throw new StartError(`Tenday runs as root but may not start PostgreSQL under another account (${done.error.message}). Start it as a normal user, or set DATABASE_URL.`);
  return done.status === 0;
}
