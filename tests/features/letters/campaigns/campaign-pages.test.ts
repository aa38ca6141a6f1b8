import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { stepCampaign } from '../../../../server/features/letters/campaigns/step-campaign.js';
import { addFact } from '../../../../server/features/deadlines/add-fact.js';
import { setItemStates } from '../../../../server/features/requests/set-item-states.js';
import { newId } from '../../../../server/platform/ids.js';
import type { Actor } from '../../../../server/platform/http/actor.js';
import { type Browser, type World, makeWorld } from '../../../support/world.js';
import { addAgencies, checkedCampaign } from './office.js';

/** A campaign as a person makes one: page by page, without a script. */

jest.setTimeout(120_000);

let world: World;
let owner: Actor;
let visitor: Browser;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  visitor = await world.signIn(owner);
});
afterAll(() => world.close());

const words = (html: string): string => load(html)('main').text().replace(/\s+/g, ' ');
const versionIn = (html: string): string => String(load(html)('input[name=version]').first().val() ?? '');
const idIn = (address: unknown): string => /campaigns\/([0-9a-f-]{36})/.exec(String(address))?.[1] ?? '';

async function begun(name = 'Plate readers', template = 'cpra-sb580-implementation'): Promise<string> {
  return idIn((await visitor.post('/campaigns', { name, template })).headers['location']);
}

/** Presses “Save” on an item. */
const keepItem = async (id: string, n: number, fields: object, act = 'save') => {
  const page = await visitor.get(`/campaigns/${id}/items?item=${n}`);
  return visitor.post(`/campaigns/${id}/items`, { version: versionIn(page.text), item: n, act, ...fields });
};

const TABLE = `Agency\tE-mail\tCounty\nAlder City Police\trecords@alder.example\tFresno\n"Birch, Town of"\tclerk@birch.example\tKern\nAlder City Police\trecords@alder.example\tFresno\nCedar Police\tnot an address\tKern\nDogwood Police\t\tInyo\nLAPD\t\tLos Angeles`;

