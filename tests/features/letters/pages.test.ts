import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { addClosure } from '../../../server/features/deadlines/add-closure.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

let world: World;
let owner: Actor;
let advocate: Actor;
let browser: Browser;
let lapd: string;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  browser = await world.signIn(advocate);
  lapd = await world.agencyId('lapd');
});

afterAll(() => world.close());

async function newDraft(): Promise<string> {
  const started = await browser.post('/compose', { agencyId: lapd, template: 'cpra-alpr-sharing' });
  return /requests\/([0-9a-f-]{36})\/compose\/items/.exec(started.get('Location') ?? '')?.[1] ?? '';
}

const version = (html: string) => load(html)('[data-version]').attr('value') ?? '';
const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');

describe('the compose wizard', () => {
  test('tells at once what each agency takes and refuses, and leads on to its letters', async () => {
    const page = await browser.get('/compose');
    expect(page.status).toBe(200);
    const $ = load(page.text);
    const row = (name: string) => $('tbody tr').filter((_, element) => $(element).find('.t__title').text() === name);
    expect(row('LAPD').find('a.btn').attr('href')).toBe(`/compose/template?agency=${lapd}`);
    expect(row('ICE').find('a.btn').attr('href')).toBe(`/compose/template?agency=${await world.agencyId('ice')}`);
    expect(row('ICE').find('.st--refused').length).toBeGreaterThan(0);
  });

  test('offers the templates that fit the agency by topic, and leads to the right agency for the others', async () => {
    const page = await browser.get(`/compose/template?agency=${lapd}`);
    expect(page.status).toBe(200);
    const $ = load(page.text);
    expect($('section.topic h2').toArray().map((element) => $(element).text())).toEqual(['License-plate readers', 'Fingerprints and booking', 'Immigration authorities', 'Oversight and policy']);
    expect($('section.topic .template').length).toBe(9);
    expect($('section.topic .template h3').first().text()).toBe('Who license-plate reader data goes to');
    expect($('.btn--primary').length).toBe(1);
    const prints = $('section.topic .template').filter((_, element) => $(element).find('h3').text() === 'Booking fingerprints and notices');
    expect(prints.find('.second a').toArray().map((element) => $(element).text())).toEqual(['Board of Police Commissioners', 'LASD', 'Cal DOJ']);
    const others = $('details.topic .template').toArray().map((element) => [$(element).find('h3').text(), $(element).find('a.btn').first().text()]);
    expect(others).toEqual([
      ['The county’s fingerprint system and jail systems', 'Write to LASD'], ['The State’s links to the FBI and Homeland Security', 'Write to Cal DOJ'], ['Files of the Board of Police Commissioners', 'Write to Board of Police Commissioners'],
    ]);
  });

  test('what is already asked of an agency is opened, not asked again', async () => {
    const bopc = await world.agencyId('bopc');
    const { id, number } = await createDraft(world.context, advocate, { agencyId: bopc, templateSlug: 'cpra-police-commission' });
    const before = load((await browser.get(`/compose/template?agency=${bopc}`)).text);
    expect(before('.template').first().find('.btn--primary').text()).toContain('Use this');
    await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' });
    const after = load((await browser.get(`/compose/template?agency=${bopc}`)).text);
    const asked = after('.template').first();
    expect(asked.find('h3').text()).toBe('Files of the Board of Police Commissioners');
    expect(asked.find('a.btn').attr('href')).toBe(`/requests/${id}`);
    expect(asked.find('a.btn').text()).toBe(`Open ${number}`);
    expect(after('.btn--primary').closest('.template').find('h3').text()).toBe('The policy under SB 580 (2025)');
  });

  test('goes from items to letter to sending without a script, and keeps every word on the way', async () => {
    const id = await newDraft();
    const items = await browser.get(`/requests/${id}/compose/items?item=1`);
    expect(items.status).toBe(200);
    expect(load(items.text)('.it').length).toBe(12);
    expect(load(items.text)('#heading').attr('value')).toBe('Agencies that receive');

    const moved = await browser.post(`/requests/${id}/compose/items`, { version: version(items.text), item: 1, act: 'down', heading: 'Partners & <friends>', text: 'Who **gets** it', period: 'from 2021' });
    expect(moved.get('Location')).toBe(`/requests/${id}/compose/items?item=2#item-2`);
    const second = await browser.get(`/requests/${id}/compose/items?item=2`);
    expect(load(second.text)('#heading').attr('value')).toBe('Partners & <friends>');
    const edited = load(second.text)('.letter .is-edited');
    expect(edited.text()).toContain('Partners & <friends>. Who **gets** it.Period: from 2021.');
    expect(edited.find('friends').length).toBe(0);

    const onward = await browser.post(`/requests/${id}/compose/items`, { version: version(second.text), item: 2, act: 'continue', heading: 'Partners', text: '', period: 'from 2021' });
    expect(onward.get('Location')).toBe(`/requests/${id}/compose/letter`);
    const letter = await browser.get(`/requests/${id}/compose/letter`);
    expect(textOf(letter.text)).toContain('1 gap to fill');
    expect(load(letter.text)('.gap').text()).toBe('what you ask for is missing');
    expect(load(letter.text)('#signerName').attr('value')).toBe('Ilse Marrowby');

    const sending = await browser.post(`/requests/${id}/compose/letter`, { version: version(letter.text), act: 'continue', title: 'Sharing', feeCeiling: '40', signerName: 'Ilse', signerTitle: 'Secretary', inspectionWanted: 'on' });
    expect(sending.get('Location')).toBe(`/requests/${id}/compose/send`);
    const send = await browser.get(`/requests/${id}/compose/send`);
    const $ = load(send.text);
    expect($('.letter').text()).toContain('Please ask us first if it will be more than $40.');
    expect($('.letter').text()).toContain('We would also like to inspect');
    expect($('.gaps a').attr('href')).toBe(`/requests/${id}/compose/items?item=2#text`);
    expect($('.compose__acts .btn--primary').length).toBe(0);
    expect($('.ahead dd').map((_, element) => load(element).text().replaceAll('\u00a0', ' ')).get()).toEqual(['Fri, Dec 4, 2026', 'Fri, Dec 4, 2026']);
    expect($('.reply__address').text()).toMatch(/[a-z2-9]{13}@replies\.example\.org/);
    const again = await browser.get(`/requests/${id}/compose`);
    expect(again.get('Location')).toBe(`/requests/${id}/compose/send`);
  });

  test('the dates ahead are counted with the days the group knows its office is closed', async () => {
    const elsewhere = await world.addGroup('Tide Table');
    const visitor = await world.signIn(elsewhere);
    await addClosure(world.context, elsewhere, { agencyId: lapd, date: '2026-12-04', name: 'Office moves', evidence: 'Notice on the door, seen by us' });
    const started = await visitor.post('/compose', { agencyId: lapd, template: 'cpra-alpr-sharing' });
    const letter = await visitor.get((started.get('Location') ?? '').replace(/items.*$/, 'letter'));
    expect(load(letter.text)('.ahead dd').map((_, element) => load(element).text().replaceAll('\u00a0', ' ')).get()).toEqual(['Mon, Dec 7, 2026', 'Mon, Dec 7, 2026']);
  });

  test('wrong input shows the form again with what was typed, the reason beside its field', async () => {
    const id = await newDraft();
    const wrong = await browser.post(`/requests/${id}/compose/letter`, { version: 0, act: 'continue', title: 'My own title', feeCeiling: 'lots', signerName: 'Ilse' });
    expect(wrong.status).toBe(400);
    const $ = load(wrong.text);
    expect($('#title').attr('value')).toBe('My own title');
    expect($('#feeCeiling').attr('value')).toBe('lots');
    expect($('#feeCeiling-error').text()).toContain('Give an amount in dollars');
  });

  test('an older tab is told, and overwrites nothing', async () => {
    const id = await newDraft();
    await browser.post(`/requests/${id}/compose/letter`, { version: 0, act: 'save', title: 'Newer', feeCeiling: '25', signerName: 'Ilse' });
    const older = await browser.post(`/requests/${id}/compose/letter`, { version: 0, act: 'save', title: 'Older', feeCeiling: '25', signerName: 'Ilse' });
    expect(older.status).toBe(409);
    expect(textOf(older.text)).toContain('changed in another window');
    expect(await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } })).toMatchObject({ title: 'Newer' });
  });

  test('is kept in the background; what an older tab sends there is refused as JSON', async () => {
    const id = await newDraft();
    const kept = await browser.post(`/requests/${id}/compose/autosave`, { version: 0, step: 'items', item: 3, heading: 'Kept', text: 'while typing' });
    expect(kept.status).toBe(200);
    expect(kept.body).toMatchObject({ version: 1 });
    expect(await world.database.db.requestItem.findFirst({ where: { requestId: id, n: 3 } })).toMatchObject({ heading: 'Kept', text: 'while typing' });
    const token = await browser.csrfToken();
    const stale = await browser.agent.post(`/requests/${id}/compose/autosave`).set('Accept', 'application/json').type('form').send({ _csrf: token, version: 0, step: 'letter', title: 'Stale' });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ error: { code: 'requests.draft-moved-on' } });
  });

  test('without a form token nothing is saved or sent', async () => {
    const id = await newDraft();
    for (const address of [`/requests/${id}/compose/letter`, `/requests/${id}/compose/send`, `/requests/${id}/compose/discard`, '/compose', '/requests/enter']) {
      expect((await browser.agent.post(address).type('form').send({ version: 0 })).status).toBe(403);
    }
    expect(await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } })).toMatchObject({ draftVersion: 0, state: 'draft' });
  });

  test('a draft can be thrown away', async () => {
    const id = await newDraft();
    expect((await browser.post(`/requests/${id}/compose/discard`)).get('Location')).toBe('/requests');
    expect((await browser.get(`/requests/${id}/compose/items`)).status).toBe(404);
  });
});

