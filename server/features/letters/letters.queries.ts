import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { type Key, type PageAsk, cutPage } from '../../platform/keyset.js';
import { listAgencies } from '../agencies/agencies.queries.js';
import { letterNotFound } from './letters.errors.js';

export type LetterStateName = 'not_sent' | 'queued' | 'sending' | 'sent' | 'refused' | 'uncertain' | 'recalled';

/** A letter as lists know it. */
export interface LetterRow {
  readonly id: string;
  readonly request: { readonly id: string; readonly number: string; readonly title: string };
  /** The agency's short name. */
  readonly agency: string;
  readonly subject: string;
  readonly state: LetterStateName;
  readonly channel: string;
  readonly toAddress: string;
  readonly templateSlug: string;
  readonly frozenAt: Date;
  readonly sentAt: Date | null;
  /** YYYY-MM-DD at the agency. */
  readonly sentOn: string | null;
  readonly nextAttemptAt: Date | null;
  /** Until then it can be thought better of; null: it leaves at once. */
  readonly undoUntil: Date | null;
  readonly lastError: string;
}

const rowFields = {
  id: true, subject: true, state: true, channel: true, toAddress: true, templateSlug: true, frozenAt: true, sentAt: true, sentOn: true, nextAttemptAt: true, undoUntil: true, lastError: true,
  request: { select: { id: true, number: true, title: true, agencyId: true, agency: { select: { shortName: true } } } },
} as const;

export interface LetterFilter {
  readonly states?: readonly LetterStateName[];
  readonly requestId?: string;
}

/** A page of the group's letters, latest frozen first: two queries, however many rows. */
export async function pageOfLetters(
  db: Db,
  groupId: string,
  input: { filter: LetterFilter; ask: PageAsk },
): Promise<{ rows: LetterRow[]; hasPrevious: boolean; hasNext: boolean }> {
  const { ask, filter } = input;
  const backwards = ask.before !== undefined;
  const [letters, agencies] = await Promise.all([
    db.letter.findMany({
      where: { groupId, state: filter.states ? { in: [...filter.states] } : undefined, requestId: filter.requestId, ...beyond(ask.before ?? ask.after, backwards) },
      select: rowFields, orderBy: backwards ? [{ frozenAt: 'asc' }, { id: 'asc' }] : [{ frozenAt: 'desc' }, { id: 'desc' }], take: ask.limit + 1,
    }),
    listAgencies(db, groupId),
  ]);
  const names = new Map(agencies.map((agency) => [agency.id, agency.shortName]));
  return cutPage(letters.map((letter) => rowOf(letter, names)), ask);
}

/** Rows past a key in the list's order (or before it, going back). */
function beyond(key: Key | undefined, backwards: boolean) {
  const at = key?.[0] ? new Date(key[0]) : null;
  if (!key || !at || Number.isNaN(at.getTime())) return {};
  const id = key[1];
  return { OR: backwards ? [{ frozenAt: { gt: at } }, { frozenAt: at, id: { gt: id } }] : [{ frozenAt: { lt: at } }, { frozenAt: at, id: { lt: id } }] };
}

/** Where a row stands in the list, for the address of the next page. */
export const letterKey = (row: { id: string; frozenAt: Date }): Key => [row.frozenAt.toISOString(), row.id];

type Selected = Omit<LetterRow, 'request' | 'agency' | 'sentOn'> & {
  readonly sentOn: Date | null;
  readonly request: LetterRow['request'] & { readonly agencyId: string; readonly agency: { readonly shortName: string } };
};

function rowOf({ request, sentOn, ...letter }: Selected, names: ReadonlyMap<string, string>): LetterRow {
  return {
    ...letter, sentOn: sentOn && toCivil(sentOn), request: { id: request.id, number: request.number, title: request.title },
    agency: names.get(request.agencyId) ?? request.agency.shortName,
  };
}

/** How many letters of the group are in each state. */
export async function countLetters(db: Db, groupId: string): Promise<ReadonlyMap<LetterStateName, number>> {
  const counts = await db.letter.groupBy({ by: ['state'], where: { groupId }, _count: { _all: true } });
  return new Map(counts.map((count) => [count.state, count._count._all]));
}

/** A letter with its words and its way. */
export interface LetterDetail extends LetterRow {
  readonly agencyId: string;
  /** Written after the request went out: it starts no clock. */
  readonly followUp: boolean;
  /** On the group's standing order; `createdBy` is then who gave it. */
  readonly byItself: boolean;
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly fromAddress: string;
  readonly replyAddress: string;
  readonly messageId: string;
  readonly contentHash: string;
  readonly templateHash: string;
  readonly attempts: number;
  readonly serverReply: string;
  readonly proofDocumentId: string | null;
  /** Names; null when the person is gone. */
  readonly createdBy: string | null;
  readonly deliveredBy: string | null;
  /** `CPRA`, `FOIA`. */
  readonly statute: string;
  readonly items: readonly { readonly n: number; readonly heading: string }[];
}

/**
 * One letter of the group.
 * @throws letters.not-found, for another group's too
 */
export async function letterDetail(db: Db, groupId: string, letterId: string): Promise<LetterDetail> {
  const letter = await db.letter.findUnique({
    where: { groupId_id: { groupId, id: letterId } },
    select: {
      ...rowFields, bodyText: true, bodyHtml: true, fromAddress: true, replyAddress: true, messageId: true, contentHash: true, templateHash: true, attempts: true,
      serverReply: true, proofDocumentId: true, followUp: true, byItself: true, createdById: true, deliveredById: true,
      request: { select: { ...rowFields.request.select, statute: true, items: { orderBy: { n: 'asc' }, select: { n: true, heading: true } } } },
    },
  });
  if (!letter) throw letterNotFound();
  const { createdById, deliveredById, ...rest } = letter;
  const [agencies, people] = await Promise.all([
    listAgencies(db, groupId),
    db.person.findMany({ where: { groupId, id: { in: [createdById, ...(deliveredById ? [deliveredById] : [])] } }, select: { id: true, name: true } }),
  ]);
  const name = new Map(people.map((person) => [person.id, person.name]));
  return {
    ...rest, ...rowOf(letter, new Map(agencies.map((agency) => [agency.id, agency.shortName]))), agencyId: letter.request.agencyId, statute: letter.request.statute, items: letter.request.items,
    createdBy: name.get(createdById) ?? null, deliveredBy: deliveredById ? (name.get(deliveredById) ?? null) : null,
  };
}

/** The request's letter that waits for delivery, the newest; null when none does. */
export async function waitingLetter(db: Db, input: { groupId: string; requestId: string }): Promise<string | null> {
  const letter = await db.letter.findFirst({
    where: { groupId: input.groupId, requestId: input.requestId, state: { in: ['not_sent', 'refused'] } }, select: { id: true }, orderBy: { id: 'desc' },
  });
  return letter?.id ?? null;
}
