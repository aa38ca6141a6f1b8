import type { EventWord } from '../timeline/event-chain.js';

export type DeadlineStateName = 'open' | 'met' | 'void';

/** A deadline's row as civil dates. */
export interface DeadlineValues {
  readonly rule: string;
  /** Which of several of one rule; empty for a statutory clock. */
  readonly key: string;
  readonly owner: 'agency' | 'requester';
  readonly kind: string;
  readonly nominal: string;
  readonly earliest: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly lastLawful: string | null;
  readonly byCalendar: Readonly<Record<string, string>>;
  readonly citation: string;
  readonly confidence: string;
  readonly derivation: EventWord;
  readonly presumed: boolean;
  readonly state: DeadlineStateName;
  readonly closedOn: string | null;
  readonly timeZone: string;
  readonly rulesVersion: string;
}

export interface ExistingDeadline extends DeadlineValues {
  readonly id: string;
  readonly revision: number;
}

/** What happened to a deadline, as the past part of its event `deadline.…`. */
export type DeadlineChange = 'set' | 'moved' | 'confirmed' | 'presumed' | 'met' | 'voided' | 'reopened';

export type PlannedDeadline =
  | { readonly kind: 'insert'; readonly values: DeadlineValues; readonly change: DeadlineChange }
  | { readonly kind: 'revise'; readonly before: ExistingDeadline; readonly values: DeadlineValues; readonly change: DeadlineChange }
  /** Same dates, a better explanation: rewritten without history. */
  | { readonly kind: 'explain'; readonly before: ExistingDeadline; readonly values: DeadlineValues }
  /** Same dates, same explanation, counted with another version of the rules: only that is written. */
  | { readonly kind: 'restamp'; readonly before: ExistingDeadline; readonly values: DeadlineValues };

/**
 * What recalculation must write, from the rows as they are and as they should be. Planning the result again plans nothing.
 * Only open deadlines move: one that ended keeps the dates it ended with, whatever its facts say now, until it is reopened.
 * @param voidedOn YYYY-MM-DD written as the end of a deadline that nothing calls for any more
 */
export function planDeadlines(existing: readonly ExistingDeadline[], wanted: readonly DeadlineValues[], voidedOn: string): PlannedDeadline[] {
  const rows = new Map(existing.map((row) => [clockOf(row), row]));
  const planned = wanted.flatMap((values) => planOne(rows.get(clockOf(values)), values));
  const called = new Set(wanted.map(clockOf));
  const gone = existing.filter((row) => !called.has(clockOf(row)) && row.state !== 'void');
  return [...planned, ...gone.map((before): PlannedDeadline => ({ kind: 'revise', before, values: { ...valuesOf(before), state: 'void', closedOn: voidedOn }, change: 'voided' }))];
}

/** What makes a deadline the same one from one count to the next. */
export function clockOf({ rule, key }: Pick<DeadlineValues, 'rule' | 'key'>): string {
  return `${rule} ${key}`;
}

function planOne(before: ExistingDeadline | undefined, wanted: DeadlineValues): PlannedDeadline[] {
  if (!before) return [{ kind: 'insert', values: wanted, change: 'set' }];
  const frozen = before.state !== 'open' && wanted.state !== 'open';
  const values = frozen ? { ...valuesOf(before), state: wanted.state, closedOn: wanted.closedOn } : wanted;
  const change = changeBetween(before, values);
  if (change) return [{ kind: 'revise', before, values, change }];
  if (!isSame(valuesOf({ ...before, rulesVersion: values.rulesVersion }), values)) return [{ kind: 'explain', before, values }];
  return before.rulesVersion === values.rulesVersion ? [] : [{ kind: 'restamp', before, values }];
}

/** Whether two values would lie the same in the table: keys in any order, those without a value as if they were not there. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((entry, index) => isSame(entry, b[index]));
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in one) if (!isSame(one[key], other[key])) return false;
  for (const key in other) if (other[key] !== undefined && one[key] === undefined) return false;
  return true;
}

function changeBetween(before: DeadlineValues, after: DeadlineValues): DeadlineChange | null {
  if (before.state !== after.state || before.closedOn !== after.closedOn) {
    if (after.state === 'open') return 'reopened';
    return after.state === 'met' ? 'met' : 'voided';
  }
  if (before.due !== after.due || before.assertAfter !== after.assertAfter) return 'moved';
  if (before.presumed !== after.presumed) return after.presumed ? 'presumed' : 'confirmed';
  return null;
}

function valuesOf(row: ExistingDeadline): DeadlineValues {
  const { id: _id, revision: _revision, ...values } = row;
  return values;
}

/** The open deadline a list shows: the earliest the agency owes, or else the earliest of our own. */
export function nextOf(deadlines: readonly DeadlineValues[]): { due: string; assertAfter: string | null; presumed: boolean } | null {
  const open = deadlines.filter((deadline) => deadline.state === 'open' && deadline.kind === 'statutory');
  const [next] = [...open].sort((a, b) => Number(a.owner === 'requester') - Number(b.owner === 'requester') || a.due.localeCompare(b.due) || a.rule.localeCompare(b.rule));
  return next ? { due: next.due, assertAfter: next.assertAfter, presumed: next.presumed } : null;
}
