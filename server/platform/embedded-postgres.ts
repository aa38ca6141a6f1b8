import { createServer } from 'node:net';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { hasUsers, isAlive, locked, registerUser } from './embedded-postgres-claims.js';
import { NAME, address, ensureCluster, lastLine, openCluster, runTool, type Cluster } from './embedded-postgres-cluster.js';
import { prepareHome } from './embedded-postgres-home.js';
import { StartError } from './errors.js';
import type { Logger } from './logger.js';

export interface EmbeddedPostgresOptions {
  /** Absolute. Made when absent; the cluster lies in its folder `postgres`, the password beside it, mode 0600. */
  dataDir: string;
  logger: Logger;
  /** Written into postgresql.conf when the cluster is made, over the defaults: `{ fsync: 'off' }` in tests. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** `postgresql://tenday:…@127.0.0.1:<port>/tenday`: a secret, it holds the password. */
  url: string;
  /** Signs this process off; the last one to leave stops the server, cleanly. */
  stop(): Promise<void>;
}

const START_SECONDS = 120;
/** A log larger than this is put aside at the next start. */
const LOG_BYTES = 10 * 1024 * 1024;

/**
 * Starts the PostgreSQL that lies in the data folder, or attaches to it when another process of ours has started it. Makes the
 * cluster on first use. Listens on 127.0.0.1 only, on a free port, with a random password. Runs in a session of its own, so
 * that Ctrl-C reaches Tenday first, and outlives a killed Tenday; the next one attaches to it.
 * @throws StartError, one sentence with what to do, when the folder is unreadable, in use by something else, of another major version,
 *   or PostgreSQL does not start
 */
export async function startEmbeddedPostgres({ dataDir, logger, settings = {} }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const home = await prepareHome(dataDir, logger);
    return await locked(dataDir, async () => {
      const cluster = await openCluster(dataDir, home);
      await ensureCluster(cluster, settings, logger);
      const running = (await attach(cluster)) ?? (await boot(cluster, logger));
      const user = await registerUser(dataDir);
      try {
        const url = await ensureDatabase(running);
        return { url, stop: () => locked(dataDir, () => leave(cluster, user, logger)) };
      } catch (error) {
        await leave(cluster, user, logger);
        throw error;
      }
    });
  } catch (error) {
    throw error instanceof StartError ? error : unusable(dataDir, error);
  }
}

/** Stops the server of a data folder, whoever uses it, and deletes the folder with everything in it. For tests. */
export async function removeEmbeddedPostgres(dataDir: string, logger: Logger): Promise<void> {
  const folder = await realpath(path.join(dataDir, 'postgres')).catch(() => null);
  if (folder) {
    const cluster = await openCluster(dataDir, await prepareHome(dataDir, logger));
    await locked(dataDir, async () => {
      if (await readPidFile(cluster)) await halt(cluster);
    });
  }
  if (folder) await rm(folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** An error of the file system as one sentence. */
function unusable(dataDir: string, error: unknown): StartError {
  const why = error instanceof Error ? error.message : String(error);
  return new StartError(`The data folder ${dataDir} can't be used: ${why}. Check its owner, its permissions and the free space, or set DATA_DIR.`, { cause: error });
}

/** postmaster.pid, the file a running server keeps. Source: PostgreSQL's src/include/utils/pidfile.h. */
async function readPidFile({ data }: Cluster): Promise<{ pid: number; port: string; ready: boolean } | null> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: lines[3] ?? '', ready: lines[7]?.trim() === 'ready' };
}

/**
 * The address of the server that already runs on this folder, waiting for one that is just starting or stopping; null when there is
 * none. Removes the file a killed server left when its number now belongs to another program.
 * @throws StartError when what runs there does not take our password
 */
async function attach(cluster: Cluster): Promise<string | null> {
  for (const began = Date.now(); Date.now() - began < START_SECONDS * 1000; await sleep(100)) {
    const found = await readPidFile(cluster);
    if (!found || !isAlive(found.pid)) return null;
    if (!(await isPostgres(found.pid))) {
      await rm(path.join(cluster.data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (!found.ready) continue;
    const url = await address(cluster.dataDir, found.port, 'postgres');
    if (await answersFor(url, cluster.data)) return url;
    if (isAlive(found.pid)) throw inUse(cluster, found.pid);
  }
  throw new StartError(`The database in ${cluster.data} has not become ready in ${START_SECONDS} seconds; ${cluster.log} says why. Wait for it, and start again.`);
}

function inUse({ data }: Cluster, pid: number): StartError {
  return new StartError(`The database in ${data} is in use by something else (process ${pid}). Stop that, or set DATA_DIR to another folder.`);
}

/** By name, where the system tells it; elsewhere what is alive counts as PostgreSQL, and the connection decides. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'postgres';
}

async function answersFor(url: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return path.resolve(rows[0]?.data_directory ?? '') === data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts the server and waits until it answers. A port taken in the meantime, or memory a killed server still holds, is tried again. */
async function boot(cluster: Cluster, logger: Logger): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const port = String(await freePort());
    const url = await address(cluster.dataDir, port, 'postgres');
    const logged = await openLog(cluster);
    try {
      const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
      await runTool(cluster, cluster.binaries.pgCtl, ['start', '-w', '-t', String(START_SECONDS), '-D', cluster.data, '-l', cluster.log, '-o', options]);
      logger.info({ folder: cluster.data, port: Number(port) }, 'database started');
      return url;
    } catch (error) {
      const account = (await readFile(cluster.log, 'utf8').catch(() => '')).slice(logged);
      const passing = /could not bind|Address already in use|pre-existing shared memory block/.test(account);
      if (!passing || attempt === 20) throw new StartError(`PostgreSQL does not start: ${fatalLine(account) ?? lastLine(error)} (${cluster.log})`, { cause: error });
      await sleep(500);
    }
  }
}

/** @returns how many characters the log holds before this start */
async function openLog({ log, home }: Cluster): Promise<number> {
  const size = await stat(log).then((found) => found.size, () => 0);
  if (size > LOG_BYTES) await rename(log, `${log}.1`);
  const file = await open(log, 'a', 0o600);
  if (home.account) await file.chown(home.account.uid, home.account.gid);
  await file.close();
  return (await readFile(log, 'utf8')).length;
}

const fatalLine = (log: string): string | undefined => /(?:FATAL|PANIC): +(.*)/.exec(log)?.[1];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (bound === null || typeof bound === 'string') throw new Error('no port was bound');
  return bound.port;
}

/** `url` leads to the database "postgres", which always exists; Tenday's own is made on first use. */
async function ensureDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`);
  } finally {
    await client.end();
  }
  return url.replace(/\/postgres$/, `/${NAME}`);
}

async function leave(cluster: Cluster, user: string, logger: Logger): Promise<void> {
  await rm(user, { force: true });
  if (await hasUsers(cluster.dataDir)) return;
  const found = await readPidFile(cluster);
  if (!found || !isAlive(found.pid)) return;
  await halt(cluster);
  logger.info({ folder: cluster.data }, 'database stopped');
}

/** A fast shutdown: transactions under way are rolled back, everything committed is on disk. */
async function halt(cluster: Cluster): Promise<void> {
  await runTool(cluster, cluster.binaries.pgCtl, ['stop', '-m', 'fast', '-w', '-t', '60', '-D', cluster.data]);
}
