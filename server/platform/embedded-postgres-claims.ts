import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './errors.js';

/** How long a start may take: a long crash recovery included. */
const LOCK_PATIENCE_MS = 150_000;
/** A claim is made and filled in two steps; an empty one younger than this is being filled. */
const FILLING_MS = 5_000;

/**
 * What a process writes to say "this is mine": its number and, where the system tells (Linux), when it began, because numbers are
 * used again, in a container after every restart.
 */
async function claim(): Promise<string> {
  return `${process.pid} ${await beginning(process.pid)}`;
}

/** Clock ticks from boot to the start of a process, field 22 of /proc/<pid>/stat; '' where there is no such file. */
async function beginning(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the name in brackets and may hold spaces, so count from the last bracket.
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Whether a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function stands(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return false;
  const [pid, began = ''] = text.split(' ');
  if (!pid) return Date.now() - (await stat(file).then((s) => s.mtimeMs, () => 0)) < FILLING_MS;
  return isAlive(Number(pid)) && (await beginning(Number(pid))) === began;
}

/**
 * Runs `work` while no other process starts or stops this folder's server. A lock left by a process that has ended is taken over.
 * @throws StartError when another process keeps the lock for longer than a start can take
 */
export async function locked<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(dataDir, 'postgres.lock');
  const text = await claim();
  for (const began = Date.now(); ; await sleep(50)) {
    const got = await writeFile(file, text, { flag: 'wx', mode: 0o600 }).then(() => true, (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    });
    if (got) break;
    if (!(await stands(file))) await rm(file, { force: true });
    else if (Date.now() - began > LOCK_PATIENCE_MS) {
      throw new StartError(`Another process has been starting PostgreSQL in ${dataDir} for too long. End it, or delete ${file}, and start again.`);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Writes this process down as a user of the server. @returns the file to remove when it is done */
export async function registerUser(dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'postgres-users');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, randomUUID());
  await writeFile(file, await claim(), { mode: 0o600 });
  return file;
}

/** Whether any process still uses the server; forgets those that ended without saying so. */
export async function hasUsers(dataDir: string): Promise<boolean> {
  const folder = path.join(dataDir, 'postgres-users');
  const names = await readdir(folder).catch(() => []);
  const standing = await Promise.all(
    names.map(async (name) => {
      if (await stands(path.join(folder, name))) return true;
      await rm(path.join(folder, name), { force: true });
      return false;
    }),
  );
  return standing.includes(true);
}