test('from a name to its grid: items with merge fields, a pasted table, the letters read, started, carried by hand', async () => {
  const id = await begun();
  await keepItem(id, 1, { heading: 'Policy of {{agency}}', text: 'The policy, as the county of {{county}} has it', period: 'today' }).then((answer) => expect(answer.status).toBe(400));
  const refused = await keepItem(id, 1, { heading: 'Policy of {{agency}}', text: 'The policy of {{agncy}}', period: 'today' });
  expect(words(refused.text)).toContain('“agncy” is no field of this campaign. There are: agency, short name, unit. A column of the table of agencies you paste becomes one');
  const two = await keepItem(id, 1, { heading: 'Orders of {{Chief}}', text: 'The orders of {{Chief}} for {{Zone 2}}', period: 'today' });
  expect(words(two.text)).toContain('“Chief” and “Zone 2” are no fields of this campaign.');
  expect(load(refused.text)('textarea#text').text()).toContain('{{agncy}}');

  // The table is read first; the lines say what would happen.
  const read = await visitor.post(`/campaigns/${id}/agencies/paste`, { act: 'read', type: 'ca_city', text: TABLE });
  const said = words(read.text);
  expect(said).toContain('1 is of your directory; 3 are new and join it; 1 stands there twice; 1 can’t be taken. Merge fields of their own: {{County}}.');
  expect(said).toContain('The same agency as on line 2.');
  expect(said).toContain('“not an address” is no e-mail address that can be written to.');
  expect(await world.database.db.campaignAgency.count({ where: { campaignId: id } })).toBe(0);
  const text = load(read.text)('textarea#text').text();
  const added = await visitor.post(`/campaigns/${id}/agencies/paste`, { act: 'add', type: 'ca_city', text });
  expect(added.status).toBe(303);
  expect(words((await visitor.get(`/campaigns/${id}/agencies`)).text)).toContain('4 agencies are chosen');
  // The same once more adds nobody.
  await visitor.post(`/campaigns/${id}/agencies/paste`, { act: 'add', type: 'ca_city', text });
  expect(await world.database.db.campaignAgency.count({ where: { campaignId: id } })).toBe(4);
  expect(await world.database.db.agency.count({ where: { groupId: owner.groupId } })).toBe(3);

  expect((await keepItem(id, 1, { heading: 'Policy of {{agency}}', text: 'The policy, as the county of {{county}} has it', period: 'today' })).status).toBe(303);
  const preview = words((await visitor.get(`/campaigns/${id}/check`)).text);
  expect(preview).toContain('Policy of Alder City Police.');
  expect(preview).toContain('the county of Fresno has it');
  expect(preview).toContain('4 requests come to be');
  expect(preview).toContain('Every letter can be made.');
  const version = versionIn((await visitor.get(`/campaigns/${id}/check`)).text);
  expect((await visitor.post(`/campaigns/${id}/start`, { version })).status).toBe(400);
  await visitor.post(`/campaigns/${id}/check`, { version });
  expect((await visitor.post(`/campaigns/${id}/start`, { version })).headers['location']).toBe(`/campaigns/${id}`);

  await stepCampaign(world.context, { groupId: owner.groupId, campaignId: id });
  const first = words((await visitor.get(`/campaigns/${id}`)).text);
  expect(first).toContain('First letters');
  expect(first).toContain('1 waits for you to carry it by hand.');
  await visitor.post(`/campaigns/${id}/continue`);
  await stepCampaign(world.context, { groupId: owner.groupId, campaignId: id });
  const page = await visitor.get(`/campaigns/${id}?show=by_hand`);
  expect(load(page.text)('tbody tr')).toHaveLength(4);
  const deliver = load(page.text)('tbody tr').first().find('a[href$="/deliver"]').attr('href') ?? '';
  expect((await visitor.get(deliver)).status).toBe(200);
  // Nothing is kept in the browser: the page of another visit says the same.
  expect(words((await (await world.signIn(owner)).get(`/campaigns/${id}`)).text)).toContain('4 of 4 letters are dealt with.');
  const birch = await world.database.db.letter.findFirstOrThrow({ where: { groupId: owner.groupId, toAddress: 'clerk@birch.example' } });
  expect(birch.bodyText).toContain('Policy of Birch, Town of.');
  expect(birch.bodyText).toContain('county of Kern');
  expect(birch.bodyText).not.toContain('{{');
});

describe('what keeps a campaign from being started', () => {
  const start = async (id: string) => {
    const { version } = await world.database.db.campaign.findUniqueOrThrow({ where: { id } });
    return visitor.post(`/campaigns/${id}/check`, { version });
  };

  test('no item, no agency', async () => {
    const id = await begun('Empty');
    for (let count = 10; count > 0; count -= 1) await keepItem(id, 1, {}, 'remove');
    const answer = await start(id);
    expect(answer.status).toBe(400);
    expect(words(answer.text)).toContain('No agency is chosen. There is no item: nothing is asked for.');
  });

  test('an agency without a value for a merge field: it is named, and taken out mends it', async () => {
    const id = await begun('Gaps');
    await visitor.post(`/campaigns/${id}/agencies/paste`, { act: 'add', type: 'ca_county', text: 'name,email,chief\nElm Sheriff,e@elm.example,Sheriff Moss\nFir Sheriff,f@fir.example,' });
    await keepItem(id, 1, { heading: 'Orders of {{chief}}', text: 'The orders', period: 'today' });
    const answer = await start(id);
    expect(answer.status).toBe(400);
    expect(words(answer.text)).toContain('1 letter can’t be made yet.');
    expect(words(answer.text)).toMatch(/Fir Sheriff: “chief” is empty for it\. Paste its line again with that column filled\./);
    const fir = await world.database.db.agency.findFirstOrThrow({ where: { groupId: owner.groupId, shortName: 'Fir Sheriff' } });
    await visitor.post(`/campaigns/${id}/agencies`, { act: 'remove', agencyId: fir.id });
    expect((await start(id)).status).toBe(303);
    // A new line beside one with another value is said as such, before and after.
    const paste = (act: string) => visitor.post(`/campaigns/${id}/agencies/paste`, { act, type: 'ca_county', text: 'name,email,chief\nElm Sheriff,e@elm.example,Sheriff Reed\nGum Sheriff,g@gum.example,Sheriff Roe' });
    expect(load((await paste('read')).text)('button[value=add]').first().text()).toBe('Add 1 agency, fill the fields of 1');
    await paste('add');
    expect(load((await visitor.get(`/campaigns/${id}/agencies`)).text)('body').text()).toContain('1 agency is added. The merge fields of 1 that was there are others now.');
  });

  test('a change after the check: it must be read again', async () => {
    const id = await checkedCampaign({ ...world.context }, owner, await addAgencies(world.database, owner.groupId, 1, 1));
    await keepItem(id, 1, { heading: 'Another', text: 'Another thing', period: 'today' });
    const version = versionIn((await visitor.get(`/campaigns/${id}/check`)).text);
    const answer = await visitor.post(`/campaigns/${id}/start`, { version });
    expect(answer.status).toBe(400);
    expect(words(answer.text)).toContain('Check the letters first');
  });
});

