import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readReply } from '../../../server/features/replies/reading/read-reply.js';
import { REPLY_CASES } from './reading-cases.js';

/** Lines as mails have them: the table's own, marks of quotes and heads, and any text at all. */
const line = fc.oneof(
  fc.constantFrom(...REPLY_CASES.map(({ text }) => text)),
  fc.constantFrom('> quoted', 'On Mon, Mar 9, 2026 at 9:00 AM A <a@example.org> wrote:', 'From: A', 'Sent: Monday', '-- ', 'Sincerely,', 'You requested the following:', '1. Any and all records', '', '\f', 'CONFIDENTIALITY NOTICE:'),
  fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }),
);
const mail = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('any text at all', () => {
  test('is read without a crash; every sentence, number and part lies in it; twice the same', () => {
    fc.assert(
      fc.property(mail, fc.boolean(), (text, dated) => {
        const reply = { text, sentOn: dated ? '2026-03-10' : null, ours: [text.slice(0, 200)] };
        const reading = readReply(reply);
        const spans = [...reading.said, ...reading.aside, ...reading.numbers, ...reading.unread, ...reading.kinds.flatMap(({ evidence }) => evidence), ...reading.items.map(({ sentence }) => sentence)];
        for (const { start, end } of spans) expect(start >= 0 && start < end && end <= text.length).toBe(true);
        for (const { start, end, text: words } of reading.said) expect(text.slice(start, end).replaceAll(/\s+/g, ' ').trim()).toBe(words);
        expect(readReply(reply)).toEqual(reading);
      }),
      { numRuns: 300 },
    );
  });

  test('sentences said stand in order and never overlap what was set aside', () => {
    fc.assert(
      fc.property(mail, (text) => {
        const { said, aside } = readReply({ text, sentOn: null });
        const spans = [...said, ...aside].toSorted((a, b) => a.start - b.start || a.end - b.end);
        for (const [index, span] of spans.entries()) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
      }),
      { numRuns: 200 },
    );
  });
});

/** What a mail of that length is read in where nothing runs away, with much to spare: a pattern that does takes minutes. */
const SECONDS = 15;

describe('a long text meant to take long', () => {
  const seeds = [
    'a', ' ', '\n', '>\n', '> a\n\n', '. ', 'no ', 'your ', 'fee ', 'appeal ', 'On x 2026\nwrote:\n', 'From: a\n', '\na\n', 'section 7923.600, ', 'informed that ', 'thirty ', '$1 ', 'A B ', 'a-', '1.1.1.',
    'March 3, 2026 by ', 'You requested the following, any and all records: ', 'We cannot create a list. No records exist. ', 'items 1, 2, ', 'no a b c d responsive ', 'The City Of The Harbor Of ',
  ];

  test.each(seeds)('%j', (seed) => {
    const text = seed.repeat(Math.ceil(150_000 / seed.length));
    const before = process.cpuUsage();
    readReply({ text, sentOn: '2026-03-10', ours: [text.slice(0, 2000)] });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(SECONDS);
  });
});
