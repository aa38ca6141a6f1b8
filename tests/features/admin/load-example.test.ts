import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { AdminContext, AdminResult } from '../../../server/admin/command.js';
import { loadExampleCommand } from '../../../server/admin/load-example.js';
import { readArguments } from '../../../server/admin/read-arguments.js';
import { openInstallation } from '../../../server/features/accounts/open-installation.js';
import { todayData } from '../../../server/features/notices/today.queries.js';
import { AHEAD, daysAhead, todayView } from '../../../server/features/notices/today-page.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, browser, makeWorld, testClock } from '../../support/world.js';

jest.setTimeout(120_000);

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

interface Loaded {
  readonly groupId: string;
  readonly password: string;
  readonly people: { email: string; role: string }[];
  readonly requests: Record<string, number>;
}

/** Runs the command as `npm run admin` would, at an instant. */
async function load(args: string[], now: string): Promise<AdminResult> {
  const { config, logger, db, pool } = world.context;
  const context: AdminContext = { config, logger, db, pool, clock: testClock(now), databaseUrl: world.database.url };
  await openInstallation(context);
  const invocation = readArguments(['load-example', ...args]);
  if (invocation.help) throw new Error('help was shown');
  expect(invocation.command).toBe(loadExampleCommand);
  return invocation.command.run(context, invocation.input);
}

async function loaded(now: string): Promise<Loaded> {
  const { json, exitCode } = await load(['--again'], now);
  expect(exitCode ?? 0).toBe(0);
  return json as Loaded;
}

async function ownerOf({ groupId }: Loaded): Promise<Actor> {
  const { id, name, role, group } = await world.context.db.person.findFirstOrThrow({ where: { groupId, role: 'owner' }, include: { group: true } });
  return { groupId, personId: id, role, name, groupName: group.name, isExample: group.isExample, timeZone: group.timeZone, via: 'session' };
}

async function todayOf(owner: Actor, now: string) {
  const today = now.slice(0, 10);
  const until = { owed: daysAhead(today, AHEAD.strip), ours: daysAhead(today, AHEAD.ours), promised: daysAhead(today, AHEAD.promised) };
  return todayView(await todayData(world.context.db, owner, { mine: false, until }), owner, { mine: false }, new Date(now));
}

describe('the example group', () => {
  const NOW = '2026-11-24T17:00:00Z';
  let example: Loaded;
  beforeAll(async () => {
    example = await loaded(NOW);
  });

  test('has forty requests to all ten agencies, in every state a request can be in', async () => {
    const rows = await world.context.db.recordsRequest.findMany({ where: { groupId: example.groupId }, include: { agency: true } });
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map((row) => row.agency.slug)).size).toBe(10);
    expect(Object.keys(example.requests).sort()).toEqual(['awaiting', 'closed', 'determined', 'draft', 'not_sent', 'producing', 'withdrawn']);
    expect(Object.values(example.requests).reduce((sum, n) => sum + n, 0)).toBe(40);
  });

  test('has items in every state an item can be in', async () => {
    const states = await world.context.db.requestItem.groupBy({ by: ['state'], where: { groupId: example.groupId } });
    expect(states.map((row) => row.state).sort()).toEqual(['none_found', 'open', 'partly_produced', 'produced', 'promised', 'withdrawn', 'withheld']);
  });

  test('is marked as an example, says so in its name, and has no letter on its way', async () => {
    const group = await world.context.db.group.findUniqueOrThrow({ where: { id: example.groupId } });
    expect(group).toMatchObject({ isExample: true, name: expect.stringContaining('example') });
    const letters = await world.context.db.letter.groupBy({ by: ['state'], where: { groupId: example.groupId } });
    expect(letters.map((row) => row.state).sort()).toEqual(['not_sent', 'sent', 'recalled'].sort());
    expect(world.jobs.enqueued).toEqual([]);
  });

  test('has a timeline that verifies, whose entries lie in the past and in order', async () => {
    const verdict = await verifyTimeline(world.context, example.groupId);
    expect(verdict).toMatchObject({ broken: null });
    const times = (await world.context.db.event.findMany({ where: { groupId: example.groupId }, orderBy: { seq: 'asc' }, select: { at: true } })).map((event) => event.at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(new Date(NOW).getTime());
    expect(new Date(NOW).getTime() - (times[0] ?? 0)).toBeGreaterThan(350 * 86_400_000);
  });

  test('holds extensions that were good, late, too long, without a ground, and a second one', async () => {
    const facts = await world.context.db.fact.findMany({ where: { groupId: example.groupId, type: 'extension_notice', request: { statute: 'CPRA', state: 'awaiting' } }, select: { requestId: true } });
    const perRequest = new Map<string, number>();
    for (const { requestId } of facts) perRequest.set(requestId, (perRequest.get(requestId) ?? 0) + 1);
    expect([...perRequest.values()].sort()).toEqual([1, 1, 1, 1, 1, 2]);
    const open = await world.context.db.deadline.count({ where: { groupId: example.groupId, rule: 'cpra.extension', state: 'open' } });
    expect(open).toBeGreaterThanOrEqual(4);
  });

  test('lets its owner sign in with the password printed, and see the requests', async () => {
    const visitor = browser(world.app);
    await visitor.get('/sign-in');
    const owner = example.people.find((person) => person.role === 'owner');
    expect((await visitor.post('/sign-in', { email: owner?.email, password: example.password })).status).toBe(303);
    const page = await visitor.get('/requests');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Bayside Records Collective (example)');
  });

  test('keeps the files of what agencies sent, each saying that it is made up', async () => {
    const documents = await world.context.db.document.findMany({ where: { groupId: example.groupId } });
    expect(new Set(documents.map((document) => document.mediaType))).toEqual(new Set(['application/pdf', 'text/plain']));
    const [first] = documents.filter((document) => document.originalName.endsWith('.csv'));
    const { stream } = await readBack(first?.sha256 ?? '');
    expect(stream).toContain('It is no record of any agency');
    expect(documents.filter((document) => document.releasedAt === null).length).toBeGreaterThan(0);

    async function readBack(sha256: string): Promise<{ stream: string }> {
      const chunks: Buffer[] = [];
      for await (const chunk of await world.context.files.open(example.groupId, sha256)) chunks.push(chunk as Buffer);
      return { stream: Buffer.concat(chunks).toString('utf8') };
    }
  });

  test('is not made a second time unless asked for with --again', async () => {
    const { exitCode, text } = await load([], NOW);
    expect(exitCode).toBe(1);
    expect(text).toContain('--again');
    expect(await world.context.db.group.count()).toBe(1);
  });
});

describe('Today of the example’s owner is alive', () => {
  test.each([
    ['on a Saturday', '2027-03-06T18:00:00Z'],
    ['on December 28, a Monday between holidays', '2026-12-28T18:00:00Z'],
  ])('%s', async (_name, now) => {
    const example = await loaded(now);
    const view = await todayOf(await ownerOf(example), now);
    expect(view.late.length).toBeGreaterThanOrEqual(2);
    expect(view.dueSoon.rows.filter((row) => !row.presumed).length).toBeGreaterThanOrEqual(3);
    expect(new Set(view.waiting.map((row) => row.kind))).toEqual(new Set(['not-sent', 'receipt', 'release', 'draft']));
    expect(view.ours.length).toBeGreaterThanOrEqual(1);
    expect(view.promised.some((row) => row.slip.earlier.length === 2)).toBe(true);
    expect(Object.values(example.requests).reduce((sum, n) => sum + n, 0)).toBe(40);
    expect(await verifyTimeline(world.context, example.groupId)).toMatchObject({ broken: null });
  });
});
