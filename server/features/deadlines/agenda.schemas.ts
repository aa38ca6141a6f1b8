import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';
import { DEADLINE_KINDS } from './deadline-filter.js';
import { civilDate } from './fact-types.js';

/** What a program can ask of the group's open deadlines: the same filters as the page's. */
export const openDeadlinesQuery = z.object({
  owner: z.enum(['agency', 'requester']).optional().meta({ description: 'Who owes it; both when absent' }),
  kind: z.enum(DEADLINE_KINDS).optional(),
  responsibleId: z.uuid().optional(),
  agencyId: z.uuid().optional(),
  from: civilDate.optional().meta({ description: 'First day of `due`' }),
  to: civilDate.optional().meta({ description: 'Last day of `due`' }),
  late: z.enum(['true', 'false']).transform((value) => value === 'true').optional().meta({ description: 'Past the date that is safe to call late after, on a confirmed receipt' }),
  after: keyParam.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

const civil = z.string().meta({ description: 'YYYY-MM-DD', example: '2026-11-30' });

export const openDeadlinesAnswer = z.object({
  deadlines: z.array(z.object({
    id: z.uuid(),
    requestId: z.uuid(),
    number: z.string(),
    title: z.string(),
    agency: z.string(),
    rule: z.string(),
    name: z.string().meta({ description: 'What is owed, in words' }),
    owner: z.enum(['agency', 'requester']),
    kind: z.enum(['statutory', 'promised', 'set_by_us']),
    due: civil,
    assertAfter: civil.nullable().meta({ description: 'Safe to call late after this day; null for our own dates and for promises' }),
    presumed: z.boolean(),
    late: z.boolean(),
    citation: z.string(),
    confidence: z.enum(['settled', 'unsettled', 'unverified', 'their_word', 'our_own']),
  })),
  next: z.string().nullable().meta({ description: 'Send it as `after` for the dates after these' }),
});
