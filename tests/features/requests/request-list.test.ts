import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import request from 'supertest';
import { SORTS, type Sort } from '../../../server/features/requests/requests.schemas.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId, newReplyToken } from '../../../server/platform/ids.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let volunteer: Actor;
let lapd: string;
let fbi: string;
const tokens = new Map<string, string>();
/** Titles of the requests made for the filters. */
let made = 0;

interface Row {
  title?: string;
  state?: 'draft' | 'not_sent' | 'awaiting' | 'determined' | 'producing' | 'closed' | 'withdrawn';
  agencyId?: string;
  responsibleId?: string;
  due?: string;
  assertAfter?: string;
  presumed?: boolean;
  movedAt?: Date;
  agencyNumber?: string;
}

const day = (civil: string | undefined) => (civil ? new Date(`${civil}T00:00:00Z`) : null);

async function addRow(actor: Actor, row: Row): Promise<string> {
  made += 1;
  const id = newId();
  const { groupId, personId } = actor;
  const at = row.movedAt ?? new Date(Date.UTC(2026, 0, 1, 0, made));
  await world.context.db.recordsRequest.create({
    data: {
      id, groupId, number: `TD-2026-${String(made).padStart(4, '0')}`, title: row.title ?? `Request ${made}`, agencyId: row.agencyId ?? lapd, statute: 'CPRA',
      state: row.state ?? 'awaiting', responsibleId: row.responsibleId ?? personId, createdById: personId, createdAt: at, movedAt: at, replyToken: newReplyToken(),
      nextDue: day(row.due), nextAssertAfter: day(row.assertAfter ?? row.due), nextPresumed: row.presumed ?? false,
    },
  });
  if (row.agencyNumber) await world.context.db.agencyNumber.create({ data: { id: newId(), groupId, requestId: id, number: row.agencyNumber, notedById: personId, notedAt: at } });
  return id;
}

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ada Advocate');
  volunteer = await world.addPerson(owner, 'volunteer');
  for (const person of [owner, advocate, volunteer]) tokens.set(person.personId, await world.tokenOf(person));
  lapd = await world.agencyId('lapd');
  fbi = await world.agencyId('fbi');
});
afterAll(() => world.close());

const get = (actor: Actor, address: string) => request(world.app).get(address).set('authorization', `Bearer ${tokens.get(actor.personId)}`);

