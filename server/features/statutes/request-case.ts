import { agencyDays, type AgencyDays } from './calendar-sets.js';
import type { OpenDays } from './calendars.js';
import { formatLong, fromDayNumber, toDayNumber, type CivilDate, type DayNumber } from './civil-date.js';
import { addWorkingDays, rollForward } from './counting.js';
import type { Counted, LaterReading } from './agency-clock.js';
import type { DeriveInput, DerivationLine } from './deadline.js';
import { closedLine, closedRun, line } from './explain.js';
import { factsOf, type StatuteFact } from './facts.js';
import { dayZero, isAfterHours, type Receipt, type ReceiptPolicy } from './receipt.js';
import type { Rule } from './rule.js';
import { requireRule, ruleInForce } from './rules.js';
import { receiptOf } from './validate-facts.js';

/** A request as the receipt clocks see it: its day 0 by the policy chosen, and by the later policy on the widest calendar. */
export interface ReceiptCase {
  readonly receipt: Receipt;
  readonly received: CivilDate;
  /** What excludes day 0: CCP § 12, or FOIA's own "after the receipt". */
  readonly dayZeroSection: string;
  readonly policy: ReceiptPolicy;
  readonly agency: AgencyDays;
  readonly facts: readonly StatuteFact[];
  readonly start: DayNumber;
  readonly latestStart: DayNumber;
}

/** A California request: also whether AB 1821 may govern it, and whether a lawyer has switched it on. */
export interface CaliforniaCase extends ReceiptCase {
  /** The bill as a rule for the determination when it takes part in `assertAfter` only. */
  readonly bill: Rule | null;
  readonly billInForce: boolean;
}

/** The receipt case of an input. */
export function receiptCase(input: DeriveInput): ReceiptCase {
  const receipt = receiptOf(input.received);
  const policy = input.receiptPolicy ?? factsOf(input.facts, 'receipt_policy')[0]?.value ?? 'actual_calendar_day';
  const agency = agencyDays(input.agency.calendarSet, input.closures);
  return {
    receipt, policy, agency, received: receipt.date, facts: input.facts, dayZeroSection: input.law === 'CPRA' ? 'CCP § 12' : '5 U.S.C. § 552(a)(6)(A)(i)',
    start: dayZero(receipt, policy, agency.standard),
    latestStart: dayZero(receipt, 'next_business_day', agency.widest),
  };
}

/** The California case of an input. */
export function californiaCase(input: DeriveInput): CaliforniaCase {
  const shared = receiptCase(input);
  const switchedOn = input.switchedOn?.includes('ab_1821') ?? false;
  const billInForce = switchedOn && ruleInForce('cpra.determination', shared.received, 'ab_1821') !== undefined;
  // The later policy may take a receipt of the last days of 2026 into 2027, where the bill may govern.
  const bill = billInForce ? null : (ruleInForce('cpra.determination', fromDayNumber(shared.latestStart), 'ab_1821') ?? null);
  // Spreading the shared part would take longer than all the counting (measured on Node 20).
  return Object.assign(shared, { billInForce, bill });
}

/** The ten days of § 7922.535(a) on one calendar. */
export function countDetermination(at: CaliforniaCase, start: DayNumber, days: OpenDays): Counted {
  const { count } = requireRule('cpra.determination', at.received);
  return at.billInForce ? countWorking(start, count, days) : countRolling(start, count, days);
}

/** Calendar days, the last moving past closed days. */
export function countRolling(start: DayNumber, count: number, days: OpenDays): Counted {
  return { nominal: start + count, last: rollForward(start + count, days) };
}

/** Working days, which can't end on a closed day. */
export function countWorking(start: DayNumber, count: number, days: OpenDays): Counted {
  const last = addWorkingDays(start, count, days);
  return { nominal: last, last };
}

/** AB 1821's count on the widest calendar, from the later day 0. */
export function billReading(at: CaliforniaCase, count: number): LaterReading[] {
  if (!at.bill) return [];
  const counted = countWorking(at.latestStart, count, at.agency.widest);
  return [{
    id: 'ab_1821', name: 'AB 1821, business days', isBill: true, days: at.agency.widest, counted, citation: at.bill.section, confidence: 'unverified',
    sentence: () => `If AB 1821 became law, ${count} business days from ${formatLong(at.latestStart)} end on ${formatLong(counted.last)}; whether it did is not verified, so this moves only the date it is safe to call late after`,
  }];
}

/** What to say of AB 1821 beside any date it may touch. */
export function billNotes(at: CaliforniaCase): string[] {
  if (at.billInForce) return ['AB 1821 is switched on for this count: the days are business days.'];
  return at.bill ? ['AB 1821 (2026) would make these business days for requests received from 2027. Whether it became law is not verified: it is counted in “safe to call late after” and nowhere else.'] : [];
}

/** The lines on receipt: the day, the hour where known, and the day 0 the policy gives. */
export function receiptLines(at: ReceiptCase): DerivationLine[] {
  const actual = toDayNumber(at.received);
  const time = at.receipt.time ? ` at ${at.receipt.time.slice(0, 5)}` : '';
  const received = `Received ${formatLong(actual)}${time}`;
  if (at.start === actual) return [line('received', `${received}; that day is day 0 and is not counted.`, actual, { section: at.dayZeroSection })];
  const why = at.agency.standard.isClosed(actual) ? 'on a closed day' : 'after 5 pm';
  const closed = closedRun(actual, at.start, at.agency.standard).map((day) => closedLine(day, at.agency.standard, 'it is passed over as the day of receipt'));
  const sentence = `Received ${why}, and counted from the next open day, ${formatLong(at.start)}, as the receipt policy chosen says and no statute does; that day is day 0.`;
  return [line('received', `${received}.`, actual, { struck: true }), ...closed, line('received', sentence, at.start)];
}

/** What to say of the hour of receipt: that it isn't known, or that another day 0 is possible. */
export function receiptNotes(at: ReceiptCase): string[] {
  const mayBeLate = at.receipt.time === undefined && !at.agency.widest.isClosed(toDayNumber(at.received));
  if (mayBeLate) return ['No time of receipt is given, so it is taken to be by 5 pm. If it was later, an agency may count from its next open day: give the time to see those dates.'];
  if (isAfterHours(at.receipt.time) && at.policy === 'actual_calendar_day') return ['Received after 5 pm. “Due” counts from the actual day; “safe to call late after” also allows for counting from the next open day.'];
  return [];
}
