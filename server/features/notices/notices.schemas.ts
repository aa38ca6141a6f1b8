import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';

export const noticeParams = z.object({ noticeId: z.uuid() });
export const noticesQuery = z.object({ after: keyParam.optional(), before: keyParam.optional() });
export const todayQuery = z.object({ scope: z.enum(['mine', 'group']).optional().catch(undefined) });

export const noticeShape = z.object({
  id: z.string(),
  rung: z.string().meta({ description: 'before-30, before-7, before-3, before-1, due, late, passed, weekly-n, moved-n (n: the deadline’s revision) or escalated' }),
  date: z.string().meta({ description: 'The deadline’s date it warned of, YYYY-MM-DD' }),
  number: z.string(),
  requestId: z.string(),
  deadlineId: z.string(),
  rule: z.string(),
  by: z.enum(['email', 'app']),
  sentAt: z.string(),
  seenAt: z.string().nullable(),
  asksForAnswer: z.boolean().meta({ description: 'Goes up to the owners when nobody acknowledges it within two working days' }),
  acknowledgedAt: z.string().nullable(),
});
export type NoticeShape = z.output<typeof noticeShape>;
export const noticeList = z.object({ notices: z.array(noticeShape), next: z.string().nullable() });
export const noticesApiQuery = z.object({ after: keyParam.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });
export const seenShape = z.object({ seen: z.literal(true) });
export const acknowledgedShape = z.object({ acknowledged: z.literal(true) });
