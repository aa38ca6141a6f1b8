import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CITATIONS } from '../../../server/features/letters/citations.js';
import { composeLetter } from '../../../server/features/letters/compose-letter.js';
import { followUpLetter, followUpValues } from '../../../server/features/letters/follow-ups/follow-up-letter.js';
import { templateSource } from '../../../server/features/letters/letter-templates.js';
import { itemWords, withGapMarks } from '../../../server/features/letters/letter-variables.js';
import { checkTemplate } from '../../../server/features/letters/own-templates/check-template.js';
import { exampleOf } from '../../../server/features/letters/own-templates/examples.js';
import { checkInThread, renderInThread } from '../../../server/features/letters/own-templates/in-thread.js';
import { libraryLetter, type LibraryLetter, libraryLetters } from '../../../server/features/letters/own-templates/library.js';
import { type OwnLetterSource, renderOwn } from '../../../server/features/letters/own-templates/render-own.js';
import { escapedDeeply } from '../../../server/features/letters/plain-words.js';
import { cpraRuleText } from '../../../server/features/letters/rule-texts.js';
import { byLaw, FILLED, PLAIN } from './foia-variables.js';
import { settingOf } from './situations.js';
import { made, VARIANTS } from './variants.js';

describe('hostile templates', () => {
  const OVERDUE = libraryLetter('cpra-overdue-ten-days');
  const PROMISE = libraryLetter('cpra-promise-missed');
  const FIRST = libraryLetter('cpra-alpr-sharing');

  const faultsOf = (source: string, library = OVERDUE) => checkTemplate(source, library.allowed).faults;

  describe('what a group’s template may not hold is refused with its line and what to write instead', () => {
    test.each([
      ['a look at how values are made', 'a\n{{constructor}}', 2, /no field “constructor”/],
      ['the same, deeper', '{{facts.constructor.constructor}}', 1, /no field/],
      ['a prototype', '{{org.__proto__}}', 1, /can’t be used/],
      ['a prototype, in brackets', '{{org.[__proto__].[toString]}}', 1, /can’t be used/],
      ['lookup', 'a\nb\n{{lookup org "constructor"}}', 3, /field alone/],
      ['lookup in a condition', '{{#if (lookup org "name")}}a{{/if}}', 1, /not a word or another helper/],
      ['with', '{{#with org}}{{name}}{{/with}}', 1, /“with” can’t be used/],
      ['log', '{{log "x"}}', 1, /field alone/],
      ['a helper of the pages', '{{t "x"}}', 1, /field alone/],
      ['the root', 'a {{@root.org.name}}', 1, /can’t be used/],
      ['the root, in a condition', '{{#if @root.org}}a{{/if}}', 1, /can’t be used/],
      ['an index to print', '{{#each facts.slips}}{{@index}}{{/each}}', 1, /can’t be used/],
      ['more outer levels than there are', '{{../org.name}}', 1, /can’t be used/],
      ['no escaping', 'a\n{{{org.name}}}', 2, /two braces/],
      ['the same with &', '{{& org.name}}', 1, /two braces/],
      ['a part of its own', '{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}', 1, /Parts of a template’s own/],
      ['itself', 'a\n\n{{> body}}', 3, /Other templates can’t be put in/],
      ['the block around it', '{{> @partial-block}}', 1, /Other templates can’t be put in/],
      ['a part by a changing name', '{{> (lookup org "name")}}', 1, /Other templates can’t be put in/],
      ['a block of parts', '{{#> cpra-follow-up}}a{{/cpra-follow-up}}', 1, /Parts of a template’s own/],
      ['named values', '{{#if facts.received includeZero=true}}a{{/if}}', 1, /takes one thing/],
      ['block parameters', '{{#each facts.slips as |a|}}{{a}}{{/each}}', 1, /“as \|…\|” can’t be used/],
      ['a helper nobody knows', '{{#repeat 99999999}}a{{/repeat}}', 1, /“repeat” can’t be used/],
      ['a raw block', '{{{{raw}}}}a{{{{/raw}}}}', 1, /can’t be used|takes one thing/],
      ['an inverse block', '{{^facts.received}}a{{/facts.received}}', 1, /can’t be used|takes one thing/],
      ['text in braces', '{{"x"}}', 1, /without braces/],
      ['a number in braces', '{{99999999999999999999}}', 1, /without braces/],
      ['a field the letter lacks', 'a\n{{facts.closedOn}}', 2, /no field/],
      ['yes or no, printed', '{{facts.partial}}', 1, /yes or no/],
      ['a text gone through', '{{#each org.name}}{{this}}{{/each}}', 1, /is no list/],
      ['a section nobody knows', '{{#cite "Gov. Code § 1"}}a{{/cite}}', 1, /not in the table of citations/],
      ['a section by a value', '{{#cite org.name}}a{{/cite}}', 1, /in quotes/],
      ['what is not closed', 'a\nb {{#if facts.received}} c', 2, /not closed/],
      ['braces in braces', '{{ {{org.name}} }}', 1, /can’t be read/],
      ['nothing', ' \n ', 1, /empty/],
      ['HTML', 'Hello\n\n<script>alert(1)</script>', 3, /no HTML/],
      ['HTML in a line', 'a <img src=x onerror=alert(1)> b', 1, /no HTML/],
      ['HTML in a condition', 'a\n{{#if facts.received}}\n\n<b>x</b>\n{{/if}}', 4, /no HTML/],
      ['a link', 'See [here](javascript:alert(1)).', 1, /no links/],
      ['an address in angles', 'See <https://example.org>.', 1, /no links/],
      ['a picture', '![x](https://example.org/x.png)', 1, /no pictures/],
      ['a heading', 'a\n\n# b', 3, /no headings/],
      ['code', 'a\n\n    b', 3, /code/],
      ['a fence', 'a\n\n```\nb\n```', 3, /code/],
      ['a quoted block', '> a', 1, /quoted/],
      ['italics', 'a *b* c', 1, /no italics/],
      ['a list in a list', '1. a\n   1. b', 1, /list within a list/],
      ['a control', 'a\nb\u0007', 2, /invisible/],
      ['a turn of direction', 'a\u202Eb', 1, /invisible/],
      ['the composer’s own marks', 'a\uE0000\uE001', 1, /invisible/],
    ])('%s', (_, source, line, says) => {
      const library = source.includes('facts.slips') ? PROMISE : OVERDUE;
      const [first] = faultsOf(source, library);
      expect(first).toEqual({ line, says: expect.stringMatching(says) as unknown });
    });

    test('nesting beyond ten, and as deep as a file of 64 kB can go', () => {
      const nested = (depth: number) => `${'{{#if facts.received}}'.repeat(depth)}a${'{{/if}}'.repeat(depth)}`;
      expect(faultsOf(nested(10))).toEqual([]);
      expect(faultsOf(nested(11))[0]?.says).toMatch(/10 deep/);
      expect(faultsOf(nested(2200))[0]?.says).toMatch(/10 deep/);
    });

    test('a source of more than 64 kB, counted in bytes', () => {
      expect(faultsOf('a'.repeat(64 * 1024))).toEqual([]);
      expect(faultsOf('é'.repeat(33 * 1024))[0]?.says).toMatch(/64 kB/);
    });

    test('a first request without its items, with them twice, or with them in a condition', () => {
      expect(faultsOf('Please send all.', FIRST)[0]?.says).toMatch(/\{\{> items\}\} once/);
      expect(faultsOf('{{> items}}\n\n{{> items}}', FIRST)[0]?.says).toMatch(/once/);
      expect(faultsOf('{{#if inspectionWanted}}{{> items}}{{/if}}', FIRST)[0]?.says).toMatch(/no condition/);
      expect(faultsOf('Please:\n\n{{> items}}', FIRST)).toEqual([]);
    });

    test('many faults are told together, each with its line, and no more than fifty', () => {
      expect(faultsOf('{{a}}\nb\n{{c}}').map(({ line }) => line)).toEqual([1, 3]);
      expect(faultsOf('{{a}}\n'.repeat(500))).toHaveLength(50);
    });

    test('what letters never say is a warning with its line, within a condition too', () => {
      const said = (source: string) => checkTemplate(source, OVERDUE.allowed).warnings;
      expect(said('We write to you.\n\nThis was deemed denied.')).toEqual([{ line: 3, says: expect.stringMatching(/^“deemed denied”: /) as unknown }]);
      expect(said('{{#if facts.received}}\nYou violated the Act.\n{{/if}}').map(({ line }) => line)).toEqual([2]);
      expect(said('We have not received it.')).toEqual([]);
    });

    test('a section that is bare and not read is a warning; one in the table and read is none', () => {
      const warned = (source: string) => checkTemplate(source, OVERDUE.allowed).warnings.map(({ line }) => line);
      const partly = [...CITATIONS.keys()].find((one) => one === 'Gov. Code § 7922.575');
      expect(partly).toBeDefined();
      expect(warned('a (Gov. Code § 7922.535(a)).')).toEqual([]);
      expect(warned('a\n\nb (Gov. Code § 9999.1).')).toEqual([3]);
      expect(warned('see § 1234')).toEqual([1]);
      expect(warned('a (Gov. Code § 7922.575).')).toEqual([1]);
      expect(warned('{{#cite "Gov. Code § 7922.575"}}a (Gov. Code § 7922.575).{{/cite}}')).toEqual([]);
    });
  });

  /** What a template that had got past the check would be made with. */
  const unchecked = (body: string, marked: object = {}): OwnLetterSource => ({ subject: 'S', frame: '{{> body}}', pieces: {}, body, marked, gaps: [], approved: new Set(), highlight: null });

  describe('what got past the check still does nothing', () => {
    test.each(['{{constructor}}', '{{__proto__}}', '{{org.constructor.name}}', '{{toString}}', '{{org.__defineGetter__}}', '{{hasOwnProperty}}'])('%s prints as a gap', (body) => {
      const { text, gaps } = renderOwn(unchecked(body, { org: { name: 'x' } }));
      expect(gaps).toHaveLength(1);
      expect(text).not.toMatch(/function|native|Object/);
    });

    test.each(['{{lookup org "constructor"}}', '{{#with org}}{{constructor}}{{/with}}', '{{> body}}', '{{> @partial-block}}', '{{unknown org}}'])('%s is refused or prints nothing of the server', async (body) => {
      const made = await renderInThread(unchecked(body, { org: { name: 'x' } })).then(({ text }) => text, (error: { code: string }) => error.code);
      expect(made).toMatch(/^(own-templates\.(fails|too-long|too-slow)|\s*|\[the template’s field \w+ is not known\]\s*)$/);
    });

    test('lists in lists in lists that never end are ended after a second, or at sixty pages, and the next letter is made', async () => {
      const list = Array.from({ length: 60 }, () => 'x');
      const each = (depth: number, what: string) => `${'{{#each ../list}}'.repeat(depth)}${what}${'{{/each}}'.repeat(depth)}`;
      const started = Date.now();
      await expect(renderInThread(unchecked(`{{#each list}}${each(7, '')}{{/each}}`, { list }))).rejects.toMatchObject({ code: expect.stringMatching(/too-slow|too-long/) as unknown });
      expect(Date.now() - started).toBeLessThan(15_000);
      await expect(renderInThread(unchecked(`{{#each list}}${each(3, 'a')}{{/each}}`, { list }))).rejects.toMatchObject({ code: expect.stringMatching(/too-slow|too-long/) as unknown });
      expect((await renderInThread(unchecked('{{org.name}}', { org: { name: 'Harbor' } }))).text).toBe('Harbor\n');
    }, 60_000);

    test('a letter of more than 256 kB is refused, and one below it is made', async () => {
      const list = Array.from({ length: 60 }, () => 'x');
      const long = (words: number) => renderInThread(unchecked(`{{#each list}}${'word '.repeat(words)}\n\n{{/each}}`, { list }));
      await expect(long(1000)).rejects.toMatchObject({ code: 'own-templates.too-long' });
      expect((await long(500)).text.length).toBeGreaterThan(140_000);
    });

    test('the process goes on answering while a letter hangs in the thread', async () => {
      const list = Array.from({ length: 60 }, () => 'x');
      let beats = 0;
      const heart = setInterval(() => (beats += 1), 20);
      const hung = renderInThread(unchecked(`{{#each list}}${'{{#each ../list}}'.repeat(7)}${'{{/each}}'.repeat(7)}{{/each}}`, { list }));
      await expect(hung).rejects.toMatchObject({ code: expect.stringMatching(/too-slow|too-long/) as unknown });
      clearInterval(heart);
      expect(beats).toBeGreaterThan(10);
    }, 60_000);

    test.each([
      ['['.repeat(60_000)], ['*a **a '.repeat(9000)], ['`'.repeat(60_000)], ['{{'.repeat(30_000)], ['{{!'.repeat(20_000)], ['\\{{'.repeat(20_000)], ['1. '.repeat(20_000)], ['> '.repeat(30_000)], ['<a '.repeat(20_000)],
      ['![a]('.repeat(10_000)], [`{{#each facts.slips}}${'['.repeat(60_000)}{{/each}}`], ['{{facts.slips '.repeat(4000)], ['a\n'.repeat(30_000)], ['\\\n'.repeat(30_000)],
    ])('what is made to slow a reader down is answered within the second (%#)', async (source) => {
      const started = performance.now();
      const { faults } = await checkInThread(source, PROMISE.allowed);
      for (const { says } of faults) expect(says.length).toBeGreaterThan(20);
      expect(performance.now() - started).toBeLessThan(10_000);
    }, 30_000);

    test('values can add no markup, no header and no braces of their own', () => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom('{{org.contact}}', '**', '<b>', '\n', '\r\nBcc: a@b.c', '# ', '[a](b)', '1. ', '`', '\u202E', '{{> body}}', 'x', '\\', '~'), { maxLength: 12 }), (pieces) => {
          const name = pieces.join('');
          const { html, subject, text } = renderOwn({ ...unchecked('To {{agency.name}}, thank you.', escapedDeeply({ agency: { name } })), subject: `S ${name}` });
          expect(html).toMatch(/^<p>To [^<>]*thank you\.<\/p>$/s);
          expect(subject).not.toMatch(/[\r\n\u202E]/);
          expect(text).not.toMatch(/k7m2|\u202E/);
        }),
        { numRuns: 200 },
      );
    });

    test('a field the letter no longer has is a gap, named once, and conditions on it do not hold', () => {
      const { gaps, text } = renderOwn(unchecked('{{facts.gone}} and {{facts.gone}}{{#if facts.gone}} yes{{else}} no{{/if}}{{#each facts.list}}a{{/each}}', { facts: {} }));
      expect(gaps).toEqual([{ path: 'own.facts.gone', label: expect.stringContaining('facts.gone') as unknown }]);
      expect(text).toContain(' no');
    });
  });

  /** Pieces of templates, good and bad, in any order and any nesting. */
  const piece: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('Words. ', '{{facts.received}}', '{{org.name}}', '{{facts.determination}}', '**bold**', '\n\n', '1. a\n', '{{constructor}}', '{{lookup org "x"}}', '{{@root}}', '{{../org}}', '{{{org.name}}}', '{{> body}}', '{{#*inline "a"}}{{/inline}}', '<b>', '{{this}}', '{{!-- a --}}', '{{~org.name~}}', '\\{{org.name}}', '`', '[a](b)', '{{'),
      fc.tuple(fc.constantFrom('if facts.received', 'unless facts.producedOn', 'each ownWords', 'if constructor', 'each org', 'cite "Gov. Code § 7922.535(a)"', 'with org', 'if @first'), tie('node')).map(([head, inner]) => `{{#${head}}}${inner}{{/${head.split(' ')[0] ?? ''}}}`),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    ),
  })).node;

  describe('whatever a template is put together from', () => {
    test('it is refused, or it is a letter made of words alone, without a gap where nothing is missing', () => {
      let [kept, refused] = [0, 0];
      fc.assert(
        fc.property(piece, (source) => {
          const { faults } = checkTemplate(source, OVERDUE.allowed);
          if (faults.length > 0) {
            refused += 1;
            for (const { line, says } of faults) expect([line >= 1 && line <= source.split('\n').length, says.length > 20]).toEqual([true, true]);
            return;
          }
          kept += 1;
          const { html, text, gaps } = renderOwn(exampleOf(OVERDUE, source));
          expect(gaps).toEqual([]);
          expect(html.replace(/<\/?(p|strong|ol|ul|li|mark)( class="gap"| start="\d+")?>|<(br|hr)>/g, '')).not.toMatch(/[<>]/);
          expect(text).not.toMatch(/\[object|undefined|function/);
        }),
        { numRuns: 1500 },
      );
      expect(Math.min(kept, refused)).toBeGreaterThan(50);
    });
  });
});

