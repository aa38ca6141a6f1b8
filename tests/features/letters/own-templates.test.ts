import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { sendFollowUp } from '../../../server/features/letters/follow-ups/send-follow-up.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { changeDraftWords } from '../../../server/features/letters/own-templates/change-draft-words.js';
import { checkTemplate } from '../../../server/features/letters/own-templates/check-template.js';
import { copyTemplate } from '../../../server/features/letters/own-templates/copy-template.js';
import { libraryLetter } from '../../../server/features/letters/own-templates/library.js';
import { restoreTemplate } from '../../../server/features/letters/own-templates/restore-template.js';
import { retireTemplate } from '../../../server/features/letters/own-templates/retire-template.js';
import { saveTemplate } from '../../../server/features/letters/own-templates/save-template.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

const FIRST = 'cpra-alpr-sharing';
const OVERDUE = 'cpra-overdue-ten-days';
let world: World;
let advocate: Actor;
let lawyer: Actor;
let browser: Browser;
let lapd: string;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-10-14T17:00:00Z' });
  const owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  lawyer = await world.addPerson(owner, 'lawyer', 'Tom Reyes');
  browser = await world.signIn(advocate);
  lapd = await world.agencyId('lapd');
});
afterAll(() => world.close());

/** Calls the API as a program of that person. */
async function asProgram(who: Actor) {
  const token = await world.tokenOf(who);
  const call = (method: 'get' | 'post' | 'put') => (path: string, body?: object) => request(world.app)[method](path).set('Authorization', `Bearer ${token}`).send(body);
  return { get: call('get'), post: call('post'), put: call('put') };
}

const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');
const source = (slug: string) => libraryLetter(slug).body;
const save = (who: Actor, templateId: string, version: number, words: string, title = 'Our own') => saveTemplate(world.context, who, { templateId, version, title, purpose: 'As we say it.', source: words });

async function ours(slug: string, change: (words: string) => string): Promise<string> {
  const { id } = await copyTemplate(world.context, advocate, { baseSlug: slug });
  await save(advocate, id, 1, change(source(slug)));
  return id;
}

