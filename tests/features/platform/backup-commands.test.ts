import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { restorePlan } from '../../../server/admin/restore.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { sweepLetters } from '../../../server/features/letters/sweep-letters.js';
import { readManifest } from '../../../server/platform/backup-manifest.js';
import { restoreBackup } from '../../../server/platform/backup-restore.js';
import { createDiskFileStore } from '../../../server/platform/files.disk.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { createDb } from '../../../server/platform/db.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type FilledWorld, admin, backUp, filledWorld, newFolder } from './backup-bench.js';

// Each command is a process of its own, and two cores may have other work.
jest.setTimeout(120_000);

let source: FilledWorld;
let folder: string;
let removeFolder: () => Promise<void>;
/** Its own connections are never used: a restore refuses to run beside others. */
let target: TestDatabase;
/** What the command line is told of each installation. */
const sourceSettings = (): Record<string, string> => ({ DATABASE_URL: source.database.url, DATA_DIR: source.context.config.dataDir });
const targetSettings = (): Record<string, string> => ({ DATABASE_URL: target.url, DATA_DIR: path.join(path.dirname(folder), 'data') });

beforeAll(async () => {
  source = await filledWorld();
});
afterAll(() => source.close());
beforeEach(async () => {
  ({ folder, remove: removeFolder } = await newFolder());
  target = await testDatabase();
  await inTarget(`INSERT INTO installation (id, is_rehearsal, session_secret) VALUES (1, false, 'its own')`);
});
afterEach(async () => {
  await target.close();
  await removeFolder();
});

async function inTarget<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: target.url, application_name: 'tenday-migrate' });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until a condition on the database server holds, seen from the source's database. */
async function until(sql: string, values: unknown[]): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await source.database.pool.query<{ ok: boolean }>(sql, values);
    if (rows[0]?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('waited ten seconds in vain');
}

function start(args: string[], settings: Record<string, string>): { child: ChildProcess; gone: Promise<void> } {
  const child = spawn(process.execPath, [path.join(projectRoot, 'dist/server/admin.js'), ...args], { env: { PATH: process.env['PATH'] ?? '', ...settings }, stdio: 'ignore' });
  return { child, gone: new Promise((resolve) => child.once('exit', () => resolve())) };
}

describe('backup and restore on the command line', () => {
  test('carry an installation over, print one JSON object each, and the queued letter is never sent twice', async () => {
    const saved = await admin(['backup', folder, '--json'], sourceSettings());
    expect([saved.code, saved.err]).toEqual([0, '']);
    expect(JSON.parse(saved.out)).toMatchObject({ ok: true, folder, tables: expect.any(Number), files: 5, bytes: 129, problems: [] });
    const back = await admin(['restore', folder, '--json'], targetSettings());
    expect([back.code, back.err]).toEqual([0, '']);
    expect(JSON.parse(back.out)).toMatchObject({ ok: true, isRehearsal: false, heldLetters: 1, files: 5, timelines: [{ broken: null, holds: true }, { broken: null, holds: true }] });

    const { db, close } = createDb({ url: target.url, maxConnections: 3 });
    const deps = { ...source.context, db };
    const letter = { groupId: source.owner.groupId, letterId: source.queuedLetterId };
    expect(await deliverLetter(deps, letter)).toBe('not-claimed');
    source.clock.pass(24);
    expect(await sweepLetters(deps)).toMatchObject({ uncertain: 1, called: 0 });
    expect(await db.letter.findUniqueOrThrow({ where: { id: source.queuedLetterId } })).toMatchObject({ state: 'uncertain' });
    await close();

    const again = await admin(['restore', folder], targetSettings());
    expect([again.code, again.out, again.err]).toEqual([1, '', expect.stringMatching(/^This installation already has 2 groups, .* Nothing was restored\./)]);
  });

  test('without a folder, or with one that holds no backup: one sentence', async () => {
    expect(await admin(['backup'], sourceSettings())).toMatchObject({ code: 2, err: 'FOLDER is missing. Type: npm run admin -- backup FOLDER [--json]\n' });
    expect(await admin(['restore', path.join(folder, 'nowhere')], targetSettings())).toMatchObject({ code: 1, err: expect.stringContaining('holds no complete backup: manifest.json is missing') });
  });

  test('a missing file exits with 1 and is named, in the backup and again when it is restored', async () => {
    const { sha256 } = await source.database.db.document.findFirstOrThrow({ where: { groupId: source.other.groupId } });
    await source.context.files.remove(source.other.groupId, sha256);
    const sentence = `NOT IN THE BACKUP: TD-2026-0001, document 1 of the group ${source.other.groupId}: the file ${sha256} is missing from the file store.`;
    const saved = await admin(['backup', folder], sourceSettings());
    expect([saved.code, saved.out]).toEqual([1, expect.stringContaining(sentence)]);
    const back = await admin(['restore', folder], targetSettings());
    expect([back.code, back.out]).toEqual([1, expect.stringContaining(sentence)]);
    expect(await inTarget('SELECT count(*)::int AS n FROM documents')).toEqual([{ n: 2 }]);
    await source.context.files.put(source.other.groupId, Readable.from([Buffer.from('a reply')]), { maxBytes: 100 });
  });

  test('a rehearsal stays a rehearsal, though the installation it goes into began as real work', async () => {
    await source.database.pool.query('UPDATE installation SET is_rehearsal = true');
    await backUp(source, folder);
    const back = await admin(['restore', folder], targetSettings());
    expect([back.code, back.out]).toEqual([0, expect.stringContaining('It is a rehearsal: start it with REHEARSAL_NOW.')]);
    expect(await inTarget('SELECT is_rehearsal FROM installation')).toEqual([{ is_rehearsal: true }]);
    await source.database.pool.query('UPDATE installation SET is_rehearsal = false');
  });
});