async function titles(actor: Actor, search: string): Promise<string[]> {
  const answer = await get(actor, `/api/v1/requests?${search}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body.requests as { title: string }[]).map((row) => row.title).sort();
}

describe('filters', () => {
  beforeAll(async () => {
    await addRow(owner, { title: 'late one', due: '2026-11-20' });
    await addRow(owner, { title: 'closed, never answered', due: '2026-11-20', state: 'closed' });
    await addRow(owner, { title: 'presumed, past', due: '2026-11-20', presumed: true });
    await addRow(owner, { title: 'past due, not safe', due: '2026-11-23', assertAfter: '2026-11-24' });
    await addRow(owner, { title: 'due in six days', due: '2026-11-30', agencyId: fbi });
    await addRow(owner, { title: 'due in eight days', due: '2026-12-02' });
    await addRow(owner, { title: '100% of _reads_', state: 'draft' });
    await addRow(owner, { title: 'not gone', state: 'not_sent', responsibleId: advocate.personId });
    await addRow(owner, { title: 'numbered', state: 'determined', agencyNumber: '26-11204' });
  });

  test.each([
    ['late=true', ['closed, never answered', 'late one']],
    ['dueWithinDays=7', ['due in six days', 'past due, not safe']],
    ['dueWithinDays=8', ['due in eight days', 'due in six days', 'past due, not safe']],
    ['state=not_sent', ['not gone']],
    ['state=draft&q=reads', ['100% of _reads_']],
    ['q=11204', ['numbered']],
    ['q=DUE%20IN', ['due in eight days', 'due in six days']],
    ['q=TD-2026-0001', ['late one']],
    ['q=%25', ['100% of _reads_']],
    ['q=_', ['100% of _reads_']],
    ['q=%5C', []],
  ])('%s', async (search, expected) => {
    expect(await titles(owner, search)).toEqual(expected);
  });

  test('agency and person', async () => {
    expect(await titles(owner, `agencyId=${fbi}`)).toEqual(['due in six days']);
    expect(await titles(owner, `responsibleId=${advocate.personId}`)).toEqual(['not gone']);
    expect(await titles(owner, `responsibleId=${advocate.personId}&state=closed`)).toEqual([]);
  });

  test('lateness goes by the agency’s own day: three hours a night it is tomorrow in Washington only', async () => {
    await addRow(owner, { title: 'FBI, midnight', due: '2026-11-27', agencyId: fbi });
    await addRow(owner, { title: 'LAPD, midnight', due: '2026-11-27' });
    world.clock.set('2026-11-28T05:30:00Z');
    expect((await titles(owner, 'late=true')).filter((title) => title.includes('midnight'))).toEqual(['FBI, midnight']);
    world.clock.set('2026-11-28T08:30:00Z');
    expect((await titles(owner, 'late=true')).filter((title) => title.includes('midnight'))).toEqual(['FBI, midnight', 'LAPD, midnight']);
    world.clock.set('2026-11-24T17:00:00Z');
  });

  test('a wrong filter is a clear error, not an empty list', async () => {
    for (const search of ['state=open', 'agencyId=lapd', 'limit=0', 'after=nonsense', 'dueWithinDays=soon']) {
      const answer = await get(owner, `/api/v1/requests?${search}`);
      expect([search, answer.status, Object.keys(answer.body.error.fields)]).toEqual([search, 400, [search.split('=')[0]]]);
    }
  });

  test('on the page: chips carry the other filters, the form keeps what was chosen, late says so in words', async () => {
    const page = load((await get(owner, `/requests?show=late&agency=${lapd}&words=late`)).text);
    expect(page('a.chip[aria-current]').text()).toContain('Late');
    expect(page('a.chip[aria-current]').attr('href')).toBe(`/requests?show=late&agency=${lapd}&words=late`);
    expect(page('#words').attr('value')).toBe('late');
    expect(page(`#agency option[selected]`).attr('value')).toBe(lapd);
    expect(page('tbody tr')).toHaveLength(1);
    expect(page('tbody tr').text().replace(/\s+/g, ' ')).toContain('Late');
    const all = load((await get(owner, '/requests')).text);
    expect(all('.lede').text()).toBe('11 requests, 2 of them late.');
    expect(load((await get(owner, '/requests?words=nowhere')).text)('.empty').text()).toContain('No request matches.');
  });
});

