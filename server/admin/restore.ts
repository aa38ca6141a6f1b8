import path from 'node:path';
import { z } from 'zod';
import { holdRestoredLetters } from '../features/letters/hold-restored-letters.js';
import { type TimelineVerdict, verifyTimeline } from '../features/timeline/verify-timeline.js';
import type { Db } from '../platform/db.js';
import type { Manifest } from '../platform/backup-manifest.js';
import { type RestorePlan, type Restored, restoreBackup } from '../platform/backup-restore.js';
import { openFiles } from '../platform/open-files.js';
import { counted, folderSchema, problemSentence, sums, sumsSentence } from './backup.js';
import { command } from './command.js';

/** @param tell how many letters were held back from being sent a second time */
export function restorePlan(tell: (heldLetters: number) => void): RestorePlan {
  return {
    countGroups: async (client) => {
      const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM groups');
      return rows[0]?.n ?? 0;
    },
    afterLoad: async (client, { madeAt }) => tell(await holdRestoredLetters(client, new Date(madeAt))),
  };
}

export const restoreCommand = command({
  name: 'restore',
  summary: 'Puts a backup into an empty installation, all of it or nothing, after proving every part by its hash. Stop the server first.',
  usage: 'FOLDER',
  input: z.object({ folder: folderSchema }),
  positionals: ['folder'],
  run: async ({ pool, db, config }, input) => {
    const folder = path.resolve(input.folder);
    let heldLetters = 0;
    const restored = await restoreBackup({ pool, files: await openFiles(config) }, restorePlan((n) => (heldLetters = n)), folder);
    const { manifest, migrated } = restored;
    const timelines = await proveTimelines(db, manifest);
    const { isRehearsal } = await db.installation.findUniqueOrThrow({ where: { id: 1 }, select: { isRehearsal: true } });
    const ok = manifest.problems.length === 0 && timelines.every((timeline) => timeline.holds);
    const json = { ok, folder, madeAt: manifest.madeAt, ...sums(manifest), isRehearsal, migrated, heldLetters, timelines, problems: manifest.problems };
    return { json, text: sentences(restored, { timelines, heldLetters, isRehearsal, isRehearsalNow: config.rehearsalNow !== null }).join('\n'), exitCode: ok ? 0 : 1 };
  },
});

type ProvedTimeline = TimelineVerdict & { readonly holds: boolean };

/** Walks each chain link by link and compares its end with what the backup said. */
async function proveTimelines(db: Db, { timelines }: Manifest): Promise<ProvedTimeline[]> {
  const proved: ProvedTimeline[] = [];
  for (const { groupId, seq, hash } of timelines) {
    const verdict = await verifyTimeline({ db }, groupId);
    proved.push({ ...verdict, holds: verdict.broken === null && verdict.events === seq && verdict.headHash === hash });
  }
  return proved;
}

interface Outcome {
  readonly timelines: readonly ProvedTimeline[];
  readonly heldLetters: number;
  readonly isRehearsal: boolean;
  readonly isRehearsalNow: boolean;
}

function sentences({ manifest, migrated }: Restored, { timelines, heldLetters, isRehearsal, isRehearsalNow }: Outcome): string[] {
  return [
    `The backup of ${manifest.madeAt} is restored: ${sumsSentence(manifest)}`,
    ...(migrated.length > 0 ? [`It was made by an older Tenday and was brought up to this one: ${migrated.join(', ')}.`] : []),
    ...timelines.map(timelineSentence),
    ...manifest.problems.map(problemSentence),
    ...(heldLetters > 0 ? [`${counted(heldLetters, 'letter')} waited to be sent when the backup was made and may have gone since: a person is asked before anything is sent.`] : []),
    ...(isRehearsal && !isRehearsalNow ? ['It is a rehearsal: start it with REHEARSAL_NOW.'] : []),
    ...(!isRehearsal && isRehearsalNow ? ['It holds real work: start it without REHEARSAL_NOW.'] : []),
    'Everybody signs in again; API tokens go on working. Start Tenday.',
  ];
}

function timelineSentence({ groupId, events, erased, broken, holds }: ProvedTimeline): string {
  if (broken) return `Timeline of the group ${groupId}: BROKEN at entry ${broken.seq}: ${broken.why}.`;
  if (!holds) return `Timeline of the group ${groupId}: BROKEN: it does not end where the backup says.`;
  return `Timeline of the group ${groupId}: ${events} entries hold${erased > 0 ? `, ${erased} with their words erased` : ''}.`;
}
