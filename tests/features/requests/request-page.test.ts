import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { addFact } from '../../../server/features/deadlines/add-fact.js';
import { recalculateDeadlines } from '../../../server/features/deadlines/recalculate-deadlines.js';
import { createRequest } from '../../../server/features/requests/create-request.js';
import { refreshState } from '../../../server/features/requests/refresh-state.js';
import { eraseWordsOfPerson } from '../../../server/features/timeline/erase-words.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let volunteer: Actor;
let stranger: Actor;
let requestId: string;
const tokens = new Map<string, string>();

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  volunteer = await world.addPerson(owner, 'volunteer', 'Vic Volunteer');
  stranger = await world.addGroup('Another');
  for (const person of [owner, advocate, volunteer, stranger]) tokens.set(person.personId, await world.tokenOf(person));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set('2026-11-16T18:00:00Z');
  const { db } = world.context;
  const agencyId = await world.agencyId('lapd');
  const items = [{ heading: 'Searches', text: 'Every search by outside agencies.' }, { heading: 'Counts', text: 'Monthly totals.' }];
  const at = world.clock.now();
  const made = await db.$transaction((tx) => createRequest(tx, advocate, { agencyId, statute: 'CPRA', title: 'Plate reader searches', templateSlug: null, items, draft: null }, at));
  requestId = made.id;
});

const as = (actor: Actor) => {
  const authorization = `Bearer ${tokens.get(actor.personId)}`;
  return {
    get: (address: string) => request(world.app).get(address).set('authorization', authorization),
    post: (address: string, fields: object = {}) => request(world.app).post(address).set('authorization', authorization).type('form').send(fields),
    patch: (address: string, body: object) => request(world.app).patch(address).set('authorization', authorization).send(body),
    postJson: (address: string, body: object) => request(world.app).post(address).set('authorization', authorization).send(body),
  };
};

/** Records a receipt and lets the clock run. */
async function receive(date: string, presumed: boolean): Promise<void> {
  const { groupId } = advocate;
  const at = world.clock.now();
  await world.context.db.$transaction(async (tx) => {
    const basis = presumed ? ('presumed' as const) : ('portal' as const);
    const factId = await addFact(tx, { groupId, requestId, type: 'received', date, basis, presumed, recordedById: presumed ? null : advocate.personId, at });
    await refreshState(tx, { groupId, requestId, at });
    await recalculateDeadlines(tx, { groupId, requestId, at, reason: 'Receipt recorded.', factId });
  });
}

async function page(actor: Actor, address = `/requests/${requestId}`) {
  const { text, status } = await as(actor).get(address);
  expect(status).toBe(200);
  const html = load(text);
  return { html, text: html('main').text().replace(/[\s\u00a0]+/g, ' ') };
}

describe('the page of a request', () => {
  test('says where it stands, what is next, each clock with its worksheet, each item, and what happened', async () => {
    await receive('2026-11-16', false);
    const { html, text } = await page(owner);
    expect(text).toContain('LAPD owes its determination by Mon, Nov 30, 2026.');
    expect(text).toContain('Wait for LAPD');
    expect(html('.receipt').text().replace(/\s+/g, ' ')).toContain('portal receipt, recorded by Ada Advocate');
    expect(html('.t--clocks tbody a').attr('href')).toMatch(new RegExp(`^/requests/${requestId}/deadlines/`));
    expect(html('.t--items tbody tr')).toHaveLength(2);
    expect(text).toContain('2 items: 2 not answered.');
    expect(text).toContain('Determination due');
    expect(html('.did a').toArray().map((link) => html(link).attr('href'))).toContain(`/requests/${requestId}/record/extended`);
    expect(html('h1')).toHaveLength(1);
    expect(html('.btn--primary').length).toBeLessThanOrEqual(1);
  });

  test('tells programs the address its replies go to, and a volunteer not', async () => {
    await receive('2026-11-16', false);
    const { replyToken } = await world.context.db.recordsRequest.findUniqueOrThrow({ where: { id: requestId } });
    const answer = await as(owner).get(`/api/v1/requests/${requestId}`);
    expect(answer.body).toMatchObject({ replyAddress: `${replyToken}@replies.example.org` });
    const brief = await as(volunteer).get(`/api/v1/requests/${requestId}`);
    expect(brief.status).toBe(200);
    expect(brief.text).not.toContain(replyToken);
  });

  test('calls nobody late on a presumed receipt, and asks for its confirmation', async () => {
    await receive('2026-11-16', true);
    world.clock.set('2027-01-15T18:00:00Z');
    const { text, html } = await page(owner);
    expect(html('.st--late, .standing__state--late')).toHaveLength(0);
    expect(text).not.toMatch(/is late|days? late/);
    expect(text).toContain('Confirm when LAPD received it');
    expect(html('.next .btn--primary').attr('href')).toBe(`/requests/${requestId}/record/receipt`);
  });

  test('says late on a confirmed one, with the days', async () => {
    await receive('2026-11-16', false);
    world.clock.set('2026-12-05T18:00:00Z');
    const { text } = await page(owner);
    expect(text).toContain('LAPD is late.');
    expect(text).toContain('2 items: 2 late.');
    expect(text).toContain('5 days late');
  });

  test('takes no more queries for many items, events and documents than for few', async () => {
    await receive('2026-11-16', false);
    let acquired = 0;
    const note = () => {
      acquired += 1;
    };
    const count = async () => {
      acquired = 0;
      await page(owner);
      return acquired;
    };
    await page(owner);
    world.database.pool.on('acquire', note);
    const few = await count();
    for (let i = 0; i < 30; i += 1) await as(advocate).postJson(`/api/v1/requests/${requestId}/agency-numbers`, { number: `N-${i}` });
    const many = await count();
    world.database.pool.off('acquire', note);
    expect([few > 5, many]).toEqual([true, few]);
  });
});

