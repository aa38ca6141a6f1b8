import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { calculate } from '../../../server/features/deadlines/calculate.js';
import { calculateAnswer, calculateBody } from '../../../server/features/deadlines/calculator.schemas.js';
import { LEGAL_VECTORS, type LegalVector } from '../../fixtures/statutes/legal-vectors.js';
import { type World, makeWorld } from '../../support/world.js';

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const post = (body: object) => request(world.app).post('/api/v1/deadlines/calculate').send(body);
const answered = async (body: object) => {
  const response = await post(body).expect(200);
  return calculateAnswer.parse(response.body).deadlines;
};

/** A vector's events in the calculator's names; what a caller can't say (timely, defect) is left out. */
function factsOf(vector: LegalVector): object[] {
  return (vector.events ?? []).map(({ type, sent, specified_date: specifiedDate, date, from, to, value }) => ({
    type, ...(sent && { sent }), ...(specifiedDate && { specifiedDate }), ...(date && { date }), ...(from && { from }), ...(to && { to }), ...(value && { value }),
    ...(type === 'extension_notice' ? { ground: 'voluminous' } : {}),
  }));
}

describe('the calculator', () => {
  test('answers the example of the contract to the letter', async () => {
    const { body } = await post({ law: 'CPRA', agency: 'lapd', received: '2026-10-01' }).expect(200);
    expect(Object.keys(body).sort()).toEqual(['deadlines', 'rulesVersion']);
    expect(body.deadlines).toHaveLength(1);
    const { steps, notes, citation, ...dates } = body.deadlines[0];
    expect(dates).toEqual({
      rule: 'cpra.determination', owner: 'agency', kind: 'statutory', nominal: '2026-10-11', earliest: '2026-10-12', due: '2026-10-13', assertAfter: '2026-10-13',
      byCalendar: { LA_CPRA: '2026-10-13', LA_CPRA_MAX: '2026-10-13', LA_CITY: '2026-10-13', CA_JUD: '2026-10-12' }, confidence: expect.stringMatching(/^(settled|unsettled|unverified)$/),
    });
    expect(citation).toMatch(/^Cal\. Gov\. Code § 7922\.535\(a\)/);
    expect(steps.length).toBeGreaterThan(2);
    expect(notes).toEqual(expect.any(Array));
  });

  const determinations = LEGAL_VECTORS.filter((vector) => /^(cpra\.determination\.10d|foia\.determination\.20wd)$/.test(vector.rule));

  test('gives every determination of the legal review, on every calendar', async () => {
    expect(determinations.length).toBeGreaterThan(35);
    for (const vector of determinations) {
      const law = vector.law === 'FOIA' ? 'FOIA' : 'CPRA';
      const [found] = (await answered({ law, agency: law === 'FOIA' ? 'ice' : 'lapd', received: vector.received, facts: factsOf(vector) })).filter((one) => one.rule.endsWith('.determination'));
      expect({ id: vector.id, due: found?.due, byCalendar: found?.byCalendar }).toEqual({ id: vector.id, due: vector.expected_due, byCalendar: vector.by_calendar });
    }
  });

  test('takes an instant as the day it was at the agency', async () => {
    const [evening] = await answered({ law: 'CPRA', agency: 'lapd', received: '2026-06-02T01:30:00Z' });
    expect(evening?.due).toBe('2026-06-11');
    const [late] = await answered({ law: 'CPRA', agency: 'lapd', received: '2026-10-01T17:05:00-07:00' });
    expect([late?.due, late?.assertAfter]).toEqual(['2026-10-13', '2026-10-13']);
  });

  test('without an agency counts for the City, or for a federal agency', async () => {
    const [city] = await answered({ law: 'CPRA', received: '2026-10-01' });
    expect(Object.keys(city?.byCalendar ?? {}).sort()).toEqual(['CA_JUD', 'LA_CITY', 'LA_CPRA', 'LA_CPRA_MAX']);
    const [federal] = await answered({ law: 'FOIA', received: '2026-11-04', facts: null });
    expect(federal).toMatchObject({ rule: 'foia.determination', due: '2026-12-04', byCalendar: { FED: '2026-12-04', FED_STRICT: '2026-12-04' } });
  });

  test('reads an extension notice and finds by itself what it does', async () => {
    const rows = await answered({ law: 'CPRA', agency: 'lapd', received: '2026-11-16', facts: [{ type: 'extension_notice', sent: '2026-11-30', specifiedDate: null, ground: 'voluminous', timely: false }] });
    expect(rows.find((row) => row.rule === 'cpra.extension')).toMatchObject({ due: '2026-12-10', assertAfter: '2026-12-14' });
  });

  test('touches no database for an agency of its own list', async () => {
    const refusing = new Proxy({}, { get: () => { throw new Error('the database was asked'); } });
    const body = calculateBody.parse({ law: 'FOIA', agency: 'fbi', received: '2026-06-15' });
    expect((await calculate({ db: refusing as never }, null, body)).deadlines[0]?.due).toBe('2026-07-15');
  });

  test('writes nothing', async () => {
    const before = await world.database.db.event.count();
    await answered({ law: 'CPRA', received: '2026-10-01' });
    expect([await world.database.db.event.count(), await world.database.db.deadline.count()]).toEqual([before, 0]);
  });
});

