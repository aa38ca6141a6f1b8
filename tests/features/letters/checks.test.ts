import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import request from 'supertest';
import { composeLetter } from '../../../server/features/letters/compose-letter.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import type { FoiaFields } from '../../../server/features/letters/foia-fields.js';
import { keptElsewhere, personalGaps } from '../../../server/features/letters/item-checks.js';
import { letterTemplate, letterTemplates, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../server/features/letters/letter-variables.js';
import { draftOut, enteredOut, frozenOut, letterOut, lettersOut, previewOut, templatesOut } from '../../../server/features/letters/letters.schemas.js';
import { cpraRuleText } from '../../../server/features/letters/rule-texts.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { formatLetterDate } from '../../../server/platform/views-dates.js';
import { type Browser, makeOwnersWorld, makeWorld, type World } from '../../support/world.js';
import { byLaw, FILLED, PLAIN } from './foia-variables.js';

describe('the API', () => {
  let world: World;
  let owner: Actor;
  let token: string;
  let lapd: string;

  beforeAll(async () => {
    world = await makeWorld();
    owner = await world.addGroup();
    token = await world.tokenOf(owner);
    lapd = await world.agencyId('lapd');
  });

  afterAll(() => world.close());

  const get = (address: string, as = token) => request(world.app).get(`/api/v1${address}`).set('Authorization', `Bearer ${as}`);
  const post = (address: string, body: object, as = token) => request(world.app).post(`/api/v1${address}`).set('Authorization', `Bearer ${as}`).send(body);

  describe('the letters API', () => {
    test('goes from template to draft, preview, approval, delivery and the letter’s own record', async () => {
      const { templates } = templatesOut.parse((await get('/letter-templates')).body);
      expect(templates.map((template) => template.slug)).toContain('cpra-alpr-sharing');
      const started = await post('/requests', { agencyId: lapd, template: 'cpra-alpr-sharing', title: 'Lists', feeCeiling: '40', items: [{ heading: 'One', text: 'The list', period: '2026' }] });
      expect(started.status).toBe(201);
      const draft = draftOut.parse(started.body);
      const preview = previewOut.parse((await post(`/requests/${draft.id}/preview`, {})).body);
      expect(preview.gaps).toEqual([]);
      expect(preview.text).toContain('1. One. The list.\n   Period: 2026.');
      expect(preview.text).toContain('more than $40.');
      const sent = await post(`/requests/${draft.id}/send`, { channel: 'portal', version: preview.version });
      expect(sent.status).toBe(201);
      const { letterId } = frozenOut.parse(sent.body);
      expect((await post(`/requests/${draft.id}/send`, { channel: 'portal' })).body).toMatchObject({ error: { code: 'letters.already-sent' } });
      const delivered = await post(`/requests/${draft.id}/deliveries`, { channel: 'portal', date: '2026-11-24', receivedOn: '2026-11-24', agencyNumber: '26-9' });
      expect([delivered.status, delivered.body]).toEqual([201, { requestId: draft.id, letterId, state: 'sent' }]);
      const letter = letterOut.parse((await get(`/letters/${letterId}`)).body);
      expect(letter).toMatchObject({ state: 'sent', sentOn: '2026-11-24', text: preview.text });
      const { letters } = lettersOut.parse((await get(`/letters?requestId=${draft.id}`)).body);
      expect(letters.map((one) => one.id)).toEqual([letterId]);
    });

    test('enters a request under way, and says which field is wrong', async () => {
      const body = { agencyId: lapd, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', received: { date: '2026-10-01', basis: 'portal' }, items: [{ heading: 'Lists', text: 'All' }] };
      const entered = await post('/requests/enter', body);
      expect(entered.status).toBe(201);
      enteredOut.parse(entered.body);
      const wrong = await post('/requests/enter', { ...body, received: { date: '2026-09-30', basis: 'portal' } });
      expect(wrong.status).toBe(400);
      expect(Object.keys((wrong.body as { error: { fields: object } }).error.fields)).toEqual(['received.date']);
      const noDate = await post('/requests/enter', { ...body, sentOn: '2026-02-30', channel: 'pigeon' });
      expect(Object.keys((noDate.body as { error: { fields: object } }).error.fields).sort()).toEqual(['channel', 'sentOn']);
    });

    test('a letter with a gap answers 400 with the gap’s path', async () => {
      const { id } = draftOut.parse((await post('/requests', { agencyId: lapd, template: 'cpra-alpr-sharing', signerName: '', items: [{ heading: 'One' }] })).body);
      const refused = await post(`/requests/${id}/send`, { channel: 'post' });
      expect(refused.status).toBe(400);
      expect(Object.keys((refused.body as { error: { fields: object } }).error.fields).sort()).toEqual(['items.0.period', 'items.0.text', 'signerName']);
    });

    test('nothing of it is another group’s or a volunteer’s', async () => {
      const { id } = draftOut.parse((await post('/requests', { agencyId: lapd, template: 'cpra-alpr-sharing' })).body);
      const { letterId } = frozenOut.parse((await post(`/requests/${id}/send`, { channel: 'post' })).body);
      const stranger = await world.tokenOf(await world.addGroup('Strangers'));
      const volunteer = await world.tokenOf(await world.addPerson(owner, 'volunteer'));
      for (const [as, status] of [[stranger, 404], [volunteer, 403]] as const) {
        expect((await get(`/letters/${letterId}`, as)).status).toBe(status);
        expect((await post(`/requests/${id}/preview`, {}, as)).status).toBe(status);
        expect((await post(`/requests/${id}/send`, { channel: 'post' }, as)).status).toBe(status);
        expect((await post(`/requests/${id}/deliveries`, { channel: 'post', date: '2026-11-24' }, as)).status).toBe(status);
      }
      expect(lettersOut.parse((await get('/letters', stranger)).body).letters).toEqual([]);
    });
  });
});

describe('goldens', () => {
  /** Whole letters as an agency reads them. A change of words shows here as a difference somebody has to approve. */
  const GOLDENS = path.join(projectRoot, 'tests', 'features', 'letters', 'goldens');

  const APPROVED = new Set(['Gov. Code § 7283.1(c)', 'Gov. Code § 7922.570', 'Gov. Code § 12532.5(a)(2)']);

  interface Asked {
    readonly fields?: FoiaFields;
    readonly today?: string;
    readonly approved?: ReadonlySet<string>;
  }

  const AS_THEY_STAND: readonly [string, string, Asked][] = [
    ...letterTemplates().map(({ slug }): [string, string, Asked] => [slug, slug, {}]),
    ['foia-ice.filled', 'foia-ice', { fields: FILLED }],
    ['foia-ice.danger', 'foia-ice', { fields: { ...FILLED, feeCategory: 'educational', feeBasis: 'We are a university institute', expedite: 'threat' } }],
    ['cpra-ice-communications.approved', 'cpra-ice-communications', { approved: APPROVED }],
    ['cpra-sb580-implementation.2027', 'cpra-sb580-implementation', { today: '2027-01-01', approved: APPROVED }],
  ];

  describe('the letters as they stand', () => {
    test.each(AS_THEY_STAND)('%s', (name, slug, { fields = PLAIN, today = '2026-11-24', approved = new Set() }) => {
      const template = letterTemplate(slug);
      const { text, gaps } = composeLetter(templateSource(template), {
        date: formatLetterDate(today), ...byLaw(template, fields),
        org: { name: 'Harbor Records Project', lines: ['P.O. Box 1140', 'San Pedro, California 90733'], contact: 'k7m2@replies.example.org' },
        request: { ref: 'TD-2026-0007', title: template.title, items: template.pack(today, template.writtenFor[0] ?? '').map((item, index) => itemWords({ n: index + 1, ...item })) },
        fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: 'Secretary' }, rule: cpraRuleText(today), inspectionWanted: false,
      }, { approved });
      expect(gaps).toEqual([]);
      expect(text).toBe(fs.readFileSync(path.join(GOLDENS, `${name}.txt`), 'utf8'));
    });
  });
});

describe('checks of items', () => {
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
      ({ world, owner, browser } = await makeOwnersWorld());
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
});