describe('a volunteer', () => {
  test('sees number, title, agency and documents of a sent request, and nothing of a draft', async () => {
    expect((await as(volunteer).get(`/requests/${requestId}`)).status).toBe(404);
    await receive('2026-11-16', false);
    const { text, html } = await page(volunteer);
    expect(text).toContain('Plate reader searches');
    expect(html('.btn--primary').attr('href')).toBe(`/requests/${requestId}/documents/new`);
    for (const hidden of ['Ada Advocate', 'Nov 30', 'Monthly totals', 'Timeline', 'Receipt', 'determination']) expect([hidden, text.includes(hidden)]).toEqual([hidden, false]);
    expect(Object.keys((await as(volunteer).get(`/api/v1/requests/${requestId}`)).body).sort()).toEqual(['agency', 'id', 'number', 'title']);
  });

  test('can neither open the timeline nor change anything', async () => {
    await receive('2026-11-16', false);
    const at = `/requests/${requestId}`;
    const statuses = [
      (await as(volunteer).get(`${at}/timeline`)).status, (await as(volunteer).post(`${at}/timeline/verification`)).status, (await as(volunteer).get(`${at}/details`)).status,
      (await as(volunteer).post(`${at}/title`, { title: 'x' })).status, (await as(volunteer).post(`${at}/responsible`, { responsibleId: owner.personId })).status,
      (await as(volunteer).post(`${at}/agency-numbers`, { number: 'x' })).status, (await as(volunteer).get(`/api/v1${at}/timeline`)).status, (await as(volunteer).patch(`/api/v1${at}`, { title: 'x' })).status,
    ];
    expect(statuses).toEqual(statuses.map(() => 403));
  });
});

test('another group finds nothing and changes nothing', async () => {
  const at = `/requests/${requestId}`;
  const statuses = [
    (await as(stranger).get(at)).status, (await as(stranger).get(`${at}/timeline`)).status, (await as(stranger).post(`${at}/timeline/verification`)).status, (await as(stranger).get(`${at}/details`)).status,
    (await as(stranger).post(`${at}/title`, { title: 'x' })).status, (await as(stranger).post(`${at}/responsible`, { responsibleId: stranger.personId })).status,
    (await as(stranger).post(`${at}/agency-numbers`, { number: 'x' })).status, (await as(stranger).get(`/api/v1${at}`)).status, (await as(stranger).get(`/api/v1${at}/timeline`)).status,
    (await as(stranger).patch(`/api/v1${at}`, { title: 'x' })).status, (await as(stranger).postJson(`/api/v1${at}/agency-numbers`, { number: 'x' })).status,
    (await as(stranger).get('/requests/not-an-id')).status,
  ];
  expect(statuses).toEqual(statuses.map(() => 404));
  expect((await as(owner).get(`/api/v1${at}`)).body).toMatchObject({ title: 'Plate reader searches', agencyNumbers: [] });
});

