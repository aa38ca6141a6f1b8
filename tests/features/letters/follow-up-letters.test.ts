import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import fc from 'fast-check';
import request from 'supertest';
import { correctAgency } from '../../../server/features/agencies/correct-agency.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { approveCitation } from '../../../server/features/letters/approve-citation.js';
import { citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { composeMarked } from '../../../server/features/letters/compose-letter.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { changedSince, followUpSource, seenMark, seenOf } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import { followUps } from '../../../server/features/letters/follow-ups/offer-letters.js';
import { saveFollowUp } from '../../../server/features/letters/follow-ups/save-follow-up.js';
import { sendFollowUp } from '../../../server/features/letters/follow-ups/send-follow-up.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { lintWords } from '../../../server/features/letters/letter-lint.js';
import { portalParts } from '../../../server/features/letters/portal-parts.js';
import { saveDraftStep } from '../../../server/features/letters/save-draft-step.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { type Browser, makeOwnersWorld, makeWorld, type World } from '../../support/world.js';
import { extended, letterFrom, received } from './situations.js';
import { made, numbers, VARIANTS } from './variants.js';

describe('letters after the first', () => {
  const GOLDENS = path.join(projectRoot, 'tests', 'features', 'letters', 'goldens');

  /** Words of a body, where a letter may be longer than most. */
  const LONGEST: Readonly<Record<string, number>> = { 'cpra-clarification-reply': 250, 'cpra-denial-dispute': 400, 'cpra-redaction-dispute': 300, 'cpra-supervisor-review': 300, 'cpra-preservation': 250, 'cpra-presuit-demand': 700, 'foia-appeal': 500, 'foia-presuit': 300 };

  describe('the follow-up letters as they stand', () => {
    test.each(VARIANTS)('%s', (name, given) => {
      const { offered, letter } = made(given);
      expect(name.startsWith(offered.followUp.slug)).toBe(true);
      expect(letter.gaps).toEqual([]);
      const file = path.join(GOLDENS, `${name}.txt`);
      expect(letter.text).toBe(fs.readFileSync(file, 'utf8'));
    });

    test('every letter of the library is among them', () => {
      expect(new Set(VARIANTS.map(([, given]) => made(given).offered.followUp.slug))).toEqual(new Set(followUps().map(({ slug }) => slug)));
    });

    test.each(VARIANTS)('%s: portal text, only sections that were read, nothing the list of never-says forbids', (name, given) => {
      const { text } = made(given).letter;
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(80);
      expect(citationsIn(text).length).toBeLessThanOrEqual(5);
      for (const citation of citationsIn(text)) expect([citation, verdictOf(citation)]).toEqual([citation, 'confirmed']);
      expect(lintWords(text, { mayCallLate: true, isLawyer: false, law: given.law ?? 'CPRA' })).toEqual([]);
      expect(text).not.toMatch(/undefined|\[object|\n{3}|\S {2}/);
      expect(text).toContain('Our number: TD-2026-0007');
      // What it wants comes before the law.
      if (text.includes('Gov. Code')) expect(text.search(/Please (send|tell|complete|release|keep|look|reopen|go on|fetch)/)).toBeLessThan(text.indexOf('Gov. Code'));
      const body = text.slice(text.indexOf('Our number'), text.indexOf('Please reply to k7m2')).replace(/\s+/g, ' ');
      expect(body.split(' ').length).toBeLessThan(LONGEST[name.split('.')[0] ?? ''] ?? 220);
    });

    test('from receipts of 2027 on no number of days is printed, since AB 1821 is not verified', () => {
      const [, given] = VARIANTS.find(([name]) => name.endsWith('2027')) ?? ['', { today: '' }];
      expect(made(given).letter.text).not.toMatch(/\b10 days|14 days/);
    });

    test('a template that names what its letter is not given is refused', () => {
      const { offered } = made({ today: '2026-10-07' });
      const source = { ...followUpSource(offered.followUp), main: '{{facts.nothing}}', partials: {}, hash: 'broken' };
      expect(() => composeMarked(source, 'S', { marked: { facts: offered.facts }, gaps: [] })).toThrow(expect.objectContaining({ code: 'letters.unknown-variable' }));
    });

    test('words people add stand as words, and a blank signature is a gap', () => {
      const { offered, known } = made({ today: '2026-10-07' });
      const { html, text, gaps } = letterFrom(offered, known, { ownWords: '<script>alert(1)</script> **loud**\n\nSecond.', signerName: ' ' });
      expect(text).toContain('<script>alert(1)</script> **loud**');
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<strong>loud');
      expect(gaps.map(({ path: where }) => where)).toEqual(['signerName']);
    });
  });

  describe('what changed since a draft was kept', () => {
    test('another receipt, another notice and other items are named; nothing when nothing moved', () => {
      const before = made({ today: '2026-10-14', numbers, facts: [received('2026-10-01'), extended('2026-10-08', null)] });
      const later = made({ today: '2026-10-15', numbers, facts: [received('2026-10-01'), extended('2026-10-08', null)] });
      const after = made({ today: '2026-10-15', numbers, facts: [received('2026-10-02'), extended('2026-10-09', null, 'none_stated'), { type: 'produced', date: '2026-10-09', details: { items: [{ n: 1, complete: true }] } }] });
      const [a, b, c] = [before, later, after].map(({ offered, known }) => seenOf(offered, known, { approved: new Set() })) as [ReturnType<typeof seenOf>, ReturnType<typeof seenOf>, ReturnType<typeof seenOf>];
      expect(changedSince(a, b)).toEqual([]);
      expect(seenMark(a)).toBe(seenMark(b));
      expect(changedSince(a, c).sort()).toEqual(['the extension notice', 'the items it is about', 'what the extension notice lacks', 'when and how they received it']);
      expect(seenMark(a)).not.toBe(seenMark(c));
    });
  });

  describe('words that should not stand in a letter', () => {
    test.each([
      ['This was deemed denied.', 'deemed denied'], ['You violated the Act.', 'violated'], ['any and all records', 'any and all'], ['under 6253(c)', '6253('],
      ['A 12345678 was held', 'A 12345678'], ['plate 7ABC123', '7ABC123'], ['a Vaughn index', 'Vaughn'],
    ])('%s', (text, words) => {
      expect(lintWords(text, { mayCallLate: true, isLawyer: false })).toEqual([expect.objectContaining({ stops: true, words })]);
    });

    test('a section nobody read is a lawyer’s to cite; one that was read is anybody’s', () => {
      expect(lintWords('See Gov. Code § 7922.570.', { mayCallLate: true, isLawyer: false })).toEqual([expect.objectContaining({ stops: true, words: 'Gov. Code § 7922.570' })]);
      expect(lintWords('See Gov. Code § 7922.570.', { mayCallLate: true, isLawyer: true })).toEqual([expect.objectContaining({ stops: false })]);
      expect(lintWords('See Gov. Code § 7922.535(a).', { mayCallLate: true, isLawyer: false })).toEqual([]);
    });

    test('“late” stops only while it can’t be said', () => {
      expect(lintWords('Your answer is late.', { mayCallLate: false, isLawyer: false })).toEqual([expect.objectContaining({ stops: true, words: 'late' })]);
      expect(lintWords('Your answer is late.', { mayCallLate: true, isLawyer: false })).toEqual([]);
      expect(lintWords('We write of later versions and our lateral files.', { mayCallLate: false, isLawyer: false })).toEqual([]);
    });
  });
});

describe('what portals take', () => {
  const letter = fs.readFileSync(path.join(projectRoot, 'tests', 'features', 'letters', 'goldens', 'cpra-alpr-sharing.txt'), 'utf8');
  const number = 'TD-2026-0007';
  const HEAD = /^Our number TD-2026-0007, part (\d+) of (\d+)\. .*\n\n/;
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
  /** As a form sends it. */
  const sent = (text: string) => text.replaceAll('\n', '\r\n').length;

  describe('a letter for a portal’s box', () => {
    test('what fits stays one, without a number', () => {
      expect(portalParts(letter, { limit: sent(letter), number })).toEqual([letter]);
    });

    test.each([sent(letter) - 1, 5000, 4000, 2000, 1000])('in parts of %i characters, divided between items, each saying which it is', (limit) => {
      const parts = portalParts(letter, { limit, number });
      expect(parts.length).toBeGreaterThan(1);
      parts.forEach((part, index) => {
        expect(HEAD.exec(part)?.slice(1)).toEqual([String(index + 1), String(parts.length)]);
        expect(sent(part)).toBeLessThanOrEqual(limit);
        for (const line of part.split('\n')) expect([...line].length).toBeLessThan(80);
      });
      expect(parts.map((part) => part.replace(HEAD, '')).join('\n\n')).toBe(letter);
      expect(parts.some((part) => part.trimEnd().endsWith('What we ask'))).toBe(false);
    });

    test('whatever the words and the box, nothing is lost and nothing is too long', () => {
      const text = fc.array(fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), fc.constant('What we ask'), fc.string({ minLength: 600, maxLength: 2500 })), { minLength: 1, maxLength: 12 }).map((blocks) => blocks.join('\n\n'));
      fc.assert(fc.property(text, fc.integer({ min: 500, max: 3000 }), (given, limit) => {
        const parts = portalParts(given, { limit, number });
        for (const part of parts) expect(sent(part)).toBeLessThanOrEqual(limit);
        const bodies = parts.map((part) => (parts.length === 1 ? part : part.replace(HEAD, '')));
        expect(words(bodies.join(' ')).join('')).toBe(words(given).join(''));
      }), { numRuns: 200 });
    });
  });

  describe('the page that records a delivery', () => {
    let world: World;
    let owner: Actor;
    let browser: Browser;
    let letterId: string;

    beforeAll(async () => {
      ({ world, owner, browser } = await makeOwnersWorld());
      const { id } = await createDraft(world.context, owner, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
      ({ letterId } = await sendLetter(world.context, owner, { requestId: id, version: null, channel: 'portal' }));
    });
    afterAll(() => world.close());

    const copied = async (query = '') => {
      const $ = load((await browser.get(`/letters/${letterId}/deliver${query}`)).text);
      return { parts: $('.portal-part [data-copy]').toArray().map((element) => $(element).attr('data-copy') ?? ''), labels: $('.portal-part label').toArray().map((element) => $(element).text()), text: $('main').text().replace(/\s+/g, ' ') };
    };

    test('gives the whole letter, in parts for the box a person says', async () => {
      expect((await copied()).labels).toEqual(['The letter as plain text']);
      const { parts, labels, text } = await copied('?limit=4000');
      expect(labels).toEqual(['Part 1 of 2', 'Part 2 of 2']);
      expect(parts[0]).toMatch(/^Our number TD-\d{4}-\d{4}, part 1 of 2\. Part 2 follows\./);
      expect(text).toContain('takes it in 2 parts');
      expect((await copied('?limit=12')).labels).toEqual(['The letter as plain text']);
    });

    test('knows the box from the agency’s entry, which the group may set', async () => {
      const lapd = await world.agencyId('lapd');
      const bad = await browser.post(`/agencies/${lapd}`, { name: 'LAPD', shortName: 'LAPD', unit: '', notes: '', 'channels[0][kind]': 'portal', 'channels[0][value]': 'https://portal.example', 'channels[0][limit]': '20' });
      expect(bad.status).toBe(400);
      expect(bad.text).toContain('at least 500');
      await correctAgency(world.context, owner, { agencyId: lapd, correction: { channels: [{ kind: 'portal', value: 'https://portal.example', note: '', designated: null, limit: 4000 }], note: 'Tried it' } });
      expect((await copied()).labels).toEqual(['Part 1 of 2', 'Part 2 of 2']);
      const token = await world.tokenOf(owner);
      const api = (query: string) => request(world.app).get(`/api/v1/letters/${letterId}/parts${query}`).set('Authorization', `Bearer ${token}`);
      expect((await api('')).body).toMatchObject({ limit: 4000, parts: [expect.stringContaining('part 1 of 2'), expect.stringContaining('part 2 of 2')] });
      expect(((await api('?limit=100000')).body as { parts: string[] }).parts).toHaveLength(1);
      expect((await api('?limit=12')).status).toBe(400);
      expect((await browser.get(`/agencies/${lapd}`)).text).toContain('A message takes 4000 characters.');
      expect(load((await browser.get(`/agencies/${lapd}/edit`)).text)('[name="channels[0][limit]"]').attr('value')).toBe('4000');
    });
  });
});

describe('reading a letter again', () => {
  const LAST_DAY = '2026-12-31T20:00:00Z';
  const NEW_YEAR = '2027-01-01T20:00:00Z';
  let world: World;
  let owner: Actor;
  let advocate: Actor;
  let second: Actor;
  let browser: Browser;
  let lapd: string;

  beforeAll(async () => {
    world = await makeWorld({ now: LAST_DAY });
    owner = await world.addGroup();
    advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
    second = await world.addPerson(owner, 'advocate', 'Ana Lim');
    lapd = await world.agencyId('lapd');
    browser = await world.signIn(advocate);
  });

  afterAll(() => world.close());

  const draft = (templateSlug = 'cpra-alpr-sharing') => createDraft(world.context, advocate, { agencyId: lapd, templateSlug });
  const step = async (id: string, name: 'letter' | 'send') => (await browser.get(`/requests/${id}/compose/${name}`)).text;
  const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ');
  const letterOf = (html: string) => load(html)('.letter').text().replace(/\s+/g, ' ');
  const seenOn = (html: string) => load(html)('input[name="seen"]').attr('value') ?? '';
  const versionOn = (html: string) => load(html)('input[name="version"]').attr('value') ?? '';
  const lettersOf = (requestId: string) => world.database.db.letter.count({ where: { requestId } });

  describe('an unsent first letter on the day the law’s words change', () => {
    test('shows the new words and that they are new, and is not sent as it was read the day before', async () => {
      world.clock.set(LAST_DAY);
      const { id } = await draft();
      const before = await step(id, 'send');
      expect(letterOf(before)).toContain('within 10 days of receiving this request');
      expect(textOf(before)).not.toContain('Read it again.');

      world.clock.set(NEW_YEAR);
      const after = await step(id, 'letter');
      expect(letterOf(after)).toContain('January 1, 2027');
      expect(letterOf(after)).not.toContain('10 days');
      expect(letterOf(after)).toContain('within the time the Act sets from receipt');
      expect(textOf(after)).toContain('Read it again. Since this draft was last kept, the law’s words on the time to answer changed.');

      const form = { channel: 'portal', toAddress: '', responsibleId: advocate.personId };
      const refused = await browser.post(`/requests/${id}/compose/send`, { ...form, version: versionOn(before), seen: seenOn(before) });
      expect(refused.status).toBe(409);
      expect(textOf(refused.text)).toContain('The record changed while you were reading: the law’s words');
      expect(await lettersOf(id)).toBe(0);
      const sent = await browser.post(`/requests/${id}/compose/send`, { ...form, version: versionOn(refused.text), seen: seenOn(refused.text) });
      expect(sent.status).toBe(303);
      expect((await world.database.db.letter.findFirstOrThrow({ where: { requestId: id } })).bodyText).toContain('January 1, 2027');
    });

    test('kept again, it is no longer marked; SB 580 asks for the policy once its day has come', async () => {
      world.clock.set(LAST_DAY);
      const { id } = await draft('cpra-sb580-implementation');
      const before = letterOf(await step(id, 'letter'));
      world.clock.set(NEW_YEAR);
      const after = await step(id, 'letter');
      expect(letterOf(after)).not.toBe(before);
      expect(textOf(after)).toContain('whether the policy under SB 580 was due');
      await saveDraftStep(world.context, advocate, { requestId: id, version: null, step: 'letter' });
      expect(textOf(await step(id, 'letter'))).not.toContain('Read it again.');
    });

    test('a lawyer’s word since then marks it too', async () => {
      world.clock.set(NEW_YEAR);
      const { id } = await draft();
      const before = await step(id, 'send');
      world.clock.set('2027-01-02T20:00:00Z');
      await approveCitation(world.context, await world.addPerson(owner, 'lawyer'), { citation: 'Gov. Code § 7922.570', note: 'Read.' });
      expect(textOf(await step(id, 'letter'))).toContain('Since this draft was last kept, what a lawyer lets it cite changed.');
      await expect(sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal', seen: seenOn(before) })).rejects.toMatchObject({ code: 'letters.facts-moved' });
      expect((await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' })).state).toBe('not_sent');
    });
  });

  /** A request entered as received, without an answer since. */
  async function overdue() {
    world.clock.set('2026-11-20T20:00:00Z');
    const { id } = await enterRequest(world.context, advocate, {
      agencyId: lapd, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'], items: [{ heading: 'Lists', text: 'All' }, { heading: 'Logs', text: 'All' }],
      received: { date: '2026-10-01', basis: 'portal' },
    });
    const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: id, templateSlug: 'cpra-overdue-ten-days' });
    return { requestId: id, draftId };
  }

  describe('what can’t be sent gets a clear answer', () => {
    test('two people send one first letter at once: one letter, and the other is told', async () => {
      const { id } = await draft();
      const tried = await Promise.allSettled([advocate, second].map((who) => sendLetter(world.context, who, { requestId: id, version: 0, channel: 'portal' })));
      expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(tried.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(['letters.already-sent']);
      expect(await lettersOf(id)).toBe(1);
    });

    test('two people send one follow-up at once: the same', async () => {
      const { requestId, draftId } = await overdue();
      const before = await lettersOf(requestId);
      const tried = await Promise.allSettled([advocate, second].map((who) => sendFollowUp(world.context, who, { requestId, draftId, version: 0, channel: 'portal' })));
      expect(tried.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string; message: string })] : []))).toEqual([expect.objectContaining({ code: 'letters.already-sent', message: expect.stringContaining('It was not sent a second time.') })]);
      expect(await lettersOf(requestId)).toBe(before + 1);
    });

    test('no item: the page says what to fill first and has no button to send; a program is told which field', async () => {
      const { id } = await draft();
      await saveDraftStep(world.context, advocate, { requestId: id, version: null, items: [{ act: 'replace', items: [] }] });
      const page = await step(id, 'send');
      expect(textOf(page)).toContain('Items are missing');
      expect(load(page)('form.compose button[type="submit"]')).toHaveLength(0);
      await expect(sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.gaps', fields: { items: 'items are missing' } });
    });

    test('a field the letter does not have is named', async () => {
      const { requestId, draftId } = await overdue();
      await expect(saveFollowUp(world.context, advocate, { requestId, draftId, version: null, fields: { inputs: { nonsense: 'x' } }, read: false })).rejects.toMatchObject({
        code: 'letters.invalid-input', fields: { 'inputs.nonsense': 'This letter has no such field now.' },
      });
    });

    test('words that do not belong in a letter keep it here, said beside it and when it is sent', async () => {
      const { requestId, draftId } = await overdue();
      await saveFollowUp(world.context, advocate, { requestId, draftId, version: null, fields: { ownWords: 'Item 7 is missing. You wrote on May 5, 2025. Write to ilse@example.net.' }, read: true });
      const page = textOf((await browser.get(`/requests/${requestId}/letters/${draftId}`)).text);
      for (const says of ['“item 7”: The request has no such item. Its items are numbered 1 to 2.', '“May 5, 2025”: This day is not on the request’s record.', '“ilse@example.net”: An address that is not the group’s.']) expect(page).toContain(says);
      await expect(sendFollowUp(world.context, advocate, { requestId, draftId, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.words-stop' });
      await recordFact(world.context, advocate, { requestId, fact: { type: 'acknowledged', date: '2026-10-05', basis: 'message', details: {} } });
      await saveFollowUp(world.context, advocate, { requestId, draftId, version: null, fields: { ownWords: 'Item 2 matters most. You wrote on October 5, 2026.' }, read: true });
      expect((await sendFollowUp(world.context, advocate, { requestId, draftId, version: null, channel: 'portal' })).state).toBe('not_sent');
    });

    test('a title that accuses keeps a first letter here', async () => {
      const { id } = await draft();
      await saveDraftStep(world.context, advocate, { requestId: id, version: null, title: 'Illegal sharing of plate data' });
      expect(textOf(await step(id, 'letter'))).toContain('“Illegal”: Says that they broke the law.');
      await expect(sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'portal' })).rejects.toMatchObject({ code: 'letters.words-stop', message: expect.stringContaining('“Illegal”') });
    });
  });
});
