import { z } from 'zod';
import type { Slip } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';

/** One day an agency named, or the day a date of ours was set. */
const saidOnce = z.object({
  /** The fact it was said by. */
  factId: z.string(),
  /** YYYY-MM-DD: when it was said, and the day it named. */
  on: z.string(),
  by: z.string(),
  /** In their words; may be empty. */
  says: z.string(),
  basis: z.string(),
});

/** What a clock that isn't the law's stands on, as its deadline keeps it: a promise, a reminder, a day from which records may be destroyed. */
export const parallelDates = z.object({
  /** Items it is about; empty for the whole request. */
  items: z.array(z.number()),
  /** The thing promised when it is none of the usual, our words of a reminder, or the records that may be destroyed. */
  about: z.string(),
  /** Where the date of destruction is written; empty for others. */
  source: z.string(),
  forPersonId: z.string().nullable(),
  whateverHappens: z.boolean(),
  /** Every day named for it by facts that stand, in the order they were said; the last one holds. */
  said: z.array(saidOnce),
});
export type ParallelDates = z.output<typeof parallelDates>;

/** Out of a deadline's stored derivation; null for a date of the law. */
export function parallelIn(derivation: unknown): ParallelDates | null {
  const found = derivation && typeof derivation === 'object' && 'parallel' in derivation ? parallelDates.safeParse(derivation.parallel) : null;
  return found?.success ? found.data : null;
}

/** The dates named, each once in a row: a day said again has not moved. */
export function slipOf(said: ParallelDates['said']): Slip {
  const dates = said.map((one) => one.by).filter((date, index, all) => date !== all[index - 1]);
  const moves = dates.length - 1;
  return { earlier: dates.slice(0, -1), latest: dates.at(-1) ?? '', says: moves <= 0 ? null : t.count(moves, 'moved once', 'moved {n} times') };
}
