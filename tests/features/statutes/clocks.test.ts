import { describe, expect, test } from '@jest/globals';
import { deriveDates, judgeNotices } from '../../../server/features/statutes/derive.js';
import { groundNumber } from '../../../server/features/statutes/extension-notice.js';
import type { ExtensionNotice } from '../../../server/features/statutes/facts.js';
import { deadlineOf, request, rulesOf } from './support.js';

describe('the determination', () => {
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
});

describe('extension notices', () => {
  const notice = (sent: ExtensionNotice['sent'], more: Partial<ExtensionNotice> = {}): ExtensionNotice => ({ type: 'extension_notice', sent, ground: 'voluminous', specifiedDate: null, ...more });

  const defects = (input: Parameters<typeof judgeNotices>[0]): string[][] => judgeNotices(input).map((judged) => judged.defects.map(({ code }) => code));

  describe('A notice extending the time', () => {
    const received = '2026-06-01'; // due and safe: Thu June 11; fourteen more: Thu June 25

    test('in time, with a ground and a date, moves the date and has no defect', () => {
      const input = request('lapd', received, { facts: [notice('2026-06-11', { specifiedDate: '2026-06-25' })] });
      expect(deadlineOf('cpra.extension', input)).toMatchObject({ nominal: '2026-06-25', due: '2026-06-25', assertAfter: '2026-06-25' });
      expect(deadlineOf('cpra.determination', input)).toMatchObject({ due: '2026-06-11', extendedBy: 'cpra.extension' });
      expect(defects(input)).toEqual([[]]);
    });

    test('with no ground or no date has a named defect, and the dates still move', () => {
      const noGround = request('lapd', received, { facts: [notice('2026-06-10', { ground: 'none_stated', specifiedDate: '2026-06-25' })] });
      const neither = request('lapd', received, { facts: [{ type: 'extension_notice', sent: '2026-06-10' }] });
      expect(defects(noGround)).toEqual([['no_ground']]);
      expect(defects(neither)).toEqual([['no_ground', 'no_date']]);
      expect([noGround, neither].map((input) => deadlineOf('cpra.extension', input).due)).toEqual(['2026-06-25', '2026-06-25']);
      expect(deadlineOf('cpra.extension', noGround).notes.join(' ')).toContain('gives no reason the Act lists');
      expect(deadlineOf('cpra.extension', neither).notes.join(' ')).toContain('No reason of § 7922.535(c) is recorded');
    });

    test('for thirty days is held to fourteen', () => {
      const input = request('lapd', received, { facts: [notice('2026-06-11', { specifiedDate: '2026-07-11' })] });
      expect(defects(input)).toEqual([['too_long']]);
      expect(deadlineOf('cpra.extension', input)).toMatchObject({ nominal: '2026-06-25', due: '2026-06-25', assertAfter: '2026-06-25' });
      expect(deadlineOf('cpra.extension', input).steps.join('\n')).not.toContain('earlier date');
    });

    test('naming the later base’s day is not too long: where the fourteen start is unsettled', () => {
      const input = request('lapd', '2026-11-16', { facts: [notice('2026-11-24', { specifiedDate: '2026-12-14' })] });
      expect(defects(input)).toEqual([[]]);
      expect(deadlineOf('cpra.extension', input)).toMatchObject({ due: '2026-12-10', assertAfter: '2026-12-14', confidence: 'unsettled' });
      expect(defects(request('lapd', '2026-11-16', { facts: [notice('2026-11-24', { specifiedDate: '2026-12-15' })] }))).toEqual([['too_long']]);
    });

    test('naming an earlier day is held to it, while “safe” keeps the full period', () => {
      const input = request('lapd', received, { facts: [notice('2026-06-10', { specifiedDate: '2026-06-19' })] });
      expect(deadlineOf('cpra.extension', input)).toMatchObject({ nominal: '2026-06-19', due: '2026-06-22', assertAfter: '2026-06-25' });
      expect(defects(input)).toEqual([[]]);
      expect(deadlineOf('cpra.extension', input).steps.join('\n')).toContain('names an earlier date, Fri, Jun 19, 2026, and is held to it');
    });

    test('naming a day within the ten shortens nothing', () => {
      expect(deadlineOf('cpra.extension', request('lapd', received, { facts: [notice('2026-06-03', { specifiedDate: '2026-06-08' })] }))).toMatchObject({ due: '2026-06-11', assertAfter: '2026-06-25' });
    });

    test('a second one has no effect, even with a later date', () => {
      const one = notice('2026-06-10', { specifiedDate: '2026-06-23' });
      const input = request('lapd', received, { facts: [notice('2026-06-11', { specifiedDate: '2026-06-25' }), one] });
      expect(judgeNotices(input).map(({ effect }) => effect)).toEqual(['extends', 'none']);
      expect(defects(input)).toEqual([[], ['second']]);
      expect(deadlineOf('cpra.extension', input).due).toBe('2026-06-23');
    });

    test('after every reading of the ten days extends nothing: there is no extension', () => {
      const input = request('lapd', received, { facts: [notice('2026-06-15', { specifiedDate: '2026-06-25' })] });
      expect(defects(input)).toEqual([['late']]);
      expect(rulesOf(input)).toEqual(['cpra.determination']);
      const determination = deadlineOf('cpra.determination', input);
      expect(determination).toMatchObject({ due: '2026-06-11', assertAfter: '2026-06-11' });
      expect(determination.extendedBy).toBeUndefined();
      expect(determination.notes.join(' ')).toContain('it extends nothing');
    });

    test('after “due” but not after “safe” moves “safe” only', () => {
      // Ten days end on Friday April 24, 2026, by the widest calendar on Monday April 27.
      const input = request('lapd', '2026-04-14', { facts: [notice('2026-04-27', { specifiedDate: '2026-05-08' })] });
      expect(judgeNotices(input)).toMatchObject([{ effect: 'assert_only', defects: [{ code: 'late' }] }]);
      expect(deadlineOf('cpra.extension', input)).toMatchObject({ nominal: '2026-04-24', earliest: '2026-04-24', due: '2026-04-24', assertAfter: '2026-05-11' });
    });

    test('naming an earlier day while AB 1821 is switched on: “safe” keeps all the business days', () => {
      const input = request('lapd', '2027-01-04', { facts: [notice('2027-01-05', { specifiedDate: '2027-01-21' })], switchedOn: ['ab_1821'] });
      // Ten business days from January 4 end on Tuesday January 19 (Monday is King Day), fourteen more on Monday February 8.
      expect(deadlineOf('cpra.determination', input).due).toBe('2027-01-19');
      expect(deadlineOf('cpra.extension', input)).toMatchObject({ nominal: '2027-01-21', due: '2027-01-21', assertAfter: '2027-02-08' });
    });

    test('sent on the very day due is in time, the day after is late', () => {
      const onDay = (sent: ExtensionNotice['sent']): string[][] => defects(request('lapd', '2026-10-01', { facts: [notice(sent, { specifiedDate: '2026-10-26' })] }));
      expect(onDay('2026-10-13')).toEqual([[]]);
      expect(onDay('2026-10-14')).toEqual([['late']]);
    });
  });

  describe('An extension as a page shows it', () => {
    const extension = deadlineOf('cpra.extension', request('lapd', { date: '2026-11-16', time: '16:12' }, { facts: [notice('2026-11-24', { specifiedDate: '2026-12-10', ground: 'consultation' })] }));

    test('numbers its squares by days from receipt, with the day due and the day it is safe after', () => {
      const { days } = extension.derivation;
      expect(days.find(({ date }) => date === '2026-11-26')).toMatchObject({ role: 'closed', n: 10 });
      expect(days.find(({ date }) => date === '2026-11-30')).toEqual({ date: '2026-11-30', role: 'counted', n: 14 });
      expect(days.slice(-5)).toEqual([
        { date: '2026-12-10', role: 'due', n: 24 },
        { date: '2026-12-11', role: 'between', n: 25 },
        { date: '2026-12-12', role: 'closed', n: 26, reason: 'a Saturday' },
        { date: '2026-12-13', role: 'closed', n: 27, reason: 'a Sunday' },
        { date: '2026-12-14', role: 'safe', n: 28 },
      ]);
    });

    test('tells both bases of the fourteen days', () => {
      expect(extension.steps.slice(-6)).toEqual([
        'Extension notice sent Tue, Nov 24, 2026, in time: at most fourteen days more (Gov. Code § 7922.535(b)).',
        'Fourteen days from day ten, Thu, Nov 26, 2026, end on Thu, Dec 10, 2026 (Gov. Code § 7922.535(b)).',
        'Due Thu, Dec 10, 2026, on the calendar “Courts and City together” (Gov. Code § 7922.535(b)).',
        'Every calendar gives this day: “Courts”, “City of Los Angeles offices”, “Courts and City together” and “Widest: courts, City and every state holiday”.',
        'Counted from the day the ten days moved to, fourteen days end on Mon, Dec 14, 2026; the Act does not say where they start (Gov. Code § 7922.535(b)).',
        'Safe to call late after Mon, Dec 14, 2026, the latest day any reading gives.',
      ]);
    });
  });

  describe('Grounds are known by name', () => {
    test('their paragraph depends on the day of receipt', () => {
      expect([groundNumber('governor_emergency', '2025-06-01'), groundNumber('governor_emergency', '2026-01-01'), groundNumber('governor_emergency', '2024-12-31')]).toEqual(['(c)(5)', '(c)(6)', null]);
      expect([groundNumber('cyberattack', '2025-12-31'), groundNumber('cyberattack', '2026-01-01'), groundNumber('consultation', '2019-05-05')]).toEqual([null, '(c)(5)', '(c)(3)']);
    });

    test('one the law didn’t have yet is no ground', () => {
      const input = request('lapd', '2025-06-02', { facts: [notice('2025-06-10', { ground: 'cyberattack', specifiedDate: '2025-06-26' })] });
      expect(defects(input)).toEqual([['no_ground']]);
    });

    test('a cyberattack’s limits are said', () => {
      const input = request('lapd', '2026-06-01', { facts: [notice('2026-06-10', { ground: 'cyberattack', specifiedDate: '2026-06-25' })] });
      expect(deadlineOf('cpra.extension', input).notes.join(' ')).toContain('until access is regained');
    });

    test.each<[string, Partial<ExtensionNotice>, string[]]>([
      ['a cyberattack while the record is also on paper', { ground: 'cyberattack', recordHeldElsewhere: true }, ['record_held_elsewhere']],
      ['a cyberattack after access was regained', { ground: 'cyberattack', affectedSystem: 'e-mail archive', accessRegainedAt: '2026-06-08' }, ['access_regained']],
      ['an emergency proclaimed by the City alone', { ground: 'governor_emergency', proclaimedBy: 'local' }, ['ground_not_met']],
      ['an emergency proclaimed by the Governor', { ground: 'governor_emergency', proclaimedBy: 'governor' }, []],
      ['another ground', { ground: 'voluminous', recordHeldElsewhere: true, proclaimedBy: 'local' }, []],
    ])('%s: doubts are named and said, and no date moves', (_name, more, doubts) => {
      const input = (facts: ExtensionNotice): Parameters<typeof judgeNotices>[0] => request('lapd', '2026-06-01', { facts: [facts] });
      const doubted = input(notice('2026-06-10', { specifiedDate: '2026-06-25', ...more }));
      const [judged] = judgeNotices(doubted);
      expect([judged?.effect, judged?.defects, judged?.doubts.map(({ code }) => code)]).toEqual(['extends', [], doubts]);
      const extension = deadlineOf('cpra.extension', doubted);
      expect(extension).toMatchObject({ due: '2026-06-25', assertAfter: '2026-06-25' });
      for (const { sentence } of judged?.doubts ?? []) expect(extension.notes.join(' ')).toContain(sentence);
    });
  });
});
