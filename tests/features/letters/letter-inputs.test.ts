import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LetterInput, addedWords, inputProblems, keepable, markInputs, printedInputs } from '../../../server/features/letters/follow-ups/letter-inputs.js';
import { type Gap, needsInto } from '../../../server/features/letters/letter-variables.js';

const INPUTS: readonly LetterInput[] = [
  { name: 'pages', kind: 'text', label: 'Which pages', required: true },
  { name: 'reasons', kind: 'lines', label: 'Reasons', required: true },
  { name: 'phase', kind: 'choice', label: 'What first', options: [{ value: 'now', label: 'Now', prints: 'first' }, { value: 'later', label: 'Later' }] },
  { name: 'day', kind: 'date', label: 'Day' },
  { name: 'most', kind: 'money', label: 'Most' },
  { name: 'sure', kind: 'tick', label: 'I am sure', required: true },
];
const FULL = { pages: '  4  and 5 ', reasons: 'One.\n\nTwo.', phase: 'now', day: '2026-11-30', most: '25.50', sure: 'on' };

describe('what a letter asks its writer for', () => {
  test('is printed by its kind', () => {
    expect(printedInputs(INPUTS, FULL)).toEqual({
      typed: { pages: '4 and 5', reasons: ['One.', 'Two.'], phase: 'first', day: 'November 30, 2026'.replaceAll(' ', '\u00a0'), most: '$25.50', sure: true },
      chosen: { phase: { now: true, later: false } }, said: { pages: '4 and 5.' },
    });
    expect(printedInputs(INPUTS, { phase: 'later' }).typed).toEqual({ pages: '', reasons: [], phase: 'later', day: '', most: '', sure: false });
  });

  test('refused by field when a value is not of its kind, and a field the letter lacks', () => {
    const problems = inputProblems(INPUTS, { pages: 'x'.repeat(301), reasons: 'x'.repeat(4001), phase: 'never', day: '2026-02-30', most: 'lots', sure: 'yes', other: 'x', blank: '' });
    expect(Object.keys(problems).sort()).toEqual(['inputs.day', 'inputs.most', 'inputs.other', 'inputs.pages', 'inputs.phase', 'inputs.reasons', 'inputs.sure']);
    expect(inputProblems(INPUTS, FULL)).toEqual({});
    expect(inputProblems(INPUTS, Object.fromEntries(INPUTS.map(({ name }) => [name, ''])))).toEqual({});
  });

  test('half typed, what can be kept is kept', () => {
    expect(keepable(INPUTS, { ...FULL, day: '2026-1', other: 'x', blank: '' })).toEqual({ pages: FULL.pages, reasons: FULL.reasons, phase: 'now', most: '25.50', sure: 'on' });
  });

  test('a choice the letter no longer offers reads as blank', () => {
    expect(printedInputs(INPUTS, { phase: 'gone' })).toMatchObject({ typed: { phase: '' }, chosen: { phase: { now: false, later: false } } });
  });

  test('needed and blank is a gap that names the field; the rest is none', () => {
    const gapsOf = (typed: Record<string, string>) => {
      const gaps: Gap[] = [];
      markInputs(INPUTS, printedInputs(INPUTS, typed), needsInto(gaps));
      return gaps;
    };
    expect(gapsOf({})).toEqual([
      { path: 'inputs.pages', label: 'fill in: Which pages' }, { path: 'inputs.reasons', label: 'fill in: Reasons' }, { path: 'inputs.sure', label: 'fill in: I am sure' },
    ]);
    expect(gapsOf(FULL)).toEqual([]);
    expect(gapsOf({ ...FULL, pages: ' \t ' }).map(({ path }) => path)).toEqual(['inputs.pages']);
  });

  test('words typed are checked as words; days and sums are not', () => {
    expect(addedWords(INPUTS, { ownWords: 'Own.', inputs: FULL })).toBe('Own.\n  4  and 5 \nOne.\n\nTwo.');
  });

  test('whatever is typed, a template finds every name and nothing more', () => {
    const names = [...INPUTS.map(({ name }) => name), 'other'];
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 40 })), (typed) => {
      expect(Object.keys(printedInputs(INPUTS, typed).typed)).toEqual(INPUTS.map(({ name }) => name));
      expect(inputProblems(INPUTS, keepable(INPUTS, typed))).toEqual({});
    }));
  });
});
