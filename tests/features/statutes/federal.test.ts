import { describe, expect, test } from '@jest/globals';
import { defaultAgency } from '../../../server/features/statutes/agency-calendars.js';
import { deadlineOf, request, rulesOf } from './support.js';

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