describe('an approved letter', () => {
  async function approved(fields: object = {}): Promise<string> {
    const id = await newDraft();
    const sent = await browser.post(`/requests/${id}/compose/send`, { version: 0, channel: 'portal', responsibleId: advocate.personId, ...fields });
    return /letters\/([0-9a-f-]{36})/.exec(sent.get('Location') ?? '')?.[1] ?? '';
  }

  test('waits in the outbox, plainly not sent, with its words to copy, print and download', async () => {
    const letterId = await approved();
    const outbox = await browser.get('/outbox?show=not_sent');
    expect(outbox.status).toBe(200);
    expect(load(outbox.text)(`a[href="/letters/${letterId}"]`).closest('tr').text()).toContain('Not sent');
    const shown = await browser.get(`/letters/${letterId}`);
    const $ = load(shown.text);
    expect(textOf(shown.text)).toContain('Nothing has left.');
    expect($('.sent__acts .btn--primary').text()).toBe('Record how it went');
    const row = await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } });
    expect($('textarea').text().trim()).toBe(row.bodyText.trim());
    expect($('[data-copy]').attr('data-copy')).toBe(row.bodyText);
    const text = await browser.get(`/letters/${letterId}/letter.txt`);
    expect(text.text).toBe(row.bodyText);
    expect(text.get('Content-Disposition')).toMatch(/^attachment; filename="TD-2026-\d{4}\.txt"$/);
    expect($('.sent__files a').toArray().map((link) => $(link).attr('href'))).toEqual(['pdf', 'docx', 'txt'].map((kind) => `/letters/${letterId}/letter.${kind}`));
    for (const [kind, begins] of [['pdf', '%PDF-1.7'], ['docx', 'PK']] as const) {
      const file = await browser.agent.get(`/letters/${letterId}/letter.${kind}`).responseType('blob');
      expect(file.get('Content-Disposition')).toMatch(new RegExp(`^attachment; filename="TD-2026-\\d{4}\\.${kind}"$`));
      expect((file.body as Buffer).toString('latin1', 0, begins.length)).toBe(begins);
    }
    const paper = await browser.get(`/letters/${letterId}/print`);
    expect(load(paper.text)('.printed .letter ol').length).toBe(2);
    expect(load(paper.text)('header.hd').length).toBe(0);
  });

  test('a second press of the button leads to the request and says so', async () => {
    const id = await newDraft();
    const press = () => browser.post(`/requests/${id}/compose/send`, { version: 0, channel: 'portal', responsibleId: advocate.personId });
    const [first, second] = [await press(), await press()];
    expect(first.get('Location')).toMatch(/^\/letters\//);
    expect(second.get('Location')).toBe(`/requests/${id}`);
    expect(await world.database.db.letter.count({ where: { requestId: id } })).toBe(1);
  });

  test('its delivery is recorded with the proof; wrong days come back beside the field and store nothing', async () => {
    const letterId = await approved();
    const { requestId } = await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } });
    const form = await browser.get(`/letters/${letterId}/deliver`);
    expect(form.status).toBe(200);
    expect(load(form.text)('#date').attr('value')).toBe('');
    const token = await browser.csrfToken();
    const post = (date: string, deliveredOn: string) =>
      browser.agent.post(`/letters/${letterId}/deliver`).field('_csrf', token).field('channel', 'post').field('date', date).field('agencyNumber', '26-777').field('receivedOn', '').field('deliveredOn', deliveredOn)
        .attach('proof', Buffer.from('return card'), 'card.txt');
    const early = await post('2026-11-01', '2026-11-24');
    expect(early.status).toBe(400);
    expect(load(early.text)('#date-error').text()).toContain('It can’t have gone before');
    expect(load(early.text)('#agencyNumber').attr('value')).toBe('26-777');
    expect(await world.database.db.document.count({ where: { requestId } })).toBe(0);

    const done = await post('2026-11-24', '2026-11-24');
    expect(done.get('Location')).toBe(`/requests/${requestId}`);
    const [document] = await world.database.db.document.findMany({ where: { requestId } });
    expect(document).toMatchObject({ kind: 'proof', originalName: 'card.txt' });
    expect(await world.database.db.fact.findMany({ where: { requestId } })).toMatchObject([{ basis: 'delivery_proof', presumed: false, documentId: document?.id }]);
    expect((await browser.get(`/letters/${letterId}`)).text).toContain(`/documents/${document?.id ?? ''}`);
  });

  test('can be taken back, and its draft is open again', async () => {
    const letterId = await approved();
    const back = await browser.post(`/letters/${letterId}/recall`);
    expect(back.get('Location')).toMatch(/\/compose$/);
    expect((await browser.get(`${(back.get('Location') ?? '')}/send`)).status).toBe(200);
    expect(load((await browser.get('/outbox?show=recalled')).text)(`a[href="/letters/${letterId}"]`).length).toBe(1);
    const late = await browser.post(`/letters/${letterId}/recall`);
    expect(late.get('Location')).toBe(`/letters/${letterId}`);
  });

  test('a letter with gaps is not approved, and the page lists each gap', async () => {
    const id = await newDraft();
    await browser.post(`/requests/${id}/compose/letter`, { version: 0, act: 'save', title: '', feeCeiling: '25', signerName: '' });
    const refused = await browser.post(`/requests/${id}/compose/send`, { version: 1, channel: 'portal', responsibleId: advocate.personId });
    expect(refused.status).toBe(400);
    expect(load(refused.text)('.gaps a').map((_, element) => load(element).text()).get()).toEqual(['Title is missing', 'Who signs is missing']);
    expect(await world.database.db.letter.count({ where: { requestId: id } })).toBe(0);
  });

  test('the outbox pages by key and loses none', async () => {
    const group = await world.addGroup('Paging');
    const other = await world.signIn(group);
    const agencyId = lapd;
    for (let n = 0; n < 3; n += 1) {
      const started = await other.post('/compose', { agencyId, template: 'cpra-alpr-sharing' });
      const id = /requests\/([0-9a-f-]{36})/.exec(started.get('Location') ?? '')?.[1] ?? '';
      await other.post(`/requests/${id}/compose/send`, { version: 0, channel: 'post', responsibleId: group.personId });
    }
    const token = await world.tokenOf(group);
    const seen: string[] = [];
    let after = '';
    for (let n = 0; n < 4; n += 1) {
      const page = await other.agent.get(`/api/v1/letters?limit=1${after}`).set('Authorization', `Bearer ${token}`);
      const body = page.body as { letters: { id: string }[]; next: string | null };
      seen.push(...body.letters.map((letter) => letter.id));
      if (!body.next) break;
      after = `&after=${body.next}`;
    }
    expect(new Set(seen).size).toBe(3);
  });
});

