import { z } from 'zod';
import { t } from '../../platform/words.js';
import { agencyFormFields, channelInput, newAgencyBody } from './agencies.schemas.js';
import { CHANNEL_KINDS } from './agency-profile.js';

const DESIGNATED = { yes: true, no: false, '': null } as const;

/** One row of the channels; an empty address is a row left empty or a way taken out. */
const channelRow = z
  .object({ kind: z.string().default(''), value: z.string().trim().default(''), note: z.string().default(''), designated: z.enum(['yes', 'no', '']).default(''), limit: z.string().trim().default('') })
  .transform((row, context) => {
    if (row.value === '') return null;
    const channel = channelInput.safeParse({ ...row, designated: DESIGNATED[row.designated], limit: row.limit === '' ? undefined : row.limit });
    if (channel.success) return channel.data;
    for (const issue of channel.error.issues) context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
    return z.NEVER;
  });

const channelRows = z
  .array(channelRow)
  .default([])
  .transform((rows) => rows.filter((row) => row !== null))
  .refine((rows) => rows.length <= 20, { error: t('At most {most} ways.', { most: 20 }) });

/** Boxes of one name: none, one or several; an empty hidden field tells a form without ticks from one that was not shown. */
const ticked = z
  .union([z.string(), z.array(z.string())])
  .default('')
  .transform((given) => [given].flat().filter((kind) => kind !== ''))
  .pipe(z.array(z.enum(CHANNEL_KINDS)));

export const correctAgencyForm = z.object({
  name: agencyFormFields.name, shortName: agencyFormFields.shortName, unit: agencyFormFields.unit, notes: agencyFormFields.notes,
  channels: channelRows, refusedKinds: ticked, note: z.string().trim().max(500, { error: t('Use at most {most} characters.', { most: 500 }) }).default(''),
});

export const newAgencyForm = newAgencyBody.extend({
  channels: channelRows,
  department: z.enum(['DHS', 'DOJ', '']).default('').transform((department) => (department === '' ? null : department)),
});
