import { describe, expect, test } from '@jest/globals';
import { AGENCY_CALENDARS, componentOf, defaultAgency } from '../../../server/features/statutes/agency-calendars.js';
import { openDays } from '../../../server/features/statutes/calendars.js';
import { type CivilDate, fromDayNumber, parseCivilDate, toDayNumber } from '../../../server/features/statutes/civil-date.js';
import { rollForward } from '../../../server/features/statutes/counting.js';
import { deriveDates, type DerivedDeadline, deriveDeadlines } from '../../../server/features/statutes/derive.js';
import type { ServiceMethod, StatuteFact } from '../../../server/features/statutes/facts.js';
import { RULE_IDS } from '../../../server/features/statutes/rule.js';
import { requireRule, ruleInForce, RULES, rulesVersion } from '../../../server/features/statutes/rules.js';
import { validateFacts, validateInput } from '../../../server/features/statutes/validate-facts.js';
import { LEGAL_VECTORS, type LegalVector } from '../../fixtures/statutes/legal-vectors.js';
import { inputOf, reviewFile, ruleOf } from './legal-review.js';
import { deadlineOf, request, rulesOf } from './support.js';

describe('federal', () => {
  describe('A determination under FOIA', () => {
    test('twenty working days, the day after Thanksgiving among them, holidays named', () => {
      const deadline = deadlineOf('foia.determination', request('ice', { date: '2026-11-04', time: '09:00' }));
      expect(deadline).toMatchObject({ due: '2026-12-04', earliest: '2026-12-04', assertAfter: '2026-12-04', confidence: 'settled', byCalendar: { FED: '2026-12-04', FED_STRICT: '2026-12-04' } });
      expect(deadline.steps).toEqual([
        'Received Wed, Nov 4, 2026 at 09:00; that day is day 0 and is not counted (5 U.S.C. § 552(a)(6)(A)(i)).',
        'Wed, Nov 11, 2026 is Veterans Day: federal offices are closed, so it is not counted (5 U.S.C. § 6103).',
        'Thu, Nov 26, 2026 is Thanksgiving Day: federal offices are closed, so it is not counted (5 U.S.C. § 6103).',
        'Saturdays and Sundays are not counted: Nov 7, Nov 8, Nov 14, Nov 15, Nov 21, Nov 22, Nov 28 and Nov 29 (5 U.S.C. § 552(a)(6)(A)).',
        '20 working days after Wed, Nov 4, 2026, leaving out Saturdays, Sundays and legal public holidays, end on Fri, Dec 4, 2026 (5 U.S.C. § 552(a)(6)(A)(i)).',
        'Due Fri, Dec 4, 2026, on the calendar “Federal holidays as agencies keep them” (5 U.S.C. § 552(a)(6)(A)(i)).',
        'Every calendar gives this day: “Federal holidays on the statute’s dates only” and “Federal holidays as agencies keep them”.',
        'Safe to call late after Fri, Dec 4, 2026: no reading gives a later day.',
      ]);
    });

    test('its squares number working days only and end on the twentieth', () => {
      const { days } = deadlineOf('foia.determination', request('ice', '2026-11-04')).derivation;
      expect(days.at(-1)).toEqual({ date: '2026-12-04', role: 'due', n: 20 });
      expect(days.filter(({ role }) => role === 'counted')).toHaveLength(19);
      expect(days.find(({ date }) => date === '2026-11-11')).toEqual({ date: '2026-11-11', role: 'closed', reason: 'Veterans Day: federal offices are closed' });
    });

    test('observed holidays move “due”; the strict reading is the earliest', () => {
      expect(deadlineOf('foia.determination', request('fbi', '2026-06-15'))).toMatchObject({ due: '2026-07-15', earliest: '2026-07-14', assertAfter: '2026-07-15', confidence: 'unsettled' });
    });

    test('received on a Saturday it is safe to call late a day later than due', () => {
      expect(deadlineOf('foia.determination', request('cbp', '2026-09-05'))).toMatchObject({ due: '2026-10-05', assertAfter: '2026-10-06' });
    });

    test('sent to the wrong component, the clock starts after ten calendar days at the latest', () => {
      const late = [{ type: 'received_by_other_component', date: '2026-06-04' }, { type: 'received_by_proper_component', date: '2026-06-20' }] as const;
      const soon = [{ type: 'received_by_other_component', date: '2026-06-04' }, { type: 'received_by_proper_component', date: '2026-06-08' }] as const;
      const never = [{ type: 'received_by_other_component', date: '2026-06-04' }] as const;
      expect([late, soon, never].map((facts) => deadlineOf('foia.determination', request('ice', '2026-06-04', { facts })).due)).toEqual(['2026-07-14', '2026-07-08', '2026-07-14']);
      expect(deadlineOf('foia.determination', request('ice', '2026-06-04', { facts: late })).steps.join('\n')).toContain('The clock starts on Sun, Jun 14, 2026');
    });

    test('one question stops the clock, questions about fees do, a second question does not', () => {
      const one = [{ type: 'toll_information_request', from: '2026-10-09', to: '2026-10-21' }] as const;
      const two = [...one, { type: 'toll_information_request', from: '2026-10-26', to: '2026-10-30' }] as const;
      const fees = [...one, { type: 'toll_fee_clarification', from: '2026-10-26', to: '2026-10-30' }] as const;
      const due = (facts: typeof one | typeof two | typeof fees): string => deadlineOf('foia.determination', request('ice', '2026-10-05', { facts })).due;
      expect([due(one), due(two), due(fees)]).toEqual(['2026-11-13', '2026-11-13', '2026-11-19']);
      expect(deadlineOf('foia.determination', request('ice', '2026-10-05', { facts: two })).notes.join(' ')).toContain('does not stop the clock');
    });

    test('a closing by order is no legal public holiday', () => {
      const deadline = deadlineOf('foia.determination', request('ice', '2026-11-04', { closures: [{ date: '2026-11-27', name: 'Executive order' }] }));
      expect(deadline.due).toBe('2026-12-04');
      expect(deadline.notes.join(' ')).toContain('not a legal public holiday');
    });
  });

  describe('Unusual circumstances', () => {
    const sent = (date: '2026-11-02' | '2026-11-04' | '2026-11-03') => [{ type: 'unusual_circumstances_notice', sent: date }] as const;

    test('add ten working days', () => {
      const input = request('ice', '2026-10-05', { facts: sent('2026-11-02') });
      expect(deadlineOf('foia.extension', input)).toMatchObject({ due: '2026-11-18', assertAfter: '2026-11-18' });
      expect(deadlineOf('foia.determination', input)).toMatchObject({ due: '2026-11-03', extendedBy: 'foia.extension' });
    });

    test('noticed after the time ended add nothing', () => {
      expect(rulesOf(request('ice', '2026-10-05', { facts: sent('2026-11-04') }))).toEqual(['foia.determination']);
    });

    test('noticed after “due” but not after “safe” move “safe” only', () => {
      // Received on a Saturday: the twentieth working day is Monday November 2; counted from Monday October 5 it is November 3.
      const input = request('ice', '2026-10-03', { facts: sent('2026-11-03') });
      expect(deadlineOf('foia.determination', input)).toMatchObject({ due: '2026-11-02', assertAfter: '2026-11-03' });
      expect(deadlineOf('foia.extension', input)).toMatchObject({ due: '2026-11-02', assertAfter: '2026-11-18' });
    });
  });

  describe('Other federal clocks', () => {
    test('expedited processing: ten calendar days that don’t roll, safe after the next open day', () => {
      const facts = [{ type: 'expedited_requested', requested: '2026-06-17' }] as const;
      expect(deadlineOf('foia.expedited', request('ice', '2026-06-17', { facts }))).toMatchObject({ nominal: '2026-06-27', earliest: '2026-06-27', due: '2026-06-27', assertAfter: '2026-06-29', byCalendar: {} });
    });

    test('an appeal is decided in twenty working days of its receipt', () => {
      const facts = [{ type: 'appeal_received', date: '2026-08-28' }] as const;
      expect(deadlineOf('foia.appeal_decision', request('fbi', '2026-03-02', { facts }))).toMatchObject({ due: '2026-09-28', owner: 'agency' });
    });
  });

  describe('Our own deadlines', () => {
    const adverse = [{ type: 'adverse_determination', date: '2026-06-01' }] as const;

    test('a DHS appeal is kept at ninety calendar days; the ninety working days are shown', () => {
      expect(deadlineOf('foia.appeal', request('ice', '2026-03-02', { facts: adverse }))).toMatchObject({
        owner: 'requester', nominal: '2026-08-30', due: '2026-08-28', earliest: '2026-08-28', assertAfter: '2026-08-28', lastLawful: '2026-10-08', confidence: 'unverified', byCalendar: { FED: '2026-10-08', FED_STRICT: '2026-10-07' },
      });
    });

    test('a DOJ appeal ends on the last open day before its ninetieth day', () => {
      expect(deadlineOf('foia.appeal', request('fbi', '2026-03-02', { facts: adverse }))).toMatchObject({ due: '2026-08-28', lastLawful: '2026-08-30', citation: '28 C.F.R. § 16.8(a)', byCalendar: {} });
    });

    test('an agency of no known department gets the statute’s minimum', () => {
      const input = request('ice', '2026-03-02', { facts: adverse, agency: defaultAgency('FOIA') });
      expect(deadlineOf('foia.appeal', input)).toMatchObject({ due: '2026-08-28', citation: '5 U.S.C. § 552(a)(6)(A)(i)' });
    });

    test('a writ after service by mail relies on no extra day', () => {
      const service = (method: 'personal' | 'mail') => [{ type: 'service', method, date: '2026-03-11', of: 'notice of entry of order' }] as const;
      const [hand, mail] = (['personal', 'mail'] as const).map((method) => deadlineOf('cpra.appellate_writ', request('lapd', '2026-01-05', { facts: service(method) })));
      expect(hand).toMatchObject({ due: '2026-03-30', lastLawful: '2026-04-01', nominal: '2026-03-31', owner: 'requester' });
      expect(mail).toMatchObject({ due: '2026-03-30', lastLawful: '2026-04-06', confidence: 'unsettled' });
      expect(hand?.steps.join('\n')).toContain('Tue, Mar 31, 2026 is Farmworkers Day: courts are closed');
    });

    test('an order on fees has its own appeal, not the writ', () => {
      const facts = [{ type: 'service', method: 'personal', date: '2026-03-11', of: 'notice_of_entry_of_fee_order' }] as const;
      const input = request('lapd', '2026-01-05', { facts });
      expect(rulesOf(input)).toEqual(['cpra.determination', 'cpra.fee_order_appeal']);
      expect(deadlineOf('cpra.fee_order_appeal', input)).toMatchObject({ nominal: '2026-05-10', due: '2026-05-08', lastLawful: '2026-05-11', confidence: 'unverified' });
    });

    test('a petition has a reference date and two warnings, all unsettled', () => {
      const deadline = deadlineOf('cpra.petition_reference', request('lapd', '2026-10-01', { facts: [{ type: 'denial', date: '2026-11-24' }] }));
      expect(deadline).toMatchObject({ nominal: '2029-11-24', due: '2029-11-21', confidence: 'unsettled' });
      expect(deadline.derivation.readings.map(({ id, date }) => [id, date])).toEqual([['own', '2029-11-21'], ['sixty_days', '2027-01-23'], ['one_year', '2027-11-24']]);
    });

    test('a suit is due six years after the agency’s time ran out', () => {
      const facts = [{ type: 'constructive_exhaustion', date: '2026-11-07' }] as const;
      expect(deadlineOf('foia.suit', request('ice', '2026-10-05', { facts }))).toMatchObject({ nominal: '2032-11-07', due: '2032-11-05', lastLawful: '2032-11-07' });
    });
  });
});

