import { describe, expect, test } from '@jest/globals';
import { deriveDates } from '../../../server/features/statutes/derive.js';
import { deadlineOf, request, rulesOf } from './support.js';

describe('A determination under the Public Records Act', () => {
  test('the contract’s example, to the letter', () => {
    const [only, ...others] = deriveDates(request('lapd', '2026-10-01'));
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      rule: 'cpra.determination', owner: 'agency', kind: 'statutory', nominal: '2026-10-11', earliest: '2026-10-12', due: '2026-10-13', assertAfter: '2026-10-13',
      byCalendar: { LA_CPRA: '2026-10-13', LA_CPRA_MAX: '2026-10-13', LA_CITY: '2026-10-13', CA_JUD: '2026-10-12' },
    });
    expect(only?.citation).toMatch(/^Cal\. Gov\. Code § 7922\.535\(a\); /);
  });

  test('says each step in a sentence: the day counted from, every closed day and why, the calendar, the readings', () => {
    expect(deadlineOf('cpra.determination', request('lapd', '2026-10-01')).steps).toEqual([
      'Received Thu, Oct 1, 2026; that day is day 0 and is not counted (CCP § 12).',
      'Ten calendar days, closed days included, end on Sun, Oct 11, 2026 (Gov. Code § 7922.535(a)).',
      'Sun, Oct 11, 2026 is a Sunday, so the last day moves on (CCP § 12a).',
      'Mon, Oct 12, 2026 is Indigenous Peoples Day: City of Los Angeles offices are closed, so the last day moves on (CCP § 12b).',
      'The next day open on the calendar “Courts and City together” is Tue, Oct 13, 2026 (CCP §§ 12a, 12b, 135).',
      'Due Tue, Oct 13, 2026, on the calendar “Courts and City together” (Gov. Code § 7922.535(a)).',
      'On the calendar “Courts” it would be earlier, Mon, Oct 12, 2026 (CCP §§ 12a, 135).',
      'Safe to call late after Tue, Oct 13, 2026: no reading gives a later day.',
    ]);
  });

  test('is settled when every reading gives the day, unsettled when one differs', () => {
    expect(deadlineOf('cpra.determination', request('lapd', '2026-11-16')).confidence).toBe('settled');
    expect(deadlineOf('cpra.determination', request('lapd', '2026-10-01')).confidence).toBe('unsettled');
  });

  test('draws its squares: day 0, the days counted with weekends, Thanksgiving’s four closed days, the day due', () => {
    const { days } = deadlineOf('cpra.determination', request('lapd', '2026-11-16')).derivation;
    expect(days.map(({ role }) => role)).toEqual(['day0', ...Array<string>(9).fill('counted'), 'closed', 'closed', 'closed', 'closed', 'due']);
    expect(days[10]).toEqual({ date: '2026-11-26', role: 'closed', n: 10, reason: 'Thanksgiving Day: courts and City of Los Angeles offices are closed' });
    expect(days.at(-1)).toEqual({ date: '2026-11-30', role: 'due', n: 14 });
  });

  test('lists its readings, the closed days of each, and what each is used for', () => {
    const { readings } = deadlineOf('cpra.determination', request('lapd', '2026-08-30')).derivation;
    expect(readings.map(({ id, date, usedFor }) => [id, date, usedFor])).toEqual([
      ['CA_JUD', '2026-09-09', ['earliest']],
      ['LA_CITY', '2026-09-09', []],
      ['LA_CPRA', '2026-09-09', ['due']],
      ['LA_CPRA_MAX', '2026-09-10', ['safe']],
      ['next_open_day', '2026-09-10', []],
    ]);
    expect(readings[3]?.closedOn).toEqual([{ date: '2026-09-09', name: 'Admission Day' }]);
  });

  test('the widest calendar names the state holiday it adds', () => {
    const { steps, due, assertAfter } = deadlineOf('cpra.determination', request('lapd', '2026-04-14'));
    expect([due, assertAfter]).toEqual(['2026-04-24', '2026-04-27']);
    expect(steps.join('\n')).toContain('it would be later, Mon, Apr 27, 2026: Fri, Apr 24 is Genocide Remembrance Day, a state holiday');
  });

  test('before 2023 it cites the former section', () => {
    expect(deadlineOf('cpra.determination', request('lapd', '2022-12-16')).citation).toMatch(/^Former Cal\. Gov\. Code § 6253\(c\)/);
  });

  test('for LASD and Cal DOJ the courts’ days are used, not verified', () => {
    const deadline = deadlineOf('cpra.determination', request('lasd', '2026-10-01'));
    expect(deadline).toMatchObject({ due: '2026-10-12', assertAfter: '2026-10-13', confidence: 'unverified' });
    expect(deadline.notes.join(' ')).toContain('not verified');
    expect(deadlineOf('cpra.determination', request('cal-doj', '2026-06-01')).confidence).toBe('unverified');
  });

  test('a closing of the City’s office moves the City’s readings and not the courts’', () => {
    const closures = [{ date: '2026-06-11', name: 'Office closed by fire' }] as const;
    const deadline = deadlineOf('cpra.determination', request('lapd', '2026-06-01', { closures }));
    expect(deadline).toMatchObject({ due: '2026-06-12', byCalendar: { CA_JUD: '2026-06-11', LA_CITY: '2026-06-12', LA_CPRA: '2026-06-12', LA_CPRA_MAX: '2026-06-12' } });
    expect(deadline.steps.join('\n')).toContain('Thu, Jun 11, 2026 is Office closed by fire: the agency’s offices are closed');
  });
});

