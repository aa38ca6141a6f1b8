import { type CivilDate, daysBetween } from '../statutes/civil-date.js';
import type { JudgedNotice, NoticeDefect } from '../statutes/extension-notice.js';
import type { ParallelDates } from '../requests/parallel-dates.js';
import type { Ground, TypedFact } from './fact-types.js';
import { answeredOn, receiptOf } from './facts-to-statutes.js';
import { slipsIn } from './slips.js';

/** What the report is made from: one request of the agency that left, with its facts that stand. Dates are YYYY-MM-DD. */
export interface ReportedRequest {
  readonly law: 'CPRA' | 'FOIA';
  readonly facts: readonly TypedFact[];
  readonly items: readonly number[];
  /** Clocks of the determination and its extension. */
  readonly clocks: readonly ReportedClock[];
  /** What each promise named, day after day. */
  readonly promises: readonly ParallelDates['said'][];
  /** Extension notices as the clocks judge them; none under FOIA. */
  readonly notices: readonly JudgedNotice[];
}

export interface ReportedClock {
  readonly rule: string;
  readonly state: 'open' | 'met' | 'void';
  readonly nominal: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
}

/** So many of so many. */
export interface Share {
  readonly n: number;
  readonly of: number;
}

export interface DaysBin {
  /** Days from the confirmed receipt, both ends included; the last bin has no end. */
  readonly from: number;
  readonly to: number | null;
  readonly requests: number;
}

export interface AgencyReport {
  /** Requests that left, and those whose receipt is confirmed: only these are measured. */
  readonly requests: number;
  readonly measured: number;
  readonly determined: {
    readonly answered: Share;
    /** Determined after the last defensible day, of those determined. */
    readonly late: Share;
    /** Not determined, and past that day today. */
    readonly lateStill: number;
    readonly medianDays: number | null;
    readonly bins: readonly DaysBin[];
    /** The statutory day, in days from receipt: the middle one where it differs by request. Null when nothing is measured. */
    readonly statutoryDays: number | null;
  };
  readonly extended: Share;
  readonly grounds: readonly { readonly ground: Ground; readonly notices: number }[];
  /** Extension notices with a defect, and which; CPRA only. */
  readonly defective: Share;
  readonly defects: readonly { readonly defect: NoticeDefect; readonly notices: number }[];
  /** Promises moved to a later day at least once, of all promises. */
  readonly slipped: Share;
  readonly slips: number;
  readonly medianSlipDays: number | null;
}

const BIN_DAYS = 5;
const LAST_BIN = 12;
const EXTENSIONS: ReadonlySet<string> = new Set(['cpra.extension', 'foia.extension']);

/** How an agency has answered the group, with the denominator of every figure. `today` is the agency's. Pure. */
export function agencyReport(requests: readonly ReportedRequest[], today: string): AgencyReport {
  const measured = requests.flatMap((request) => {
    const receipt = receiptOf(request.facts);
    return receipt && !receipt.presumed ? [{ ...request, received: receipt.date, answered: answeredOn(request.facts, request.items), clock: governing(request.clocks) }] : [];
  });
  const determined = measured.flatMap((one) => (one.answered ? [{ ...one, answered: one.answered, days: daysBetween(one.received as CivilDate, one.answered as CivilDate) }] : []));
  const judged = determined.filter((one) => one.clock?.assertAfter);
  const notices = measured.flatMap((one) => one.facts.flatMap((fact) => (fact.type === 'extension_notice' && fact.details.ground ? [fact.details.ground] : [])));
  const defective = measured.flatMap((one) => one.notices).filter((notice) => notice.defects.length > 0);
  const promises = requests.flatMap((one) => one.promises);
  const slips = requests.flatMap((one) => distinct(one.promises.flatMap(slipsIn))).filter((slip) => slip.days > 0);
  return {
    requests: requests.length, measured: measured.length,
    determined: {
      answered: { n: determined.length, of: measured.length },
      late: { n: judged.filter((one) => one.answered > (one.clock?.assertAfter ?? '')).length, of: judged.length },
      lateStill: measured.filter((one) => !one.answered && one.clock?.state === 'open' && one.clock.assertAfter !== null && one.clock.assertAfter < today).length,
      medianDays: median(determined.map((one) => one.days)), bins: binsOf(determined.map((one) => one.days)),
      statutoryDays: median(measured.flatMap((one) => statutoryDays(one.received, one.clocks))),
    },
    extended: { n: measured.filter((one) => one.facts.some((fact) => fact.type === 'extension_notice')).length, of: measured.length },
    grounds: counted(notices).map(([ground, n]) => ({ ground, notices: n })),
    defective: { n: defective.length, of: measured.reduce((sum, one) => sum + one.notices.length, 0) },
    defects: counted(defective.flatMap((notice) => notice.defects.map((defect) => defect.code))).map(([defect, n]) => ({ defect, notices: n })),
    slipped: { n: promises.filter((said) => slipsIn(said).some((slip) => slip.days > 0)).length, of: promises.length },
    slips: slips.length, medianSlipDays: median(slips.map((slip) => slip.days)),
  };
}

/** The clock an answer is held against: the extension's where one counts, else the first. */
function governing(clocks: readonly ReportedClock[]): ReportedClock | null {
  const extension = clocks.find((clock) => EXTENSIONS.has(clock.rule) && clock.state !== 'void');
  return extension ?? clocks.find((clock) => clock.rule.endsWith('.determination')) ?? null;
}

function statutoryDays(received: string, clocks: readonly ReportedClock[]): number[] {
  return clocks.filter((clock) => clock.rule.endsWith('.determination')).map((clock) => daysBetween(received as CivilDate, clock.nominal as CivilDate));
}

/** Items that slipped together and parted later tell of one slip, not two. */
function distinct<S extends { factId: string; from: string; to: string }>(slips: readonly S[]): S[] {
  return [...new Map(slips.map((slip) => [`${slip.factId} ${slip.from} ${slip.to}`, slip])).values()];
}

/** By five days, so that the tenth ends a bin; up to the last one anything falls into. */
function binsOf(days: readonly number[]): DaysBin[] {
  const binOf = (n: number) => Math.min(LAST_BIN, Math.max(0, Math.ceil(n / BIN_DAYS) - 1));
  const last = Math.max(-1, ...days.map(binOf));
  return Array.from({ length: last + 1 }, (_, bin) => ({
    from: bin === 0 ? 0 : bin * BIN_DAYS + 1, to: bin === LAST_BIN ? null : (bin + 1) * BIN_DAYS, requests: days.filter((n) => binOf(n) === bin).length,
  }));
}

/** The middle one; of an even number the mean of the two in the middle, to half a day. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Most often first, then by name. */
function counted<T extends string>(values: readonly T[]): [T, number][] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
}
