import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import request from 'supertest';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { type ComposedLetter, composeLetter } from '../../../server/features/letters/compose-letter.js';
import { EXPEDITE_GROUNDS, FEE_CATEGORIES, FOIA_WORDS, type FoiaFields } from '../../../server/features/letters/foia-fields.js';
import { letterTemplate, letterTemplates, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords } from '../../../server/features/letters/letter-variables.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, makeOwnersWorld, type World } from '../../support/world.js';
import { type MadeRequest, sentRequest } from '../deadlines/world.js';
import { byLaw, FILLED, PLAIN } from './foia-variables.js';

describe('a FOIA request', () => {
  function letterOf(slug: string, fields?: FoiaFields): ComposedLetter {
    const template = letterTemplate(slug);
    return composeLetter(templateSource(template), {
      date: 'November 24, 2026', ...byLaw(template, fields), org: { name: 'Harbor Records Project', lines: [], contact: 'k7m2@replies.example.org' },
      request: { ref: 'TD-2026-0007', title: template.title, items: template.pack('2026-11-24').map((item, index) => itemWords({ n: index + 1, ...item })) },
      fee: { ceiling: '$25' }, signer: { name: 'Ilse Marrowby', title: '' }, rule: { determination: 'within 10 days of receiving this request', policyDue: false }, inspectionWanted: false,
    });
  }

  const gapsOf = (fields: FoiaFields) => letterOf('foia-ice', fields).gaps.map(({ path }) => path);
  const unwrapped = (letter: ComposedLetter) => letter.text.replace(/\s+/g, ' ');
  const FEDERAL = letterTemplates().filter((template) => template.statute === 'FOIA').map(({ slug }) => slug);

  describe('a request under FOIA', () => {
    test('names its law, asks what FOIA gives, and asks for nobody by name', () => {
      for (const slug of FEDERAL) {
        const text = unwrapped(letterOf(slug));
        for (const words of ['Freedom of Information Act', 'We do not ask for records about named persons', 'release each part as soon as it is ready', 'which harm you foresee', 'how much is withheld', 'send that part of the request there', 'ask us first if the fees will be more than $25']) expect(text).toContain(words);
        expect(text).not.toMatch(/waive|without charge|expedited|certify/i);
      }
    });

    test('without a fee category there is a gap; media and schools say why they are that', () => {
      expect(gapsOf({ ...PLAIN, feeCategory: '' })).toEqual(['feeCategory']);
      expect(gapsOf({ ...PLAIN, feeCategory: 'media' })).toEqual(['feeBasis']);
      expect(gapsOf({ ...PLAIN, feeCategory: 'educational', feeBasis: ' ' })).toEqual(['feeBasis']);
      expect(gapsOf(PLAIN)).toEqual([]);
    });

    test('a waiver without its facts can’t go', () => {
      expect(gapsOf({ ...PLAIN, waiver: true }).sort()).toEqual(['waiverAudience', 'waiverExpertise', 'waiverRecord', 'waiverShows']);
      expect(gapsOf({ ...FILLED, expedite: '', waiverRecord: '\n ' })).toEqual(['waiverRecord']);
      expect(unwrapped(letterOf('foia-ice', FILLED))).toContain('“Who reads the plates”, May 2026; “A year of requests”, January 2026.');
    });

    test('nor a wish for speed without a dated event and somebody who certifies it', () => {
      expect(gapsOf({ ...PLAIN, expedite: 'urgency' }).sort()).toEqual(['certifier', 'expediteDate', 'expediteEvent', 'expediteWho', 'expediteWhy']);
      expect(gapsOf({ ...FILLED, certifier: '' })).toEqual(['certifier']);
      expect(gapsOf({ ...FILLED, expediteDate: '' })).toEqual(['expediteDate']);
      expect(gapsOf({ ...FILLED, expediteDate: '2026-02-30' })).toEqual(['expediteDate']);
      expect(gapsOf({ ...FILLED, expedite: 'threat', expediteWho: '' })).toEqual([]);
      expect(unwrapped(letterOf('foia-ice', FILLED))).toContain('I, Ilse Marrowby, certify');
    });

    test('words typed for a section that is not asked for are not printed', () => {
      const text = unwrapped(letterOf('foia-ice', { ...FILLED, waiver: false, expedite: '', feeCategory: 'other' }));
      for (const name of FOIA_WORDS) if (name !== 'component' && name !== 'expediteDate') expect([name, text.includes(FILLED[name].split('\n')[0]?.slice(0, 30) ?? '')]).toEqual([name, name === 'certifier']);
    });

    test('whatever is typed: no section of California’s Act, only sections that were read, and no word that opens markup', () => {
      const line = fc.string({ maxLength: 60 });
      const fields: fc.Arbitrary<FoiaFields> = fc.record({
        component: line, feeCategory: fc.constantFrom('' as const, ...FEE_CATEGORIES), feeBasis: line, waiver: fc.boolean(), waiverShows: line, waiverRecord: line, waiverAudience: line, waiverExpertise: line,
        expedite: fc.constantFrom('' as const, ...EXPEDITE_GROUNDS), expediteWho: line, expediteEvent: line, expediteDate: fc.constantFrom('', '2026-11-10'), expediteWhy: line, certifier: line,
      });
      fc.assert(fc.property(fields, fc.constantFrom(...FEDERAL), (typed, slug) => {
        const { text, html, gaps } = letterOf(slug, typed);
        expect(text).not.toMatch(/Gov\. Code|California Public Records Act|7922/);
        const ours = citationsIn(text).filter((citation) => citation.startsWith('5 U.S.C.'));
        expect(ours.length).toBeGreaterThan(5);
        for (const citation of ours) expect([citation, verdictOf(citation)]).toEqual([citation, 'confirmed']);
        expect(html.match(/<(?!\/?(?:p|br|hr|strong|mark|ol|ul|li)\b)/)).toBeNull();
        expect(html.match(/<mark/g)?.length ?? 0).toBe(gaps.length);
      }), { numRuns: 150 });
    });

    test('and no letter under California’s Act names FOIA', () => {
      for (const template of letterTemplates().filter(({ statute }) => statute === 'CPRA')) {
        expect(unwrapped(letterOf(template.slug))).not.toMatch(/Freedom of Information|U\.S\.C\.|fee category|expedited|foresee/);
      }
    });
  });
});