describe('The hour of receipt', () => {
  test('a Friday evening counts from Friday for “due” and from Monday for “safe to call late after”', () => {
    const input = request('lapd', { date: '2026-06-12', time: '17:05' });
    expect(deadlineOf('cpra.determination', input)).toMatchObject({ due: '2026-06-22', earliest: '2026-06-22', assertAfter: '2026-06-25' });
  });

  test('the later count names the state holiday it passes over', () => {
    const deadline = deadlineOf('cpra.determination', request('lapd', { date: '2026-04-13', time: '18:00' }));
    expect(deadline).toMatchObject({ due: '2026-04-23', assertAfter: '2026-04-27' });
    expect(deadline.steps.join('\n')).toContain('Counted from Tue, Apr 14, 2026, the next day open, as some agencies do, on the calendar “Widest: courts, City and every state holiday”: Mon, Apr 27, 2026: Fri, Apr 24 is Genocide Remembrance Day');
  });

  test('the policy moves “due”; “safe” is the same whatever it says', () => {
    const at = { date: '2026-06-12', time: '17:05' } as const;
    const actual = deadlineOf('cpra.determination', request('lapd', at, { receiptPolicy: 'actual_calendar_day' }));
    const next = deadlineOf('cpra.determination', request('lapd', at, { receiptPolicy: 'next_business_day' }));
    const asFact = deadlineOf('cpra.determination', request('lapd', at, { facts: [{ type: 'receipt_policy', value: 'next_business_day' }] }));
    expect([actual.due, next.due, asFact.due]).toEqual(['2026-06-22', '2026-06-25', '2026-06-25']);
    expect([actual.assertAfter, next.assertAfter]).toEqual(['2026-06-25', '2026-06-25']);
    expect(next.steps[0]).toContain('at 17:05');
    expect(next.steps.join('\n')).toContain('Sat, Jun 13, 2026 is a Saturday');
  });

  test.each([['16:59', '2026-06-11'], ['17:00', '2026-06-11'], ['17:00:01', '2026-06-12'], ['23:59', '2026-06-12']])('received on Monday at %s it is safe after %s', (time, safe) => {
    expect(deadlineOf('cpra.determination', request('lapd', { date: '2026-06-01', time })).assertAfter).toBe(safe);
  });

  test('a state holiday counts as a closed day of receipt for “safe” only', () => {
    // Friday April 24, 2026 is Genocide Remembrance Day: City open, a holiday by § 6700; day ten is Monday May 4, from Monday April 27 it is May 7.
    expect(deadlineOf('cpra.determination', request('lapd', '2026-04-24'))).toMatchObject({ due: '2026-05-04', assertAfter: '2026-05-07' });
  });

  test('an unknown hour is said to be unknown', () => {
    expect(deadlineOf('cpra.determination', request('lapd', '2026-06-01')).notes.join(' ')).toContain('No time of receipt');
    expect(deadlineOf('cpra.determination', request('lapd', { date: '2026-06-01', time: '09:00' })).notes.join(' ')).not.toContain('No time of receipt');
  });

  test('an agency’s own word on when it received it moves nothing and is shown', () => {
    const deadline = deadlineOf('cpra.determination', request('lapd', '2026-06-01', { facts: [{ type: 'deemed_received', date: '2026-06-08' }] }));
    expect(deadline).toMatchObject({ due: '2026-06-11', assertAfter: '2026-06-11' });
    expect(deadline.notes.join(' ')).toContain('Mon, Jun 8, 2026; that is its word');
  });
});

