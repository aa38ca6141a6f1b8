import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { hideInHtml } from '../../../server/features/replies/hide-in-html.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { makeAdvocatesWorld, type World } from '../../support/world.js';
import { wordsIn } from '../deadlines/world.js';
import { holdMail } from './held.js';
import { enteredRequest } from './mail-world.js';

describe('what opens something, in HTML', () => {
  test('is covered though the layout tears it apart, and its link is gone', () => {
    const html = '<p>Your passcode: <b>heron-42-x</b></p><p><a href="https://files.example.org/d?key=Zq81LmT0wXv93hfQ&amp;x=1">Open</a> or <a href="https://example.org/help">help</a></p>';
    const shown = hideInHtml(html, 'Your passcode: heron-42-x\n\nOpen (https://files.example.org/d?key=Zq81LmT0wXv93hfQ&x=1) or help (https://example.org/help)');
    expect(shown).not.toContain('heron-42-x');
    expect(shown).not.toContain('Zq81LmT0wXv93hfQ');
    expect(shown).toContain('<b>••••••</b>');
    expect(shown).toContain('href="https://example.org/help"');
  });

  test.each([
    ['<p>Your passcode: heron-<b>42</b>-x, please</p>', 'Your passcode: heron-42-x, please', '<p>Your passcode: ••••••<b>••••••</b>••••••, please</p>'],
    ['<p>Go to https://files.example.org/d?key=Zq81<span>LmT0wXv93hfQ</span></p>', 'Go to https://files.example.org/d?key=Zq81LmT0wXv93hfQ', '<p>Go to ••••••<span>••••••</span></p>'],
  ])('is covered though tags stand within it: %s', (html, text, shown) => {
    expect(hideInHtml(html, text)).toBe(shown);
  });

  test('what opens nothing stays as it is, letter by letter', () => {
    const html = '<p>Fees &amp; costs: &lt;$5&gt; &quot;each&quot;</p><ul><li>One</li></ul>';
    expect(hideInHtml(html, 'Fees & costs: <$5> "each"\n* One')).toBe(html);
  });
});

let world: World;
let advocate: Actor;
let requestId: string;

beforeAll(async () => {
  ({ world, advocate } = await makeAdvocatesWorld({ now: '2026-11-24T18:00:00Z', name: 'Ilse Marrowby' }));
  requestId = await enteredRequest(world, advocate);
}, 60_000);
afterAll(() => world.close());

const RAW = 'From: Records Desk <records@example.org>\r\nSubject: Your request\r\n\r\nPlease see the attached.\r\n';

test('a held mail tells who, when, how, why and what it may belong to; its bytes and files come as attachments', async () => {
  const id = await holdMail(world, advocate, {
    raw: RAW, files: { 'list.csv': 'a,b\n' }, html: '<p>Please see <a href="https://example.org/">the site</a>.</p>', auth: { spf: 'pass', dkim: 'fail', dmarc: null, by: 'mx.example.net' },
    text: 'Please see the attached.\n\nYour passcode: heron-42-x\n\nOn Mon, Nov 16, 2026 at 4:12 PM Harbor <desk@example.org> wrote:\n> We ask.\n> For lists.\n> Thank you.\n',
    suggestions: [{ requestId, ground: 'subject', says: 'Its subject is that of a letter about this request.' }],
  });
  const browser = await world.signIn(advocate);
  const page = await browser.get(`/replies/${id}`);
  const words = wordsIn(page.text);
  for (const said of ['Records Desk <records@example.org>', 'delivered here by mail', 'Only its sender or its subject', 'SPF: the domain vouches for it, DKIM: the domain denies it, as mx.example.net reported. That decides nothing', 'list.csv', 'Quoted text', 'Its subject is that of a letter']) {
    expect(words).toContain(said);
  }
  const raw = await browser.get(`/replies/${id}/raw`);
  expect([raw.status, raw.headers['content-disposition']?.startsWith('attachment'), raw.body.toString()]).toEqual([200, true, RAW]);
  const file = await browser.get(`/replies/${id}/attachments/1`);
  expect([file.status, file.headers['content-disposition']]).toEqual([200, expect.stringMatching(/^attachment;.*list\.csv/)]);
  const html = await browser.get(`/replies/${id}/html`);
  expect(html.headers['content-security-policy']).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");
  expect(html.text).toContain('<a href="https://example.org/"');
  expect((await browser.get(`/replies/${id}/attachments/2`)).status).toBe(404);
  const other = await world.signIn(await world.addGroup());
  for (const more of ['', '/raw', '/html', '/attachments/1', '/move']) expect([more, (await other.get(`/replies/${id}${more}`)).status]).toEqual([more, 404]);
});

test('a request is found by its number or words, drafts and the one it stands on aside', async () => {
  const id = await holdMail(world, advocate, {});
  const browser = await world.signIn(advocate);
  expect(wordsIn((await browser.get(`/replies/${id}/move?find=plate`)).text)).toContain('TD-2026-0001, LAPD');
  expect(wordsIn((await browser.get(`/replies/${id}/move?find=nothing+of+it`)).text)).toContain('No request is called that.');
});

