import { compareDates, formatLong, toDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import type { ExtensionGround, ExtensionNotice } from './facts.js';

/** Judges notices that extend the time under Gov. Code § 7922.535(b): what each moves, and what is wrong with it. */

export type NoticeDefect = 'no_ground' | 'no_date' | 'too_long' | 'second' | 'late';

/** Why a ground given may not be met: § 7922.535(c)(5)(A), (B) and (c)(6)(B). */
export type NoticeDoubt = 'record_held_elsewhere' | 'access_regained' | 'ground_not_met';

/** `extends`: moves every date. `assert_only`: came late and moves only `assertAfter`. `none`: moves nothing. */
export type NoticeEffect = 'extends' | 'assert_only' | 'none';

export interface JudgedNotice {
  readonly notice: ExtensionNotice;
  readonly effect: NoticeEffect;
  readonly defects: readonly { readonly code: NoticeDefect; readonly sentence: string }[];
  /** Grounds that what is known of the case does not bear out. They change no date: whether the ground was met is for a court. */
  readonly doubts: readonly { readonly code: NoticeDoubt; readonly sentence: string }[];
  /** The date the notice names, where it is earlier than the law allows and so moves `due`; else `null`. */
  readonly earlierDate: CivilDate | null;
}

/** What a notice is judged against. */
export interface NoticeLimits {
  readonly received: CivilDate;
  /** The determination's two dates before any extension. */
  readonly due: DayNumber;
  readonly assertAfter: DayNumber;
  /** The last of the fourteen days by the reading used for `due`, before a closed day moves it. */
  readonly allowed: DayNumber;
  /** The last day fourteen more days allow by the latest reading. */
  readonly allowedLatest: DayNumber;
}

interface GroundVersion {
  readonly number: string;
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
}

interface Ground {
  readonly sentence: string;
  readonly versions: readonly GroundVersion[];
}

const always = (number: string): readonly GroundVersion[] => [{ number, from: null, to: null }];

/**
 * The six grounds of § 7922.535(c). SB 1034 (2024) added the emergency from 2025-01-01 as (5); AB 370 (Stats. 2025, ch. 34) made the
 * cyberattack (5) and the emergency (6) from 2026-01-01.
 */
export const GROUNDS: Readonly<Record<Exclude<ExtensionGround, 'none_stated'>, Ground>> = {
  field_facilities: { sentence: 'the records must be searched for or collected from field facilities or other establishments', versions: always('(c)(1)') },
  voluminous: { sentence: 'a voluminous amount of separate and distinct records is asked for in one request', versions: always('(c)(2)') },
  consultation: { sentence: 'another agency, or another part of this one, with a substantial interest must be consulted', versions: always('(c)(3)') },
  programming: { sentence: 'data must be compiled, a program written or a report made to extract the data', versions: always('(c)(4)') },
  cyberattack: { sentence: 'a cyberattack keeps the agency out of the electronic systems that hold the record, until access is regained', versions: [{ number: '(c)(5)', from: '2026-01-01', to: null }] },
  governor_emergency: {
    sentence: 'an emergency proclaimed by the Governor affects the answer through staffing shortages or closed facilities',
    versions: [{ number: '(c)(5)', from: '2025-01-01', to: '2025-12-31' }, { number: '(c)(6)', from: '2026-01-01', to: null }],
  },
};

/** The paragraph a ground had for a request received on a day, for example `(c)(5)`; `null` when the law didn't know it yet. */
export function groundNumber(ground: Exclude<ExtensionGround, 'none_stated'>, received: CivilDate): string | null {
  const version = GROUNDS[ground].versions.find(({ from, to }) => (from === null || compareDates(received, from) >= 0) && (to === null || compareDates(received, to) <= 0));
  return version?.number ?? null;
}

/**
 * Judges every notice of a request, in the order they were sent. Only the first can extend; a notice without ground or date still
 * does; a late one moves `assertAfter` while that day has not passed; an earlier date than allowed is no defect.
 */
export function judgeExtensionNotices(notices: readonly ExtensionNotice[], limits: NoticeLimits): JudgedNotice[] {
  const inOrder = [...notices].sort((a, b) => compareDates(a.sent, b.sent));
  return inOrder.map((notice, index) => judge(notice, index > 0, limits));
}

function judge(notice: ExtensionNotice, second: boolean, limits: NoticeLimits): JudgedNotice {
  const effect = second ? 'none' : effectOf(toDayNumber(notice.sent), limits);
  const specified = notice.specifiedDate ? toDayNumber(notice.specifiedDate) : null;
  const defects = [
    ...(second ? [defect('second', 'The Act allows one extension; a second notice has no effect.')] : []),
    ...lateDefect(toDayNumber(notice.sent), limits),
    ...groundDefect(notice, limits.received),
    ...dateDefect(specified, limits),
  ];
  const earlier = effect === 'extends' && specified !== null && specified < limits.allowed;
  return { notice, effect, defects, doubts: doubtsOf(notice), earlierDate: earlier ? (notice.specifiedDate ?? null) : null };
}

function effectOf(sent: DayNumber, limits: NoticeLimits): NoticeEffect {
  if (sent <= limits.due) return 'extends';
  return sent <= limits.assertAfter ? 'assert_only' : 'none';
}

function defect(code: NoticeDefect, sentence: string): JudgedNotice['defects'][number] {
  return { code, sentence };
}

function lateDefect(sent: DayNumber, limits: NoticeLimits): JudgedNotice['defects'] {
  if (sent <= limits.due) return [];
  const when = `The notice was sent on ${formatLong(sent)}, after the time ended on ${formatLong(limits.due)}`;
  if (sent > limits.assertAfter) return [defect('late', `${when} by every reading; it extends nothing.`)];
  return [defect('late', `${when}; it does not move the due date, only the date it is safe to call the agency late after.`)];
}

function groundDefect(notice: ExtensionNotice, received: CivilDate): JudgedNotice['defects'] {
  const { ground } = notice;
  if (ground === undefined) return [defect('no_ground', 'No reason of § 7922.535(c) is recorded for the notice.')];
  if (ground === null || ground === 'none_stated') return [defect('no_ground', 'The notice gives no reason the Act lists in § 7922.535(c).')];
  if (groundNumber(ground, received)) return [];
  return [defect('no_ground', `The reason given (${GROUNDS[ground].sentence}) was not in § 7922.535(c) for a request received on ${formatLong(toDayNumber(received))}.`)];
}

function dateDefect(specified: DayNumber | null, limits: NoticeLimits): JudgedNotice['defects'] {
  if (specified === null) return [defect('no_date', 'The notice gives no date on which the determination is expected; fourteen days are counted.')];
  if (specified <= limits.allowedLatest) return [];
  return [defect('too_long', `The notice names ${formatLong(specified)}, more than fourteen days; the time ends where fourteen days end.`)];
}

function doubtsOf({ ground, affectedSystem, accessRegainedAt, recordHeldElsewhere, proclaimedBy }: ExtensionNotice): JudgedNotice['doubts'] {
  if (ground === 'governor_emergency' && proclaimedBy === 'local') {
    return [{ code: 'ground_not_met', sentence: 'Ground not met: a city’s or a county’s emergency alone is none; only the Governor’s proclamation under Gov. Code § 8625 is (§ 7922.535(c)(6)(B)).' }];
  }
  if (ground !== 'cyberattack') return [];
  const system = affectedSystem ? ` (${affectedSystem})` : '';
  const elsewhere = `The record is kept elsewhere than on the system attacked${system}, or on paper; the ground does not excuse that (§ 7922.535(c)(5)(A)).`;
  return [
    ...(recordHeldElsewhere ? [{ code: 'record_held_elsewhere' as const, sentence: elsewhere }] : []),
    ...(accessRegainedAt ? [{ code: 'access_regained' as const, sentence: `Access to the system${system} was regained on ${formatLong(toDayNumber(accessRegainedAt))}; the ground ends there (§ 7922.535(c)(5)(B)).` }] : []),
  ];
}