describe('walls', () => {
  test('a letter and a draft of another group are not found, whatever one tries', async () => {
    const id = await newDraft();
    const sent = await browser.post(`/requests/${id}/compose/send`, { version: 0, channel: 'portal', responsibleId: advocate.personId });
    const letter = sent.get('Location') ?? '';
    const draft = await newDraft();
    const stranger = await world.signIn(await world.addGroup('Strangers'));
    for (const address of [letter, `${letter}/print`, `${letter}/letter.txt`, `${letter}/letter.pdf`, `${letter}/letter.docx`, `/requests/${draft}/compose/letter.pdf`, `${letter}/deliver`, `/requests/${draft}/compose/items`, `/requests/${draft}/compose/letter`, `/requests/${draft}/compose/send`]) {
      expect([address, (await stranger.get(address)).status]).toEqual([address, 404]);
    }
    for (const [address, fields] of [[`${letter}/recall`, {}], [`${letter}/send`, {}], [`${letter}/resolve`, { outcome: 'went' }], [`/requests/${draft}/compose/discard`, {}], [`/requests/${draft}/compose/autosave`, { version: 0, step: 'letter' }]] as const) {
      expect([address, (await stranger.post(address, fields)).status]).toEqual([address, 404]);
    }
    expect(await world.database.db.letter.findFirst({ where: { requestId: id } })).toMatchObject({ state: 'not_sent' });
    expect(load((await stranger.get('/outbox')).text)('tbody tr').length).toBe(0);
  });

  test('a volunteer sees no letter, no outbox and no draft', async () => {
    const volunteer = await world.signIn(await world.addPerson(owner, 'volunteer'));
    for (const address of ['/compose', '/outbox', '/requests/enter', `/compose/template?agency=${lapd}`]) expect([address, (await volunteer.get(address)).status]).toEqual([address, 403]);
  });
});

describe('a request under way', () => {
  test('is entered by its form, and opens with its clock', async () => {
    expect((await browser.get(`/requests/enter?agency=${lapd}`)).status).toBe(200);
    const fields = {
      agencyId: lapd, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', letterText: 'Please send', agencyNumbers: '26-5\n26-6', itemsText: '1. Lists. All of them\n2. Rules',
      receivedOn: '2026-10-01', receivedBasis: 'portal', responsibleId: advocate.personId,
    };
    const wrong = await browser.post('/requests/enter', { ...fields, receivedOn: '2026-09-01' });
    expect(wrong.status).toBe(400);
    expect(load(wrong.text)('#receivedOn-error').text()).toContain('before it was sent');
    expect(load(wrong.text)('#itemsText').text()).toContain('2. Rules');
    const noBasis = await browser.post('/requests/enter', { ...fields, receivedBasis: '' });
    expect(load(noBasis.text)('#receivedBasis-error').text()).toContain('Say how you know');
    const done = await browser.post('/requests/enter', fields);
    const page = await browser.get(done.get('Location') ?? '');
    expect(page.status).toBe(200);
    expect(textOf(page.text)).toContain('26-6');
  });
});