describe('AB 1821, not known to be law', () => {
  test('for receipts from 2027 it moves “safe to call late after”, visibly, and nothing else', () => {
    const deadline = deadlineOf('cpra.determination', request('lapd', '2027-01-11'));
    expect(deadline).toMatchObject({ nominal: '2027-01-21', earliest: '2027-01-21', due: '2027-01-21', assertAfter: '2027-01-26', confidence: 'unverified' });
    expect(deadline.byCalendar).toEqual({ CA_JUD: '2027-01-21', LA_CITY: '2027-01-21', LA_CPRA: '2027-01-21', LA_CPRA_MAX: '2027-01-21' });
    expect(deadline.steps.join('\n')).toContain('AB 1821');
    expect(deadline.notes.join(' ')).toContain('AB 1821');
  });

  test('for receipts of 2026 it plays no part', () => {
    const deadline = deadlineOf('cpra.determination', request('lapd', { date: '2026-12-31', time: '10:00' }));
    expect(deadline.assertAfter).toBe('2027-01-11');
    expect(JSON.stringify(deadline)).not.toContain('AB 1821');
  });

  test('the last evening of 2026 may be received in 2027: “safe” allows for it', () => {
    expect(deadlineOf('cpra.determination', request('lapd', { date: '2026-12-31', time: '18:00' }))).toMatchObject({ due: '2027-01-11', assertAfter: '2027-01-19' });
  });

  test('switched on by a lawyer it moves “due” too, but never for receipts of 2026', () => {
    const on = { switchedOn: ['ab_1821'] } as const;
    expect(deadlineOf('cpra.determination', request('lapd', '2027-01-11', on)).due).toBe('2027-01-26');
    expect(deadlineOf('cpra.determination', request('lapd', '2026-06-01', on)).due).toBe('2026-06-11');
  });

  test('the extension’s fourteen days read the same way', () => {
    const facts = [{ type: 'extension_notice', sent: '2027-01-20', specifiedDate: '2027-02-04', ground: 'voluminous' }] as const;
    expect(deadlineOf('cpra.extension', request('lapd', '2027-01-11', { facts }))).toMatchObject({ due: '2027-02-04', assertAfter: '2027-02-17' });
  });
});

describe('Holidays whose date nobody knows', () => {
  test('beyond the table a moon-based day is said to be not known', () => {
    const steps = deadlineOf('cpra.determination', request('lapd', '2036-10-20')).steps.join('\n');
    expect(steps).toContain('is Diwali is not known');
    expect(deadlineOf('cpra.determination', request('lapd', '2036-06-02')).steps.join('\n')).not.toContain('not known');
  });

  test('an estimated day that touches the date is a warning with its source', () => {
    const notes = deadlineOf('cpra.determination', request('lapd', '2027-10-18')).notes.join(' ');
    expect(notes).toContain('Diwali is taken to be Fri, Oct 29, 2027, an estimate');
  });
});

describe('Other clocks on California agencies', () => {
  test('forty-five days for peace-officer records run from the request, whatever the receipt', () => {
    const facts = [{ type: 'peace_officer_records', requested: '2026-06-06' }] as const;
    const deadline = deadlineOf('pc832_7.production', request('lapd', '2026-06-08', { facts, receiptPolicy: 'next_business_day' }));
    expect(deadline).toMatchObject({ nominal: '2026-07-21', due: '2026-07-21', assertAfter: '2026-07-21', owner: 'agency' });
    expect(rulesOf(request('lapd', '2026-06-08'))).toEqual(['cpra.determination']);
  });

  test('incident video: forty-five days from when the agency knew, which may be before the request', () => {
    const facts = [{ type: 'incident_known', date: '2026-05-01' }] as const;
    const deadline = deadlineOf('cpra.incident_video', request('lapd', '2026-06-01', { facts }));
    expect(deadline).toMatchObject({ nominal: '2026-06-15', due: '2026-06-15' });
    const early = deadlineOf('cpra.incident_video', request('lapd', '2026-06-01', { facts: [{ type: 'incident_known', date: '2026-03-02' }] }));
    expect(early.notes.join(' ')).toContain('had run out before the request');
  });
});
