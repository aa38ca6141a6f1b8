import { z } from 'zod';

const noneWhenEmpty = z.preprocess((value) => (value === '' ? undefined : value), z.uuid().optional()).transform((id) => id ?? null);

/** `request`: on whose page the upload began. */
export const uploadQuery = z.object({ request: noneWhenEmpty });

/** `requestId`: where whoever uploads it says it belongs. */
export const mailUploadFields = z.object({ requestId: noneWhenEmpty });

export const mailUploadOut = z.object({
  files: z.array(
    z.object({
      originalName: z.string(),
      mails: z.number().int().meta({ description: 'Mails kept now; they are read next' }),
      already: z.number().int().meta({ description: 'Mails of this box that were kept when it was uploaded before' }),
      mailIds: z.array(z.string()).meta({ description: 'The mails kept, at most a thousand' }),
    }),
  ),
  refused: z.array(z.object({ originalName: z.string(), code: z.string(), message: z.string() })),
});
