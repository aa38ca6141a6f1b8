import { z } from 'zod';
import { keyParam } from '../../platform/keyset.js';
import { t } from '../../platform/words.js';

/** The `:requestId` of every path below a request. A malformed one is answered as an unknown one: 404. */
export const requestParams = z.object({ requestId: z.uuid() });

export const REQUEST_STATES = ['draft', 'not_sent', 'awaiting', 'determined', 'producing', 'closed', 'withdrawn'] as const;
export const ITEM_STATES = ['open', 'promised', 'partly_produced', 'produced', 'withheld', 'none_found', 'withdrawn'] as const;

/** Ready filters of the list, as chips. */
export const SHOWS = ['all', 'late', 'due', 'waiting', 'not-sent', 'drafts', 'closed'] as const;
export type Show = (typeof SHOWS)[number];

/** How the list is sorted; a minus turns it round. */
export const SORTS = ['number', '-number', 'next', '-next', 'moved', '-moved'] as const;
export type Sort = (typeof SORTS)[number];

/** A form sends what was left empty as ''. */
const blank = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const words = z.string().trim().max(200);

export const listQuery = z.object({
  show: blank(z.enum(SHOWS).default('all')),
  agency: blank(z.uuid().optional()),
  person: blank(z.uuid().optional()),
  words: blank(words.optional()),
  sort: blank(z.enum(SORTS).default('-moved')),
  after: blank(keyParam.optional()),
  before: blank(keyParam.optional()),
});
export type ListQuery = z.output<typeof listQuery>;

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const wholeNumber = (low: number, high: number) => z.coerce.number().int().min(low).max(high);

export const apiListQuery = z.object({
  state: z.enum(REQUEST_STATES).optional(),
  agencyId: z.uuid().optional(),
  responsibleId: z.uuid().optional(),
  late: flag.optional().meta({ description: 'Past the date that is safe to call late after, on a confirmed receipt' }),
  dueWithinDays: wholeNumber(0, 366).optional(),
  q: words.optional().meta({ description: 'Words in the title, or a part of our number or (not for volunteers) the agency’s' }),
  sort: z.enum(SORTS).default('-moved'),
  after: keyParam.optional(),
  limit: wholeNumber(1, 100).default(50),
});

export const timelineQuery = z.object({
  before: blank(wholeNumber(1, Number.MAX_SAFE_INTEGER).optional()).meta({ description: 'Entries before this sequence number' }),
});
export const apiTimelineQuery = timelineQuery.extend({ limit: wholeNumber(1, 200).default(50) });

export const searchQuery = z.object({ q: z.string().trim().max(200).default(''), after: blank(keyParam.optional()), before: blank(keyParam.optional()) });

export const titleField = z
  .string({ error: () => t('Give the request a title.') })
  .trim()
  .min(1, { error: () => t('Give the request a title.') })
  .max(200, { error: () => t('A title has at most 200 characters.') });
export const renameBody = z.object({ title: titleField });
export const responsibleBody = z.object({ responsibleId: z.uuid({ error: () => t('Choose a person of your group.') }) });
export const agencyNumberBody = z.object({
  number: z
    .string({ error: () => t('Write the agency’s number.') })
    .trim()
    .min(1, { error: () => t('Write the agency’s number.') })
    .max(100, { error: () => t('At most 100 characters.') })
    .regex(/^[^\p{Cc}]*$/u, { error: () => t('Letters, digits and signs only.') }),
});
export const patchBody = z
  .object({ title: titleField.optional(), responsibleId: responsibleBody.shape.responsibleId.optional() })
  .refine((body) => body.title !== undefined || body.responsibleId !== undefined, { error: () => t('Nothing to change was sent: give title, responsibleId or both.') });

const civil = z.string().nullable().meta({ description: 'YYYY-MM-DD', example: '2026-11-30' });
const named = z.object({ id: z.uuid(), name: z.string() });

/** What a volunteer is told of a request, and everybody else too. */
const requestBrief = z.object({ id: z.uuid(), number: z.string(), title: z.string(), agency: named });
const requestRow = requestBrief.extend({
  statute: z.string(),
  state: z.enum(REQUEST_STATES),
  responsible: named,
  sentOn: civil,
  closedOn: civil,
  nextDue: civil,
  nextAssertAfter: civil,
  nextPresumed: z.boolean().meta({ description: 'Counted from a receipt nobody confirmed' }),
  late: z.boolean(),
  movedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
});

const itemOut = z.object({ n: z.number(), heading: z.string(), text: z.string(), state: z.enum(ITEM_STATES), promisedFor: civil, ground: z.string() });

/** A volunteer's answers hold the brief fields only. */
export const requestListOut = z.object({ requests: z.array(z.union([requestRow, requestBrief])), next: z.string().nullable() });
export const requestOut = z.union([
  requestRow.extend({ standing: z.object({ lead: z.string(), rest: z.string() }), agencyNumbers: z.array(z.string()), replyAddress: z.string().nullable().meta({ description: 'Where its replies go: its own address, whose mail is filed here, or the group’s mailbox; null where no address works' }), items: z.array(itemOut) }),
  requestBrief,
]);
export const agencyNumberOut = z.object({ number: z.string() });
export const timelineOut = z.object({
  events: z.array(
    z.object({
      id: z.uuid(), seq: z.number(), at: z.iso.datetime(), type: z.string(), what: z.string(), change: z.string(), person: named.nullable(),
      subject: z.object({ type: z.string(), id: z.uuid() }).nullable(), hash: z.string(), erased: z.boolean(),
    }),
  ),
  next: z.number().nullable().meta({ description: 'Send it as `before` for the entries before these' }),
});
