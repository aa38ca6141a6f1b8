import { z } from 'zod';
import { EXTENSION_GROUNDS } from '../statutes/facts.js';
import { RULE_IDS } from '../statutes/rule.js';
import { CALENDAR_IDS, FIRST_YEAR, LAST_YEAR } from './calendar-years.js';

const confidence = z.enum(['settled', 'unsettled', 'unverified']);
const civil = z.string().meta({ description: 'YYYY-MM-DD', example: '2026-11-30' });
const governs = { effectiveFrom: civil.nullable().meta({ description: 'First day of receipt it governs; null when not checked' }), effectiveTo: civil.nullable().meta({ description: 'Last day of receipt it governs; null while in force' }) };

export const rulesAnswer = z.object({
  rulesVersion: z.string(),
  rules: z.array(z.object({
    id: z.enum(RULE_IDS),
    variant: z.string().nullable().meta({ description: 'Whose rule it is (DHS, DOJ), or a bill not known to be law (ab_1821)' }),
    statute: z.string(),
    trigger: z.string().meta({ description: 'What day 0 is' }),
    count: z.number().int(),
    unit: z.enum(['calendar_day', 'working_day', 'year']),
    lastDay: z.enum(['rolls_forward', 'stays', 'rolls_back']),
    owner: z.enum(['agency', 'requester']),
    kind: z.literal('statutory'),
    section: z.string(),
    citation: z.string(),
    confidence,
    sentence: z.string(),
    ...governs,
  })),
  grounds: z.array(z.object({ ground: z.enum(EXTENSION_GROUNDS), sentence: z.string(), numbers: z.array(z.object({ number: z.string(), from: civil.nullable(), to: civil.nullable() })) })).meta({
    description: 'Reasons of Gov. Code § 7922.535(c) by name, with the number each had by day of receipt',
  }),
});

const calendar = z.object({ id: z.enum(CALENDAR_IDS), name: z.string(), citation: z.string(), weekendCitation: z.string(), source: z.string(), confidence });

export const calendarsAnswer = z.object({ rulesVersion: z.string(), firstYear: z.number().int(), lastYear: z.number().int(), calendars: z.array(calendar) });

export const calendarAnswer = calendar.extend({
  year: z.number().int(),
  closedDays: z
    .array(z.object({
      date: civil,
      weekend: z.boolean(),
      reasons: z.array(z.object({ name: z.string(), who: z.string(), citation: z.string(), confidence, estimateSource: z.string().nullable().meta({ description: 'Where an estimated date comes from; null for days the statute fixes' }) })),
    }))
    .meta({ description: 'Days closed for a reason beside the weekend; Saturdays and Sundays are closed as well' }),
  notKnown: z.array(z.object({ name: z.string(), knownUntil: z.number().int(), source: z.string() })).meta({ description: 'Holidays that follow the moon, beyond the tables' }),
});

export const calendarYear = z.object({ year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR).optional().meta({ description: 'The present year when absent' }) });