describe('their words', () => {
  const copied = (library: LibraryLetter, values: Pick<Parameters<typeof renderOwn>[0], 'subject' | 'marked' | 'gaps'>, body = library.body) =>
    renderOwn({ ...values, frame: library.frame, pieces: library.pieces, body, approved: new Set(), highlight: null });

  const FIRST = libraryLetters().filter(({ kind }) => kind === 'first');

  describe('a copy nobody has changed', () => {
    test.each(VARIANTS)('reads as the library’s own: %s', (_, given) => {
      const { offered, known } = made(given);
      const { fields, setting } = settingOf(known, { inputs: given.inputs ?? {} });
      const own = copied(libraryLetter(offered.followUp.slug), followUpValues(offered, fields, setting));
      expect(own).toEqual(followUpLetter(offered, fields, setting));
    });

    test.each(FIRST.map(({ slug }) => slug))('reads as the library’s own: %s', (slug) => {
      const library = libraryLetter(slug);
      const template = 'template' in library.base ? library.base.template : null;
      if (!template) throw new Error('a first request has a template');
      for (const foia of [PLAIN, FILLED]) {
        for (const inspectionWanted of [false, true]) {
          const variables = {
            date: 'November 24, 2026', ...byLaw(template, foia), org: { name: 'Harbor Records Project', lines: ['P.O. Box 1140'], contact: 'k7m2@replies.example.org' },
            request: { ref: 'TD-2026-0007', title: template.title, items: template.pack('2026-11-24', template.writtenFor[0] ?? '').map((item, index) => itemWords({ n: index + 1, ...item })) },
            fee: { ceiling: '$25' }, signer: { name: '', title: 'Secretary' }, rule: cpraRuleText('2026-11-24'), inspectionWanted,
          };
          expect(copied(library, { subject: variables.subject, ...withGapMarks(variables) })).toEqual(composeLetter(templateSource(template), variables));
        }
      }
    });

    test.each(libraryLetters().map(({ slug }) => slug))('may be saved as it is, and is a letter with examples: %s', (slug) => {
      const library = libraryLetter(slug);
      expect(checkTemplate(library.body, library.allowed)).toEqual({ faults: [], warnings: [] });
      const { text, gaps } = renderOwn(exampleOf(library, library.body));
      expect(gaps).toEqual([]);
      expect(text).not.toMatch(/undefined|\[object/);
    });
  });
});
