import { z } from 'zod';
import { t } from '../../../platform/words.js';
import { MOST_SOURCE_BYTES } from './check-template.js';

/** The `:templateId` of a path. A malformed one is answered as an unknown one: 404. */
export const templateParams = z.object({ templateId: z.uuid() });

const oneLine = (least: () => string) =>
  z.string().trim().min(1, { error: least }).max(200, { error: () => t('At most {most} characters.', { most: 200 }) }).regex(/^[^\p{Cc}\p{Co}\u202A-\u202E\u2066-\u2069]*$/u, { error: () => t('Letters, digits and signs only.') });
const title = oneLine(() => t('Give it a title.'));
const purpose = oneLine(() => t('Say in a sentence what it is for.'));
const source = z.string().max(MOST_SOURCE_BYTES, { error: () => t('The template is longer than 64 kB. Shorten it: a letter of two pages has about 6 kB.') });
const number = z.coerce.number().int().min(1).max(1_000_000);
/** A form sends what was left empty as ''. */
const request = z.preprocess((value) => (value === '' ? undefined : value), z.uuid().optional());

export const copyBody = z.object({ base: z.string({ error: () => t('Choose a letter.') }).max(100) });
export const editQuery = z.object({ request });
export const editBody = z.object({ act: z.enum(['preview', 'save']).default('preview'), version: number, title, purpose, source, request });
export const versionsQuery = z.object({ from: number.optional(), to: number.optional() });

/** `newest` takes the template's latest version, `library` the library's words. */
export const wordsBody = z.object({ to: z.enum(['newest', 'library'], { error: () => t('Choose whose words the letter stands in.') }), version: z.coerce.number().int().min(0) });

export const apiCopyBody = z.object({ base: z.string().max(100).meta({ example: 'cpra-alpr-sharing', description: 'A letter of the library: a first request or a follow-up' }) });
export const apiSaveBody = z.object({ version: z.number().int().min(1).meta({ description: 'Number of the version it was written from; refused when a later one was saved' }), title, purpose, source });
export const apiPreviewBody = z.object({ source, requestId: z.uuid().optional().meta({ description: 'A request of the group to make it from; with examples when absent' }) });

const remarkOut = z.object({ line: z.number().meta({ description: '1-based; 0 for the template as a whole' }), says: z.string() });
const templateShape = {
  id: z.uuid(), template: z.string().meta({ description: 'What to give as a template where a letter is begun', example: 'own:0190a1b2-…' }), base: z.string(), kind: z.enum(['first', 'follow-up']), statute: z.enum(['CPRA', 'FOIA']),
  title: z.string(), purpose: z.string(), version: z.number(), savedAt: z.iso.datetime(), savedBy: z.string(), retired: z.boolean(),
};
export const ownTemplatesOut = z.object({ templates: z.array(z.object(templateShape)) });
export const ownTemplateOut = z.object({
  ...templateShape, source: z.string(),
  fields: z.array(z.object({ name: z.string(), kind: z.enum(['text', 'tick', 'list']), says: z.string(), example: z.string() })).meta({ description: 'What the source may name' }),
});
export const copiedOut = z.object({ id: z.uuid() });
export const savedOut = z.object({ version: z.number() });
export const doneOut = z.object({ id: z.uuid() });
export const versionsOut = z.object({ versions: z.array(z.object({ version: z.number(), title: z.string(), purpose: z.string(), source: z.string(), savedAt: z.iso.datetime(), savedBy: z.string() })) });
export const previewOut = z.object({
  faults: z.array(remarkOut), warnings: z.array(remarkOut), note: z.string().nullable(), subject: z.string(), text: z.string(), html: z.string(), gaps: z.array(z.object({ path: z.string(), label: z.string() })),
  leftOut: z.array(z.object({ citation: z.string(), sentence: z.string() })),
});