const plainer = (words: string) => words.replace('Please send them by electronic means.', 'Please send them by e-mail, marmalade.');
const events = async (templateId: string) => (await world.database.db.event.findMany({ where: { subjectId: templateId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);

/** A request nobody answered, on which the overdue letter fits. */
async function overdueRequest(): Promise<string> {
  const { id } = await enterRequest(world.context, advocate, {
    agencyId: lapd, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'], items: [{ heading: 'Lists', text: 'All' }], received: { date: '2026-10-01', basis: 'portal' },
  });
  return id;
}

describe('copying and saving', () => {
  test('a copy is the library’s letter word for word; saving makes versions that never change', async () => {
    const { id } = await copyTemplate(world.context, advocate, { baseSlug: FIRST });
    await save(advocate, id, 1, plainer(source(FIRST)));
    const versions = await world.database.db.ownTemplateVersion.findMany({ where: { templateId: id }, orderBy: { n: 'asc' } });
    expect(versions.map(({ n, source: words }) => [n, words])).toEqual([[1, source(FIRST)], [2, plainer(source(FIRST))]]);
    expect(await events(id)).toEqual(['template.copied', 'template.saved']);
    await expect(world.database.db.ownTemplateVersion.update({ where: { id: versions[0]?.id ?? '' }, data: { source: 'x' } })).rejects.toThrow(/cannot be changed/);
  });

  test('what did not change is not saved again, and a source with faults is refused with each line', async () => {
    const { id } = await copyTemplate(world.context, advocate, { baseSlug: OVERDUE });
    // Both stand side by side where a letter is chosen: its title tells them apart.
    const { title, purpose } = await world.database.db.ownTemplateVersion.findFirstOrThrow({ where: { templateId: id } });
    expect(title).toBe(`${libraryLetter(OVERDUE).title} (our version)`);
    await expect(saveTemplate(world.context, advocate, { templateId: id, version: 1, title, purpose, source: source(OVERDUE) })).rejects.toMatchObject({ code: 'own-templates.unchanged' });
    await expect(save(advocate, id, 1, 'Dear all\n\n{{facts.nothing}}\n\n<b>x</b>')).rejects.toMatchObject({ code: 'own-templates.refused', fields: { source: expect.stringContaining('Line 3:') as unknown } });
    expect(await world.database.db.ownTemplateVersion.count({ where: { templateId: id } })).toBe(1);
  });

  test('of two people who save at once one is told, by name of the version, and nothing is lost', async () => {
    const { id } = await copyTemplate(world.context, advocate, { baseSlug: FIRST });
    const both = await Promise.allSettled([save(advocate, id, 1, plainer(source(FIRST))), save(lawyer, id, 1, `${source(FIRST)}\nThank you.`)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'own-templates.moved-on', status: 409 } });
    expect(await world.database.db.ownTemplateVersion.count({ where: { templateId: id } })).toBe(2);
    // Whoever came second looks at what was saved and adds their own.
    await save(lawyer, id, 2, `${source(FIRST)}\nThank you both.`);
    expect(await world.database.db.ownTemplateVersion.count({ where: { templateId: id } })).toBe(3);
  });

  test('on the page the one who comes second keeps what was typed and can save it as the version after', async () => {
    const id = await ours(FIRST, plainer);
    const form = { title: 'Mine', purpose: 'As I say it.', source: `${source(FIRST)}\nMine.`, act: 'save' };
    const late = await browser.post(`/letter-templates/${id}`, { ...form, version: '1' });
    expect(late.status).toBe(409);
    const $ = load(late.text);
    expect($('textarea[name="source"]').val()).toContain('Mine.');
    expect(textOf(late.text)).toContain('Somebody saved version 2');
    const again = await browser.post(`/letter-templates/${id}`, { ...form, version: $('input[name="version"]').attr('value') ?? '' });
    expect(again.get('Location')).toBe(`/letter-templates/${id}`);
  });
});

describe('a first request in the group’s own words', () => {
  test('is offered in compose, names its version, and goes on with it when a newer one is saved', async () => {
    const id = await ours(FIRST, plainer);
    expect(textOf((await browser.get(`/compose/template?agency=${lapd}`)).text)).toContain('Our own');
    const started = await browser.post('/compose', { agencyId: lapd, template: `own:${id}` });
    const draft = /requests\/([0-9a-f-]{36})/.exec(started.get('Location') ?? '')?.[1] ?? '';
    await save(lawyer, id, 2, source(FIRST).replace('Please send them by electronic means.', 'Any form will do.'));
    const page = await browser.get(`/requests/${draft}/compose/letter`);
    expect(textOf(page.text)).toContain('marmalade');
    expect(textOf(page.text)).toContain('Tom Reyes saved version 3');
    const version = load(page.text)('.own-words input[name="version"]').attr('value') ?? '';
    await browser.post(`/requests/${draft}/compose/words`, { to: 'newest', version });
    const taken = await browser.get(`/requests/${draft}/compose/letter`);
    expect(textOf(taken.text)).toContain('Any form will do.');
    expect(textOf(taken.text)).not.toContain('marmalade');
    await changeDraftWords(world.context, advocate, { requestId: draft, draftId: null, to: 'library', version: Number(version) + 1 });
    expect(textOf((await browser.get(`/requests/${draft}/compose/letter`)).text)).toContain('by electronic means');
  });

  test('a frozen letter keeps its words and names its version, whatever becomes of the template', async () => {
    const id = await ours(FIRST, plainer);
    const { id: requestId } = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: `own:${id}` });
    const { letterId } = await sendLetter(world.context, advocate, { requestId, version: null, channel: 'portal' });
    await save(lawyer, id, 2, source(FIRST));
    await retireTemplate(world.context, lawyer, { templateId: id });
    const letter = await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } });
    const version = await world.database.db.ownTemplateVersion.findFirstOrThrow({ where: { templateId: id, n: 2 } });
    expect([letter.templateVersionId, letter.templateSlug]).toEqual([version.id, FIRST]);
    expect(letter.bodyText).toContain('marmalade');
  });

  test('a retired template is offered nowhere, and a draft begun with it is finished in its words', async () => {
    const id = await ours(FIRST, plainer);
    const { id: requestId } = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: `own:${id}` });
    await save(advocate, id, 2, source(FIRST));
    await retireTemplate(world.context, lawyer, { templateId: id });
    await retireTemplate(world.context, lawyer, { templateId: id });
    await expect(createDraft(world.context, advocate, { agencyId: lapd, templateSlug: `own:${id}` })).rejects.toMatchObject({ code: 'own-templates.retired' });
    await expect(save(advocate, id, 3, plainer(source(FIRST)))).rejects.toMatchObject({ code: 'own-templates.retired' });
    const page = textOf((await browser.get(`/requests/${requestId}/compose/letter`)).text);
    expect(page).toContain('marmalade');
    expect(page).toContain('was retired since');
    expect((await sendLetter(world.context, advocate, { requestId, version: null, channel: 'portal' })).state).toBe('not_sent');
    await restoreTemplate(world.context, lawyer, { templateId: id });
    await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: `own:${id}` });
    expect(await events(id)).toEqual(['template.copied', 'template.saved', 'template.saved', 'template.retired', 'template.restored']);
  });
});

