import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { answerSays } from '../../../server/features/deadlines/answer-says.js';
import { recordFactBody } from '../../../server/features/deadlines/deadlines.schemas.js';
import { type ResponseDetails, RESPONSES, type ResponseWhat } from '../../../server/features/deadlines/fact-types-response.js';
import { factDetails, typedFact } from '../../../server/features/deadlines/fact-types.js';
import { recalculateMany } from '../../../server/features/deadlines/recalculate-many.js';
import { ACT_NAMES, actOf, whatOf } from '../../../server/features/deadlines/record-acts.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { recordForm } from '../../../server/features/deadlines/record-fields.js';
import { factFromForm, formOfFact } from '../../../server/features/deadlines/record-form.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { answerWord } from '../../../server/features/requests/answer-words.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, makeOwnersWorld, makeWorld, type World } from '../../support/world.js';
import { type MadeRequest, sentRequest } from './world.js';

describe('answers', () => {
  /** One of each kind, as full as it can be. */
  const ANSWERS: { readonly [W in ResponseWhat]: Extract<ResponseDetails, { what: W }> } = {
    clarification_asked: { what: 'clarification_asked', items: [1, 2], question: 'Which searches do you mean?', asks: 'meaning' },
    clarification_answered: { what: 'clarification_answered', items: [1] },
    fee_estimate: { what: 'fee_estimate', amount: 48_050, lines: [{ what: 'Staff time, 6 hours', amount: 48_000 }, { what: 'One disc', amount: 50 }, { what: 'Review', amount: null }], ground: 'Much work.' },
    fee_settled: { what: 'fee_settled' },
    link_given: { what: 'link_given', items: [3], url: 'https://example.org/list.pdf', problem: 'partial' },
    held_elsewhere: { what: 'held_elsewhere', items: [2], holder: 'Example Vendor, Inc.', isVendor: true },
    no_duty_to_create: { what: 'no_duty_to_create', items: [1], system: 'Sharing screen', exportPath: 'Reports, Export' },
    wrong_format: { what: 'wrong_format', items: [1], files: 'The log of June', got: 'page images', asked: 'CSV', system: 'Sharing screen' },
    shared_in_confidence: { what: 'shared_in_confidence', items: [2], recipient: 'ICE' },
    redacted: { what: 'redacted', items: [1], where: 'pages 2 to 9', groundStated: '' },
    return_demanded: { what: 'return_demanded', files: 'list.pdf', ground: 'Sent by mistake.', published: false },
    portal_closed: { what: 'portal_closed', items: [1, 2, 3], reason: 'PD: Closed – Other' },
  };

  let world: World;
  let owner: Actor;
  let browser: Browser;
  let made: MadeRequest;
  beforeAll(async () => {
    ({ world, owner, browser } = await makeOwnersWorld({ now: '2026-11-24T17:45:00Z' }));
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    made = await sentRequest(world.database.db, owner, { sentOn: '2026-11-12', at: world.clock.now() });
    await recordFact(world.context, owner, { requestId: made.id, fact: { type: 'received', date: '2026-11-12', basis: 'portal', details: {} } });
  });

  const where = () => ({ groupId: owner.groupId, requestId: made.id });
  const dates = async () => ({
    deadlines: await world.database.db.deadline.findMany({ where: where(), orderBy: { id: 'asc' } }),
    revisions: await world.database.db.deadlineRevision.count({ where: { deadline: { requestId: made.id } } }),
    items: await world.database.db.requestItem.findMany({ where: where(), orderBy: { n: 'asc' }, select: { n: true, state: true, promisedFor: true } }),
    state: (await world.database.db.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId: owner.groupId, id: made.id } } })).state,
  });

  describe.each(RESPONSES)('%s', (what) => {
    test('moves no date, no item and no state, at once or when everything is counted again', async () => {
      const before = await dates();
      expect(before.deadlines.length).toBeGreaterThan(0);
      await recordFact(world.context, owner, { requestId: made.id, fact: { type: 'response', date: '2026-11-20', basis: 'message', details: ANSWERS[what] } });
      expect(await dates()).toEqual(before);
      await world.database.db.recalculation.create({ data: { ...where(), reason: 'Again.', wantedAt: world.clock.now() } });
      expect(await recalculateMany(world.context, owner)).toMatchObject({ counted: 1, moved: 0, failed: 0 });
      expect(await dates()).toEqual(before);
    });

    test('its form gives back what it was filled with', () => {
      const act = ACT_NAMES.find((name) => whatOf(name) === what);
      const fact = typedFact({ id: '1', type: 'response', date: '2026-11-20', time: null, basis: 'message', presumed: false, details: ANSWERS[what] });
      if (!fact || !act) throw new Error('no such form');
      expect(actOf(fact)).toBe(act);
      const body = recordFactBody.parse(factFromForm(act, formOfFact(fact, '', [1, 2, 3])));
      expect(body.details).toEqual(ANSWERS[what]);
    });

    test('has a form in which nothing is chosen, is recorded by it, listed, told and corrected', async () => {
      const act = ACT_NAMES.find((name) => whatOf(name) === what) ?? 'asked';
      const $ = load((await browser.get(`/requests/${made.id}/record/${act}`)).text);
      expect($('h1')).toHaveLength(1);
      expect($('main [checked], main option[selected]').filter((_, element) => $(element).attr('value') !== '')).toHaveLength(0);
      const asked = $('main form.form [name]').toArray().map((element) => $(element).attr('name') ?? '');
      const fact = typedFact({ id: '1', type: 'response', date: '2026-11-20', time: null, basis: 'message', presumed: false, details: ANSWERS[what] });
      if (!fact) throw new Error('no fact');
      const form = formOfFact(fact, '', [1, 2, 3]);
      const fields = Object.fromEntries(Object.entries({
        date: form.date, basis: form.basis, ...Object.fromEntries(Object.entries(form.answer).map(([name, value]) => [`answer[${name}]`, value])),
        ...Object.fromEntries(form.items.flatMap((item, index) => [[`items[${index}][n]`, item.n], [`items[${index}][chosen]`, item.chosen]])),
      }).filter(([name, value]) => value !== '' && asked.includes(name)));
      expect((await browser.post(`/requests/${made.id}/record/${act}`, fields)).status).toBe(303);
      const stored = await world.database.db.fact.findFirstOrThrow({ where: { ...where(), type: 'response' } });
      expect(stored.details).toEqual(ANSWERS[what]);
      const list = load((await browser.get(`/requests/${made.id}/facts`)).text);
      expect(list(`a[href$="/facts/${stored.id}/correct"]`)).toHaveLength(1);
      const page = (await browser.get(`/requests/${made.id}`)).text;
      expect(load(page)(`a[href$="/record/${act}"]`)).toHaveLength(1);
      const name = answerWord(what);
      expect(load(page)('[aria-labelledby=timeline] strong').text()).toContain(name.charAt(0).toUpperCase() + name.slice(1));
      expect(load(page)('[aria-labelledby=timeline]').text().replaceAll('\u00a0', ' ')).toContain(answerSays(ANSWERS[what]).replace(/\.$/, ''));
      const correction = load((await browser.get(`/requests/${made.id}/facts/${stored.id}/correct`)).text);
      for (const [name, value] of Object.entries(form.answer)) if (value !== '') expect([name, correction(`#answer-${name}`).val()]).toEqual([name, value]);
    });
  });

  describe('bad input', () => {
    test('is refused beside its field and kept', async () => {
      const answer = await browser.post(`/requests/${made.id}/record/link`, { date: '2026-11-20', basis: 'message', 'answer[url]': 'example.org/x', 'answer[problem]': 'dead' });
      expect(answer.status).toBe(400);
      const $ = load(answer.text);
      expect($('#answer-url-error').text()).toContain('Give the whole address');
      expect($('#answer-url').attr('value')).toBe('example.org/x');
      expect($('#answer-problem option[selected]').attr('value')).toBe('dead');
      const none = load((await browser.post(`/requests/${made.id}/record/asked`, { date: '2026-11-20', basis: 'message' })).text);
      expect(none('#answer-asks-error').text()).toContain('Choose what they ask');
      const fee = load((await browser.post(`/requests/${made.id}/record/fee`, { date: '2026-11-20', basis: 'message', 'answer[amount]': 'lots' })).text);
      expect(fee('#answer-amount-error').text()).toContain('Give an amount');
    });

    test.each<[string, object, string]>([
      ['no kind', {}, 'details.what'], ['a kind nobody knows', { what: 'sighed' }, 'details.what'], ['an item the request lacks', { what: 'clarification_answered', items: [9] }, 'details.items.0'],
      ['an address that runs a script', { what: 'link_given', url: 'javascript:alert(1)' }, 'details.url'], ['an amount below nothing', { what: 'fee_estimate', amount: -1 }, 'details.amount'],
      ['nothing said of what is public', { what: 'return_demanded', files: 'x' }, 'details.published'],
    ])('%s is refused by the API', async (_, details, path) => {
      const answer = await request(world.app).post(`/api/v1/requests/${made.id}/facts`).set('authorization', `Bearer ${await world.tokenOf(owner)}`).send({ type: 'response', date: '2026-11-20', basis: 'message', details });
      expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, [path]]);
    });
  });

  describe('what a denial holds, and what contradicts “none found”', () => {
    test('older details stay readable, and say that nobody has looked', () => {
      expect(factDetails.denial.parse({ items: [1], ground: 'g' })).toEqual({ items: [1], ground: 'g' });
      expect(factDetails.determination.parse({ items: [{ n: 1, outcome: 'none_found' }] })).toEqual({ items: [{ n: 1, outcome: 'none_found' }] });
    });

    test('are recorded by their forms and stand there again', async () => {
      await browser.post(`/requests/${made.id}/record/denied`, {
        date: '2026-11-20', basis: 'letter', ground: 'Exempt.', 'items[0][n]': '1', 'items[0][chosen]': 'yes', 'answer[exemptions]': 'Gov. Code § 7923.600\n\nEvid. Code § 1040', 'answer[inWriting]': 'yes', 'answer[nameGiven]': 'no',
      });
      const denial = await world.database.db.fact.findFirstOrThrow({ where: { ...where(), type: 'denial' } });
      expect(denial.details).toEqual({ items: [1], ground: 'Exempt.', exemptions: ['Gov. Code § 7923.600', 'Evid. Code § 1040'], inWriting: true, nameGiven: false });
      await browser.post(`/requests/${made.id}/record/determined`, {
        date: '2026-11-21', basis: 'letter', 'items[0][n]': '2', 'items[0][outcome]': 'none_found', 'items[0][basis]': 'A list was shown | Agenda of the Board, item 4 | 2026-03-02\nIt is named | Manual',
      });
      const found = await world.database.db.fact.findFirstOrThrow({ where: { ...where(), type: 'determination' } });
      expect(found.details).toMatchObject({ items: [{ n: 2, outcome: 'none_found', basis: [{ fact: 'A list was shown', document: 'Agenda of the Board, item 4', date: '2026-03-02' }, { fact: 'It is named', document: 'Manual' }] }] });
      const again = load((await browser.get(`/requests/${made.id}/facts/${found.id}/correct`)).text);
      expect(again('#items-1-basis').val()).toBe('A list was shown | Agenda of the Board, item 4 | 2026-03-02\nIt is named | Manual');
    });

    test('a document without a name is refused beside its item', async () => {
      const answer = await browser.post(`/requests/${made.id}/record/determined`, { date: '2026-11-21', basis: 'letter', 'items[0][n]': '2', 'items[0][outcome]': 'none_found', 'items[0][basis]': 'A list was shown' });
      expect(answer.status).toBe(400);
      expect(load(answer.text)('#items-1-basis-error, #items-0-basis-error').text()).toContain('which document');
    });

    test('what nobody looked at is not stored', () => {
      const bare = recordForm.parse({});
      expect(factFromForm('denied', bare)['details']).toEqual({ items: [], ground: '' });
    });
  });
});

