import path from 'node:path';
import { z } from 'zod';
import { type BackupPlan, writeBackup } from '../platform/backup.js';
import type { Manifest } from '../platform/backup-manifest.js';
import { readableSize } from '../platform/files.errors.js';
import { openFiles } from '../platform/open-files.js';
import { command } from './command.js';

export const folderSchema = z.string().trim().min(1, { error: 'name a folder.' });

/** What of this schema a backup needs and does not: signed-in browsers and rate limits end with the machine they were on. */
export const backupPlan: BackupPlan = {
  leftOut: ['session', 'rate_limits'],
  files: async (client) => {
    const { rows } = await client.query<{ groupId: string; sha256: string; usedBy: string[] }>(
      `SELECT "groupId", sha256, array_agg(used ORDER BY used) AS "usedBy" FROM (
         SELECT d.group_id::text AS "groupId", d.sha256, r.number || ', document ' || d.n AS used
           FROM documents d JOIN records_requests r ON r.group_id = d.group_id AND r.id = d.request_id
         UNION ALL SELECT split_part(file_key, '/', 1), sha256, 'mail ' || id FROM raw_mails
         UNION ALL SELECT split_part(file_key, '/', 1), sha256, 'attachment ' || n || ' of message ' || message_id FROM message_attachments WHERE file_key IS NOT NULL
       ) AS files GROUP BY 1, 2 ORDER BY 1, 2`,
    );
    return rows;
  },
  timelines: async (client) => {
    const { rows } = await client.query<Manifest['timelines'][number]>('SELECT group_id::text AS "groupId", seq, hash FROM chain_heads ORDER BY 1');
    return rows;
  },
};

export const backupCommand = command({
  name: 'backup',
  summary: 'Copies the database and every file into a new folder, consistent and hashed, while the server runs or not. Keep it as safe as the server: it holds password hashes and keys.',
  usage: 'FOLDER',
  input: z.object({ folder: folderSchema }),
  positionals: ['folder'],
  run: async ({ pool, clock, config }, input) => {
    const folder = path.resolve(input.folder);
    const manifest = await writeBackup({ pool, clock, files: await openFiles(config) }, backupPlan, folder);
    const { madeAt, timelines, problems } = manifest;
    const ok = problems.length === 0;
    const json = { ok, folder, madeAt, ...sums(manifest), timelines, problems };
    const text = [`The backup is complete: ${folder}`, sumsSentence(manifest), ...problems.map(problemSentence)].join('\n');
    return { json, text, exitCode: ok ? 0 : 1 };
  },
});

/** Counts both commands print: files and bytes are those of documents. */
export function sums({ tables, files }: Manifest): { tables: number; rows: number; files: number; bytes: number } {
  const add = (numbers: number[]): number => numbers.reduce((sum, n) => sum + n, 0);
  return { tables: tables.length, rows: add(tables.map(({ rows }) => rows)), files: files.length, bytes: add(files.map(({ bytes }) => bytes)) };
}

/** 1 file, 2 files. */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

export function sumsSentence(manifest: Manifest): string {
  const { tables, rows, files, bytes } = sums(manifest);
  return `${counted(rows, 'row')} of ${counted(tables, 'table')}, ${counted(files, 'file')} (${readableSize(bytes)}), ${counted(manifest.timelines.length, 'timeline')}.`;
}

const PROBLEMS: Readonly<Record<Manifest['problems'][number]['problem'], string>> = {
  missing: 'is missing from the file store',
  altered: 'was altered in the file store; its bytes are kept beside, as .altered',
  unreadable: 'could not be read from the file store',
};

export function problemSentence({ groupId, sha256, problem, usedBy }: Manifest['problems'][number]): string {
  return `NOT IN THE BACKUP: ${usedBy.join('; ')} of the group ${groupId}: the file ${sha256} ${PROBLEMS[problem]}.`;
}
