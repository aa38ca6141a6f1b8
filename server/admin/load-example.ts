import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Context } from '../context.js';
import { hashPassword } from '../features/accounts/password.js';
import { seedDirectory } from '../features/agencies/seed-directory.js';
import type { JobQueue } from '../platform/jobs.js';
import { createOutboxMailer } from '../platform/mailer.outbox.js';
import { openFiles } from '../platform/open-files.js';
import { type AdminContext, type AdminResult, command } from './command.js';
import { GROUP, PEOPLE } from './example/people.js';
import { tellStory } from './example/tell-story.js';

export const loadExampleCommand = command({
  name: 'load-example',
  summary: 'Makes an example group with a year of forty requests, from which no mail ever leaves; prints how to sign in, once.',
  usage: '[--again]',
  input: z.object({ again: z.boolean().default(false) }),
  run: async (context, { again }) => {
    const before = await context.db.group.count({ where: { isExample: true } });
    if (before > 0 && !again) return alreadyThere();
    const password = newPassword();
    const deps = await asContext(context);
    await seedDirectory(deps);
    const { groupId } = await tellStory(deps, await hashPassword(password, { email: '', groupName: GROUP.name }));
    return answer(context, groupId, password);
  },
});

function alreadyThere(): AdminResult {
  const says = 'This server has an example group already, and nothing was added. To make another beside it, add --again.';
  return { json: { error: { code: 'example.already-loaded', message: says } }, text: says, exitCode: 1 };
}

/** What the use cases take. Nothing can leave: there is no mail server, and no job is handed to a worker. */
async function asContext(context: AdminContext): Promise<Context> {
  return { ...context, files: await openFiles(context.config), mailer: createOutboxMailer(), jobs: NO_JOBS };
}

const NO_JOBS: JobQueue = {
  enqueue: () => Promise.resolve(false),
  ready: () => Promise.resolve(),
  counts: () => Promise.resolve({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
  close: () => Promise.resolve(),
};

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twenty letters and digits in fours that survive being read aloud: 99 random bits. */
function newPassword(): string {
  const four = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 5 }, four).join('-');
}

async function answer({ db, config }: AdminContext, groupId: string, password: string): Promise<AdminResult> {
  const rows = await db.recordsRequest.groupBy({ by: ['state'], where: { groupId }, _count: { _all: true }, orderBy: { state: 'asc' } });
  const requests = Object.fromEntries(rows.map((row) => [row.state, row._count._all]));
  const people = Object.values(PEOPLE).map(({ name, email, role }) => ({ name, email, role }));
  const total = rows.reduce((sum, row) => sum + row._count._all, 0);
  return {
    json: { groupId, name: GROUP.name, signInUrl: `${config.publicUrl}/sign-in`, password, people, requests },
    text: [
      `The group “${GROUP.name}” is made, with ${total} requests: ${rows.map((row) => `${row._count._all} ${row.state.replace('_', ' ')}`).join(', ')}.`,
      'Its people are invented, and so is what agencies do in it. No mail leaves it.',
      `Sign in at ${config.publicUrl}/sign-in as one of these, with the password ${password} (shown once, the same for all):`,
      ...people.map(({ name, email, role }) => `  ${email.padEnd(22)} ${role.padEnd(10)} ${name}`),
      'A group of your own is made with the set-up link the server prints at its start, or with create-group.',
    ].join('\n'),
  };
}