describe('killed with -9', () => {
  test('a restore in the middle of its tables leaves an empty installation, where the same backup then goes in', async () => {
    await backUp(source, folder);
    await inTarget(`CREATE FUNCTION slowly() RETURNS boolean LANGUAGE sql AS 'SELECT true FROM pg_sleep(0.1)'`);
    await inTarget('ALTER TABLE event_words ADD CONSTRAINT slow CHECK (slowly())');
    const { child, gone } = start(['restore', folder], targetSettings());
    const database = new URL(target.url).pathname.slice(1);
    await until(`SELECT count(*) > 0 AS ok FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'COPY %event_words%' AND wait_event = 'PgSleep'`, [database]);
    child.kill('SIGKILL');
    await gone;
    await until('SELECT count(*) = 0 AS ok FROM pg_stat_activity WHERE datname = $1', [database]);
    expect(await inTarget('SELECT (SELECT count(*)::int FROM groups) AS groups, (SELECT count(*)::int FROM events) AS events')).toEqual([{ groups: 0, events: 0 }]);
    expect(await inTarget('SELECT session_secret FROM installation')).toEqual([{ session_secret: 'its own' }]);
    expect(await inTarget(`SELECT count(*)::int AS n FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'`)).toEqual([{ n: 0 }]);
    await inTarget('ALTER TABLE event_words DROP CONSTRAINT slow');
    await restoreBackup({ pool: target.pool, files: createDiskFileStore(path.join(targetSettings()['DATA_DIR'] ?? '', 'files')) }, restorePlan(() => undefined), folder);
    expect(await inTarget('SELECT count(*)::int AS groups FROM groups')).toEqual([{ groups: 2 }]);
  });

  test('a backup in the middle of its files has no manifest: restore refuses it, and so does the next backup', async () => {
    const { sha256 } = await source.database.db.document.findFirstOrThrow({ where: { groupId: source.owner.groupId } });
    const stuck = path.join(source.context.config.dataDir, 'files', source.other.groupId, sha256);
    await rm(stuck);
    // A pipe nobody writes into stands for a disk that takes its time.
    execFileSync('mkfifo', [stuck]);
    const { child, gone } = start(['backup', folder], sourceSettings());
    const entries = async (): Promise<string[]> => readdir(path.join(folder, 'files', source.other.groupId)).catch(() => []);
    for (let tries = 0; tries < 400 && (await entries()).length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    child.kill('SIGKILL');
    await gone;
    await rm(stuck);
    await source.context.files.put(source.other.groupId, Readable.from([Buffer.from('a reply')]), { maxBytes: 100 });
    expect((await readdir(folder)).sort()).toEqual(['database', 'files']);
    await expect(readManifest(folder)).rejects.toThrow('holds no complete backup: manifest.json is missing');
    await expect(backUp(source, folder)).rejects.toThrow('holds what an interrupted backup left');
  });
});
