import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import ICAL from 'ical.js';
import request from 'supertest';
import { calculate } from '../../../server/features/deadlines/calculate.js';
import { factForm, fitsLaw, FORM_FACTS } from '../../../server/features/deadlines/calculator-facts.js';
import { calculateAnswer, calculateBody, calculatorFact } from '../../../server/features/deadlines/calculator.schemas.js';
import { LEGAL_VECTORS, type LegalVector } from '../../fixtures/statutes/legal-vectors.js';
import { makeWorld, type World } from '../../support/world.js';
import { wordsIn as words } from './world.js';

describe('the calculator’s API', () => {
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
});

describe('the calculator’s page', () => {
  let world: World;

  beforeAll(async () => {
    world = await makeWorld({ now: '2026-11-24T17:00:00Z' });
  }, 60_000);
  afterAll(() => world.close());

  const open = async (address: Record<string, string>, path = '/calculator') => request(world.app).get(`${path}?${new URLSearchParams(address).toString()}`);

  const LAPD = { law: 'CPRA', agency: 'lapd', received: '2026-11-16', time: 'by5' };
  const EXTENDED = { ...LAPD, f1: 'extension_notice', f1_sent: '2026-11-24', f1_specifiedDate: '2026-12-10', f1_ground: 'consultation' };

  describe('the public calculator', () => {
    test('answers in one sentence at an address one can send, without signing in', async () => {
      const page = await request(world.app).get('/calculator?law=CPRA&agency=lapd&received=2026-10-01').expect(200);
      const said = words(page.text);
      expect(said).toContain('LAPD owes its determination by Tue, Oct 13, 2026');
      expect(said).toContain('Indigenous Peoples');
      expect(load(page.text)('#received').attr('value')).toBe('2026-10-01');
    });

    test('shows both dates where the law is unsettled, the extension in the form, and a sheet for each date', async () => {
      const page = await open(EXTENDED);
      const said = words(page.text);
      expect(said).toContain('LAPD owes its determination by Thu, Dec 10, 2026');
      expect(said).toContain('Safe to call late after Mon, Dec 14, 2026');
      expect(said).toContain('by 5 pm');
      expect(said).not.toContain('17:00');
      const $ = load(page.text);
      expect($('#f1_sent').attr('value')).toBe('2026-11-24');
      expect($('#f1_ground option[selected]').attr('value')).toBe('consultation');
      expect($('.calc__sheet')).toHaveLength(2);
      expect(words(page.text, '.calc__dates')).toContain('the extension took its place');
      expect($('.calc__sheet table.readings')).toHaveLength(2);
    });

    test('still reads an address of the first version', async () => {
      expect(words((await open({ ...LAPD, ext: '1', ext_sent: '2026-11-24', ext_date: '2026-12-10', ext_ground: 'consultation' })).text)).toContain('Thu, Dec 10, 2026');
    });

    test('counts for federal agencies, and takes the law from the agency', async () => {
      expect(words((await open({ agency: 'ice', received: '2026-11-04' })).text)).toContain('ICE owes its determination by Fri, Dec 4, 2026');
    });

    test('without an agency it says whose closed days it took', async () => {
      expect(words((await open({ law: 'CPRA', received: '2026-11-16' })).text)).toContain('closed days are those of a City of Los Angeles agency');
    });

    test('once they refused, the appeal is what it says first', async () => {
      const said = words((await open({ law: 'FOIA', agency: 'ice', received: '2026-11-04', f1: 'adverse_determination', f1_date: '2026-12-01' })).text);
      expect(said).toContain('FOIA appeal: file by Mon, Mar 1, 2027');
      expect(said).toContain('The law may allow until Mon, Apr 12, 2027; don’t rely on it.');
    });

    test('a receipt policy moves what is due', async () => {
      const page = await open({ law: 'CPRA', agency: 'lapd', received: '2026-10-03', policy: 'next_business_day' });
      expect(words(page.text)).toContain('LAPD owes its determination by Thu, Oct 15, 2026');
      expect(load(page.text)('details.fold[open] #policy')).toHaveLength(1);
    });

    test('empty, it teaches and chooses nothing', async () => {
      const $ = load((await request(world.app).get('/calculator').expect(200)).text);
      expect($('h1')).toHaveLength(1);
      expect($('input[name=time][checked]')).toHaveLength(0);
      expect($('[id$=-error], .errors')).toHaveLength(0);
    });
  });

  describe('what happened since', () => {
    test.each(FORM_FACTS)('%s can be added without a script, filled and taken away', async (type) => {
      const law = fitsLaw(type, 'CPRA') ? 'CPRA' : 'FOIA';
      const asked = { law, received: '2026-11-04' };
      expect(load((await open(asked)).text)(`#add option[value=${type}]`)).toHaveLength(1);
      const added = load((await open({ ...asked, add: type })).text);
      expect(added('input[name=f1]').attr('value')).toBe(type);
      expect(added('[id$=-error]')).toHaveLength(0);
      const fields = factForm(type).fields;
      for (const { name } of fields) expect(added(`[name=f1_${name}]`)).toHaveLength(1);
      const filled = Object.fromEntries(fields.map(({ name, options }) => [`f1_${name}`, options?.[0]?.value ?? '2026-11-12']));
      const counted = load((await open({ ...asked, f1: type, ...filled })).text);
      expect(counted('[id$=-error]').text()).toBe('');
      expect(counted('#answer')).toHaveLength(1);
      expect(added('.calc__remove').attr('href')).not.toContain('f1=');
    });

    test('offers every fact the API takes', () => {
      const types = calculatorFact.options.map((option) => option.shape.type.value);
      expect([...FORM_FACTS, 'receipt_policy'].sort()).toEqual([...types].sort());
    });

    test('keeps what was typed and says beside each field what is wrong', async () => {
      const page = await open({ law: 'FOIA', agency: 'ice', received: '2026-11-04', f1: 'toll_information_request', f1_from: '2026-11-10', f1_to: '', f2: 'extension_notice', f2_sent: '2026-02-30' });
      const $ = load(page.text);
      expect($('#f1_from').attr('value')).toBe('2026-11-10');
      expect($('#f1_to-error').text()).toContain('Give the date');
      expect($('#f2_sent').attr('value')).toBe('2026-02-30');
      expect($('#f2_sent-error').text()).toContain('no such day');
      expect($('.errors a').toArray().map((link) => $(link).attr('href'))).toEqual(['#f1_to', '#f2_sent']);
      const crossed = await open({ law: 'FOIA', agency: 'ice', received: '2026-11-04', f1: 'denial', f1_date: '2026-11-20' });
      expect(load(crossed.text)('#f1-error').text()).toContain('belongs to California’s law');
    });

    test('says beside the field what is wrong with receipt and agency', async () => {
      const $ = load((await open({ law: 'CPRA', agency: 'lapd', received: '2026-02-30' })).text);
      expect($('#received-error').text()).toContain('no such day');
      expect($('#received').attr('value')).toBe('2026-02-30');
      expect(words((await open({ law: 'CPRA', agency: 'ice', received: '2026-10-01' })).text, '#agency-error')).toContain('FOIA');
      expect(words((await open({ law: 'CPRA', agency: 'lapd', received: '' })).text, '#received-error')).toContain('Write the date');
    });

    test('an absurdly long or twisted address is a page and no fault', async () => {
      for (const query of [`received=${'9'.repeat(5000)}`, 'received=2026-10-01&received=2026-10-02&f1=toString&f2=__proto__', `received=2026-10-01${'&f1=denial'.repeat(200)}`, 'law=%F0%9F']) {
        expect((await request(world.app).get(`/calculator?${query}`)).status).toBe(200);
      }
      const unkeepable = await request(world.app).get('/calculator?received=%00');
      expect([unkeepable.status, unkeepable.type]).toEqual([400, 'text/html']);
      const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index + 1}`, 'denial']));
      expect(load((await open({ received: '2026-10-01', ...many })).text)('.calc__happened').length).toBeLessThanOrEqual(12);
    });
  });

  describe('the dates as a calendar file', () => {
    test('are whole days another program reads, with no agency in them and without the date not to rely on', async () => {
      const answer = await open({ law: 'FOIA', agency: 'ice', received: '2026-11-04', f1: 'adverse_determination', f1_date: '2026-12-01' }, '/calculator.ics');
      expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
      const events = new ICAL.Component(ICAL.parse(answer.text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
      expect(events.map((event) => [event.summary, event.startDate.toString(), event.startDate.isDate])).toEqual([
        ['Determination: due today', '2026-12-04', true], ['FOIA appeal: file by today', '2027-03-01', true],
      ]);
      expect(answer.text).not.toContain('20270412');
      expect(events.map((event) => `${event.summary} ${event.description}`).join()).not.toMatch(/\bICE\b|Immigration/);
      expect((await open({ law: 'FOIA', agency: 'ice', received: '2026-11-04', f1: 'adverse_determination', f1_date: '2026-12-01' }, '/calculator.ics')).text).toBe(answer.text);
    });

    test('of an address that can’t be counted is refused', async () => {
      expect((await open({ received: 'soon' }, '/calculator.ics')).status).toBe(400);
    });
  });
});
