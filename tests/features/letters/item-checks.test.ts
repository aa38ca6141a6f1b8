import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { keptElsewhere, personalGaps } from '../../../server/features/letters/item-checks.js';
import { letterTemplates } from '../../../server/features/letters/letter-templates.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

const item = (text: string, whereToLook = '') => ({ n: 1, heading: 'Records', text, whereToLook, period: '', format: '', fields: '' });

describe('what names one person or car', () => {
  test.each([
    'Reads of 8ABC123 in May', 'Reads of license plate 7XYZ88', 'Searches for plate number ABC1234', 'The file A 012 345 678', 'Messages about A-012345678', 'The detainer for booking no. 5873321', 'Booking # 12345678',
    'The person born 3/4/1989', 'Date of birth: 1989-03-04', 'Messages about Mr. Rowan', 'Records on Ms Halloran', 'Transfers of inmate Rowan Halloran', 'A person named Rowan Halloran',
  ])('%s: is to be mended', (text) => {
    expect(personalGaps([item(text)])).toMatchObject([{ path: 'items.0.text', marked: false }]);
  });

  test.each([
    'Section 7922.535 of the code', 'Special Order No. 31 of December 10, 2020', 'Form I-247A or its successor', 'State Auditor report 2019-118', 'Bulletin 18-10-CJIS', 'Bulletin 2023-DLE-06', 'Manual section 5-09/271.00',
    'type of query (plate, partial, vehicle, location)', 'License plate readers used since 2016', 'The list of hot lists, with plates masked', 'Booking records of 2021', 'ALPR 2021 audit', 'Items 1 to 14', 'an agency called Flock',
    'the suspect list', 'Records of the defendant agencies',
  ])('%s: is not', (text) => {
    expect(personalGaps([item(text)])).toEqual([]);
  });

  test('a stretch of spaces or letters hides nothing and takes no time', () => {
    const start = performance.now();
    for (const text of [`booking${' '.repeat(4000)}`, `plate ${'A'.repeat(4000)}`, `named ${'Ab'.repeat(2000)}`, 'plate '.repeat(700), 'born '.repeat(800)]) expect(personalGaps([item(text)])).toEqual([]);
    expect(personalGaps([item(`booking${' '.repeat(2000)}5873321`)])).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('no ready-made list holds any, nor looks where another agency keeps its records', () => {
    for (const template of letterTemplates()) {
      for (const slug of template.writtenFor.length > 0 ? template.writtenFor : ['lapd']) {
        const items = template.pack('2026-11-24', slug).map((packed, index) => ({ n: index + 1, ...packed }));
        expect([template.slug, items.length > 0 && items.length <= 14]).toEqual([template.slug, true]);
        expect([template.slug, personalGaps(items)]).toEqual([template.slug, []]);
        expect([template.slug, items.filter((packed) => keptElsewhere(packed, slug).length > 0).map(({ heading }) => heading)]).toEqual([template.slug, []]);
      }
    }
  });
});

test('the right agency is named by where an item looks', () => {
  expect(keptElsewhere(item('', 'Records and Identification Bureau; LACRIS'), 'lapd')).toEqual(['lasd']);
  expect(keptElsewhere(item('', 'Board office: Executive Director'), 'lapd')).toEqual(['bopc', 'lapd-oig']);
  expect(keptElsewhere(item('', 'Custody Services Division'), 'lasd')).toEqual(['lapd']);
  expect(keptElsewhere(item('LACRIS agreements', 'Information Technology Bureau'), 'lapd')).toEqual([]);
  expect(keptElsewhere(item('', 'Office of the head of the agency'), 'lasd')).toEqual([]);
});

describe('before a letter goes', () => {
  let world: World;
  let owner: Actor;
  let browser: Browser;

  beforeAll(async () => {
    world = await makeWorld();
    owner = await world.addGroup();
    browser = await world.signIn(owner);
  });
  afterAll(() => world.close());

  const draft = async (agency: string, items: readonly ReturnType<typeof item>[]) =>
    createDraft(world.context, owner, { agencyId: await world.agencyId(agency), templateSlug: 'cpra-alpr-sharing', items: items.map(({ n: _n, ...rest }) => ({ ...rest, period: 'from 2024' })) });
  const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');

  test('an item with a plate is said at its row and at sending, and stops the letter', async () => {
    const { id } = await draft('lapd', [item('Reads of 8ABC123 in May 2025')]);
    expect(textOf((await browser.get(`/requests/${id}/compose/items`)).text)).toContain('It holds what looks like a license plate; ask without it');
    const send = await browser.get(`/requests/${id}/compose/send`);
    expect(load(send.text)('.gaps a').attr('href')).toBe(`/requests/${id}/compose/items?item=1#text`);
    expect(load(send.text)('.compose__acts .btn--primary').length).toBe(0);
    await expect(sendLetter(world.context, owner, { requestId: id, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.gaps' });
    expect(await world.database.db.letter.count({ where: { requestId: id } })).toBe(0);
  });

  test('an item of another agency names that one; one asked already leads to its request', async () => {
    const first = await draft('lapd', [item('The log of changes to sharing')]);
    await sendLetter(world.context, owner, { requestId: first.id, version: null, channel: 'portal' });
    const { id } = await draft('lapd', [item('The log of changes to sharing'), item('Member agreements', 'LACRIS')]);
    for (const step of ['items', 'send']) {
      const $ = load((await browser.get(`/requests/${id}/compose/${step}`)).text);
      expect($.text()).toContain('The same is already asked and still open.');
      expect($(`a[href="/requests/${first.id}"]`).text()).toBe(`Open ${first.number}`);
      expect($.text()).toContain('It looks where LASD keeps its records, not LAPD.');
      expect($(`a[href="/compose/template?agency=${await world.agencyId('lasd')}"]`).text()).toBe('Write to LASD');
    }
    // It may go all the same: a note stops nothing.
    await expect(sendLetter(world.context, owner, { requestId: id, version: null, channel: 'portal' })).resolves.toMatchObject({ state: 'not_sent' });
  });

  test('another group’s request is never named', async () => {
    const stranger = await world.addGroup('Tide Table');
    const theirs = await createDraft(world.context, stranger, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
    await sendLetter(world.context, stranger, { requestId: theirs.id, version: null, channel: 'portal' });
    const { id } = await createDraft(world.context, owner, { agencyId: await world.agencyId('bopc'), templateSlug: 'cpra-alpr-sharing' });
    const lapd = await createDraft(world.context, owner, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
    for (const one of [id, lapd.id]) expect(textOf((await browser.get(`/requests/${one}/compose/items`)).text)).not.toContain('already asked');
  });
});