describe('changing a request', () => {
  test('title, responsible person and the agency’s numbers are changed and told with what was before', async () => {
    await as(advocate).post(`/requests/${requestId}/title`, { title: '  Reader searches  ' }).expect(303);
    await as(advocate).post(`/requests/${requestId}/responsible`, { responsibleId: owner.personId }).expect(303);
    await as(advocate).post(`/requests/${requestId}/agency-numbers`, { number: '26-11204' }).expect(303);
    const told = (await as(owner).get(`/api/v1/requests/${requestId}/timeline`)).body.events.map((event: { what: string; change: string }) => `${event.what}: ${event.change}`);
    expect(told.slice(0, 3)).toEqual(['Agency’s number: 26-11204', `Responsible person: Ada Advocate → ${owner.name}`, 'Title: Plate reader searches → Reader searches']);
  });

  test('what is wrong is said beside its field, and what was typed stays', async () => {
    await as(advocate).post(`/requests/${requestId}/agency-numbers`, { number: '26-1' }).expect(303);
    const again = await as(advocate).post(`/requests/${requestId}/agency-numbers`, { number: '26-1' });
    expect([again.status, load(again.text)('#number-error').text().replace(/\s+/g, ' ').trim(), load(again.text)('#number').attr('value')]).toEqual([409, 'Error: Already noted.', '26-1']);
    const blank = await as(advocate).post(`/requests/${requestId}/title`, { title: '   ' });
    expect([blank.status, load(blank.text)('#title-error').text()]).toEqual([400, expect.stringContaining('Give the request a title.')]);
    for (const responsibleId of [stranger.personId, volunteer.personId, 'nobody']) expect((await as(advocate).post(`/requests/${requestId}/responsible`, { responsibleId })).status).toBe(400);
  });

  test('by program: both at once, or neither', async () => {
    const refused = await as(advocate).patch(`/api/v1/requests/${requestId}`, { title: 'Half', responsibleId: volunteer.personId });
    expect([refused.status, refused.body.error.fields]).toEqual([400, { responsibleId: 'Choose a person of your group.' }]);
    expect((await as(owner).get(`/api/v1/requests/${requestId}`)).body.title).toBe('Plate reader searches');
    const done = await as(advocate).patch(`/api/v1/requests/${requestId}`, { title: 'Whole', responsibleId: owner.personId });
    expect(done.body).toMatchObject({ title: 'Whole', responsible: { id: owner.personId } });
    expect((await as(advocate).patch(`/api/v1/requests/${requestId}`, {})).status).toBe(400);
  });
});

describe('the timeline', () => {
  test('pages from the newest to the first entry, each once', async () => {
    for (let i = 0; i < 7; i += 1) await as(advocate).postJson(`/api/v1/requests/${requestId}/agency-numbers`, { number: `N-${i}` });
    const seen: string[] = [];
    let next: number | null = null;
    do {
      const { body }: request.Response = await as(owner).get(`/api/v1/requests/${requestId}/timeline?limit=3${next ? `&before=${next}` : ''}`);
      seen.push(...body.events.map((event: { change: string }) => event.change));
      next = body.next;
    } while (next);
    expect(seen).toEqual(['N-6', 'N-5', 'N-4', 'N-3', 'N-2', 'N-1', 'N-0', 'Plate reader searches']);
  });

  test('is verified on the page, with the words of a person erased, and says where it is broken when somebody changed it', async () => {
    const { db } = world.context;
    const verdict = async () => load((await as(owner).post(`/requests/${requestId}/timeline/verification`)).text)('.note--verdict').text().replace(/\s+/g, ' ');
    expect(await verdict()).toContain('The chain holds.');

    const other = await world.addGroup('Erased');
    tokens.set(other.personId, await world.tokenOf(other));
    const agencyId = await world.agencyId('lapd');
    const made = await db.$transaction((tx) => createRequest(tx, other, { agencyId, statute: 'CPRA', title: 'Named', templateSlug: null, items: [], draft: null }, world.clock.now()));
    await db.$transaction((tx) => eraseWordsOfPerson(tx, other.groupId, other.personId, world.clock.now()));
    const erased = load((await as(other).post(`/requests/${made.id}/timeline/verification`)).text)('main').text().replace(/\s+/g, ' ');
    expect(erased).toContain('The chain holds.');
    expect(erased).toContain('The words of this entry were erased; its place in the chain is kept.');

    await world.database.pool.query('ALTER TABLE events DISABLE TRIGGER events_are_append_only');
    await world.database.pool.query("UPDATE events SET at = at + interval '1 day' WHERE request_id = $1", [made.id]);
    await world.database.pool.query('ALTER TABLE events ENABLE TRIGGER events_are_append_only');
    const broken = load((await as(other).post(`/requests/${made.id}/timeline/verification`)).text)('.note--verdict').text().replace(/\s+/g, ' ');
    expect(broken).toContain('The chain is broken.');
    expect(broken).toContain('the entry was changed after it was written');
  });
});