test('a filed mail is shown on its request with how it came and why it is there; its author is nobody here', async () => {
  const id = await holdMail(world, advocate, { requestId, raw: RAW, says: 'It was delivered to the request’s own address.', text: 'We have received your request.' });
  const browser = await world.signIn(advocate);
  expect((await browser.get(`/replies/${id}`)).headers['location']).toBe(`/requests/${requestId}/messages/${id}`);
  const page = await browser.get(`/requests/${requestId}/messages/${id}`);
  for (const said of ['Records Desk <records@example.org>', 'delivered to the request’s own address', 'Raw message', 'File elsewhere']) expect(wordsIn(page.text)).toContain(said);
  expect(page.text).not.toContain('/correction');
  expect((await browser.get(`/requests/${requestId}/messages/${id}/correction`)).status).toBe(409);
});

test('buttons: filed, filed on a second request as well, moved, set aside and taken up, joined and taken apart', async () => {
  const browser = await world.signIn(advocate);
  const { id: second } = await enterRequest(world.context, advocate, {
    agencyId: await world.agencyId('lasd'), title: 'Fingerprint sharing', sentOn: '2026-11-16', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: [], items: [{ heading: 'List', text: 'All' }],
    received: { date: '2026-11-16', basis: 'portal' },
  });
  const id = await holdMail(world, advocate, { text: 'One.', suggestions: [{ requestId, ground: 'sender', says: 'It is from them.' }, { requestId: second, ground: 'sender', says: 'It is from them.' }] });
  const post = (path: string, body: object = {}, on = id) => browser.post(`/replies/${on}/${path}`, body);
  const state = async (on = id) => (await world.database.db.message.findUniqueOrThrow({ where: { id: on } })).state;

  expect((await post('set-aside')).headers['location']).toBe('/replies?show=held');
  expect(wordsIn((await browser.get(`/replies/${id}`)).text)).toContain('Back to the holding pen');
  await post('take-up');
  const twice = await post('take-up');
  expect([twice.status, wordsIn(twice.text).includes('This message is not set aside')]).toEqual([409, true]);
  expect((await post('move', { requestId })).headers['location']).toBe(`/requests/${requestId}/messages/${id}`);
  expect(wordsIn((await browser.get(`/requests/${requestId}/messages/${id}`)).text)).toContain('filed it here');

  const choose = wordsIn((await browser.get(`/replies/${id}/move`)).text);
  for (const words of ['Fingerprint sharing', 'File here', 'Here as well', 'The same as another message']) expect(choose).toContain(words);
  expect((await post('copy', { requestId: second })).headers['location']).toMatch(new RegExp(`^/requests/${second}/messages/`));
  const there = await post('move', { requestId });
  expect([there.status, wordsIn(there.text).includes('on that request already')]).toEqual([409, true]);

  const again = await holdMail(world, advocate, { requestId, text: 'One, again.' });
  expect((await post('merge', { intoId: id }, again)).headers['location']).toBe(`/replies/${id}`);
  expect(await state(again)).toBe('duplicate');
  expect(wordsIn((await browser.get(`/replies/${again}`)).text)).toContain('It is a message of its own');
  await post('split', {}, again);
  expect(await state(again)).toBe('held');
  expect((await browser.get(`/requests/${requestId}`)).text).not.toContain(again);
});

test('programs list the pen, read a held mail, file it, and see another group’s nowhere', async () => {
  const token = await world.tokenOf(advocate);
  const call = (method: 'get' | 'post', path: string, bearer = token) => request(world.app)[method](`/api/v1/replies${path}`).set('Authorization', `Bearer ${bearer}`);
  const id = await holdMail(world, advocate, { subject: 'By a program', files: { 'a.txt': 'one' }, suggestions: [{ requestId, ground: 'sender', says: 'It is from them.' }] });
  const list = await call('get', '?show=held&limit=1');
  expect(list.body.messages).toEqual([expect.objectContaining({ id, state: 'held', requestId: null, why: ['Only its sender or its subject point to a request.'], suggestions: [{ requestId, says: 'It is from them.' }] })]);
  expect((await call('get', `/${id}`)).body).toMatchObject({ text: 'Please see the attached.', attachments: [{ n: 1, name: 'a.txt', size: 3, documentId: null }], raw: null });
  expect((await call('post', `/${id}/move`).send({ requestId, reason: 'Told on the phone' })).status).toBe(200);
  const filed = (await call('get', `/${id}`)).body;
  expect([filed.state, filed.requestId, filed.why[0].includes('Told on the phone'), typeof filed.attachments[0].documentId]).toEqual(['filed', requestId, true, 'string']);
  expect((await call('post', `/${id}/set-aside`).send({})).body).toMatchObject({ error: { code: 'replies.not-held' } });
  const other = await world.tokenOf(await world.addGroup());
  expect((await call('get', `/${id}`, other)).status).toBe(404);
});
