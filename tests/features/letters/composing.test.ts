import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { load } from 'cheerio';
import request from 'supertest';
import { citationsIn, verdictOf } from '../../../server/features/letters/citations.js';
import { composeLetter, contentHash } from '../../../server/features/letters/compose-letter.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { letterBlocks } from '../../../server/features/letters/letter-blocks.js';
import { letterTemplate, letterTemplates, sourceOf, templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords, type LetterVariables } from '../../../server/features/letters/letter-variables.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { COLUMNS } from '../../../server/features/letters/render-letter.js';
import { resendNotSent } from '../../../server/features/letters/resend-not-sent.js';
import { resolveUncertain } from '../../../server/features/letters/resolve-uncertain.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { sweepLetters } from '../../../server/features/letters/sweep-letters.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { TestSmtpServer } from '../../support/smtp-server.js';
import { makeMailingWorld, type World } from '../../support/world.js';
import { byLaw } from './foia-variables.js';

describe('composing', () => {
  type Words = Partial<Record<'name' | 'line' | 'title' | 'heading' | 'text' | 'where' | 'period' | 'signer', string>>;

  function variables(words: Words = {}, more: Partial<LetterVariables> = {}): LetterVariables {
    const title = words.title ?? 'Sharing lists';
    return {
      date: 'November 24, 2026', subject: `Public records request TD-2026-0007: ${title}`,
      org: { name: words.name ?? 'Harbor Records Project', lines: [words.line ?? 'P.O. Box 1140'], contact: 'k7m2@replies.example.org' },
      agency: { name: 'Los Angeles Police Department', shortName: 'LAPD', lines: ['CPRA Unit'] },
      request: {
        ref: 'TD-2026-0007', title,
        items: [itemWords({ n: 1, heading: words.heading ?? 'Agencies that receive', text: words.text ?? 'The list', whereToLook: words.where ?? '', period: words.period ?? 'from 2021', format: '', fields: '' })],
      },
      fee: { ceiling: '$25' }, signer: { name: words.signer ?? 'Ilse Marrowby', title: '' }, rule: { determination: 'within 10 days of receiving this request', policyDue: false },
      inspectionWanted: false, ...more,
    };
  }

  const ONE = templateSource(letterTemplate('cpra-alpr-sharing'));

  describe('a letter', () => {
    test('carries head, agency, subject, numbered item, what we ask and signature in its text', () => {
      const { text } = composeLetter(ONE, variables({ where: 'The vault' }));
      expect(text.split('\n').slice(0, 10)).toEqual([
        'Harbor Records Project', 'P.O. Box 1140', 'k7m2@replies.example.org', '', 'November 24, 2026', '', 'Los Angeles Police Department', 'CPRA Unit', '',
        'Public records request TD-2026-0007: Sharing lists',
      ]);
      expect(text).toContain('1. Agencies that receive. The list.\n   Where: The vault. Period: from 2021.\n');
      expect(text).toMatch(/^1\. Please tell us within 10 days of receiving this request/m);
      expect(text.endsWith('\nIlse Marrowby\nHarbor Records Project\n')).toBe(true);
    });

    test('says the same words as text and as HTML', () => {
      for (const template of letterTemplates()) {
        const items = template.pack('2026-11-24').map((item, index) => itemWords({ n: index + 1, ...item }));
        const letter = composeLetter(templateSource(template), variables({}, { ...byLaw(template), request: { ref: 'TD-2026-0007', title: template.title, items } }));
        const fromHtml = letterBlocks(letter.html).flatMap(wordsOfBlock).join(' ');
        expect(words(letter.text.replace(/^ *\d{1,2}\. /gm, ''))).toEqual(words(fromHtml));
      }
    });

    test('asks to inspect only when that is wanted', () => {
      expect(composeLetter(ONE, variables()).text).not.toContain('inspect');
      expect(composeLetter(ONE, variables({}, { inspectionWanted: true })).text).toContain('6. We would also like to inspect');
    });

    test('prints only sections whose words were read, with every item of every ready-made list', () => {
      for (const template of letterTemplates()) {
        const items = template.pack('2026-11-24').map((item, index) => itemWords({ n: index + 1, ...item }));
        const { text } = composeLetter(templateSource(template), variables({}, { ...byLaw(template), inspectionWanted: true, request: { ref: 'TD-2026-0007', title: template.title, items } }));
        const cited = citationsIn(text);
        expect(cited.length).toBeGreaterThan(4);
        expect(cited.filter((citation) => verdictOf(citation) !== 'confirmed')).toEqual([]);
        expect(items.length).toBeLessThanOrEqual(14);
      }
    });

    test('never threatens, deems or demands, and names no purpose', () => {
      const never = /deemed|constructive|automatic(ally)? waive|illegal|unlawful|violat|immediately|any and all|hereby|pursuant|forthwith|demand|appeal|lawsuit|campaign|investigate|!|§§?\s*62[5-7]\d/i;
      for (const template of letterTemplates()) {
        const items = template.pack('2026-11-24').map((item, index) => itemWords({ n: index + 1, ...item }));
        const { text } = composeLetter(templateSource(template), variables({}, { ...byLaw(template), request: { ref: 'TD-2026-0007', title: template.title, items } }));
        expect(never.exec(text.replace('Immigration Violator File', ''))?.[0]).toBeUndefined();
      }
    });

    test('finds a section cited without its code', () => {
      expect(citationsIn('as § 7283.1(c) says (Gov. Code § 7922.535(a)).')).toEqual(['Gov. Code § 7922.535(a)', '§ …']);
      expect(verdictOf('Gov. Code § 7923.005')).toBe('unverified');
      expect(verdictOf('Gov. Code § 7283.1(c)')).toBe('partly');
      expect(verdictOf('Gov. Code § 1')).toBe('unverified');
    });

    test('has a hash that changes with its subject or its text', () => {
      expect(contentHash('a', 'b')).not.toBe(contentHash('ab', ''));
      expect(contentHash('a', 'b')).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  describe('gaps', () => {
    test('every blank is named once, marked in the preview, and stands in brackets in the text', () => {
      const letter = composeLetter(ONE, variables({ title: ' ', heading: '', text: '', period: '\n', signer: '' }));
      expect(letter.gaps.map((gap) => gap.path)).toEqual(expect.arrayContaining(['title', 'items.0.heading', 'items.0.text', 'items.0.period', 'signerName']));
      expect(letter.gaps).toHaveLength(5);
      expect(letter.html).toContain('<mark class="gap">period is missing</mark>');
      expect(letter.text.replaceAll('\u00a0', ' ')).toContain('Period: [period is missing]');
    });

    test('a letter without items has a gap', () => {
      const letter = composeLetter(ONE, variables({}, { request: { ref: 'TD-2026-0007', title: 'Lists', items: [] } }));
      expect(letter.gaps).toEqual([{ path: 'items', label: 'items are missing' }]);
    });
  });

  describe('a template', () => {
    const broken = (words: string) => () => composeLetter(sourceOf('broken', words, {}), variables());

    test.each(['{{org.naem}}', '{{nope}}', '{{#if nope}}x{{/if}}', '{{#each nope}}x{{/each}}', '{{#unless nope}}x{{/unless}}', '{{> nope}}', '{{helper "x"}}'])(
      'that names what it is not given is refused: %s', (words) => {
        expect(broken(words)).toThrow(expect.objectContaining({ code: 'letters.unknown-variable' }));
      },
    );

    test.each(['<b>bold</b>', '[a link](https://example.org)', '# A heading', '`code`', '> quoted'])('that brings other markup is refused: %s', (words) => {
      expect(broken(words)).toThrow(/letters don't use/);
    });

    test('leaves the pages’ escaping as it was', () => {
      composeLetter(ONE, variables());
      expect(Handlebars.compile('{{x}}')({ x: '<b>' })).toBe('&lt;b&gt;');
    });
  });

  describe('whatever people type', () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('*', '_', '`', '#', '\n', '\r', ' ', '[', ']', '(', ')', '<', '>', '&', '\\', '~', '|', '1', '.', '-', '+', '!', '=', ':', '"', 'a', '\u202e', '\ue000', '\ue001', '\u2028', '{', '}', '@', '\t', '\0'), maxLength: 40 }),
      fc.constantFrom('<script>alert(1)</script>', '**bold**', '[x](javascript:x)', 'a\r\nBcc: all@example.org', '{{org.name}}', '&lt;b&gt;', '1. one\n2. two', '---', '# h', '    code', '\ud800', 'https://example.org', '<!-- -->', '~~~', 'a\\'),
    );

    test('it stands in the letter as itself: no markup, no gap mark, no control character, no header', () => {
      const typed = fc.record({ name: evil, line: evil, title: evil, heading: evil, text: evil, where: evil, period: evil, signer: evil });
      fc.assert(
        fc.property(typed, (words) => {
          const letter = composeLetter(ONE, variables(words));
          const plain = composeLetter(ONE, variables(Object.fromEntries(Object.entries(words).map(([key, value]) => [key, shown(value) === '' ? '' : 'x']))));
          expect(shape(letter.html)).toEqual(shape(plain.html));
          expect(letter.gaps).toEqual(plain.gaps);
          expect(letter.text).not.toMatch(/[\p{Co}\p{Cs}\u202a-\u202e\u2028\u2029]/u);
          expect(letter.text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
          expect(letter.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(squeezed(letter.text)).toContain(squeezed(shown(words.text)));
        }),
        { numRuns: 150 },
      );
    });

    test('no line is longer than a portal takes, unless one word is', () => {
      fc.assert(
        fc.property(fc.array(fc.stringMatching(/^[a-zé漢]{1,30}$/u), { minLength: 1, maxLength: 80 }), (typed) => {
          const { text } = composeLetter(ONE, variables({ text: typed.join(' '), heading: typed[0] }));
          for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(COLUMNS);
        }),
      );
    });
  });

  /** What remains of typed words once everything invisible is gone. */
  function shown(text: string): string {
    return text.replace(/\p{Cs}/gu, '\uFFFD').replace(/[\p{Cc}\p{Co}\s\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu, ' ').trim();
  }

  const squeezed = (text: string) => text.replace(/\s+/gu, '');
  const words = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim().split(' ');

  /** The tags alone: what typed words must not change. */
  function shape(html: string): string[] {
    return html.match(/<[^>]*>/g) ?? [];
  }

  function wordsOfBlock(block: ReturnType<typeof letterBlocks>[number]): string[] {
    const lines = block.kind === 'list' ? block.items.map((item) => item.runs) : block.kind === 'paragraph' ? [block.runs] : [];
    return lines.map((runs) => runs.map((run) => (run.kind === 'break' ? ' ' : run.text)).join(''));
  }
});

describe('the time to think better of it', () => {
  const SENT_AT = '2026-11-24T20:00:00Z';
  const LEAVES_AT = '2026-11-24T20:05:00Z';

  let world: World;
  let smtp: TestSmtpServer;
  let owner: Actor;
  let advocate: Actor;
  let lapd: string;

  beforeAll(async () => {
    ({ world, smtp } = await makeMailingWorld());
    owner = await world.addGroup('Harbor Records Project', { undoMinutes: 5 });
    advocate = await world.addPerson(owner, 'advocate');
    lapd = await world.agencyId('lapd');
  });
  afterAll(() => world.close());

  async function approved(): Promise<{ letterId: string; requestId: string }> {
    world.clock.set(SENT_AT);
    const { id } = await createDraft(world.context, advocate, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing' });
    const { letterId } = await sendLetter(world.context, advocate, { requestId: id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
    return { letterId, requestId: id };
  }

  const deliver = (letterId: string) => deliverLetter(world.context, { groupId: owner.groupId, letterId });
  const row = (id: string) => world.database.db.letter.findUniqueOrThrow({ where: { id } });
  const calls = (letterId: string) => world.jobs.enqueued.filter(({ payload }) => 'letterId' in payload && payload.letterId === letterId).length;
  const copies = async (letterId: string) => {
    const { messageId } = await row(letterId);
    return smtp.messages.filter(({ raw }) => raw.toString().includes(messageId)).length;
  };

  describe('a letter approved for e-mail in a group that waits five minutes', () => {
    test('does not leave before, however often workers are called; then it leaves once', async () => {
      const { letterId } = await approved();
      expect((await row(letterId)).undoUntil?.toISOString()).toBe(new Date(LEAVES_AT).toISOString());
      expect(await deliver(letterId)).toBe('not-claimed');
      world.clock.set('2026-11-24T20:04:59.999Z');
      expect(await Promise.all([deliver(letterId), deliver(letterId)])).toEqual(['not-claimed', 'not-claimed']);
      expect(await copies(letterId)).toBe(0);
      world.clock.set(LEAVES_AT);
      expect((await Promise.all([1, 2, 3, 4].map(() => deliver(letterId)))).sort()).toEqual(['not-claimed', 'not-claimed', 'not-claimed', 'sent']);
      expect(await copies(letterId)).toBe(1);
    });

    test('its request says when it leaves and where to take it back, and names who approved it, not who began the draft', async () => {
      const [ada, ben] = [await world.addPerson(owner, 'advocate', 'Ada Began'), await world.addPerson(owner, 'advocate', 'Ben Approved')];
      world.clock.set(SENT_AT);
      const { id } = await createDraft(world.context, ada, { agencyId: lapd, templateSlug: 'cpra-alpr-sharing' });
      const reader = await world.signIn(ben);
      const page = async () => {
        const $ = load((await reader.get(`/requests/${id}`)).text);
        return { says: $('main').text().replace(/\s+/g, ' '), next: $('.next a').attr('href'), label: $('.next a').text() };
      };
      expect((await page()).says).toContain('being written by Ada Began');
      const { letterId } = await sendLetter(world.context, ben, { requestId: id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
      const waiting = await page();
      expect(waiting.says).toContain('Nothing has left yet. It leaves at Tue, Nov 24, 12:05 pm Pacific. Until then it can be taken back.');
      expect(waiting).toMatchObject({ next: `/letters/${letterId}`, label: 'Take it back' });
      expect(waiting.says).toContain('approved by Ben Approved');
      expect(waiting.says).not.toMatch(/sent by|Wait a moment/);
      world.clock.set(LEAVES_AT);
      await deliver(letterId);
      expect((await page()).says).toContain('sent by Ben Approved');
    });

    test('called by a queue whose clock is ahead, it is called again', async () => {
      const { letterId } = await approved();
      const before = calls(letterId);
      world.clock.set('2026-11-24T20:04:58Z');
      await deliver(letterId);
      expect(calls(letterId)).toBe(before + 1);
    });

    test('taken back meanwhile, it never leaves, and its request is a draft again', async () => {
      const { letterId, requestId } = await approved();
      world.clock.set('2026-11-24T20:04:00Z');
      await recallLetter(world.context, advocate, { letterId });
      world.clock.set('2026-11-24T21:00:00Z');
      await sweepLetters(world.context);
      expect(await deliver(letterId)).toBe('not-claimed');
      expect(await copies(letterId)).toBe(0);
      expect((await world.database.db.recordsRequest.findUniqueOrThrow({ where: { id: requestId } })).state).toBe('draft');
    });

    test('taken back at the very moment it leaves, either it went or it is back, never both', async () => {
      for (let n = 0; n < 12; n += 1) {
        const { letterId } = await approved();
        world.clock.set(LEAVES_AT);
        const [sent, back] = await Promise.allSettled([deliver(letterId), recallLetter(world.context, advocate, { letterId })]);
        const went = sent.status === 'fulfilled' && sent.value === 'sent';
        expect({ went, back: back.status }).toEqual({ went, back: went ? 'rejected' : 'fulfilled' });
        expect(await copies(letterId)).toBe(went ? 1 : 0);
      }
    });

    test('whose call was lost is found by the sweep, and not before its time', async () => {
      await world.database.db.letter.updateMany({ where: { state: 'queued' }, data: { state: 'recalled' } });
      const { letterId } = await approved();
      const before = calls(letterId);
      world.clock.set('2026-11-24T20:04:00Z');
      await sweepLetters(world.context);
      expect(calls(letterId)).toBe(before);
      world.clock.set('2026-11-24T20:06:01Z');
      await sweepLetters(world.context);
      expect(calls(letterId)).toBe(before + 1);
    });

    test('the clock set back by a day: it does not leave early, and not a day late either', async () => {
      const { letterId } = await approved();
      world.clock.set('2026-11-23T20:00:00Z');
      expect(await deliver(letterId)).toBe('not-claimed');
      await sweepLetters(world.context);
      world.clock.set('2026-11-23T21:00:00Z');
      expect(await deliver(letterId)).toBe('sent');
    });

    test('refused and sent again, or said not to have gone, it waits as long again', async () => {
      const { letterId } = await approved();
      await world.database.db.letter.update({ where: { id: letterId }, data: { state: 'refused' } });
      world.clock.set('2026-11-24T22:00:00Z');
      await resendNotSent(world.context, advocate, { letterId });
      expect(await deliver(letterId)).toBe('not-claimed');
      await world.database.db.letter.update({ where: { id: letterId }, data: { state: 'uncertain' } });
      world.clock.set('2026-11-24T23:00:00Z');
      await resolveUncertain(world.context, advocate, { letterId, outcome: 'did_not_go' });
      expect((await row(letterId)).undoUntil?.toISOString()).toBe('2026-11-24T23:05:00.000Z');
      world.clock.set('2026-11-24T23:05:00Z');
      expect(await deliver(letterId)).toBe('sent');
    });

    test('its page and the list of letters say when it leaves, and take it back', async () => {
      const browser = await world.signIn(advocate);
      const { letterId } = await approved();
      const page = await browser.get(`/letters/${letterId}`);
      expect(page.text.replaceAll(/[\u00a0\s]+/g, ' ')).toContain('It leaves at Tue, Nov 24, 12:05 pm Pacific. Until then it can be taken back.');
      const list = await browser.get('/outbox');
      expect(list.text.replaceAll(/[\u00a0\s]+/g, ' ')).toContain('leaves at Tue, Nov 24, 12:05 pm');
      expect(list.text).toContain(`action="/letters/${letterId}/recall"`);
      expect((await browser.post(`/letters/${letterId}/recall`)).status).toBe(303);
      expect((await row(letterId)).state).toBe('recalled');
      expect((await browser.get('/outbox?show=recalled')).text).not.toContain(`action="/letters/${letterId}/recall"`);
    });

    test('an owner sets the wait on the settings page; the API tells it and takes letters back', async () => {
      const browser = await world.signIn(owner);
      const form = { name: 'Harbor Records Project', numberPrefix: 'TD', timeZone: 'America/Los_Angeles', postalAddress: '', contactEmail: '', contactPhone: '', feeCeiling: '25.00' };
      expect((await browser.post('/settings', { ...form, undoMinutes: '90' })).text).toContain('A number of minutes from 0 to 60.');
      expect((await browser.post('/settings', { ...form, undoMinutes: '15' })).status).toBe(303);
      const { letterId } = await approved();
      expect((await row(letterId)).undoUntil?.toISOString()).toBe('2026-11-24T20:15:00.000Z');
      const authorization = `Bearer ${await world.tokenOf(owner)}`;
      expect((await request(world.app).get('/api/v1/group').set('Authorization', authorization)).body).toMatchObject({ undoMinutes: 15 });
      expect((await request(world.app).get(`/api/v1/letters/${letterId}`).set('Authorization', authorization)).body).toMatchObject({ undoUntil: '2026-11-24T20:15:00.000Z' });
      const back = await request(world.app).post(`/api/v1/letters/${letterId}/recall`).set('Authorization', authorization);
      expect([back.status, (await row(letterId)).state]).toEqual([200, 'recalled']);
      expect((await request(world.app).patch('/api/v1/group').set('Authorization', authorization).send({ undoMinutes: 0 })).status).toBe(200);
      const next = await approved();
      expect(await deliver(next.letterId)).toBe('sent');
    });
  });
});
