import { z } from 'zod';
import { t } from '../../platform/words.js';
import { CONDITIONAL_LAWS } from './counting-terms.js';

const needed = () => t('Say why, with what you read and where.');

export const switchBody = z.object({
  note: z.string({ error: needed }).trim().min(1, { error: needed }).max(2000, { error: () => t('Use at most {most} characters.', { most: 2000 }) }).meta({ description: 'Why: what was read, and where' }),
});

export const lawList = z.object({
  laws: z.array(z.object({
    law: z.enum(CONDITIONAL_LAWS), on: z.boolean(),
    history: z.array(z.object({ onBy: z.string(), onAt: z.string(), note: z.string(), off: z.object({ by: z.string(), at: z.string(), note: z.string() }).nullable() })),
  })),
});
export const lawSwitched = z.object({ requests: z.number().int().meta({ description: 'Requests that are counted again because of it' }) });
