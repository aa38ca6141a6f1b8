import { z } from 'zod';
import type { Confidence } from '../../platform/views-parts.view.js';

/** A deadline's stored derivation, as the statutes slice made it; read back from JSON. */
const line = z.object({ kind: z.enum(['received', 'count', 'closed', 'roll', 'due', 'reading']), sentence: z.string(), section: z.string().optional(), date: z.string(), struck: z.boolean().optional() });
const square = z.object({ date: z.string(), role: z.enum(['day0', 'counted', 'closed', 'due', 'safe', 'between']), n: z.number().optional(), reason: z.string().optional() });
const confidence = z.enum(['settled', 'unsettled', 'unverified']) satisfies z.ZodType<Confidence>;
const reading = z.object({
  name: z.string(), calendar: z.string().optional(), citation: z.string(), date: z.string(), closedOn: z.array(z.object({ date: z.string(), name: z.string() })),
  usedFor: z.array(z.enum(['earliest', 'due', 'safe'])), confidence,
});

export const explanation = z.object({
  steps: z.array(z.string()).default([]),
  notes: z.array(z.string()).default([]),
  calendar: z.string().nullable().default(null),
  lines: z.array(line).default([]),
  days: z.array(square).default([]),
  readings: z.array(reading).default([]),
});
export type Explanation = z.output<typeof explanation>;
