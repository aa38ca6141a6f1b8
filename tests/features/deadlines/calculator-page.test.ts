import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import ICAL from 'ical.js';
import request from 'supertest';
import { FORM_FACTS, factForm, fitsLaw } from '../../../server/features/deadlines/calculator-facts.js';
import { calculatorFact } from '../../../server/features/deadlines/calculator.schemas.js';
import { type World, makeWorld } from '../../support/world.js';
import { wordsIn as words } from './world.js';

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