describe('legal vectors', () => {
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
});

describe('rules', () => {
  describe('The rules as dated data', () => {
    test('every id has a text for every day of receipt, with its law and a plain sentence', () => {
      for (const id of RULE_IDS) {
        for (const day of ['1990-01-01', '2022-12-31', '2023-01-01', '2026-11-24', '2100-12-31'] as const) {
          const variant = id === 'foia.appeal' ? 'DHS' : undefined;
          const rule = requireRule(id, day, variant);
          expect(rule.citation.length).toBeGreaterThan(5);
          expect(rule.sentence).toMatch(/\.$/);
        }
      }
      expect(rulesVersion).toMatch(/^\d{4}-\d{2}-\d{2}/);
    });

    test('no two texts of an id govern the same day', () => {
      for (const rule of RULES) {
        const start = rule.effectiveFrom ?? '1990-01-01';
        const governing = RULES.filter((other) => other.id === rule.id && other.variant === rule.variant && (other.effectiveFrom ?? '0') <= start && (other.effectiveTo ?? '9') >= start);
        expect(governing).toEqual([rule]);
      }
    });

    test('AB 1821 is unverified and governs no receipt before 2027', () => {
      expect(ruleInForce('cpra.determination', '2026-12-31', 'ab_1821')).toBeUndefined();
      expect(ruleInForce('cpra.determination', '2027-01-01', 'ab_1821')).toMatchObject({ confidence: 'unverified', unit: 'working_day' });
    });
  });

  describe('The ten agencies of the calculator', () => {
    test('have the law, calendar, zone and department the contract gives them', () => {
      const brief = Object.fromEntries(Object.entries(AGENCY_CALENDARS).map(([slug, { law, calendarSet }]) => [slug, `${law} ${calendarSet}`]));
      expect(brief).toEqual({
        lapd: 'CPRA LA_CITY', bopc: 'CPRA LA_CITY', 'lapd-oig': 'CPRA LA_CITY', 'la-city-attorney': 'CPRA LA_CITY', lasd: 'CPRA CA', 'cal-doj': 'CPRA CA',
        ice: 'FOIA FED', cbp: 'FOIA FED', obim: 'FOIA FED', fbi: 'FOIA FED',
      });
      expect(['ICE', 'cbp', 'OBIM', 'FBI', 'DHS', 'somebody', undefined].map(componentOf)).toEqual(['DHS', 'DHS', 'DHS', 'DOJ', 'DHS', undefined, undefined]);
    });
  });
});

