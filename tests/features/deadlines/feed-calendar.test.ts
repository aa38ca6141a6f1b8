import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarEvents, calendarHead, calendarTail } from '../../../server/features/deadlines/feed-calendar.js';
import { type FeedDeadline, type FeedStyle, feedEvents } from '../../../server/features/deadlines/feed-events.js';
import { readCalendar } from './feed-reader.js';

const DEADLINE: FeedDeadline = {
  id: '01936f00-0000-7000-8000-000000000001', requestId: '01936f00-0000-7000-8000-000000000002', number: 'TD-2026-0007', title: 'Who plate data goes to', agency: 'LAPD',
  rule: 'cpra.determination', owner: 'agency', kind: 'statutory', due: '2026-11-30', assertAfter: '2026-12-01', presumed: false, state: 'open',
  citation: 'Cal. Gov. Code § 7922.535(a); CCP § 12', confidence: 'settled', revision: 3, createdAt: new Date('2026-11-16T20:00:00Z'), updatedAt: new Date('2026-11-20T20:00:00Z'),
};
const OPAQUE: FeedStyle = { titles: 'opaque', publicUrl: 'https://tenday.example.org', uidHost: 'replies.example.org' };
const FULL: FeedStyle = { ...OPAQUE, titles: 'full' };

const written = (rows: readonly FeedDeadline[], style: FeedStyle, name = 'Tenday') => `${calendarHead(name)}${calendarEvents(rows.flatMap((row) => feedEvents(row, style)))}${calendarTail}`;
const entriesOf = (row: Partial<FeedDeadline>, style = FULL) => readCalendar(written([{ ...DEADLINE, ...row }], style)).entries;
/** As it was before it was folded. */
const unfolded = (text: string) => text.replaceAll('\r\n ', '');

const anyText = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 300 });
const anyRow: fc.Arbitrary<FeedDeadline> = fc.record({
  id: fc.uuid(), requestId: fc.uuid(), number: fc.constantFrom('TD-2026-0001', 'LONGPREFIX-2027-12345'), title: anyText, agency: anyText,
  rule: fc.constantFrom('cpra.determination', 'foia.suit', 'reminder', 'records.retention', 'promise', 'something.new'), owner: fc.constantFrom('agency', 'requester'),
  kind: fc.constantFrom('statutory', 'promised', 'set_by_us'), due: fc.constantFrom('2026-12-31', '2028-02-28', '2028-02-29', '2027-03-14'), assertAfter: fc.constantFrom(null, '2028-02-29', '2028-03-01'),
  presumed: fc.boolean(), state: fc.constantFrom('open', 'met', 'void'), citation: anyText, confidence: fc.constantFrom('settled', 'unsettled', 'unverified'),
  revision: fc.integer({ min: 1, max: 5000 }), createdAt: fc.constant(DEADLINE.createdAt), updatedAt: fc.constant(DEADLINE.updatedAt),
});

