import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';
import { t } from '../../platform/words.js';
import { recordFactBody } from '../deadlines/deadlines.schemas.js';
import { civilDate, timeOfDay } from '../deadlines/fact-types.js';
import { requestParams } from '../requests/requests.schemas.js';

/** How words are pasted that came in writing, and how they were spoken. */
export const WRITTEN = ['email', 'portal', 'post', 'fax'] as const;
export const SPOKEN = ['phone', 'meeting'] as const;
export const MESSAGE_CHANNELS = [...WRITTEN, ...SPOKEN] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

export type MessageKind = 'reply' | 'bounce' | 'delay' | 'auto_reply';
export type MessageState = 'filed' | 'held' | 'set_aside' | 'duplicate';

/** Lists of the group's messages: unread ones on requests, the holding pen, all that count, and what was set aside. */
export const INBOX_SHOWS = ['to-read', 'held', 'all', 'set-aside'] as const;
export type InboxShow = (typeof INBOX_SHOWS)[number];

/** About 500 kB of letters. */
export const MOST_TEXT = 500_000;

/** A form sends what was left empty as ''. */
const blank = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const needed = (says: () => string, most: number) =>
  z.string({ error: says }).trim().min(1, { error: says }).max(most, { error: () => t('At most {most} characters.', { most }) });

export const messageParams = requestParams.extend({ messageId: z.uuid() });

/** A message by itself, wherever it stands. */
export const inboxParams = z.object({ messageId: z.uuid() });
export const moveQuery = z.object({ find: z.string().trim().max(200).catch('').default('') });
const reason = blank(z.string().trim().max(500).optional()).meta({ description: 'Why, for the timeline' });
export const moveBody = z.object({ requestId: z.uuid({ error: () => t('Choose a request.') }), back: z.literal('pen').optional().catch(undefined) });
export const mergeBody = z.object({ intoId: z.uuid({ error: () => t('Choose a message.') }) });
export const apiMoveBody = z.object({ requestId: z.uuid(), reason });
export const apiMergeBody = z.object({ intoId: z.uuid(), reason });
export const apiReasonBody = z.object({ reason });

const when = { sentOn: civilDate, sentTime: blank(timeOfDay.nullish()).meta({ description: 'Local time at the agency, HH:MM', example: '16:12' }) };

export const pasteBody = z.object({
  channel: z.enum(WRITTEN, { error: () => t('Choose how it came.') }),
  fromName: needed(() => t('Say who it is from, as it is signed.'), 300),
  subject: z.string().trim().max(1000, { error: () => t('At most {most} characters.', { most: 1000 }) }).default(''),
  text: needed(() => t('Paste the message.'), MOST_TEXT),
  ...when,
  documentId: blank(z.uuid({ error: () => t('Choose a document of this request.') }).nullish()).meta({ description: 'The letter or screenshot it was read from, a document of the same request' }),
});

export const callBody = z.object({
  channel: z.enum(SPOKEN, { error: () => t('Choose a call or a meeting.') }),
  fromName: needed(() => t('Say with whom you spoke.'), 300),
  text: needed(() => t('Write down what was said.'), MOST_TEXT),
  ...when,
});

/** Who a message is from, and when it was sent or said, as they should stand. */
export const correctBody = z.object({ fromName: needed(() => t('Say who it is from, as it is signed.'), 300), ...when });

const key = z.string({ error: () => t('Say which suggestion.') }).min(1, { error: () => t('Say which suggestion.') }).max(200);
export const keyBody = z.object({ key });
export const suggestionParams = messageParams.extend({ key: z.string().max(200) });
export const confirmBody = keyBody.extend({
  fact: recordFactBody.optional().meta({ description: 'The fact as it should be recorded, of the same type; absent: as the message was read' }),
});

export const apiMessagesQuery = z.object({ after: keyParam.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });

export const inboxQuery = z.object({ show: blank(z.enum(INBOX_SHOWS).default('to-read')), request: blank(z.uuid().optional()), after: blank(keyParam.optional()), before: blank(keyParam.optional()) });

export const apiInboxQuery = z.object({ show: z.enum(INBOX_SHOWS).default('all'), requestId: z.uuid().optional(), after: keyParam.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) });

export const keptOut = z.object({ messageId: z.string(), already: z.boolean().meta({ description: 'It was kept before; nothing was added' }) });

const span = { start: z.number().int(), end: z.number().int() };
export const suggestionOut = z.object({
  key: z.string(),
  type: z.string(),
  date: z.string().nullable().meta({ description: 'The day it happened; null: a person must give it' }),
  details: z.record(z.string(), z.unknown()),
  sentence: z.string(),
  ...span,
  moves: z.boolean().meta({ description: 'Confirming it can move a date set by law' }),
  agencyNumber: z.string().nullable(),
  missing: z.array(z.string()).meta({ description: 'Fields of `details` the message does not say' }),
  state: z.enum(['open', 'confirmed', 'dismissed']),
  factId: z.string().nullable(),
});

const rowOut = {
  id: z.string(), channel: z.enum(MESSAGE_CHANNELS), fromName: z.string(), subject: z.string(), sentOn: z.string(), sentTime: z.string().nullable(), documentId: z.string().nullable(),
  createdById: z.string().nullable().meta({ description: 'Null for what came by mail' }), createdAt: z.string(), readAt: z.string().nullable(),
};
export const messagesOut = z.object({ messages: z.array(z.object(rowOut)), next: z.string().nullable() });
export const messageOut = z.object({
  ...rowOut,
  text: z.string(),
  kinds: z.array(z.string()).meta({ description: 'What the message is, as it was read: a suggestion, never a fact' }),
  suggestions: z.array(suggestionOut),
  notUnderstood: z.array(z.object({ text: z.string(), ...span })),
});
export const confirmedOut = z.object({ factId: z.string(), moved: z.number().int() });
export const correctedOut = z.object({ messageId: z.string(), changed: z.boolean().meta({ description: 'False: it stood so already' }) });
export const doneOut = z.object({ messageId: z.string() });
