import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { CivilDate } from '../../../server/features/statutes/civil-date.js';
import { newId } from '../../../server/platform/ids.js';
import { confirmReceipt } from '../../../server/features/deadlines/confirm-receipt.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { sendNotice } from '../../../server/features/notices/send-notice.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { type World, makeWorld } from '../../support/world.js';
import { draftRequest, sentRequest } from '../deadlines/world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let volunteer: Actor;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  volunteer = await world.addPerson(owner, 'volunteer', 'Vera Volunteer');
}, 60_000);
afterAll(() => world.close());

const sent = (by: Actor, sentOn: string) => sentRequest(world.database.db, by, { sentOn, at: world.clock.now() });
const confirmed = async (by: Actor, receivedOn: string) => {
  const made = await sent(by, receivedOn);
  await confirmReceipt(world.context, by, { requestId: made.id, date: receivedOn, basis: 'portal' });
  return made;
};

/** Numbers of the requests in one section of Today. */
function numbersIn(html: string, section: string): string[] {
  const $ = load(html);
  return $(`section[aria-labelledby=${section}] .num`).map((_, element) => $(element).text()).get();
}

describe('Today', () => {
  test('puts each request where its dates and receipts say, and mine apart from the group’s', async () => {
    const late = await confirmed(advocate, '2026-10-01');
    const due = await confirmed(advocate, '2026-11-16');
    const presumedLongAgo = await sent(advocate, '2026-06-01');
    const others = await confirmed(owner, '2026-10-05');
    const draft = await draftRequest(world.database.db, advocate, { at: world.clock.now() });
    const promised = await confirmed(advocate, '2026-11-10');
    const said = (promisedFor: CivilDate) => ({ items: [1, 2, 3].map((n) => ({ n, outcome: 'disclose' as const, promisedFor })) });
    await recordFact(world.context, advocate, { requestId: promised.id, fact: { type: 'determination', date: '2026-11-18', basis: 'letter', details: said('2026-11-20') } });
    await recordFact(world.context, advocate, { requestId: promised.id, fact: { type: 'determination', date: '2026-11-20', basis: 'letter', details: said('2026-12-04') } });

    const browser = await world.signIn(advocate);
    const mine = (await browser.get('/')).text;
    expect(numbersIn(mine, 'late')).toEqual([late.number]);
    expect(numbersIn(mine, 'due')).toEqual([due.number]);
    expect(numbersIn(mine, 'waiting')).toEqual([presumedLongAgo.number, draft.number]);
    expect(numbersIn(mine, 'promised')).toEqual([promised.number]);
    expect(load(mine)('section[aria-labelledby=promised]').text().replaceAll('\u00a0', ' ')).toMatch(/Nov 20.*Dec 4.*moved once/s);
    expect(load(mine)('section[aria-labelledby=late]').text()).toContain('42 days late');
    expect(load(mine)('h1')).toHaveLength(1);
    expect(load(mine)('.btn--primary')).toHaveLength(1);

    const group = (await browser.get('/?scope=group')).text;
    expect(numbersIn(group, 'late')).toEqual([late.number, others.number]);
  });

  test('of another group shows nothing of this one', async () => {
    const browser = await world.signIn(await world.addGroup('Somebody else'));
    expect((await browser.get('/?scope=group')).text).not.toContain('TD-2026-0001');
  });

  test('of a volunteer shows where they can add, and no date, letter or draft', async () => {
    const browser = await world.signIn(volunteer);
    const page = await browser.get('/');
    expect(page.status).toBe(200);
    const said = load(page.text)('main').text();
    expect(said).toContain('Add documents');
    for (const hidden of ['days late', 'due', 'Receipt to confirm', 'Draft', 'Being written']) expect(said).not.toContain(hidden);
  });
});

describe('notices in the app', () => {
  test('are listed for whom they are, opened, and then seen', async () => {
    const before = world.jobs.enqueued.length;
    await sweepNotices(world.context);
    for (const job of world.jobs.enqueued.slice(before)) await sendNotice(world.context, job.payload as { groupId: string; noticeId: string });
    const browser = await world.signIn(advocate);
    expect(load((await browser.get('/')).text)('main').text()).toMatch(/\d+ notices? you have not opened/);
    const list = load((await browser.get('/notices')).text);
    const href = list('a[data-list-link]').first().attr('href') ?? '';
    expect(href).toMatch(/^\/notices\/[0-9a-f-]{36}$/);
    const stranger = await world.signIn(owner);
    expect((await stranger.get(href)).status).toBe(404);
    const opened = await browser.get(href);
    expect(opened.text).toMatch(/href="\/requests\/[0-9a-f-]{36}\/deadlines\/[0-9a-f-]{36}"/);
    const notice = await world.database.db.notice.findUniqueOrThrow({ where: { id: href.split('/')[2] ?? '' } });
    expect(notice.seenAt).toEqual(world.clock.now());
  });

  test('page through the API without losing or repeating one', async () => {
    const [model] = await world.database.db.notice.findMany({ where: { personId: advocate.personId, state: 'in_app' }, take: 1 });
    if (!model) throw new Error('no notice');
    const more = Array.from({ length: 25 }, (_, index) => ({ ...model, id: newId(), rung: 'due', forDate: new Date(Date.UTC(2030, 0, 1 + index)), messageId: `<${newId()}@x.example>` }));
    await world.database.db.notice.createMany({ data: more });
    const token = await world.tokenOf(advocate);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const answer: request.Response = await request(world.app).get(`/api/v1/notices?limit=7${next ? `&after=${next}` : ''}`).set('authorization', `Bearer ${token}`).expect(200);
      seen.push(...answer.body.notices.map((notice: { id: string }) => notice.id));
      next = answer.body.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(await world.database.db.notice.count({ where: { personId: advocate.personId, state: { in: ['sent', 'in_app'] } } }));
  });
});