describe('its pages', () => {
  let world: World;
  let owner: Actor;
  let browser: Browser;

  beforeAll(async () => {
    ({ world, owner, browser } = await makeOwnersWorld());
  });

  afterAll(() => world.close());

  async function newDraft(slug: string, template: string): Promise<string> {
    const started = await browser.post('/compose', { agencyId: await world.agencyId(slug), template });
    return /requests\/([0-9a-f-]{36})\/compose\/items/.exec(started.get('Location') ?? '')?.[1] ?? '';
  }

  const version = (html: string) => load(html)('[data-version]').attr('value') ?? '';
  const textOf = (html: string, where = 'main') => load(html)(where).text().replace(/\s+/g, ' ');
  const { waiver: _waiver, ...words } = FILLED;

  describe('writing to a federal agency', () => {
    test('offers the letters under FOIA, the one written for it first, and none under California’s Act', async () => {
      const page = await browser.get(`/compose/template?agency=${await world.agencyId('obim')}`);
      const choices = load(page.text)('.template h3').map((_, element) => load(page.text)(element).text()).get();
      expect(choices[0]).toBe('Booking prints from Los Angeles County in IDENT and HART');
      expect(choices).toHaveLength(4);
      expect(textOf(page.text)).toContain('Not by e-mail, by post, or by fax.');
    });

    test('the letter step has FOIA’s fields, and only there', async () => {
      const foia = await newDraft('ice', 'foia-ice');
      const page = await browser.get(`/requests/${foia}/compose/letter`);
      for (const id of Object.keys(FILLED)) expect([id, load(page.text)(`[name="${id}"]`).length > 0]).toEqual([id, true]);
      expect(load(page.text)('[name="inspectionWanted"]')).toHaveLength(0);
      expect(textOf(page.text, '.gap')).toContain('fee category is missing');
      const cpra = await browser.get(`/requests/${await newDraft('lapd', 'cpra-alpr-sharing')}/compose/letter`);
      expect(load(cpra.text)('[name="feeCategory"], [name="waiver"]')).toHaveLength(0);
    });

    test('what is typed stands in the letter and is kept; a waiver without facts, and a day that is none, are told', async () => {
      const id = await newDraft('ice', 'foia-ice');
      const at = `/requests/${id}/compose/letter`;
      const start = version((await browser.get(at)).text);
      const first = { version: start, act: 'save', title: 'Prints and plates', feeCeiling: '25', signerName: 'Ilse Marrowby', feeCategory: 'other', waiver: 'on' };
      expect((await browser.post(at, first)).status).toBe(303);
      const gaps = load((await browser.get(at)).text)('.gap').map((_, element) => load(element).text()).get();
      expect(gaps).toEqual(['what the records would show is missing', 'who will read it is missing', 'what you have published is missing', 'what you know of the subject is missing']);
      expect(textOf((await browser.get(`/requests/${id}/compose/send`)).text, '.gaps')).toContain('What you have published is missing');

      const refused = await browser.post(at, { ...first, ...words, version: String(Number(start) + 1), expediteDate: '2026-02-30' });
      expect(refused.status).toBe(400);
      const $ = load(refused.text);
      expect($('#expediteDate-error').text()).toContain('2026-02-30');
      expect($('#waiverRecord').val()).toContain('Who reads the plates');
      expect($('input[name="feeCategory"]:checked').val()).toBe('media');
      expect($('#waiver').attr('checked')).toBeDefined();

      expect((await browser.post(at, { ...first, ...words, version: String(Number(start) + 1) })).status).toBe(303);
      const letter = await browser.get(at);
      expect(load(letter.text)('.gap')).toHaveLength(0);
      expect(textOf(letter.text, '.sheet')).toContain('I, Ilse Marrowby, certify');
    });

    test('it goes by portal only: a paragraph for the box stands beside the whole letter and its PDF', async () => {
      const id = await newDraft('cbp', 'foia-cbp');
      const at = `/requests/${id}/compose/letter`;
      await browser.post(at, { version: version((await browser.get(at)).text), act: 'continue', title: 'Plates', feeCeiling: '25', signerName: 'Ilse Marrowby', feeCategory: 'other' });
      const send = await browser.get(`/requests/${id}/compose/send`);
      expect(load(send.text)('input[name="channel"]').get().map(({ attribs }) => attribs['value'])).toEqual(['portal', 'in_person']);
      const sent = await browser.post(`/requests/${id}/compose/send`, { version: version(send.text), channel: 'portal', responsibleId: owner.personId });
      const letter = await browser.get(sent.get('Location') ?? '');
      const paragraph = String(load(letter.text)('#portal-words').val());
      expect(paragraph).toContain('Freedom of Information Act request');
      expect(paragraph).toContain('6. Access to other systems');
      expect(paragraph.length).toBeLessThan(700);
      expect(load(letter.text)('a[href$="letter.pdf"]').length).toBeGreaterThan(0);
      expect(load(letter.text)('#words').val()).toContain('We ask for the fee category of other requesters');
    });

    test('a letter that asks for speed, once it went, starts their ten days for that, which call nobody late before its receipt is confirmed', async () => {
      const id = await newDraft('ice', 'foia-ice');
      const at = `/requests/${id}/compose/letter`;
      await browser.post(at, { version: version((await browser.get(at)).text), act: 'continue', title: 'Prints', feeCeiling: '25', signerName: 'Ilse Marrowby', ...words, feeCategory: 'other' });
      const send = await browser.get(`/requests/${id}/compose/send`);
      const sent = await browser.post(`/requests/${id}/compose/send`, { version: version(send.text), channel: 'portal', responsibleId: owner.personId });
      const today = world.clock.now().toISOString().slice(0, 10);
      expect((await browser.post(`${sent.get('Location') ?? ''}/deliver`, { channel: 'portal', date: today })).status).toBe(303);
      const clock = () => world.database.db.deadline.findMany({ where: { requestId: id, rule: 'foia.expedited' }, select: { state: true, presumed: true } });
      expect(await clock()).toEqual([{ state: 'open', presumed: true }]);
      const confirmed = await request(world.app).post(`/api/v1/requests/${id}/facts`).set('Authorization', `Bearer ${await world.tokenOf(owner)}`).send({ type: 'received', date: today, basis: 'portal' });
      expect(confirmed.status).toBe(201);
      expect(await clock()).toEqual([{ state: 'open', presumed: false }]);
    });

    test('a program gives the same fields', async () => {
      const token = await world.tokenOf(owner);
      const post = (address: string, body: object) => request(world.app).post(`/api/v1${address}`).set('Authorization', `Bearer ${token}`).send(body);
      const made = await post('/requests', { agencyId: await world.agencyId('fbi'), template: 'foia-fbi-cjis', signerName: 'Ilse Marrowby', ...FILLED });
      expect(made.status).toBe(201);
      const preview = await post(`/requests/${String((made.body as { id: string }).id)}/preview`, {});
      expect(preview.body).toEqual(expect.objectContaining({ gaps: [], text: expect.stringContaining('What we have published') as unknown }));
    });
  });
});