describe('a follow-up in the group’s own words', () => {
  const gentler = (words: string) => words.replace('We have not received a determination', 'We are still waiting, marmalade, for a determination');

  test('is offered where the library’s is, with the same reason, and is the same letter to the record', async () => {
    const requestId = await overdueRequest();
    const id = await ours(OVERDUE, gentler);
    const page = await browser.get(`/requests/${requestId}/letters/new`);
    expect(load(page.text)(`#${OVERDUE} input[value="own:${id}"]`).length).toBe(1);
    const { id: draftId } = await startFollowUp(world.context, advocate, { requestId, templateSlug: `own:${id}` });
    expect(textOf((await browser.get(`/requests/${requestId}/letters/${draftId}`)).text)).toContain('still waiting, marmalade');
    const { letterId } = await sendFollowUp(world.context, advocate, { requestId, draftId, version: null, channel: 'portal' });
    const letter = await world.database.db.letter.findUniqueOrThrow({ where: { id: letterId } });
    expect(letter).toMatchObject({ templateSlug: OVERDUE, followUp: true, bodyText: expect.stringContaining('marmalade') as unknown });
    await expect(startFollowUp(world.context, advocate, { requestId, templateSlug: OVERDUE })).rejects.toMatchObject({ code: 'letters.not-offered' });
  });

  test('does not fit where the library’s does not', async () => {
    const requestId = await overdueRequest();
    const id = await ours(OVERDUE, gentler);
    await recordFact(world.context, advocate, { requestId, fact: { type: 'determination', date: '2026-10-12', basis: 'message', details: { items: [{ n: 1, outcome: 'disclose' }] } } });
    await expect(startFollowUp(world.context, advocate, { requestId, templateSlug: `own:${id}` })).rejects.toMatchObject({ code: 'letters.not-offered' });
  });
});

describe('a newer version while a follow-up is written', () => {
  test('is told on its page and taken by a button; what was typed stays', async () => {
    const requestId = await overdueRequest();
    const id = await ours(OVERDUE, (words) => words.replace('We have not received', 'Marmalade: we have not received'));
    const { id: draftId } = await startFollowUp(world.context, advocate, { requestId, templateSlug: `own:${id}`, fields: { ownWords: 'With thanks.' } });
    await save(lawyer, id, 2, source(OVERDUE).replace('We have not received', 'Quince: we have not received'));
    const page = await browser.get(`/requests/${requestId}/letters/${draftId}`);
    expect(textOf(page.text)).toMatch(/Marmalade: we have not received.*|Tom Reyes saved version 3/);
    expect(load(page.text)('.own-words button[value="newest"]').length).toBe(1);
    const stale = await browser.post(`/requests/${requestId}/letters/${draftId}/words`, { to: 'newest', version: '7' });
    expect(stale.status).toBe(303);
    expect(textOf((await browser.get(`/requests/${requestId}/letters/${draftId}`)).text)).toContain('Marmalade');
    await browser.post(`/requests/${requestId}/letters/${draftId}/words`, { to: 'newest', version: load(page.text)('.own-words input[name="version"]').attr('value') ?? '' });
    const taken = textOf((await browser.get(`/requests/${requestId}/letters/${draftId}`)).text);
    expect(taken).toContain('Quince');
    expect(taken).toContain('With thanks.');
    expect(taken).not.toContain('Marmalade');
  });
});

describe('previews', () => {
  test('with a request of the group as it stands, with examples where it does not call for the letter, and with faults by line', async () => {
    const [fits, closed] = [await overdueRequest(), await overdueRequest()];
    await recordFact(world.context, advocate, { requestId: closed, fact: { type: 'withdrawn', date: '2026-10-12', basis: 'message', details: {} } as never });
    const { id } = await copyTemplate(world.context, advocate, { baseSlug: OVERDUE });
    const form = { version: '1', title: 'Ours', purpose: 'Ours.', act: 'preview' };
    const real = textOf((await browser.post(`/letter-templates/${id}`, { ...form, source: source(OVERDUE), request: fits })).text);
    expect(real).toContain('Los Angeles Police Department');
    expect(real).toContain('We sent the request on your portal on October 1, 2026');
    const shown = textOf((await browser.post(`/letter-templates/${id}`, { ...form, source: source(OVERDUE), request: closed })).text);
    expect(shown).toMatch(/does not call for this letter now, so it is shown with examples/);
    const faulty = await browser.post(`/letter-templates/${id}`, { ...form, source: 'a\n{{nothing}}', request: '' });
    expect(textOf(faulty.text)).toContain('Line 2: This letter has no field “nothing”');
    // The list of requests names the agency too: those of a campaign share their title.
    expect(load(faulty.text)('select option').text()).toMatch(/TD-2026-\d+ · LAPD · Jail lists/);
    expect(await world.database.db.ownTemplateVersion.count({ where: { templateId: id } })).toBe(1);
  });
});

