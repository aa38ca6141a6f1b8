import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { agencyId, determinationOf, timelineOf } from './cases.js';
import { type Member, type Office, openOffice, plusDays } from './office.js';

/** Whole processes start and stop here, on a machine that may be busy with other tests. */
jest.setTimeout(150_000);

interface Standing {
  readonly late: boolean;
  readonly state: string;
}

describe('an agency’s receipt is corrected, and what it does is recorded', () => {
  let office: Office;
  let advocate: Member;
  let requestId: string;
  /** Long enough ago for every reading of ten days to be over, also with two more weeks of extension. */
  const sentOn = plusDays(new Date(performance.timeOrigin).toISOString().slice(0, 10), -60);
  const received = plusDays(sentOn, 1);
  beforeAll(async () => {
    office = await openOffice('PostgreSQL');
    await office.startWeb();
    advocate = await office.invite(await office.setUp(), 'advocate', 'Ada Advocate');
    const entered = await advocate.api.post<{ id: string }>('/requests/enter', {
      agencyId: await agencyId(advocate, 'lapd'), title: 'Jail lists', sentOn, channel: 'portal', received: { date: received, basis: 'person' }, items: [{ heading: 'Lists', text: 'All lists' }],
    });
    requestId = entered.body.id;
  }, 150_000);
  afterAll(() => office?.close());

  const standing = async () => (await advocate.api.get<Standing>(`/requests/${requestId}`)).body;

  test('the dates move, and the timeline says from what, to what and why', async () => {
    const before = await determinationOf(advocate, requestId);
    expect((await standing()).late).toBe(true);
    const { body } = await advocate.api.get<{ facts: { id: string; type: string }[] }>(`/requests/${requestId}/facts`);
    const fact = body.facts.find((one) => one.type === 'received');
    const later = plusDays(received, 5);
    const why = 'The portal shows a later day.';
    const corrected = await advocate.api.post(`/requests/${requestId}/facts/${fact?.id}/correction`, { date: later, basis: 'portal', why });
    expect(corrected.status).toBe(201);
    const after = await determinationOf(advocate, requestId);
    expect(after.due > before.due).toBe(true);
    const page = (await advocate.browser.get(`/requests/${requestId}/timeline`)).text;
    const events = await timelineOf(advocate, requestId);
    expect(page).toContain(why);
    const moved = events.find((event) => event.type === 'deadline.moved');
    for (const date of [before.due, after.due]) expect(moved?.change).toContain(String(Number(date.slice(8))));
  });

  test('an extension gets its own clock, a determination ends both, and nothing is late any more', async () => {
    const { due } = await determinationOf(advocate, requestId);
    const noticed = plusDays(due, -1);
    expect((await advocate.api.post(`/requests/${requestId}/facts`, { type: 'extension_notice', date: noticed, basis: 'letter', details: { ground: 'voluminous', specifiedDate: plusDays(due, 14) } })).status).toBe(201);
    const { body } = await advocate.api.get<{ deadlines: { rule: string; state: string; due: string }[] }>(`/requests/${requestId}/deadlines`);
    const extension = body.deadlines.find((deadline) => deadline.rule === 'cpra.extension');
    expect(extension?.state).toBe('open');
    expect((extension?.due ?? '') > due).toBe(true);
    expect((await standing()).late).toBe(true);
    const determined = await advocate.api.post(`/requests/${requestId}/facts`, { type: 'determination', date: plusDays(due, 20), basis: 'letter', details: { items: [{ n: 1, outcome: 'partly' }] } });
    expect(determined.status).toBe(201);
    expect((await standing()).late).toBe(false);
    const after = await advocate.api.get<{ deadlines: { rule: string; state: string }[] }>(`/requests/${requestId}/deadlines`);
    for (const rule of ['cpra.determination', 'cpra.extension']) expect(after.body.deadlines.filter((one) => one.rule === rule && one.state === 'open')).toEqual([]);
    const types = (await timelineOf(advocate, requestId)).map((event) => event.type);
    expect(types.filter((type) => type.startsWith('fact.')).length).toBeGreaterThanOrEqual(4);
  });
});
