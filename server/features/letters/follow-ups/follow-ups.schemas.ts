import { z } from 'zod';
import { t } from '../../../platform/words.js';
import { civilDate } from '../../deadlines/fact-types.js';
import { leftOutOut } from '../citations.schemas.js';
import { CHANNELS } from '../channels.js';
import { channelField, ticked } from '../letters.schemas.js';
import { MOST_INPUTS, MOST_LINES } from './letter-inputs.js';

/** The request and the draft of a path. A malformed one is answered as an unknown one: 404. */
export const draftParams = z.object({ requestId: z.uuid(), draftId: z.uuid() });

const text = (most: number) => z.string().max(most, { error: () => t('At most {most} characters.', { most }) });
/** A form sends what was left empty as ''. */
const replyBy = z.literal('').or(civilDate);
const inputName = z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/);
const fewInputs = (inputs: object | undefined) => Object.keys(inputs ?? {}).length <= MOST_INPUTS;
const slug = z.string({ error: () => t('Choose a letter.') }).max(100);

export const startFollowUpBody = z.object({ template: slug });

/** A tick's box is preceded by an empty field of its name, so that a tick taken away is told too: the last one counts. */
const formInputs = z.preprocess(
  (typed) => (typed && typeof typed === 'object' ? Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value])) : undefined),
  z.record(inputName, text(2 * MOST_LINES).transform((typed) => typed.replace(/\r\n/g, '\n'))).optional(),
).refine(fewInputs);

const shape = {
  version: z.coerce.number().int().min(0),
  signerName: text(200).default(''),
  signerTitle: text(200).default(''),
  replyBy: replyBy.default(''),
  ownWords: text(4000).default(''),
  toAddress: text(254).default(''),
  inputs: formInputs,
};

/** Saving keeps whatever is there; sending needs a way. `seen` marks the record as the page showed it. */
export const followUpBody = z
  .object({ ...shape, act: z.enum(['save', 'send']).default('save'), seen: z.string().max(64).default(''), channel: z.enum(CHANNELS).or(z.literal('')).default(''), evenIfBounces: ticked })
  .refine((form) => form.act === 'save' || form.channel !== '', { path: ['channel'], error: () => t('Choose how the letter goes.') });
export type FollowUpForm = z.output<typeof followUpBody>;

/** What a page posts in the background; a date half typed is left out. */
export const followUpAutosave = z.object({ ...shape, replyBy: replyBy.catch(''), channel: z.enum(CHANNELS).or(z.literal('')).default('') });

const apiFields = {
  signerName: text(200).optional(), signerTitle: text(200).optional(), ownWords: text(4000).optional(),
  replyBy: replyBy.optional().meta({ description: 'The day we would like a reply by: a wish, printed as such; empty for none' }),
  inputs: z.record(inputName, z.union([z.string().max(MOST_LINES), z.boolean()])).refine(fewInputs).optional()
    .meta({ description: 'What this letter alone asks for, by the names the preview lists: a tick as true or false, a date as YYYY-MM-DD, what is not named stays' }),
};
export const apiStartBody = z.object({ template: slug.meta({ example: 'cpra-extension-objection' }), ...apiFields });
export const apiChangeBody = z.object({ ...apiFields, version: z.number().int().min(0).nullish() });
export const apiSendFollowUpBody = z.object({
  evenIfBounces: z.boolean().optional().meta({ description: 'The address is known to bounce, and the letter is to go there all the same' }),
  channel: channelField, toAddress: text(254).optional(),
  version: z.number().int().min(0).nullish().meta({ description: 'The draft’s version that was previewed; sending is refused when it has changed since' }),
  seen: text(64).optional().meta({ description: 'The mark of the record as the preview gave it; sending is refused when the record has changed since' }),
});

const heldOut = z.string().nullable().meta({ description: 'Another letter went within a week: until this day only a lawyer sends one' });
export const offersOut = z.object({
  offered: z.array(z.object({ template: z.string(), title: z.string(), purpose: z.string(), reason: z.string(), items: z.array(z.number()), atWill: z.boolean().meta({ description: 'Nothing calls for it: it is there for whoever wants it' }) })),
  notOffered: z.array(z.object({ template: z.string(), title: z.string(), purpose: z.string(), why: z.string(), needs: z.array(z.string()) })),
  heldUntil: heldOut,
  drafts: z.array(z.object({ id: z.uuid(), template: z.string(), version: z.number() })),
});
export const startedOut = z.object({ id: z.uuid(), version: z.number() });
export const discardedOut = z.object({ id: z.uuid(), discarded: z.literal(true) });
export const versionOut = z.object({ version: z.number() });
export const followUpPreviewOut = z.object({
  version: z.number(), fits: z.boolean().meta({ description: 'Whether the letter may be sent as the record stands' }), why: z.string().meta({ description: 'Why it is proposed, or why it does not fit' }),
  seen: z.string(), changed: z.array(z.string()), subject: z.string(), text: z.string(), html: z.string(),
  gaps: z.array(z.object({ path: z.string(), label: z.string() })), leftOut: leftOutOut, findings: z.array(z.object({ stops: z.boolean(), words: z.string(), says: z.string() })),
  warnings: z.array(z.string()),
  inputs: z.array(z.object({
    name: z.string(), kind: z.enum(['text', 'lines', 'choice', 'date', 'money', 'tick']), label: z.string(), hint: z.string(), required: z.boolean(),
    options: z.array(z.object({ value: z.string(), label: z.string() })), value: z.string(),
  })).meta({ description: 'What this letter alone asks for, with what is typed so far' }),
});
