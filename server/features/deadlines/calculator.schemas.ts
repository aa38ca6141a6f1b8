import { z } from 'zod';
import { t } from '../../platform/words.js';
import { civilDateProblem } from '../statutes/civil-date.js';
import { RULE_IDS } from '../statutes/rule.js';
import { EMERGENCY_AUTHORITIES, EXTENSION_GROUNDS, SERVICE_METHODS, type StatuteFact } from '../statutes/facts.js';
import { civilDate } from './fact-types.js';

/** A day, or an instant with its offset; the agency's zone decides which day an instant is. */
const received = z
  .string({ error: () => t('Give the day the agency received it, as YYYY-MM-DD, or the moment with its offset.') })
  .superRefine((value, ctx) => {
    const problem = receivedProblem(value);
    if (problem) ctx.addIssue({ code: 'custom', message: problem });
  })
  .meta({ description: 'Day of receipt at the agency (YYYY-MM-DD), or an instant with offset', example: '2026-10-01' });

const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function receivedProblem(value: string): string | null {
  const day = INSTANT.exec(value)?.[1];
  if (day !== undefined) return civilDateProblem(day);
  return value.includes('T') ? t('Write the moment like 2026-10-01T17:05:00-07:00, with its offset, or give the day alone.') : civilDateProblem(value);
}

const dated = <T extends string>(type: T) => z.object({ type: z.literal(type), date: civilDate });
const requested = <T extends string>(type: T) => z.object({ type: z.literal(type), requested: civilDate });
const toll = <T extends string>(type: T) => z.object({ type: z.literal(type), from: civilDate, to: civilDate.nullish() });

/** What happened since: the public names of the facts. Anything a caller adds about timeliness is not read. */
export const calculatorFact = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('extension_notice'), sent: civilDate, specifiedDate: civilDate.nullish(), ground: z.enum(EXTENSION_GROUNDS).nullish(),
      affectedSystem: z.string().max(200).nullish(), accessRegainedAt: civilDate.nullish(), recordHeldElsewhere: z.boolean().nullish(), proclaimedBy: z.enum(EMERGENCY_AUTHORITIES).nullish(),
    }),
    z.object({ type: z.literal('unusual_circumstances_notice'), sent: civilDate }),
    z.object({ type: z.literal('service'), method: z.enum(SERVICE_METHODS), date: civilDate, of: z.string().max(200) }),
    z.object({ type: z.literal('adverse_determination'), date: civilDate, agency: z.string().max(100).optional() }),
    z.object({ type: z.literal('receipt_policy'), value: z.enum(['actual_calendar_day', 'next_business_day']) }),
    toll('toll_information_request'),
    toll('toll_fee_clarification'),
    requested('peace_officer_records'),
    requested('expedited_requested'),
    dated('received_by_proper_component'),
    dated('received_by_other_component'),
    dated('appeal_received'),
    dated('incident_known'),
    dated('denial'),
    dated('constructive_exhaustion'),
    dated('deemed_received'),
    dated('clock_start'),
  ])
  .meta({ description: 'Something that happened to the request' });

export const calculateBody = z.object({
  law: z.enum(['CPRA', 'FOIA'], { error: () => t('Choose CPRA or FOIA.') }),
  agency: z.string().max(100).nullish().meta({ description: 'Slug of the directory; gives calendar and time zone', example: 'lapd' }),
  received,
  receiptPolicy: z.enum(['actual_calendar_day', 'next_business_day'], { error: () => t('Choose actual_calendar_day or next_business_day.') }).nullish(),
  facts: z.array(calculatorFact).max(100, { error: () => t('Give at most 100 facts.') }).nullish(),
});
export type CalculateBody = z.output<typeof calculateBody>;

export const calculatedDeadline = z.object({
  rule: z.enum(RULE_IDS),
  owner: z.enum(['agency', 'requester']),
  kind: z.literal('statutory'),
  nominal: z.string(),
  earliest: z.string(),
  due: z.string(),
  assertAfter: z.string(),
  lastLawful: z.string().optional().meta({ description: 'Ours only: a later date the law may allow; never to be relied on' }),
  byCalendar: z.record(z.string(), z.string()),
  citation: z.string(),
  confidence: z.enum(['settled', 'unsettled', 'unverified']),
  steps: z.array(z.string()),
  notes: z.array(z.string()),
});

export const calculateAnswer = z.object({ deadlines: z.array(calculatedDeadline), rulesVersion: z.string() });
export type CalculateAnswer = z.output<typeof calculateAnswer>;

/** Facts as the statutes slice takes them: dates were checked by the schema. */
export const toStatuteFacts = (facts: CalculateBody['facts']): StatuteFact[] => (facts ?? []) as StatuteFact[];
