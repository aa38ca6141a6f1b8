import { z } from 'zod';
import { t } from '../../platform/words.js';
import { emailSchema, groupNameSchema } from './accounts.schemas.js';

const ZONES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const MOST_UNDO_MINUTES = 60;
const HIGHEST_CEILING_CENTS = 100_000_00;

const optionalEmail = z.union([z.literal(''), emailSchema], { error: t('Type an e-mail address like name@example.org, or leave it empty.') });

/** What a group may set about itself; every field may be left out. Money in cents. */
export const groupSettingsBody = z.object({
  name: groupNameSchema.optional(),
  numberPrefix: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z][A-Z0-9]{0,7}$/, { error: t('One to eight letters and digits, beginning with a letter, like TD.') })
    .optional(),
  timeZone: z
    .string()
    .refine((zone) => ZONES.has(zone), { error: t('Choose a time zone of the list, like America/Los_Angeles.') })
    .optional(),
  postalAddress: z.string().trim().max(500, { error: t('Use at most 500 characters.') }).optional(),
  contactEmail: optionalEmail.optional(),
  contactPhone: z
    .string()
    .trim()
    .max(40, { error: t('Use at most 40 characters.') })
    .regex(/^[0-9+() .,x/-]*$/i, { error: t('A phone number: digits, spaces, + ( ) . - and x.') })
    .optional(),
  feeCeilingCents: z.number().int().min(0).max(HIGHEST_CEILING_CENTS, { error: t('At most 100,000 dollars.') }).optional(),
  undoMinutes: z.number().int().min(0).max(MOST_UNDO_MINUTES).optional(),
  confirmsByItself: z.boolean().optional(),
});

export type GroupSettings = z.output<typeof groupSettingsBody>;

const dollars = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{2})?$/, { error: t('An amount in dollars, like 25 or 25.00.') })
  .transform((text) => Math.round(Number(text) * 100))
  .pipe(z.number().max(HIGHEST_CEILING_CENTS, { error: t('At most 100,000 dollars.') }));

const minutes = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/, { error: t('A number of minutes from 0 to 60.') })
  .transform(Number)
  .pipe(z.number().max(MOST_UNDO_MINUTES, { error: t('A number of minutes from 0 to 60.') }));

const ticked = z.literal('yes').optional().transform((value) => value === 'yes');

/** The same from the settings page, where the ceiling is typed in dollars. */
export const groupSettingsForm = groupSettingsBody.omit({ feeCeilingCents: true, undoMinutes: true, confirmsByItself: true }).required().extend({ feeCeiling: dollars, undoMinutes: minutes, confirmsByItself: ticked });

export const timeZones: readonly string[] = [...ZONES];
