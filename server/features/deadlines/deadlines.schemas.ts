import { z } from 'zod';
import { t } from '../../platform/words.js';
import { parallelDates } from '../requests/parallel-dates.js';
import { type FACT_BASES, type FACT_TYPES, civilDate, factDetails, timeOfDay } from './fact-types.js';

export const requestParams = z.object({ requestId: z.uuid() });
export const factParams = requestParams.extend({ factId: z.uuid() });
export const deadlineParams = requestParams.extend({ deadlineId: z.uuid() });

/** What a person may give as the basis of a fact; presuming is Tenday's alone. */
export const PERSONS_BASES = ['portal', 'automatic_reply', 'delivery_proof', 'person', 'letter', 'message'] as const satisfies readonly (typeof FACT_BASES)[number][];
export const personsBasis = z.enum(PERSONS_BASES, { error: () => t('Say how you know it: choose one.') });

export const why = z.string({ error: () => t('Say why, in a sentence.') }).trim().min(1, { error: () => t('Say why, in a sentence.') }).max(2000);
const note = z.string().trim().max(5000);
const agencyNumber = z.string().trim().max(100);

const factCommon = {
  date: civilDate,
  time: timeOfDay.nullish().meta({ description: 'Local time at the agency, HH:MM', example: '16:12' }),
  basis: personsBasis,
  note: note.optional(),
  documentId: z.uuid().nullish(),
};

const recorded = <T extends (typeof FACT_TYPES)[number], D extends z.ZodType>(type: T, details: D) =>
  z.object({ type: z.literal(type), ...factCommon, agencyNumber: agencyNumber.optional(), details: details.prefault({} as z.input<D>) });

/** A fact as it is recorded through the API: its details are those of its type. */
export const recordFactBody = z.discriminatedUnion('type', [
  recorded('received', factDetails.received),
  recorded('acknowledged', factDetails.acknowledged),
  recorded('extension_notice', factDetails.extension_notice),
  recorded('determination', factDetails.determination),
  recorded('produced', factDetails.produced),
  recorded('denial', factDetails.denial),
  recorded('closed', factDetails.closed),
  recorded('withdrawn', factDetails.withdrawn),
  recorded('promise', factDetails.promise),
  recorded('promise_kept', factDetails.promise_kept),
  recorded('reminder', factDetails.reminder),
  recorded('reminder_done', factDetails.reminder_done),
  recorded('retention', factDetails.retention),
  recorded('response', factDetails.response),
  recorded('federal', factDetails.federal),
]);

export const correctFactBody = z.object({ ...factCommon, details: z.record(z.string(), z.unknown()).optional(), why });
export const takeBackBody = z.object({ why });

export const writtenFact = z.object({ factId: z.string(), moved: z.number().int().meta({ description: 'How many deadlines got a new value' }) });

export const deadlineShape = z.object({
  id: z.string(),
  rule: z.string(),
  owner: z.enum(['agency', 'requester']),
  kind: z.enum(['statutory', 'promised', 'set_by_us']),
  nominal: z.string(),
  earliest: z.string(),
  due: z.string(),
  assertAfter: z.string().nullable().meta({ description: 'Safe to call late after this day; null for our own dates' }),
  lastLawful: z.string().nullable(),
  byCalendar: z.record(z.string(), z.string()),
  citation: z.string(),
  confidence: z.enum(['settled', 'unsettled', 'unverified', 'their_word', 'our_own']).meta({ description: 'The last two are no dates of the law: the agency’s word, and what we set ourselves' }),
  key: z.string().meta({ description: 'Which of several of one rule; empty for a date of the law' }),
  parallel: parallelDates.nullable().meta({ description: 'What a promise, a reminder or a date of destruction stands on; null for a date of the law' }),
  slips: z.array(z.object({ from: z.string(), to: z.string(), days: z.number().int(), on: z.string(), factId: z.string() })).meta({ description: 'Every move of a promised date: from, to, on which day and by which fact' }),
  presumed: z.boolean().meta({ description: 'Counted from a presumed receipt: makes nobody late' }),
  state: z.enum(['open', 'met', 'void']),
  closedOn: z.string().nullable(),
  late: z.boolean().meta({ description: 'Open, on a confirmed receipt, and past assertAfter today at the agency' }),
  steps: z.array(z.string()),
  notes: z.array(z.string()),
  rulesVersion: z.string(),
  revision: z.number().int(),
  history: z.array(z.object({ revision: z.number().int(), due: z.string(), assertAfter: z.string().nullable(), presumed: z.boolean(), state: z.string(), reason: z.string(), at: z.string() })),
});
export const deadlineList = z.object({ deadlines: z.array(deadlineShape) });
export type DeadlineShape = z.output<typeof deadlineShape>;

export const factShape = z.object({
  id: z.string(),
  type: z.string(),
  date: z.string(),
  time: z.string().nullable(),
  basis: z.string(),
  presumed: z.boolean(),
  details: z.record(z.string(), z.unknown()),
  note: z.string(),
  documentId: z.string().nullable(),
  letterId: z.string().nullable(),
  recordedById: z.string().nullable(),
  recordedAt: z.string(),
  superseded: z.object({ at: z.string(), byFactId: z.string().nullable(), why: z.string() }).nullable(),
});
export const factList = z.object({ facts: z.array(factShape) });
export type FactShape = z.output<typeof factShape>;