describe('the calculator takes', () => {
  test('a second notice and a second question for what the law makes of them: they have no effect, and a note says so', async () => {
    const notice = (sent: string) => ({ type: 'extension_notice', sent, specifiedDate: null, ground: 'voluminous' });
    const extension = async (facts: object[]) => (await answered({ law: 'CPRA', agency: 'lapd', received: '2026-06-01', facts })).find(({ rule }) => rule === 'cpra.extension');
    const [once, twice] = [await extension([notice('2026-06-09')]), await extension([notice('2026-06-09'), notice('2026-06-09')])];
    expect({ ...twice, notes: null }).toEqual({ ...once, notes: null });
    expect(twice?.notes.join(' ')).toContain('a second notice has no effect');
    const question = { type: 'toll_information_request', from: '2026-10-09', to: '2026-10-21' };
    const [asked] = await answered({ law: 'FOIA', agency: 'ice', received: '2026-10-05', facts: [question, { ...question, from: '2026-10-22', to: '2026-10-30' }] });
    expect([asked?.due, asked?.notes.join(' ')]).toEqual(['2026-11-13', expect.stringContaining('does not stop the clock')]);
  });

  test('what makes a ground doubtful, and says so without moving a date', async () => {
    const rows = await answered({ law: 'CPRA', agency: 'lapd', received: '2026-06-01', facts: [{ type: 'extension_notice', sent: '2026-06-09', ground: 'cyberattack', affectedSystem: 'body-camera archive', accessRegainedAt: '2026-06-10', recordHeldElsewhere: true }] });
    const extension = rows.find(({ rule }) => rule === 'cpra.extension');
    expect([extension?.due, extension?.notes.join(' ')]).toEqual(['2026-06-25', expect.stringMatching(/body-camera archive.*regained on Wed, Jun 10, 2026/)]);
  });
});