test('what is missing is said of the whole letter, what stands twice where it stands the second time; only a near name is suggested', () => {
  const check = (words: string) => checkTemplate(words, libraryLetter(FIRST).allowed).faults;
  expect(check('We ask for records.')).toEqual([{ line: 0, says: expect.stringContaining('must hold {{> items}} once') }]);
  expect(check('We ask:\n\n{{> items}}\n\nAnd again:\n\n{{> items}}')).toEqual([{ line: 7, says: expect.stringContaining('once') }]);
  const asked = (field: string) => check(`{{${field}}}\n\n{{> items}}`)[0]?.says ?? '';
  expect([asked('agency.constructor.name'), asked('agency.nmae'), asked('ceiling')]).toEqual([
    expect.not.stringContaining('Do you mean'), expect.stringContaining('Do you mean agency.name?'), expect.stringContaining('Do you mean fee.ceiling?'),
  ]);
});

describe('the API', () => {
  test('copies, lists, shows the fields, previews, refuses by field, saves, keeps versions, retires and restores', async () => {
    const api = await asProgram(advocate);
    const made = await api.post('/api/v1/own-templates', { base: OVERDUE });
    expect(made.status).toBe(201);
    const at = `/api/v1/own-templates/${made.body.id as string}`;
    const shown = await api.get(at);
    expect(shown.body).toMatchObject({ base: OVERDUE, kind: 'follow-up', version: 1, source: source(OVERDUE), template: `own:${made.body.id as string}` });
    expect(shown.body.fields).toContainEqual(expect.objectContaining({ name: 'facts.ended', kind: 'text', example: 'October 8, 2026' }));
    const preview = await api.post(`${at}/preview`, { source: '{{agency.name}}\n\n{{{org.name}}}' });
    expect(preview.body).toMatchObject({ faults: [{ line: 3 }], text: '' });
    const refused = await api.put(at, { version: 1, title: 'Ours', purpose: 'Ours.', source: '{{nothing}}' });
    expect([refused.status, refused.body.error.code, Object.keys(refused.body.error.fields as object)]).toEqual([400, 'own-templates.refused', ['source']]);
    expect((await api.put(at, { version: 1, title: 'Ours', purpose: 'Ours.', source: `${source(OVERDUE)}\nThank you.` })).body).toEqual({ version: 2 });
    expect((await api.put(at, { version: 1, title: 'Ours', purpose: 'Ours.', source: source(OVERDUE) })).status).toBe(409);
    expect((await api.get(`${at}/versions`)).body.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    expect((await api.post(`${at}/retire`, {})).status).toBe(200);
    expect((await api.get('/api/v1/own-templates')).body.templates).toContainEqual(expect.objectContaining({ title: 'Ours', retired: true }));
    expect((await api.post(`${at}/restore`, {})).status).toBe(200);
  });

  test('a title with a line end, a direction mark or nothing in it is refused beside the field', async () => {
    const api = await asProgram(advocate);
    const { id } = await copyTemplate(world.context, advocate, { baseSlug: OVERDUE });
    for (const title of ['a\r\nBcc: x@example.org', 'a\u202Eb', ' ', 'x'.repeat(201)]) {
      const answer = await api.put(`/api/v1/own-templates/${id}`, { version: 1, title, purpose: 'Ours.', source: source(OVERDUE) });
      expect([answer.status, Object.keys(answer.body.error.fields as object)]).toEqual([400, ['title']]);
    }
  });
});

describe('walls', () => {
  test('another group can neither see, copy into a draft, save nor name a template', async () => {
    const id = await ours(FIRST, plainer);
    const stranger = await world.addPerson(await world.addGroup('Another group'), 'advocate', 'Someone Else');
    const elsewhere = await world.signIn(stranger);
    expect((await elsewhere.get(`/letter-templates/${id}`)).status).toBe(404);
    expect(textOf((await elsewhere.get('/letter-templates')).text)).not.toContain('Our own');
    await expect(save(stranger, id, 2, source(FIRST))).rejects.toMatchObject({ code: 'own-templates.not-found' });
    await expect(createDraft(world.context, stranger, { agencyId: lapd, templateSlug: `own:${id}` })).rejects.toMatchObject({ code: 'own-templates.not-found' });
    for (const odd of ['own:', 'own:x', 'own:00000000-0000-0000-0000-000000000000', "own:' OR 1=1"]) {
      await expect(createDraft(world.context, advocate, { agencyId: lapd, templateSlug: odd })).rejects.toMatchObject({ code: 'own-templates.not-found' });
    }
  });

  test('a volunteer has no templates', async () => {
    const volunteer = await world.signIn(await world.addPerson(advocate, 'volunteer', 'Vi Olunteer'));
    expect((await volunteer.get('/letter-templates')).status).toBe(403);
  });
});
