import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';
import { t } from '../../platform/words.js';
import { civilDate, timeOfDay } from '../deadlines/fact-types.js';
import { MOST_ITEMS_ENTERED } from '../requests/replace-items.js';
import { titleField } from '../requests/requests.schemas.js';
import { findingsOut, leftOutOut } from './citations.schemas.js';
import { CHANNELS } from './channels.js';
import { printedDollars } from './draft.js';
import { foiaApiShape, foiaAutosaveShape, foiaFormShape } from './foia-fields.js';
import type { FrozenLetter } from './freeze-letter.js';

/** The `:letterId` of a path. A malformed one is answered as an unknown one: 404. */
export const letterParams = z.object({ letterId: z.uuid() });

/** A form sends what was left empty as ''. */
const blank = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const text = (most: number) => z.string().max(most, { error: () => t('At most {most} characters.', { most }) });

export const LETTER_STATES = ['not_sent', 'queued', 'sending', 'sent', 'refused', 'uncertain', 'recalled'] as const;
export const channelField = z.enum(CHANNELS, { error: () => t('Choose how the letter goes.') });
const agencyField = z.uuid({ error: () => t('Choose an agency.') });
const personField = z.uuid({ error: () => t('Choose a person of your group.') });
const versionField = z.coerce.number().int().min(0);
const dollars = text(20).refine((typed) => printedDollars(typed) !== null, { error: () => t('Give an amount in dollars, for example 25 or 25.00.') });
const address = text(254);

/** An item as it is being written: anything may still be blank. */
const itemShape = {
  heading: text(200).default(''), text: text(4000).default(''), whereToLook: text(500).default(''), period: text(300).default(''), format: text(300).default(''),
  fields: text(500).default(''),
};
export const itemIn = z.object(itemShape);

export const agencyQuery = z.object({ agency: z.uuid({ error: () => t('Choose an agency first.') }) });
export const enterQuery = z.object({ agency: blank(z.uuid().optional()) });
export const itemsQuery = z.object({ item: blank(z.coerce.number().int().min(1).max(14).optional()) });

export const startBody = z.object({ agencyId: agencyField, template: z.string({ error: () => t('Choose a letter template.') }).max(100) });

/** `open-3` saves what is open and opens item 3. */
const itemAct = z.string().regex(/^(save|up|down|remove|add|continue|open-\d{1,2})$/);
export const itemsBody = z.object({ version: versionField, item: blank(z.coerce.number().int().min(1).max(14).optional()), act: itemAct.default('save'), ...itemShape });

const letterShape = { title: text(200).default(''), feeCeiling: dollars.default(''), signerName: text(200).default(''), signerTitle: text(200).default('') };
/** A checkbox that is not ticked is not sent. */
export const ticked = z.preprocess((value) => value === 'on' || value === true || value === 'true', z.boolean());
export const letterBody = z.object({ version: versionField, act: z.enum(['save', 'continue']).default('save'), ...letterShape, inspectionWanted: ticked, ...foiaFormShape });

export const resendBody = z.object({ evenIfBounces: ticked });
export const sendBody = z.object({ version: versionField, channel: channelField, toAddress: address.default(''), responsibleId: personField, evenIfBounces: ticked, seen: z.string().max(64).optional() });

/** What a page posts in the background: the fields of its step, as they stand. */
export const autosaveBody = z.object({
  version: versionField,
  step: z.enum(['items', 'letter', 'send']),
  item: blank(z.coerce.number().int().min(1).max(14).optional()),
  ...itemShape,
  ...letterShape,
  ...foiaAutosaveShape,
  feeCeiling: text(20).default(''),
  inspectionWanted: ticked,
  channel: z.enum(CHANNELS).or(z.literal('')).default(''),
  toAddress: address.default(''),
  responsibleId: blank(z.uuid().optional()),
});

export const resolveBody = z.object({ outcome: z.enum(['went', 'did_not_go'], { error: () => t('Say whether it went.') }) });

const deliveryShape = {
  channel: channelField,
  date: civilDate,
  agencyNumber: text(100).regex(/^[^\p{Cc}]*$/u, { error: () => t('Letters, digits and signs only.') }).default(''),
};
export const deliveryForm = z.object({ ...deliveryShape, receivedOn: blank(civilDate.optional()), deliveredOn: blank(civilDate.optional()) });

export const RECEIPT_BASES = ['portal', 'automatic_reply', 'delivery_proof', 'person'] as const;
const receivedIn = z.object({ date: civilDate, time: timeOfDay.nullish(), basis: z.enum(RECEIPT_BASES) });

export const enterForm = z.object({
  agencyId: agencyField,
  title: titleField,
  sentOn: civilDate,
  channel: channelField,
  letterText: text(100_000).default(''),
  agencyNumbers: text(2000).default(''),
  itemsText: text(60_000).default(''),
  receivedOn: blank(civilDate.optional()),
  receivedBasis: blank(z.enum(RECEIPT_BASES).optional()),
  responsibleId: personField,
}).refine((form) => !form.receivedOn || form.receivedBasis, { path: ['receivedBasis'], error: () => t('Say how you know the day they received it.') });
export type EnterForm = z.output<typeof enterForm>;