describe('facts', () => {
  /** What somebody may type, before anything has checked it. */
  const typed = (date: string): CivilDate => date as CivilDate;

  const fields = (law: 'CPRA' | 'FOIA', facts: readonly StatuteFact[]): string[] => validateFacts(law, '2026-06-01', facts).map(({ field }) => field);

  describe('Facts that can’t be', () => {
    test.each<[string, 'CPRA' | 'FOIA', StatuteFact[], string[]]>([
      ['a day that does not exist', 'CPRA', [{ type: 'denial', date: typed('2026-02-30') }], ['facts.0.date']],
      ['a year out of range', 'CPRA', [{ type: 'extension_notice', sent: typed('2150-01-01') }], ['facts.0.sent']],
      ['a notice before the receipt', 'CPRA', [{ type: 'extension_notice', sent: '2026-05-29', specifiedDate: '2026-06-20' }], ['facts.0.sent']],
      ['a notice naming a day before it was sent', 'CPRA', [{ type: 'extension_notice', sent: '2026-06-10', specifiedDate: '2026-06-09' }], ['facts.0.specifiedDate']],
      ['a pause that never ends', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-04' }], ['facts.0.to']],
      ['a pause that never ends, said with null', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-04', to: null }], ['facts.0.to']],
      ['an answer before the question', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-10', to: '2026-06-09' }], ['facts.0.to']],
      ['overlapping pauses', 'FOIA', [{ type: 'toll_information_request', from: '2026-06-04', to: '2026-06-12' }, { type: 'toll_fee_clarification', from: '2026-06-10', to: '2026-06-15' }], ['facts.1.from']],
      ['the other law’s fact', 'CPRA', [{ type: 'unusual_circumstances_notice', sent: '2026-06-10' }], ['facts.0.type']],
      ['something that can be true only once', 'CPRA', [{ type: 'incident_known', date: '2026-06-10' }, { type: 'incident_known', date: '2026-06-11' }], ['facts.1.type']],
      ['service of nobody knows what, in a way nobody knows', 'CPRA', [{ type: 'service', method: 'pigeon' as ServiceMethod, date: '2026-06-10', of: 'a letter' }], ['facts.0.method', 'facts.0.of']],
      ['the right component before the request was received', 'FOIA', [{ type: 'received_by_proper_component', date: '2026-05-20' }], ['facts.0.date']],
    ])('%s is named by its field', (_name, law, facts, expected) => {
      expect(fields(law, facts)).toEqual(expected);
    });

    test('messages say what to do', () => {
      const [problem] = validateFacts('FOIA', '2026-06-01', [{ type: 'toll_information_request', from: '2026-06-04', to: null }]);
      expect(problem?.message).toBe('This pause never ends: give the day the agency had your answer.');
      expect(validateFacts('CPRA', '2026-06-01', [{ type: 'denial', date: '2026-05-01' }])[0]?.message).toBe('Fri, May 1, 2026 is before the request was received, Mon, Jun 1, 2026.');
    });

    test('pauses that touch do not overlap, and what may precede a receipt may', () => {
      expect(fields('FOIA', [{ type: 'toll_information_request', from: '2026-06-04', to: '2026-06-10' }, { type: 'toll_fee_clarification', from: '2026-06-10', to: '2026-06-15' }])).toEqual([]);
      expect(fields('CPRA', [{ type: 'incident_known', date: '2026-01-05' }, { type: 'peace_officer_records', requested: '2026-05-30' }])).toEqual([]);
    });
  });

  describe('An input that can’t be', () => {
    test('is refused by field: receipt, time, agency, closing', () => {
      expect(validateInput(request('lapd', typed('2026-02-30'))).map(({ field }) => field)).toEqual(['received']);
      expect(validateInput(request('lapd', { date: '2026-06-01', time: '25:00' })).map(({ field }) => field)).toEqual(['received']);
      expect(validateInput({ ...request('lapd', '2026-06-01'), law: 'FOIA' }).map(({ field }) => field)).toEqual(['agency']);
      expect(validateInput({ ...request('ice', '2026-06-01'), law: 'CPRA', agency: AGENCY_CALENDARS.ice }).map(({ field }) => field)).toEqual(['agency']);
      expect(validateInput(request('lapd', '2026-06-01', { closures: [{ date: typed('2026-06-31'), name: 'Fire' }] })).map(({ field }) => field)).toEqual(['closures.0.date']);
      expect(validateInput(request('lapd', '2026-06-01'))).toEqual([]);
    });

    test('derives nothing: it throws and names the field', () => {
      expect(() => deriveDeadlines(request('lapd', typed('2150-01-01')))).toThrow(/^received: .*1990 to 2100/);
    });
  });
});
