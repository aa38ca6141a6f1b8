import { describe, expect, test } from '@jest/globals';
import { openDays } from '../../../server/features/statutes/calendars.js';
import { fromDayNumber, parseCivilDate, toDayNumber } from '../../../server/features/statutes/civil-date.js';
import { rollForward } from '../../../server/features/statutes/counting.js';
import { deriveDates, deriveDeadlines, type DerivedDeadline } from '../../../server/features/statutes/derive.js';
import { LEGAL_VECTORS, type LegalVector } from '../../fixtures/statutes/legal-vectors.js';
import { inputOf, reviewFile, ruleOf } from './legal-review.js';

/** Asserts everything a vector states: due, earliest reading, every calendar's date, the other reading, what is safe, what is ours. */
function assertVector(vector: LegalVector): void {
  const rule = ruleOf(vector);
  if (rule === null) return assertPlainCount(vector);
  const deadlines = deriveDeadlines(inputOf(vector));
  const deadline = deadlines.find((candidate) => candidate.rule === rule);
  if (vector.rule.startsWith('cpra.extension.14d')) return assertExtension(vector, deadlines, deadline);
  if (!deadline) throw new Error(`${vector.id}: no deadline for ${rule}`);
  const expected = vector.own_deadline_conservative ?? vector.expected_due;
  expect(deadline.due).toBe(expected);
  if (vector.own_deadline_conservative) expect(deadline.lastLawful).toBe(vector.expected_due);
  if (vector.nominal_day) expect(deadline.nominal).toBe(vector.nominal_day);
  if (vector.safe_to_assert) expect(deadline.assertAfter).toBe(vector.safe_to_assert);
  if (vector.by_calendar) expect(deadline.byCalendar).toEqual(vector.by_calendar);
  if (vector.calendar === 'NONE') expect(deadline.byCalendar).toEqual({});
}

/** The review states the two bases of the fourteen days as two vectors: `due` uses the earlier, `assertAfter` the later. */
function assertExtension(vector: LegalVector, deadlines: readonly DerivedDeadline[], extension: DerivedDeadline | undefined): void {
  expect(deadlines.find(({ rule }) => rule === 'cpra.determination')?.due).toBe(vector.original_due);
  if (!extension) return expect(vector.expected_due).toBe(vector.original_due);
  const rolled = extension.derivation.readings.find(({ id }) => id === 'rolled_base')?.date;
  const isRolled = vector.rule.endsWith('.rolled');
  expect(isRolled ? rolled : extension.due).toBe(vector.expected_due);
  expect(isRolled ? extension.due : rolled).toBe(vector.other_reading);
  expect(extension.assertAfter >= String(rolled)).toBe(true);
}

function assertPlainCount(vector: LegalVector): void {
  const count = Number(/\.(\d+)d$/.exec(vector.rule)?.[1]);
  expect(count).toBeGreaterThan(0);
  expect(fromDayNumber(rollForward(toDayNumber(parseCivilDate(vector.received)) + count, openDays('CA_JUD')))).toBe(vector.expected_due);
}

describe('Dates the legal review worked out', () => {
  test.each(LEGAL_VECTORS)('$id: $why', (vector) => assertVector(vector));

  test('dates alone are the same as the dates with their explanation', () => {
    for (const vector of LEGAL_VECTORS) {
      const explained = deriveDeadlines(inputOf(vector)).map(({ steps, notes, derivation, ...dates }) => ({ count: steps.length + notes.length + derivation.lines.length, dates }));
      expect(deriveDates(inputOf(vector))).toEqual(explained.map(({ dates }) => dates));
      expect(explained.every(({ count }) => count > 0)).toBe(true);
    }
  });
});

const review = reviewFile<LegalVector[]>('golden-deadlines.json');

describe(review ? 'The review’s own file beside the checkout' : 'Without the review’s file the table stands alone', () => {
  test('every vector holds, and the table has every one of them', () => {
    const vectors = review ?? LEGAL_VECTORS;
    expect(vectors.length).toBeGreaterThanOrEqual(70);
    for (const vector of vectors) assertVector(vector);
    const known = new Set(LEGAL_VECTORS.map(({ id }) => id));
    expect(vectors.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});