describe('closures', () => {
  let world: World;
  let owner: Actor;
  let lawyer: Actor;
  let lapd: string;
  let browser: Browser;
  let counsel: Browser;

  beforeAll(async () => {
    world = await makeWorld();
    owner = await world.addGroup();
    lawyer = await world.addPerson(owner, 'lawyer', 'Lena Counsel');
    lapd = await world.agencyId('lapd');
    browser = await world.signIn(owner);
    counsel = await world.signIn(lawyer);
  });
  afterAll(() => world.close());

  const words = (html: string, selector = 'main'): string => load(html)(selector).text().replace(/[\s\u00a0]+/g, ' ').trim();
  const call = async (actor: Actor, method: 'get' | 'post', path: string, body?: object) => request(world.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${await world.tokenOf(actor)}`).send(body);
  const count = () => recalculateMany(world.context, owner);
  async function received(date: string, agencyId = lapd) {
    return enterRequest(world.context, owner, {
      agencyId, title: 'Plate reader searches', sentOn: date, channel: 'portal', letterText: 'We ask for copies.', agencyNumbers: [], items: [{ heading: 'Searches', text: 'Every search.' }],
      received: { date, basis: 'portal' },
    });
  }
  const dueOf = async (requestId: string) => (await world.database.db.deadline.findFirstOrThrow({ where: { requestId, rule: 'cpra.determination' } }));
  const day = (value: Date | null) => value?.toISOString().slice(0, 10);

  describe('a day an agency’s office was closed', () => {
    test('is shown with what it moves, recorded, listed with its evidence, and taken back with why', async () => {
      const { id } = await received('2026-11-16');
      const form = await browser.get(`/agencies/${lapd}/closures/new`);
      expect(load(form.text)('#evidence')).toHaveLength(1);
      const fields = { date: '2026-11-30', name: 'Offices closed by the fire', evidence: 'The notice at the door' };
      const look = await browser.get(`/agencies/${lapd}/closures/new?${new URLSearchParams(fields)}`);
      expect(words(look.text)).toContain('It moves 1 open date.');
      expect(words(look.text)).toContain('Mon, Nov 30, 2026 → Tue, Dec 1, 2026');
      expect(day((await dueOf(id)).due)).toBe('2026-11-30');

      const saved = await browser.post(`/agencies/${lapd}/closures`, fields);
      expect(saved.headers['location']).toBe(`/agencies/${lapd}#closures`);
      const page = await browser.get(`/agencies/${lapd}`);
      expect(words(page.text, '#closures')).toContain('1 request to this agency is still being counted again');
      expect(await count()).toMatchObject({ counted: 1, moved: 1 });
      expect(day((await dueOf(id)).due)).toBe('2026-12-01');
      const after = await browser.get(`/agencies/${lapd}`);
      expect(words(after.text, '#closures')).toMatch(/Mon, Nov 30, 2026 Offices closed by the fire ?The notice at the door.*Olive Owner/);
      expect(words(after.text, '#closures')).not.toContain('still being counted');

      const takeBack = load(after.text)('#closures a.btn').attr('href') ?? '';
      expect(words((await browser.get(takeBack)).text)).toContain('Tue, Dec 1, 2026 → Mon, Nov 30, 2026');
      expect((await browser.post(takeBack, { why: '' })).status).toBe(400);
      await browser.post(takeBack, { why: 'Only a branch was closed.' });
      await count();
      expect(day((await dueOf(id)).due)).toBe('2026-11-30');
      const gone = await browser.get(`/agencies/${lapd}`);
      expect(words(gone.text, '#closures')).toMatch(/Taken back by Olive Owner, .*: Only a branch was closed\./);
      const timeline = words((await browser.get(`/requests/${id}/timeline`)).text);
      expect(timeline).toContain('LAPD was closed on Mon, Nov 30, 2026 (CCP § 12b): Offices closed by the fire.');
      expect(timeline).toContain('was taken back: Only a branch was closed.');
    });

    test.each([
      ['a weekend', { date: '2026-11-28' }, /closed already/],
      ['a holiday of the courts', { date: '2026-11-26' }, /closed already: Thanksgiving Day/],
      ['a day that does not exist', { date: '2026-02-30' }, /./],
    ])('is refused: %s', async (_what, { date }, says) => {
      const fields = { date, name: 'A fire', evidence: 'A notice' };
      const look = await browser.get(`/agencies/${lapd}/closures/new?${new URLSearchParams(fields)}`);
      expect(look.status).toBe(400);
      expect(load(look.text)('#date').attr('value')).toBe(date);
      const answer = await call(owner, 'post', `/agencies/${lapd}/closures`, fields);
      expect(answer.status).toBe(400);
      expect(answer.body.error.fields.date).toMatch(says);
    });

    test('is refused twice, without evidence, with another group’s document, and for a federal agency', async () => {
      const closure = { date: '2026-12-21', name: 'Curfew', evidence: 'An order' };
      expect((await call(owner, 'post', `/agencies/${lapd}/closures`, closure)).status).toBe(201);
      expect((await call(owner, 'post', `/agencies/${lapd}/closures`, closure)).body.error.fields.date).toMatch(/recorded already/);
      expect((await call(owner, 'post', `/agencies/${lapd}/closures`, { ...closure, evidence: ' ' })).body.error.fields.evidence).toMatch(/how you know/);
      const document = { ...closure, date: '2026-12-22', documentId: '01a20ccf-a84f-737d-8d97-44712eaf640d' };
      expect((await call(owner, 'post', `/agencies/${lapd}/closures`, document)).body.error.fields.documentId).toMatch(/no such document/);
      const ice = await world.agencyId('ice');
      expect((await call(owner, 'post', `/agencies/${ice}/closures`, closure)).body.error.fields.date).toMatch(/6103/);
      expect(words((await browser.get(`/agencies/${ice}`)).text)).not.toContain('Days the office was closed');
    });

    test('is one group’s alone', async () => {
      const other = await world.addGroup('Another');
      expect((await call(other, 'get', `/agencies/${lapd}/closures`)).body).toEqual({ closures: [], waiting: 0 });
      const [mine] = (await call(owner, 'get', `/agencies/${lapd}/closures`)).body.closures;
      expect((await call(other, 'post', `/agencies/${lapd}/closures/${mine.id}/take-back`, { why: 'Not ours.' })).status).toBe(404);
    });
  });

  describe('AB 1821', () => {
    test('is switched on and off by a lawyer with a note, moves what it governs, and says that it is not verified', async () => {
      world.clock.set('2027-01-12T18:00:00Z');
      const before = await received('2026-12-29');
      const after = await received('2027-01-05');
      const dates = await dueOf(after.id);
      expect([day((await dueOf(before.id)).due), day(dates.due)]).toEqual(['2027-01-08', '2027-01-15']);

      expect((await (await world.signIn(await world.addPerson(owner, 'advocate'))).post('/law/ab-1821/on', { note: 'Because.' })).status).toBe(403);
      const look = await counsel.get('/law');
      expect(words(look.text)).toContain('It moves 1 open date.');
      expect((await counsel.post('/law/ab-1821/on', { note: ' ' })).status).toBe(400);
      expect((await counsel.post('/law/ab-1821/on', { note: 'Chapter number read on the legislature’s site.' })).headers['location']).toBe('/law');
      expect((await call(lawyer, 'post', '/law/ab-1821/on', { note: 'Again.' })).status).toBe(409);
      expect(await count()).toEqual({ counted: 1, moved: 1, failed: 0 });
      expect([day((await dueOf(before.id)).due), day((await dueOf(after.id)).due)]).toEqual(['2027-01-08', '2027-01-20']);
      expect(await dueOf(after.id)).toMatchObject({ confidence: 'unverified' });

      const sheet = await counsel.get(`/requests/${after.id}/deadlines/${dates.id}`);
      expect(words(sheet.text, '.banner--unverified-rule')).not.toBe('');
      expect(words(sheet.text)).toContain('AB 1821 is switched on for this count');
      expect(words((await counsel.get(`/requests/${after.id}`)).text, '.banner--unverified-rule')).not.toBe('');
      expect(load((await counsel.get(`/requests/${before.id}`)).text)('.banner--unverified-rule')).toHaveLength(0);

      await counsel.post('/law/ab-1821/off', { note: 'It was vetoed.' });
      await count();
      expect(day((await dueOf(after.id)).due)).toBe('2027-01-15');
      const history = words((await counsel.get('/law')).text, 'table');
      expect(history).toContain('Chapter number read on the legislature’s site.');
      expect(history).toContain('Lena Counsel: It was vetoed.');
      const { laws } = (await call(owner, 'get', '/law')).body;
      expect(laws).toMatchObject([{ law: 'ab_1821', on: false, history: [{ onBy: 'Lena Counsel', off: { by: 'Lena Counsel' } }] }]);
      const events = await world.database.db.event.findMany({ where: { groupId: owner.groupId, type: { startsWith: 'law.' } }, orderBy: { seq: 'asc' } });
      expect(events.map((event) => event.type)).toEqual(['law.switched-on', 'law.switched-off']);
    });
  });
});
