import { describe, expect, test } from '@jest/globals';
import type { ExtensionNotice } from '../../../server/features/statutes/facts.js';
import { groundNumber } from '../../../server/features/statutes/extension-notice.js';
import { judgeNotices } from '../../../server/features/statutes/derive.js';
import { deadlineOf, request, rulesOf } from './support.js';

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
    expect(deadlineOf('cpra.extension', neither).notes.join(' ')).toContain('gives no reason the Act lists');
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
