import { z } from 'zod';
import { t } from '../../platform/words.js';

const needed = () => t('Say what you read, and where.');

export const citationBody = z.object({
  citation: z.string({ error: () => t('Name the citation.') }).min(1).max(200).meta({ description: 'As the table of citations writes it' }),
  note: z.string({ error: needed }).trim().min(1, { error: needed }).max(2000, { error: () => t('Use at most {most} characters.', { most: 2000 }) }).meta({ description: 'What was read, and where; or why it may no longer be used' }),
});

export const citationsOut = z.object({
  citations: z.array(z.object({
    citation: z.string(), verdict: z.enum(['confirmed', 'partly', 'unverified']), read: z.string().meta({ description: 'Where its text was read' }),
    letters: z.array(z.string()).meta({ description: 'Titles of the letters that cite it' }),
    approved: z.object({ by: z.string(), at: z.string(), note: z.string() }).nullable().meta({ description: 'The lawyer who answers for it now' }),
    usable: z.boolean().meta({ description: 'Whether letters of the group print it now' }),
  })),
});

/** Sentences that a letter does without. */
export const leftOutOut = z.array(z.object({ citation: z.string(), verdict: z.enum(['partly', 'unverified']), sentence: z.string() })).meta({ description: 'Sentences left out because their section may not be cited yet' });

export const findingsOut = z.array(z.object({ stops: z.boolean().meta({ description: 'The letter may not go like that' }), words: z.string(), says: z.string() }));

/** Nothing but that it is done. */
export const doneOut = z.object({ done: z.literal(true) });
export const packBody = z.object({ template: z.string().max(100) });
