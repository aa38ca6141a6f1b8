/** The ladder of warnings, least telling first. A later rung that is due too takes the place of an earlier one not yet sent. */
export const RUNGS = ['before-3', 'due', 'late'] as const;
export type Rung = (typeof RUNGS)[number];

/** What a rung is worked out from. Dates are YYYY-MM-DD. */
export interface WarnedDeadline {
  readonly owner: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
}

/** Warnings go out at eight in the morning where the agency is. */
export const MORNING_HOUR = 8;

/** The deadline's date a rung counts from; null when the rung does not apply (nobody is late on a presumed receipt, nor are we with our own). */
export function rungDate(rung: Rung, deadline: WarnedDeadline): string | null {
  if (rung !== 'late') return deadline.due;
  return deadline.owner === 'agency' && !deadline.presumed ? deadline.assertAfter : null;
}

export function isRung(rung: string): rung is Rung {
  return (RUNGS as readonly string[]).includes(rung);
}
