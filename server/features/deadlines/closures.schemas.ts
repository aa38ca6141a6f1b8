import { z } from 'zod';
import { t } from '../../platform/words.js';
import { agencyParams } from '../agencies/agencies.schemas.js';
import { why } from './deadlines.schemas.js';
import { civilDate } from './fact-types.js';

const needed = (most: number, what: () => string) => z.string({ error: what }).trim().min(1, { error: what }).max(most, { error: () => t('Use at most {most} characters.', { most }) });

export const closureParams = agencyParams.extend({ closureId: z.uuid() });

export const addClosureBody = z.object({
  date: civilDate,
  name: needed(200, () => t('Say what closed the office, for example “Offices closed by the fire”.')).meta({ description: 'What closed the office for the whole day' }),
  evidence: needed(2000, () => t('Say how you know: an address, a notice, who saw it.')).meta({ description: 'How it is known: an address, a notice, who saw it' }),
  documentId: z.uuid().nullish().meta({ description: 'A document of your group that shows it' }),
});
export type NewClosureInput = z.output<typeof addClosureBody>;

export const takeClosureBackBody = z.object({ why });

/** What a form holds so far; nothing of it is checked yet. */
export const closureFormQuery = z.object({
  date: z.string().max(20).optional().catch(undefined), name: z.string().max(500).optional().catch(undefined), evidence: z.string().max(5000).optional().catch(undefined),
});

export const closureShape = z.object({
  id: z.string(), date: z.string(), name: z.string(), evidence: z.string(), documentId: z.string().nullable(), addedBy: z.string().nullable(), addedAt: z.string(),
  takenBack: z.object({ at: z.string(), by: z.string().nullable(), why: z.string() }).nullable(),
});
export const closureList = z.object({ closures: z.array(closureShape), waiting: z.number().int().meta({ description: 'Requests to this agency that still wait to be counted again' }) });
export const closureWritten = z.object({ closureId: z.string(), requests: z.number().int().meta({ description: 'Requests that are counted again because of it' }) });