describe('a calendar as another parser reads it', () => {
  test('is whole and valid whatever stands in titles, and says them unharmed', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 4 }), fc.constantFrom(OPAQUE, FULL), anyText, (rows, style, name) => {
        const events = rows.flatMap((row) => feedEvents(row, style));
        const { entries } = readCalendar(written(rows, style, name));
        expect(entries.map((entry) => [entry.uid, entry.start, entry.sequence])).toEqual(events.map((event) => [event.uid, event.date, event.sequence]));
        for (const [index, row] of rows.entries()) {
          if (style.titles === 'full' && !/(?![\u0080-\u009f])\p{Cc}|\u00a0/u.test(row.title)) expect(entries.filter((entry) => entry.uid.startsWith(rows[index]?.id ?? '-'))[0]?.description).toContain(row.title);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('folds a long title of emoji at 75 octets and never inside one', () => {
    const title = `${'👩🏽‍⚖️ Kamera-Lesegeräte; “wer”, wo\\ und wann? '.repeat(12)}Ende`;
    const text = written([{ ...DEADLINE, title }], FULL);
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.some((line) => line.startsWith(' '))).toBe(true);
    expect(text).not.toContain('\ufffd');
    expect(readCalendar(text).entries[0]?.description.split('\n')[0]).toBe(title);
  });

  test('a line end in a title opens no line of its own', () => {
    const [entry, ...more] = entriesOf({ title: 'Plates\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged\u0000', assertAfter: null });
    expect(more).toEqual([]);
    expect(entry?.summary).not.toContain('forged');
  });

  test('a whole day is the civil date itself, leap day and year’s end too', () => {
    expect(entriesOf({ due: '2028-02-28', assertAfter: null })[0]).toMatchObject({ start: '2028-02-28', end: '2028-02-29', allDay: true });
    expect(entriesOf({ due: '2026-12-31', assertAfter: null })[0]).toMatchObject({ start: '2026-12-31', end: '2027-01-01' });
  });
});

describe('an opaque calendar', () => {
  const words = fc.stringMatching(/^[QXZ][a-zA-Z ]{6,40}[qxz]$/);
  test('holds not a word of title, agency, law or rule', () => {
    fc.assert(
      fc.property(anyRow, words, words, words, (row, title, agency, citation) => {
        const text = unfolded(written([{ ...row, title, agency, citation }], OPAQUE));
        for (const secret of [title, agency, citation, 'Determination', 'FOIA', '§']) expect(text).not.toContain(secret);
      }),
      { numRuns: 400 },
    );
  });

  test('says the number and a word', () => {
    const says = (row: Partial<FeedDeadline>) => entriesOf(row, OPAQUE).map((entry) => entry.summary);
    expect(says({})).toEqual(['TD-2026-0007: due', 'TD-2026-0007: safe to call late after']);
    expect(says({ presumed: true })).toEqual(['TD-2026-0007: due, presumed']);
    expect(says({ state: 'met' })).toEqual(['TD-2026-0007: done', 'TD-2026-0007: no longer applies']);
    expect(says({ kind: 'promised' })).toEqual(['TD-2026-0007: promised']);
    expect(says({ owner: 'requester', assertAfter: null })).toEqual(['TD-2026-0007: our date']);
  });
});

describe('a full calendar', () => {
  test('says what is owed, by whom, how sure, and where it is counted', () => {
    const [due, safe] = entriesOf({ confidence: 'unsettled' });
    expect(due).toMatchObject({ summary: 'TD-2026-0007, LAPD: Determination, due (law unsettled)', url: `https://tenday.example.org/requests/${DEADLINE.requestId}/deadlines/${DEADLINE.id}` });
    expect(due?.description).toBe(
      'Who plate data goes to\n§ 7922.535(a)\nDue Mon, Nov 30, 2026; safe to call late after Tue, Dec 1, 2026.\nThe law is unsettled here: see how it was counted.\nOpen in Tenday',
    );
    expect(safe?.start).toBe('2026-12-01');
    expect(entriesOf({ confidence: 'unverified', presumed: true })[0]?.summary).toBe('TD-2026-0007, LAPD: Determination, due, presumed (not verified)');
  });

  test('what ended reminds nobody', () => {
    for (const state of ['met', 'void'] as const) expect(entriesOf({ state }).flatMap((entry) => entry.alarms)).toEqual([]);
    expect(entriesOf({ state: 'met' }).map((entry) => entry.status)).toEqual(['CONFIRMED', 'CANCELLED']);
  });

  test('asks to be read again every six hours', () => {
    expect(calendarHead('Tenday')).toMatch(/\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n/);
    expect(calendarHead('Harbor; Watch, “A”\r\nBEGIN:VEVENT')).toContain('X-WR-CALNAME:Harbor\\; Watch\\, “A” \\nBEGIN:VEVENT\r\n');
  });
});
