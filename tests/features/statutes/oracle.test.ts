import { describe, expect, test } from '@jest/globals';
import { CALENDARS, dayState, type CalendarId } from '../../../server/features/statutes/calendars.js';
import { weekday, type CivilDate } from '../../../server/features/statutes/civil-date.js';
import { LEGAL_VECTORS } from '../../fixtures/statutes/legal-vectors.js';
import { inputOf, ruleOf } from './legal-review.js';
import { isClosedOn } from './oracle/closed-days.js';
import { expectAgreement, expectAgreementOn, seed } from './oracle/compare.js';
import { dayOf, next } from './oracle/days.js';

/** The law twice: the engine against a day-by-day oracle that shares none of its counting and none of its lists. */

describe('The slow way agrees', () => {
  test('on every day of 2017 to 2040 of every calendar, whether it is open', () => {
    const differing: string[] = [];
    for (let day = dayOf('2017-01-01'); day.year <= 2040; day = next(day)) {
      const iso = day.iso as CivilDate;
      if (weekday(iso) !== day.weekday) differing.push(`${iso} weekday`);
      for (const id of Object.keys(CALENDARS) as CalendarId[]) if (dayState(id, iso).open === isClosedOn(id, day)) differing.push(`${iso} ${id}`);
    }
    expect(differing).toEqual([]);
  });

  test('on every request of the legal review', () => {
    for (const vector of LEGAL_VECTORS) if (ruleOf(vector) !== null) expectAgreement(inputOf(vector));
  });

  test(`on 2,000 random requests, every date and every judged notice (seed ${seed})`, () => expectAgreementOn(2_000));
});