describe('the calculator refuses', () => {
  const refused: readonly [string, object, string][] = [
    ['an unknown agency', { law: 'CPRA', agency: 'sfpd', received: '2026-10-01' }, 'agency'],
    ['a federal agency under the state’s law', { law: 'CPRA', agency: 'ice', received: '2026-10-01' }, 'agency'],
    ['a day that does not exist', { law: 'CPRA', received: '2026-02-30' }, 'received'],
    ['an instant on a day that does not exist', { law: 'CPRA', received: '2026-02-30T10:00:00Z' }, 'received'],
    ['an instant without its offset', { law: 'CPRA', received: '2026-10-01T17:05:00' }, 'received'],
    ['a year out of reach', { law: 'CPRA', received: '2150-01-01' }, 'received'],
    ['no receipt', { law: 'CPRA' }, 'received'],
    ['a receipt that is a number', { law: 'CPRA', received: 20261001 }, 'received'],
    ['no law', { received: '2026-10-01' }, 'law'],
    ['another law', { law: 'cpra', received: '2026-10-01' }, 'law'],
    ['a policy nobody has', { law: 'CPRA', received: '2026-10-01', receiptPolicy: 'tomorrow' }, 'receiptPolicy'],
    ['a fact before the receipt', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'extension_notice', sent: '2026-09-30', specifiedDate: null, ground: 'voluminous' }] }, 'facts.0.sent'],
    ['a fact on an impossible day', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'denial', date: '2026-13-01' }] }, 'facts.0.date'],
    ['a fact nobody knows', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'guess', date: '2026-10-02' }] }, 'facts.0.type'],
    ['a ground nobody has', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'extension_notice', sent: '2026-10-05', ground: 'busy' }] }, 'facts.0.ground'],
    ['a toll that never ends', { law: 'FOIA', received: '2026-10-05', facts: [{ type: 'toll_information_request', from: '2026-10-09' }] }, 'facts.0.to'],
    ['a toll that never ends, said with null', { law: 'FOIA', received: '2026-10-05', facts: [{ type: 'toll_information_request', from: '2026-10-09', to: null }] }, 'facts.0.to'],
    ['a toll of seventy years', { law: 'FOIA', received: '2026-10-05', facts: [{ type: 'toll_fee_clarification', from: '2026-10-09', to: '2096-10-09' }] }, 'facts.0.to'],
    ['a toll answered before it was asked', { law: 'FOIA', received: '2026-10-05', facts: [{ type: 'toll_information_request', from: '2026-10-20', to: '2026-10-09' }] }, 'facts.0.to'],
    ['overlapping tolls', { law: 'FOIA', received: '2026-10-05', facts: [{ type: 'toll_information_request', from: '2026-10-09', to: '2026-10-20' }, { type: 'toll_fee_clarification', from: '2026-10-15', to: '2026-10-22' }] }, 'facts.1.from'],
    ['a fact on February 30', { law: 'CPRA', received: '2026-02-01', facts: [{ type: 'extension_notice', sent: '2026-02-30' }] }, 'facts.0.sent'],
    ['a fact of the year 2150', { law: 'FOIA', received: '2026-10-01', facts: [{ type: 'appeal_received', date: '2150-01-01' }] }, 'facts.0.date'],
    ['the year 1800', { law: 'CPRA', received: '1800-05-05' }, 'received'],
    ['an instant of the year 2150', { law: 'CPRA', received: '2150-01-01T10:00:00Z' }, 'received'],
    ['an empty body', {}, 'law'],
    ['facts that are no list', { law: 'CPRA', received: '2026-10-01', facts: 'none' }, 'facts'],
    ['a fact that is no object', { law: 'CPRA', received: '2026-10-01', facts: ['extended'] }, 'facts.0'],
    ['a fact without its type', { law: 'CPRA', received: '2026-10-01', facts: [{ sent: '2026-10-05' }] }, 'facts.0.type'],
    ['a fact without its date', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'denial' }] }, 'facts.0.date'],
    ['a date that is a number', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'denial', date: 20261005 }] }, 'facts.0.date'],
    ['an agency that is a number', { law: 'CPRA', agency: 7, received: '2026-10-01' }, 'agency'],
    ['the other law’s fact', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'appeal_received', date: '2026-10-05' }] }, 'facts.0.type'],
    ['the same incident twice', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'incident_known', date: '2026-10-05' }, { type: 'incident_known', date: '2026-10-05' }] }, 'facts.1.type'],
    ['an emergency proclaimed by nobody known', { law: 'CPRA', received: '2026-10-01', facts: [{ type: 'extension_notice', sent: '2026-10-05', proclaimedBy: 'mayor' }] }, 'facts.0.proclaimedBy'],
    ['more than a hundred facts', { law: 'CPRA', received: '2026-10-01', facts: Array.from({ length: 101 }, () => ({ type: 'denial', date: '2026-10-05' })) }, 'facts'],
  ];

  test.each(refused)('%s, by field', async (_what, body, field) => {
    const response = await post(body).expect(400);
    expect(response.body).toEqual({ error: { code: expect.any(String), message: expect.any(String), fields: expect.objectContaining({ [field]: expect.stringMatching(/^[A-Z].*/) }) } });
  });

  test('what is not JSON', async () => {
    const response = await request(world.app).post('/api/v1/deadlines/calculate').set('content-type', 'application/json').send('{"law":').expect(400);
    expect(response.body.error).toMatchObject({ code: 'http.bad-request', fields: {} });
  });

  test('more than 240 calls a minute from one address, and not the first 120', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 260; call += 1) statuses.push((await post({ law: 'CPRA' })).status);
    expect(statuses.slice(0, 120)).not.toContain(429);
    expect(statuses.at(-1)).toBe(429);
  });
});
