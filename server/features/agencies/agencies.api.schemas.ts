import { z } from 'zod';
import { CHANNEL_KINDS, agencyRowSchema } from './agency-profile.js';

export const agencyAnswer = agencyRowSchema
  .omit({ retiredAt: true })
  .extend({
    retired: z.boolean().meta({ description: 'No longer offered for new requests' }),
    addedByGroup: z.boolean(),
    correction: z
      .object({ fields: z.array(z.string()), note: z.string(), correctedById: z.string(), at: z.iso.datetime() })
      .nullable()
      .meta({ description: 'What your group changed about the directory’s words' }),
    notKnown: z.array(z.enum(CHANNEL_KINDS)).meta({ description: 'Usual ways to reach an agency that are not known for this one' }),
  })
  .meta({ id: 'Agency' });

export const agenciesAnswer = z.object({ agencies: z.array(agencyAnswer), next: z.uuid().nullable().meta({ description: 'Give it as `cursor` for the next page; null at the end' }) });
