import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from '../../../server/platform/embedded-postgres.js';
import { StartError } from '../../../server/platform/errors.js';
import { createLogger } from '../../../server/platform/logger.js';
import { projectRoot } from '../../../server/platform/paths.js';

const logger = createLogger('silent');
let folder: string;
let dataDir: string;
const children: ChildProcess[] = [];

const start = (where = dataDir): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir: where, logger, settings: { fsync: 'off' } });
const inData = (...parts: string[]): string => path.join(dataDir, 'postgres', 'data', ...parts);
const serverPid = async (where = dataDir): Promise<number> => Number((await readFile(path.join(where, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ended(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isRunning(pid); tries += 1) await sleep(50);
  return !isRunning(pid);
}

async function startInProcess(where = dataDir): Promise<{ child: ChildProcess; url?: string; error?: string }> {
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist/tests/support/embedded-postgres-process.js'), where], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  if (!child.stdout) throw new Error('no output');
  const [line] = (await once(readline.createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { url?: string; error?: string }) };
}

async function signOff(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.stdin?.end();
  await exit;
}

async function sentence(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  return error instanceof StartError ? error.message : '';
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tenday-embedded-'));
  await chmod(folder, 0o755);
  dataDir = path.join(folder, 'data');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await removeEmbeddedPostgres(dataDir, logger);
  await rm(folder, { recursive: true, force: true });
});

describe('the embedded database', () => {
  test('is made on first use, keeps what is written, and stops with the last process that uses it', async () => {
    const first = await start();
    const pid = await serverPid();
    await ask(first.url, 'CREATE TABLE kept (word text)');
    await ask(first.url, `INSERT INTO kept VALUES ('ten days')`);
    const second = await start();
    expect(second.url).toBe(first.url);
    await first.stop();
    expect(await ask(second.url, 'SELECT word FROM kept')).toBe('ten days');
    await second.stop();
    expect(await ended(pid)).toBe(true);
    const again = await start();
    expect(await ask(again.url, 'SELECT word FROM kept')).toBe('ten days');
    await again.stop();
  });

  test('listens on this machine only and lets nobody in without the password, which only its owner can read', async () => {
    const server = await start();
    expect(await ask(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(server.url, 'SHOW unix_socket_directories')).toBe('');
    const guessed = new URL(server.url);
    guessed.password = 'tenday';
    await expect(ask(guessed.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect((await stat(path.join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
    expect((await stat(inData())).mode & 0o077).toBe(0);
    await server.stop();
  });

  test('is one server when two processes make it at the same moment', async () => {
    const together = path.join(folder, 'together');
    const [web, worker] = await Promise.all([startInProcess(together), startInProcess(together)]);
    expect(web.error ?? worker.error).toBeUndefined();
    expect(worker.url).toBe(web.url);
    const pid = await serverPid(together);
    await signOff(web.child);
    expect(isRunning(pid)).toBe(true);
    await signOff(worker.child);
    expect(await ended(pid)).toBe(true);
    await removeEmbeddedPostgres(together, logger);
  });

  test('outlives a killed Tenday; the next one finds it, and stops it when done', async () => {
    const killed = await startInProcess();
    const pid = await serverPid();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    expect(isRunning(pid)).toBe(true);
    const next = await start();
    expect(next.url).toBe(killed.url);
    await next.stop();
    expect(await ended(pid)).toBe(true);
  });

  test('recovers when everything was killed, and when the number it left now belongs to another program', async () => {
    const server = await start();
    const pid = await serverPid();
    const left = await readFile(inData('postmaster.pid'), 'utf8');
    process.kill(pid, 'SIGKILL');
    expect(await ended(pid)).toBe(true);
    const recovered = await start();
    expect(await ask(recovered.url, 'SELECT word FROM kept')).toBe('ten days');
    await recovered.stop();
    await server.stop();
    await writeFile(inData('postmaster.pid'), left.replace(/^\d+/, String(process.pid)));
    const reused = await start();
    expect(await ask(reused.url, 'SELECT word FROM kept')).toBe('ten days');
    await reused.stop();
  });
});

describe('what cannot start says why in one sentence', () => {
  test('a folder whose server is not ours', async () => {
    const server = await start();
    const file = path.join(dataDir, 'postgres-password');
    const password = await readFile(file, 'utf8');
    await writeFile(file, 'another');
    expect(await sentence(start())).toMatch(/in use by something else \(process \d+\)/);
    await writeFile(file, password);
    await server.stop();
  });

  test('a cluster of another major version, and a folder that is no cluster', async () => {
    const version = await readFile(inData('PG_VERSION'), 'utf8');
    await writeFile(inData('PG_VERSION'), '17\n');
    expect(await sentence(start())).toMatch(/is of PostgreSQL 17; this Tenday comes with 18/);
    await writeFile(inData('PG_VERSION'), version);
    await rename(inData(), inData('..', 'aside'));
    await mkdir(inData());
    expect(await sentence(start())).toMatch(/is not a PostgreSQL data folder/);
    await rm(inData(), { recursive: true });
    await rename(inData('..', 'aside'), inData());
  });

  test('a lost password file', async () => {
    const file = path.join(dataDir, 'postgres-password');
    await rename(file, `${file}.aside`);
    expect(await sentence(start())).toMatch(/password is missing/);
    await rename(`${file}.aside`, file);
  });

  test('settings PostgreSQL refuses, with its own words', async () => {
    const file = inData('postgresql.conf');
    const settings = await readFile(file, 'utf8');
    await writeFile(file, `${settings}\nno_such_setting = 1\n`);
    expect(await sentence(start())).toMatch(/PostgreSQL does not start: .*(no_such_setting|postgresql\.conf)/);
    await writeFile(file, settings);
  });

  test('a data folder that is a file', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    expect(await sentence(start(file))).toMatch(/can't be used/);
  });
});

test('below a folder only its owner may enter, as root too', async () => {
  const closed = path.join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const below = path.join(closed, 'data');
  const server = await start(below);
  expect(await ask(server.url, 'SELECT 1')).toBe(1);
  // PostgreSQL refuses to be root, so root's data lies where its account can go, and the folder links to it.
  expect((await lstat(path.join(below, 'postgres'))).isSymbolicLink()).toBe(process.getuid?.() === 0);
  await server.stop();
  await removeEmbeddedPostgres(below, logger);
  expect(await readdir(closed)).toEqual([]);
});

test('a first start that was killed half-way is begun again', async () => {
  const fresh = path.join(folder, 'fresh');
  await mkdir(path.join(fresh, 'postgres'), { recursive: true });
  await chmod(path.join(fresh, 'postgres'), 0o700);
  await mkdir(path.join(fresh, 'postgres', 'data-unfinished'));
  await writeFile(path.join(fresh, 'postgres', 'data-unfinished', 'PG_VERSION'), '18\n');
  await writeFile(path.join(fresh, 'postgres.lock'), '999999999 1');
  const server = await start(fresh);
  expect(await ask(server.url, 'SELECT 1')).toBe(1);
  await server.stop();
  await removeEmbeddedPostgres(fresh, logger);
});
