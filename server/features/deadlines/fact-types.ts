import { z } from 'zod';
import { t } from '../../platform/words.js';
import { civilDateProblem, isCivilDate } from '../statutes/civil-date.js';
import { federalDetails } from './fact-types-federal.js';
import { responseDetails } from './fact-types-response.js';

/** What a clock can run on or stop at. Everything else (mail, states, guesses) moves no date. */
export const FACT_TYPES = [
  'received', 'acknowledged', 'extension_notice', 'determination', 'produced', 'denial', 'closed', 'withdrawn', 'promise', 'promise_kept', 'reminder', 'reminder_done', 'retention', 'response', 'federal',
] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** How we know it. `presumed` is only ever a receipt nobody has confirmed. */
export const FACT_BASES = ['portal', 'automatic_reply', 'delivery_proof', 'person', 'presumed', 'letter', 'message'] as const;
export type FactBasis = (typeof FACT_BASES)[number];

/** Reasons of Gov. Code § 7922.535(c) by name, since their numbers changed on 2026-01-01; `none_stated` when the notice gives none. */
export const GROUNDS = ['field_facilities', 'voluminous', 'consultation', 'programming', 'cyberattack', 'governor_emergency', 'none_stated'] as const;
export type Ground = (typeof GROUNDS)[number];

/** What an agency may promise by a day: its answer, the records, one part of them, or something else it names. */
export const PROMISES = ['determination', 'records', 'instalment', 'other'] as const;
export type PromiseOf = (typeof PROMISES)[number];

export const OUTCOMES = ['disclose', 'partly', 'withhold', 'none_found'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A day that exists, from 1990 to 2100, as YYYY-MM-DD. */
export const civilDate = z
  .string({ error: () => t('Give the date.') })
  .refine(isCivilDate, { error: (issue) => (issue.input === '' ? t('Give the date.') : t(civilDateProblem(String(issue.input)) ?? 'Write the date as YYYY-MM-DD, for example 2026-10-01.')) })
  .meta({ description: 'A civil date, YYYY-MM-DD', example: '2026-10-01' });

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: () => t('Give the time as HH:MM, 24 hours.') });

const itemNumber = z.number().int().positive();
const ground = z.string().trim().max(2000);

const words = z.string().trim().max(2000);
/** Which of several reminders, or of several dates of retention: Tenday numbers them, and what is sent here is not read. */
const numbered = z.number().int().nonnegative().default(0);

/** A public document that shows what “none found” denies: what it shows, which document, and its date. */
const contrary = z.object({
  fact: words.min(1, { error: () => t('Say what the document shows.') }), document: z.string().trim().min(1, { error: () => t('Say which document shows it.') }).max(300), date: civilDate.nullish(),
});
const determinedItem = z.object({
  n: itemNumber, outcome: z.enum(OUTCOMES, { error: () => t('Choose what they said.') }), promisedFor: civilDate.nullish(), ground: ground.optional(), basis: z.array(contrary).max(10).optional(),
});
/** Whether a denial holds something Gov. Code § 7922.540 asks for; absent when nobody has looked. */
const holds = z.boolean().optional();

/** The details of each type. A determination without items answers the whole request. */
export const factDetails = {
  received: z.object({}),
  acknowledged: z.object({}),
  /** Left out: nobody has said. That the notice names no day is `null`, that it gives no ground `none_stated`. */
  extension_notice: z.object({ specifiedDate: civilDate.nullish(), ground: z.enum(GROUNDS, { error: () => t('Choose the reason they gave, or that they gave none.') }).optional() }),
  determination: z.object({ items: z.array(determinedItem).max(50).default([]), reasons: ground.optional() }),
  produced: z.object({ items: z.array(z.object({ n: itemNumber, complete: z.boolean() })).max(50).default([]) }),
  denial: z.object({
    items: z.array(itemNumber).max(50).default([]), ground: ground.default(''),
    /** Exemptions as they cited them. */
    exemptions: z.array(z.string().trim().min(1).max(300)).max(30).optional(),
    inWriting: holds, groundsGiven: holds, nameGiven: holds, titleGiven: holds,
  }),
  /** An agency that closes a request has not thereby determined it: its clock goes on. */
  closed: z.object({ by: z.enum(['agency', 'us'], { error: () => t('Say who closed it.') }).default('agency') }),
  withdrawn: z.object({}),
  /** Their word, dated the day they gave it. No items: the whole request. `about` names what is promised when it is something else. */
  promise: z.object({
    of: z.enum(PROMISES, { error: () => t('Choose what they promised.') }), items: z.array(itemNumber).max(50).default([]), by: civilDate,
    instalment: z.number({ error: () => t('Give its number.') }).int().min(1, { error: () => t('Give its number, from 1 on.') }).max(999).nullish(), about: z.string().trim().max(100).default(''), says: words.default(''),
  }),
  /** A promise kept that no production shows: an instalment, or something else. Named as its clock is. */
  promise_kept: z.object({ rule: z.string().max(100), key: z.string().max(100) }),
  reminder: z.object({
    n: numbered, on: civilDate, says: words.min(1, { error: () => t('Say what to do.') }), forPersonId: z.uuid({ error: () => t('Choose somebody of your group.') }).nullish(),
    /** Stays though the request is answered, closed or withdrawn. */
    whateverHappens: z.boolean().default(false),
  }),
  reminder_done: z.object({ reminderFactId: z.uuid(), n: numbered }),
  /** From `destroyedFrom` on the records themselves may be destroyed. */
  retention: z.object({
    n: numbered, what: words.min(1, { error: () => t('Say which records.') }), destroyedFrom: civilDate, source: words.min(1, { error: () => t('Say where that is written, or who said it.') }),
    items: z.array(itemNumber).max(50).default([]),
  }),
  response: responseDetails,
  federal: federalDetails,
} as const satisfies Record<FactType, z.ZodType>;

export type FactDetails = { readonly [T in FactType]: z.output<(typeof factDetails)[T]> };

/** A fact with its details typed by its type: what the pure functions of this slice take. */
export type TypedFact = { readonly [T in FactType]: FactCommon & { readonly type: T; readonly details: FactDetails[T] } }[FactType];

export interface FactCommon {
  readonly id: string;
  /** YYYY-MM-DD, in the agency's zone. */
  readonly date: string;
  /** HH:MM local, when known. */
  readonly time: string | null;
  readonly basis: string;
  readonly presumed: boolean;
}

export function isFactType(type: string): type is FactType {
  return (FACT_TYPES as readonly string[]).includes(type);
}

/**
 * A stored fact with its details parsed; null for a type this version does not know, which then moves no date.
 * @throws ZodError when stored details do not fit their type
 */
export function typedFact(fact: FactCommon & { readonly type: string; readonly details: unknown }): TypedFact | null {
  if (!isFactType(fact.type)) return null;
  const { id, date, time, basis, presumed, type } = fact;
  return { id, date, time, basis, presumed, type, details: factDetails[type].parse(fact.details ?? {}) } as TypedFact;
}