describe('pages', () => {
  test('walking them in either direction gives every row once, in the order asked, whatever the sort', async () => {
    const group = await world.addGroup('Paging');
    tokens.set(group.personId, await world.tokenOf(group));
    const moments = fc.constantFrom(...[0, 1, 2, 3].map((n) => Date.UTC(2026, 5, 1, 0, 0, n)));
    const dates = fc.option(fc.constantFrom('2026-10-01', '2026-10-02', '2026-10-05'), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ moved: moments, due: dates }), { minLength: 1, maxLength: 14 }), fc.constantFrom<Sort>(...SORTS), fc.integer({ min: 1, max: 5 }), async (rows, sort, limit) => {
        await world.context.db.recordsRequest.deleteMany({ where: { groupId: group.groupId } });
        const ids = [];
        for (const row of rows) ids.push(await addRow(group, { movedAt: new Date(row.moved), ...(row.due ? { due: row.due } : {}) }));

        const seen: { id: string; number: string; nextDue: string | null; movedAt: string }[] = [];
        let after: string | null = null;
        do {
          const answer: request.Response = await get(group, `/api/v1/requests?sort=${sort}&limit=${limit}${after ? `&after=${after}` : ''}`);
          seen.push(...answer.body.requests);
          after = answer.body.next;
        } while (after);
        expect(seen.map((row) => row.id).sort()).toEqual(ids.sort());
        const key = (row: (typeof seen)[number]) => ({ number: row.number, next: row.nextDue ?? '9999', moved: row.movedAt })[sort.replace('-', '') as 'number' | 'next' | 'moved'];
        const dated = seen.filter((row) => key(row) !== '9999').map(key);
        expect(dated).toEqual(sort.startsWith('-') ? [...dated].sort().reverse() : [...dated].sort());
        expect(seen.slice(dated.length).every((row) => row.nextDue === null)).toBe(true);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('“Newer” leads back to the page before', async () => {
    const group = await world.addGroup('Back and forth');
    tokens.set(group.personId, await world.tokenOf(group));
    for (let i = 0; i < 120; i += 1) await addRow(group, { movedAt: new Date(Date.UTC(2026, 5, 1, 0, i % 40)), ...(i % 3 === 0 ? { due: '2026-10-01' } : {}) });
    for (const sort of SORTS) {
      const numbers = (html: string) => load(html)('tbody tr td.num').toArray().map((cell) => load(cell).text());
      const open = async (address: string) => {
        const { text } = await get(group, address);
        const page = load(text);
        return { numbers: numbers(text), older: page('a[rel=next]').attr('href'), newer: page('a[rel=prev]').attr('href') };
      };
      const first = await open(`/requests?sort=${sort}`);
      const second = await open(first.older ?? '');
      const third = await open(second.older ?? '');
      expect([first.newer, third.older, first.numbers.length, second.numbers.length, third.numbers.length]).toEqual([undefined, undefined, 50, 50, 20]);
      expect((await open(third.newer ?? '')).numbers).toEqual(second.numbers);
      expect((await open(second.newer ?? '')).numbers).toEqual(first.numbers);
    }
  }, 60_000);
});

describe('search', () => {
  test('a number found once opens its request: ours, or the agency’s, capitals aside', async () => {
    const id = await addRow(owner, { title: 'to be found', agencyNumber: 'LAPD-77' });
    const { number } = await world.context.db.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId: owner.groupId, id } } });
    for (const q of [number, number.toLowerCase(), 'lapd-77']) {
      const answer = await get(owner, `/search?q=${encodeURIComponent(q)}`);
      expect([q, answer.status, answer.headers['location']]).toEqual([q, 303, `/requests/${id}`]);
    }
  });

  test('several, or words: a list', async () => {
    await addRow(owner, { title: 'shared a', agencyNumber: 'SAME-1' });
    await addRow(owner, { title: 'shared b', agencyNumber: 'SAME-1' });
    const page = load((await get(owner, '/search?q=SAME-1')).text);
    expect(page('tbody tr')).toHaveLength(2);
    expect(load((await get(owner, '/search?q=zzz')).text)('.empty').text()).toContain('Nothing found.');
    expect((await get(owner, '/search')).status).toBe(200);
  });
});

describe('a volunteer', () => {
  test('sees number, title and agency; no draft, state, date, person, count of late ones', async () => {
    const { text } = await get(volunteer, '/requests');
    const page = load(text);
    const main = page('main').text();
    expect(main).toContain('late one');
    for (const hidden of ['100% of _reads_', 'Ada Advocate', 'Late', 'Nov 20', 'Waiting for the agency', 'Not sent']) expect([hidden, main.includes(hidden)]).toEqual([hidden, false]);
    const row = (await get(volunteer, '/api/v1/requests?q=late%20one')).body.requests[0];
    expect(Object.keys(row).sort()).toEqual(['agency', 'id', 'number', 'title']);
  });

  test('can’t find out by filters or by search what is hidden', async () => {
    expect(await titles(volunteer, 'late=true&limit=100')).toEqual(await titles(volunteer, 'limit=100'));
    expect((await get(volunteer, '/search?q=100%25')).text).not.toContain('of _reads_');
    await addRow(owner, { title: 'has a number', agencyNumber: 'DR-90210' });
    expect((await get(owner, '/search?q=dr-90210')).status).toBe(303);
    for (const guess of ['DR-90210', 'DR-902']) {
      expect((await get(volunteer, `/search?q=${guess}`)).text).not.toContain('has a number');
      expect(await titles(volunteer, `q=${guess}`)).toEqual([]);
      expect((await get(volunteer, `/requests?words=${guess}`)).text).not.toContain('has a number');
    }
    expect(await titles(volunteer, 'q=has%20a%20number')).toEqual(['has a number']);
  });
});

test('another group’s requests are in no list and no search', async () => {
  const stranger = await world.addGroup('Another');
  tokens.set(stranger.personId, await world.tokenOf(stranger));
  expect(await titles(stranger, 'limit=100')).toEqual([]);
  expect(await titles(stranger, `agencyId=${lapd}`)).toEqual([]);
  expect((await get(stranger, '/search?q=26-11204')).text).not.toContain('numbered');
  expect((await get(stranger, '/requests')).text).toContain('No requests yet.');
});