describe('the pages of its follow-ups', () => {
  let world: World;
  let owner: Actor;
  let browser: Browser;
  let made: MadeRequest;
  beforeAll(async () => {
    ({ world, owner, browser } = await makeOwnersWorld({ now: '2026-11-24T17:45:00Z' }));
    made = await sentRequest(world.database.db, owner, { agency: 'ice', sentOn: '2026-10-01', at: world.clock.now() });
    await record('received', '2026-10-05', {});
    await record('denial', '2026-11-19', { items: [1], exemptions: ['(b)(7)(E)'] });
  }, 60_000);
  afterAll(() => world.close());

  const record = (type: 'received' | 'denial' | 'federal', date: string, details: object) => recordFact(world.context, owner, { requestId: made.id, fact: { type, date, basis: 'portal', details: details as never } });
  const text = (html: string, where = 'main') => load(html)(where).text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');

  /** Begins a letter from the page that offers it. */
  async function begin(slug: string): Promise<string> {
    const begun = await browser.post(`/requests/${made.id}/letters`, { template: slug });
    return begun.get('Location') ?? '';
  }

  /** The form of a letter's page as it stands, with what is typed. */
  async function send(at: string, typed: Record<string, string>) {
    const $ = load((await browser.get(at)).text);
    const hidden = Object.fromEntries($('form.compose input[type=hidden]').get().map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']));
    return browser.post(at, { ...hidden, act: 'save', signerName: 'Olive Owner', ...typed }).then(async (saved) => {
      if (saved.status !== 303) return saved;
      const again = load((await browser.get(at)).text);
      const fresh = Object.fromEntries(again('form.compose input[type=hidden]').get().map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']));
      return browser.post(at, { ...fresh, act: 'send', signerName: 'Olive Owner', ...typed });
    });
  }

  describe('letters about a request under FOIA, by their pages', () => {
    test('only those under FOIA are listed; the appeal says our date', async () => {
      const page = text((await browser.get(`/requests/${made.id}/letters/new`)).text);
      expect(page).toContain('Our date is Wed, Feb 17, 2027: the earliest reading, never moved later.');
      expect(page).not.toMatch(/Public Records Act|extension notice that/);
      expect(page).toContain('The letter before a suit');
    });

    test('the appeal goes to another office, by a way the agency itself refuses, and says what was left out', async () => {
      const at = await begin('foia-appeal');
      const page = await browser.get(at);
      expect(load(page.text)('input[name=channel]').get().map(({ attribs }) => attribs['value'])).toContain('email');
      expect(load(page.text)('#toAddress').attr('value')).toBe('');
      expect(text(page.text)).toContain('1 sentence is left out');
      const sent = await send(at, { 'inputs[office]': 'FOIA Appeals Officer', channel: 'post', toAddress: '' });
      expect(sent.status).toBe(303);
      const letter = await browser.get(sent.get('Location') ?? '');
      expect(text(letter.text, '.sheet')).toContain('Exemption 7(E).');
      expect(load(letter.text)('.sheet').text()).not.toContain('C.F.R.');
      expect((await browser.post(`${sent.get('Location') ?? ''}/deliver`, { channel: 'post', date: '2026-11-24' })).status).toBe(303);
    });

    test('an answer to their question goes at once, though a letter went this week', async () => {
      await record('federal', '2026-11-20', { what: 'information_asked', asks: 'meaning', items: [2], question: 'Which logs?' });
      const sent = await send(await begin('foia-clarification-reply'), { 'inputs[answer]': 'The log of searches.', channel: 'portal' });
      expect(sent.status).toBe(303);
      expect(text((await browser.get(`/requests/${made.id}/letters/new`)).text)).toContain('It is answered in a letter. Record the day they had it.');
    });

    test('a status letter waits its week', async () => {
      const advocate = await world.addPerson(owner, 'advocate');
      browser = await world.signIn(advocate);
      const refused = await send(await begin('foia-overdue'), { channel: 'portal' });
      expect([refused.status, text(refused.text)]).toEqual([409, expect.stringContaining('Another letter about this request went within the last week')]);
    });
  });
});
