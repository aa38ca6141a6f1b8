import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type pg from 'pg';
import { backupPlan } from '../../../server/admin/backup.js';
import { restorePlan } from '../../../server/admin/restore.js';
import { keepRawMail } from '../../../server/features/replies/keep-raw-mail.js';
import { eraseWordsOfPerson } from '../../../server/features/timeline/erase-words.js';
import { writeBackup } from '../../../server/platform/backup.js';
import type { Manifest } from '../../../server/platform/backup-manifest.js';
import { listTables } from '../../../server/platform/backup-tables.js';
import { type Restored, restoreBackup } from '../../../server/platform/backup-restore.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { type World, makeWorld } from '../../support/world.js';
import { type FilledGroup, fillGroup } from '../http/filled-group.js';

export interface FilledWorld extends World {
  readonly owner: Actor;
  readonly other: Actor;
  readonly filled: FilledGroup;
  /** Waits to be sent. */
  readonly queuedLetterId: string;
}

/** Two groups with a request, letters, a document of the same bytes each, a notice, a token; words of one person erased; one letter queued. */
export async function filledWorld(): Promise<FilledWorld> {
  const world = await makeWorld();
  const { db } = world.database;
  const owner = await world.addGroup('Harbor Records Project');
  const other = await world.addGroup('Valley Records Project');
  const token = { groupId: owner.groupId, personId: owner.personId, name: 'old', tokenHash: newId() };
  await db.apiToken.create({ data: { id: newId(), ...token, revokedAt: new Date('2026-11-01T00:00:00Z') } });
  await db.apiToken.create({ data: { id: newId(), ...token, groupId: other.groupId, personId: other.personId, tokenHash: newId() } });
  const filled = await fillGroup(world, owner);
  await fillGroup(world, other);
  await world.signIn(owner);
  await db.$transaction((tx) => eraseWordsOfPerson(tx, owner.groupId, filled.ids['personId'] ?? '', world.clock.now()));
  const { id: _id, ...letter } = await db.letter.findFirstOrThrow({ where: { id: filled.notSentLetterId } });
  const queuedLetterId = newId();
  await db.letter.create({ data: { ...letter, id: queuedLetterId, state: 'queued', channel: 'email', toAddress: 'records@agency.example', messageId: `<${newId()}@example.org>` } });
  await keepRawMail(world.context, { stream: Readable.from([Buffer.from('Subject: kept before anybody knew whose it is\r\n\r\n')]), door: 'smtp', groupId: null });
  return { ...world, owner, other, filled, queuedLetterId };
}

/** A new folder's name below a temporary one. */
export async function newFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(path.join(os.tmpdir(), 'tenday-backup-'));
  return { folder: path.join(parent, 'backup'), remove: () => rm(parent, { recursive: true, force: true }) };
}

export const backUp = ({ context }: World, folder: string): Promise<Manifest> => writeBackup(context, backupPlan, folder);
export const restore = ({ context }: World, folder: string): Promise<Restored> => restoreBackup(context, restorePlan(() => undefined), folder);

/** Every row of every table that a backup holds, as text. */
export async function allRows(pool: pg.Pool): Promise<Record<string, string[]>> {
  const client = await pool.connect();
  try {
    const rows: Record<string, string[]> = {};
    for (const { name } of await listTables(client)) {
      if (backupPlan.leftOut.includes(name)) continue;
      rows[name] = (await client.query<{ row: string }>(`SELECT t::text AS row FROM public."${name}" t ORDER BY 1`)).rows.map(({ row }) => row);
    }
    return rows;
  } finally {
    client.release();
  }
}

/** Turns one bit in the middle of a file. */
export async function flipBit(file: string): Promise<void> {
  const bytes = await readFile(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npm run admin --` in a process of its own. */
export async function admin(args: string[], settings: Record<string, string>): Promise<Answer> {
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path.join(projectRoot, 'dist/server/admin.js'), ...args], { env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, out: failed.stdout, err: failed.stderr };
  }
}
