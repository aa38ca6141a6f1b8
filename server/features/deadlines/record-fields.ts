import { z } from 'zod';

const typed = z.string().max(5000).default('');

/** What the form sends: every field is text, and what was left empty is ''. */
export const recordForm = z.object({
  date: typed, time: typed, basis: typed, note: typed, agencyNumber: typed, specifiedDate: typed, reason: typed, ground: typed, by: typed, why: typed,
  of: typed, promisedBy: typed, instalment: typed, about: typed, says: typed, weeks: typed, on: typed, forPersonId: typed, whateverHappens: typed, what: typed, destroyedFrom: typed, source: typed,
  /** Fields of an answer or a denial, by name. */
  answer: z.record(z.string().max(40), typed).default({}),
  items: z
    .array(z.object({ n: typed, outcome: typed, promisedFor: typed, ground: typed, basis: typed, complete: typed, chosen: typed }))
    .max(50)
    .default([]),
});
export type RecordForm = z.output<typeof recordForm>;