export const OUTBOX_SHOWS = ['all', 'waiting', 'not_sent', 'queued', 'uncertain', 'refused', 'sent', 'recalled'] as const;
export type OutboxShow = (typeof OUTBOX_SHOWS)[number];
/** What a portal's box takes, as a person read it there; nonsense is as nothing typed. */
export const limitQuery = z.object({ limit: blank(z.coerce.number().int().min(500).max(1_000_000).optional().catch(undefined)) });

export const outboxQuery = z.object({ show: blank(z.enum(OUTBOX_SHOWS).default('all')), after: blank(keyParam.optional()), before: blank(keyParam.optional()) });

/* The API's bodies and answers. */

export const apiDraftBody = z.object({
  agencyId: agencyField,
  template: z.string().max(100).meta({ example: 'cpra-alpr-sharing' }),
  title: titleField.optional(),
  items: z.array(itemIn).max(14).optional().meta({ description: 'The template’s own list when absent' }),
  feeCeiling: dollars.optional(),
  signerName: text(200).optional(),
  signerTitle: text(200).optional(),
  inspectionWanted: z.boolean().optional(),
  ...foiaApiShape,
  responsibleId: personField.optional(),
});
export const apiSendBody = z.object({
  evenIfBounces: z.boolean().optional().meta({ description: 'The address is known to bounce, and the letter is to go there all the same' }),
  channel: channelField, toAddress: address.optional(), responsibleId: personField.optional(),
  version: z.number().int().min(0).nullish().meta({ description: 'The draft’s version that was previewed; sending is refused when it has changed since' }),
});
export const apiDeliveryBody = z.object({
  ...deliveryShape, receivedOn: civilDate.nullish(), deliveredOn: civilDate.nullish(),
  proofDocumentId: z.uuid().nullish().meta({ description: 'A document of this request' }),
  letterId: z.uuid().optional().meta({ description: 'The letter; the one that waits when absent' }),
});
export const apiEnterBody = z.object({
  agencyId: agencyField, title: titleField, sentOn: civilDate, channel: channelField, toAddress: address.optional(), letterText: text(100_000).default(''),
  agencyNumbers: z.array(text(100)).max(20).default([]), items: z.array(itemIn.extend({ heading: text(200).min(1) })).max(MOST_ITEMS_ENTERED).default([]), received: receivedIn.nullish(),
  responsibleId: personField.optional(),
});
export const apiLettersQuery = z.object({
  state: z.enum(LETTER_STATES).optional(), requestId: z.uuid().optional(), after: keyParam.optional(), limit: z.coerce.number().int().min(1).max(100).default(50),
});

const gapOut = z.object({ path: z.string(), label: z.string() });
export const templatesOut = z.object({
  templates: z.array(z.object({ slug: z.string(), statute: z.enum(['CPRA', 'FOIA']), topic: z.enum(['plate-readers', 'fingerprints', 'immigration', 'oversight']), title: z.string(), purpose: z.string(), writtenFor: z.array(z.string()), hash: z.string(), items: z.array(itemIn) })),
});
export const draftOut = z.object({ id: z.uuid(), number: z.string(), version: z.number() });
export const previewOut = z.object({ version: z.number(), subject: z.string(), text: z.string(), html: z.string(), gaps: z.array(gapOut), leftOut: leftOutOut, findings: findingsOut });
export const frozenOut = z.object({ letterId: z.uuid(), state: z.enum(LETTER_STATES), undoUntil: z.iso.datetime().nullable() });
/** A frozen letter as the API tells of it. */
export const frozenAnswer = ({ letterId, state, undoUntil }: FrozenLetter) => ({ letterId, state, undoUntil: undoUntil?.toISOString() ?? null });
export const recalledOut = z.object({ requestId: z.uuid(), draftId: z.uuid().nullable() });
export const deliveredOut = z.object({ requestId: z.uuid(), letterId: z.uuid(), state: z.enum(LETTER_STATES) });
export const enteredOut = z.object({ id: z.uuid(), number: z.string(), letterId: z.uuid() });
const letterRowOut = z.object({
  id: z.uuid(), requestId: z.uuid(), requestNumber: z.string(), agency: z.string(), subject: z.string(), state: z.enum(LETTER_STATES), channel: z.enum(CHANNELS),
  toAddress: z.string(), frozenAt: z.iso.datetime(), sentAt: z.iso.datetime().nullable(), sentOn: z.string().nullable(), lastError: z.string(),
  undoUntil: z.iso.datetime().nullable().meta({ description: 'Of a queued letter: until then it can be taken back and does not leave; null: at once' }),
});
export const lettersOut = z.object({ letters: z.array(letterRowOut), next: z.string().nullable() });
export const letterOut = letterRowOut.extend({
  text: z.string(), html: z.string(), messageId: z.string(), replyAddress: z.string(), contentHash: z.string(), templateSlug: z.string(), templateHash: z.string(),
  attempts: z.number(), nextAttemptAt: z.iso.datetime().nullable(), serverReply: z.string(), proofDocumentId: z.uuid().nullable(),
});
