import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';

export const noticeParams = z.object({ noticeId: z.uuid() });
export const noticesQuery = z.object({ after: keyParam.optional(), before: keyParam.optional() });
export const todayQuery = z.object({ scope: z.enum(['mine', 'group']).optional().catch(undefined) });

export const noticeShape = z.object({
  id: z.string(),
  rung: z.enum(['before-3', 'due', 'late']),
  date: z.string().meta({ description: 'The deadline’s date it warned of, YYYY-MM-DD' }),
  number: z.string(),
  requestId: z.string(),
  deadlineId: z.string(),
  rule: z.string(),
  by: z.enum(['email', 'app']),
  sentAt: z.string(),
  seenAt: z.string().nullable(),
});
export type NoticeShape = z.output<typeof noticeShape>;
export const noticeList = z.object({ notices: z.array(noticeShape), next: z.string().nullable() });
export const noticesApiQuery = z.object({ after: keyParam.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
export const seenShape = z.object({ seen: z.literal(true) });
