import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findBinaries, type Binaries } from './embedded-postgres-binaries.js';
import type { Home } from './embedded-postgres-home.js';
import { StartError } from './errors.js';
import type { Logger } from './logger.js';

/** Superuser and database of an embedded server. */
export const NAME = 'tenday';

/** For one small machine; whoever runs a larger one edits postgresql.conf, or sets DATABASE_URL. */
const SETTINGS = {
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
};

/** Where things are, for one start or stop. */
export interface Cluster {
  dataDir: string;
  home: Home;
  binaries: Binaries;
  /** PostgreSQL's own data folder. */
  data: string;
  log: string;
}

/** Finds the programs and says where everything of a data folder lies. Makes nothing but the programs' links. */
export async function openCluster(dataDir: string, home: Home): Promise<Cluster> {
  const binaries = await findBinaries(home);
  return { dataDir, home, binaries, data: path.join(home.folder, 'data'), log: path.join(home.folder, 'server.log') };
}

/**
 * Makes the cluster when there is none; a first start that was killed half-way leaves nothing that counts.
 * @param settings go into postgresql.conf, over the defaults
 * @throws StartError when what is there is no cluster, or another major version's
 */
export async function ensureCluster(cluster: Cluster, given: Readonly<Record<string, string>>, logger: Logger): Promise<void> {
  const settings: Record<string, string> = { ...SETTINGS, ...given };
  const { data, binaries, home } = cluster;
  if (await stat(data).catch(() => null)) return checkVersion(cluster);
  logger.info({ folder: home.folder }, 'making a new database');
  const unfinished = path.join(home.folder, 'data-unfinished');
  const passwordFile = path.join(home.folder, 'initial-password');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, await makePassword(cluster.dataDir), { mode: 0o600 });
  if (home.account) await chown(passwordFile, home.account.uid, home.account.gid);
  try {
    // The built-in locale sorts the same on every machine; the system's would change under the indexes with an update.
    await runTool(cluster, binaries.initdb, [
      '-D',
      unfinished,
      `--username=${NAME}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(settings['fsync'] === 'off' ? ['--no-sync'] : []),
      ...Object.entries(settings).map(([name, value]) => `--set=${name}=${value}`),
    ]);
  } catch (error) {
    throw new StartError(`A new database could not be made in ${home.folder}: ${lastLine(error)}`, { cause: error });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, data);
}

async function checkVersion({ data, binaries }: Cluster): Promise<void> {
  const version = (await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StartError(`The folder ${data} is not a PostgreSQL data folder. Move it away, or set DATA_DIR to another folder.`);
    throw error;
  })).trim();
  if (version === binaries.major) return;
  throw new StartError(
    `The database in ${data} is of PostgreSQL ${version}; this Tenday comes with ${binaries.major}. Make a backup with the Tenday that made it (npm run admin -- backup) and restore it here.`,
  );
}

const passwordPath = (dataDir: string): string => path.join(dataDir, 'postgres-password');

async function makePassword(dataDir: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordPath(dataDir), password, { mode: 0o600 });
  return password;
}

/** `postgresql://…` with the password. @throws StartError when its file is gone */
export async function address(dataDir: string, port: string, database: string): Promise<string> {
  const password = await readFile(passwordPath(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StartError(`The database's password is missing: ${passwordPath(dataDir)}. Bring that file back from your backup.`);
    throw error;
  });
  return `postgresql://${NAME}:${password}@127.0.0.1:${port}/${database}`;
}

/** Of what a tool printed before it failed. */
export function lastLine(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return printed.split('\n').at(-1) || (error instanceof Error ? error.message : String(error));
}

/** Runs one of PostgreSQL's programs as its account, with none of our environment: it holds secrets, and PG… variables would steer it. */
export function runTool({ home }: Cluster, file: string, args: string[]): Promise<void> {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((resolve, reject) => {
    const options = { ...home.account, cwd: home.folder, env, windowsHide: true };
    execFile(file, args, options, (error, _stdout, stderr) => (error ? reject(Object.assign(error, { stderr })) : resolve()));
  });
}
