import { z } from 'zod';
import { t } from '../../platform/words.js';
import { CHANNEL_KINDS } from './agency-profile.js';

const MOST_CHANNELS = 20;

const text = (most: number) => z.string().trim().max(most, { error: t('Use at most {most} characters.', { most }) });
const needed = (most: number, what: string) => text(most).min(1, { error: what });

const PHONE = /^[0-9+() .,x/-]{3,40}$/i;

/** The form a channel's address must have; null where any will do. */
const FORMS: Partial<Record<(typeof CHANNEL_KINDS)[number], { holds: (value: string) => boolean; error: string }>> = {
  email: { holds: (value) => z.email().safeParse(value).success, error: t('Type an e-mail address like records@example.gov.') },
  phone: { holds: (value) => PHONE.test(value), error: t('Type a telephone number.') },
  fax: { holds: (value) => PHONE.test(value), error: t('Type a fax number.') },
};

/** One way to reach an agency, as a person states it. */
export const channelInput = z
  .object({
    kind: z.enum(CHANNEL_KINDS, { error: t('Choose a way: portal, e-mail, post, fax, telephone or in person.') }),
    value: needed(300, t('Type the address or number.')),
    note: text(500).default(''),
    designated: z.boolean().nullable().default(null),
    limit: z.coerce.number({ error: t('Type a number of characters, at least 500.') }).int().min(500, { error: t('Type a number of characters, at least 500.') }).max(1_000_000).optional().meta({ description: 'Characters a message takes, for a portal with a box' }),
  })
  .superRefine((channel, context) => {
    const form = FORMS[channel.kind];
    if (form && !form.holds(channel.value)) context.addIssue({ code: 'custom', path: ['value'], message: form.error });
  });

export const agencyFormFields = {
  name: needed(200, t('Type the agency’s name.')),
  shortName: needed(60, t('Type a short name, as it stands in lists.')),
  unit: text(200),
  channels: z.array(channelInput).max(MOST_CHANNELS, { error: t('At most {most} ways.', { most: MOST_CHANNELS }) }),
  refusedKinds: z.array(z.enum(CHANNEL_KINDS)),
  notes: text(2000),
};

/** What a group changes about an agency; what is left out stays as it is. */
export const correctAgencyBody = z
  .object(agencyFormFields)
  .partial()
  .extend({ note: text(500).default('').meta({ description: 'How the group knows' }) });
export type AgencyCorrectionInput = z.output<typeof correctAgencyBody>;

/** What kind of agency it is settles its statute, its calendar and where its days are counted. */
export const AGENCY_TYPES = ['la_city', 'ca_city', 'ca_county', 'ca_state', 'federal'] as const;

export const newAgencyBody = z.object({
  type: z.enum(AGENCY_TYPES, { error: t('Choose what kind of agency it is.') }),
  department: z.enum(['DHS', 'DOJ']).nullable().default(null).meta({ description: 'Department of a federal agency, where its appeal rules are known' }),
  name: agencyFormFields.name,
  shortName: agencyFormFields.shortName,
  unit: agencyFormFields.unit.default(''),
  channels: agencyFormFields.channels.default([]),
  notes: agencyFormFields.notes.default(''),
});
export type NewAgencyInput = z.output<typeof newAgencyBody>;

export const agencyParams = z.object({ agencyId: z.uuid() });
export const addressBody = z.object({ address: z.string().trim().min(1).max(254) });

export const agenciesQuery = z.object({
  cursor: z.uuid().optional().meta({ description: 'The `next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