test('the grid: late, promised and a fee, filtered, with the days; a volunteer sees none of it', async () => {
  const agencies = await addAgencies(world.database, owner.groupId, 0, 1, 3).then((ids) => ids);
  const id = await checkedCampaign({ ...world.context }, owner, agencies);
  await visitor.post(`/campaigns/${id}/start`, { version: versionIn((await visitor.get(`/campaigns/${id}/check`)).text) });
  await stepCampaign(world.context, { groupId: owner.groupId, campaignId: id });
  const { db } = world.database;
  const places = await db.campaignAgency.findMany({ where: { campaignId: id }, orderBy: { position: 'asc' } });
  const token = await world.tokenOf(owner);
  const call = (address: string, body: object) => request(world.app).post(address).set('Authorization', `Bearer ${token}`).send(body);
  for (const { requestId, letterId } of places) await call(`/api/v1/requests/${requestId}/deliveries`, { letterId, channel: 'post', date: '2026-11-24' });
  const [late, promised, fee] = places.map((place) => place.requestId ?? '');
  await call(`/api/v1/requests/${late}/facts`, { type: 'received', date: '2026-11-24', basis: 'person' });
  const at = world.context.clock.now();
  await db.$transaction(async (tx) => {
    await setItemStates(tx, { groupId: owner.groupId, requestId: promised ?? '', changes: [{ n: 1, state: 'promised', promisedFor: '2027-01-15', ground: '' }] });
    await addFact(tx, { groupId: owner.groupId, requestId: fee ?? '', type: 'response', date: '2026-11-24', basis: 'person', presumed: false, details: { what: 'fee_estimate', amount: 25_050, lines: [], ground: '' }, recordedById: owner.personId, at });
  });
  world.clock.set('2026-12-20T20:00:00Z');
  const all = words((await visitor.get(`/campaigns/${id}`)).text);
  expect(all).toContain('1 agency is late.');
  expect(all).toContain('$250.50');
  expect(all).toContain('Promised for Jan 15');
  const only = async (show: string) => load((await visitor.get(`/campaigns/${id}?show=${show}`)).text)('tbody tr');
  expect(await only('late')).toHaveLength(1);
  expect((await only('late')).text()).toMatch(/days late/);
  expect((await only('promised')).text()).toMatch(/Promised for Jan\s15/);
  expect(await only('fee')).toHaveLength(1);
  world.clock.set('2026-11-24T17:00:00Z');
  const volunteer = await world.signIn(await world.addPerson(owner, 'volunteer'));
  expect((await volunteer.get(`/campaigns/${id}`)).status).toBe(403);
});

test('within the group’s wait it says when letters go, and that they can be taken back until then', async () => {
  await world.database.db.group.update({ where: { id: owner.groupId }, data: { undoMinutes: 5 } });
  const id = await checkedCampaign({ ...world.context }, owner, await addAgencies(world.database, owner.groupId, 3, 3), { canary: 1 });
  world.clock.set('2026-11-24T18:40:00Z');
  const press = async (act: string, body: object = {}) => words((await visitor.get((await visitor.post(`/campaigns/${id}/${act}`, body)).headers['location'] ?? '')).text);
  const started = await press('start', { version: versionIn((await visitor.get(`/campaigns/${id}/check`)).text) });
  expect(started).toContain('Nothing has left yet. The first letters go at Tue, Nov 24, 10:45 am Pacific; until then you can take them all back. The others wait until you let them go.');
  expect(started).not.toMatch(/on their way|go now|Let the others go/);
  world.clock.set('2026-11-24T18:45:00Z');
  await stepCampaign(world.context, { groupId: owner.groupId, campaignId: id });
  const gone = words((await visitor.get(`/campaigns/${id}`)).text);
  expect(gone).toContain('The first letters have gone.');
  expect(gone).toContain('Let the others go');
  expect(await press('continue')).toContain('2 letters are still to go, none before Tue, Nov 24, 10:50 am Pacific, then one to a mail domain every 2 minutes. Until then you can take them all back.');
  await press('pause');
  const on = (await visitor.post(`/campaigns/${id}/continue`)).headers['location'] ?? '';
  expect(load((await visitor.get(on)).text)('body').text().replace(/\s+/g, ' ')).toContain('It goes on. Nothing more leaves before Tue, Nov 24, 10:50 am Pacific; until then you can pause it or take it back.');
  await world.database.db.group.update({ where: { id: owner.groupId }, data: { undoMinutes: 0 } });
  world.clock.set('2026-11-24T17:00:00Z');
});

test('an address known to bounce is said where agencies are chosen and where letters are checked; its letter goes by hand, and the grid says why', async () => {
  const [bad = '', good = ''] = await addAgencies(world.database, (owner = await world.addGroup('Bounces')).groupId, 2, 2);
  visitor = await world.signIn(owner);
  await world.database.db.bouncingAddress.create({ data: { id: newId(), groupId: owner.groupId, agencyId: bad, address: 'records0@d0.example', words: '550 5.1.1 No such mailbox', since: new Date('2026-11-20T18:00:00Z') } });
  const id = await checkedCampaign({ ...world.context }, owner, [bad, good]);
  const why = 'records0@d0.example did not take our last letter, on Fri, Nov 20, 2026';
  const said = async (step: string) => words((await visitor.get(`/campaigns/${id}${step}`)).text).replaceAll('\u00a0', ' ');
  expect(await said('/agencies')).toContain(`by hand: ${why}`);
  expect(await said('/check')).toContain(`by hand: ${why}`);
  expect(await said('/check')).toContain('by e-mail to records1@d1.example');
  await visitor.post(`/campaigns/${id}/start`, { version: versionIn((await visitor.get(`/campaigns/${id}/check`)).text) });
  await world.database.db.campaign.update({ where: { id }, data: { notBefore: null } });
  await stepCampaign(world.context, { groupId: owner.groupId, campaignId: id });
  expect(await said('?show=by_hand')).toContain(`By hand: ${why}.`);
});

test('two people press start at once: one starts it', async () => {
  const id = await checkedCampaign({ ...world.context }, owner, await addAgencies(world.database, owner.groupId, 2, 2));
  const other = await world.signIn(await world.addPerson(owner, 'advocate'));
  const version = versionIn((await visitor.get(`/campaigns/${id}/check`)).text);
  await other.get(`/campaigns/${id}/check`);
  const answers = await Promise.all([visitor.post(`/campaigns/${id}/start`, { version }), other.post(`/campaigns/${id}/start`, { version })]);
  expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
  expect(await world.database.db.event.count({ where: { groupId: owner.groupId, type: 'campaign.started', subjectId: id } })).toBe(1);
  const told = await Promise.all([visitor.get(`/campaigns/${id}`), other.get(`/campaigns/${id}`)]);
  expect(told.filter((page) => words(page.text).includes('has already been started')).length + told.filter((page) => page.text.includes('has already been started')).length).toBeGreaterThan(0);
});
