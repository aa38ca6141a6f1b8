import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { type Key, type PageAsk, cutPage } from '../../platform/keyset.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { documentsVisibleTo, requestsVisibleTo } from '../requests/visibility.js';
import { documentNotFound } from './documents.errors.js';
import type { DocumentShow } from './documents.schemas.js';

export interface DocumentFilter {
  readonly show: DocumentShow;
  readonly requestId?: string | undefined;
}

/** What a filter adds to the actor's own sight; it can only narrow it. */
function narrowed(filter: DocumentFilter, actor: Actor): object {
  const shows: Record<DocumentShow, object> = {
    all: {},
    mine: { uploadedById: actor.personId },
    'to-release': { releasedAt: null, kind: 'response' },
    released: { releasedAt: { not: null } },
  };
  return { ...shows[filter.show], ...(filter.requestId ? { requestId: filter.requestId } : {}) };
}

/** Newest first; a key is the instant of the upload and the id. */
function beyond(ask: PageAsk): object {
  const key = ask.after ?? ask.before;
  if (!key) return {};
  const past = ask.before ? 'gt' : 'lt';
  const stored = new Date(key[0] ?? '');
  const at = Number.isNaN(stored.getTime()) ? new Date(0) : stored;
  return { AND: [{ uploadedAt: { [`${past}e`]: at } }, { OR: [{ uploadedAt: { [past]: at } }, { id: { [past]: key[1] } }] }] };
}

export const documentKey = (row: { readonly uploadedAt: Date; readonly id: string }): Key => [row.uploadedAt.toISOString(), row.id];

/** A page of the documents an actor may know of: one query for them and one for their requests, however many. */
export async function pageOfDocuments(db: Db, actor: Actor, input: { filter: DocumentFilter; ask: PageAsk }) {
  const { groupId } = actor;
  const { filter, ask } = input;
  const way = ask.before ? ('asc' as const) : ('desc' as const);
  const fetched = await db.document.findMany({
    where: { groupId, AND: [documentsVisibleTo(actor), narrowed(filter, actor), beyond(ask)] },
    orderBy: [{ uploadedAt: way }, { id: way }],
    take: ask.limit + 1,
    include: { request: { select: { id: true, number: true, title: true } } },
  });
  const page = cutPage(fetched, ask);
  return { ...page, people: await uploaders(db, groupId, page.rows.flatMap((row) => row.uploadedById ?? [])) };
}

export type DocumentPage = Awaited<ReturnType<typeof pageOfDocuments>>;

/** How many documents a filter finds among those the actor may know of. */
export async function countDocuments(db: Db, actor: Actor, filter: DocumentFilter): Promise<number> {
  const { groupId } = actor;
  return db.document.count({ where: { groupId, AND: [documentsVisibleTo(actor), narrowed(filter, actor)] } });
}

async function uploaders(db: Db, groupId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await db.person.findMany({ where: { groupId, id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

/**
 * One document, with its request and the names of who put it in and who released it.
 * @throws documents.not-found (404): unknown, another group's, or not this actor's to see
 */
export async function documentFor(db: Db, actor: Actor, documentId: string) {
  const { groupId } = actor;
  const document = await db.document.findFirst({
    where: { groupId, id: documentId, AND: [documentsVisibleTo(actor)] }, include: { request: { select: { id: true, number: true, title: true } } },
  });
  if (!document) throw documentNotFound();
  const people = await uploaders(db, groupId, [document.uploadedById, document.releasedById].filter((id) => id !== null));
  return { document, people };
}

/**
 * The request documents are to be put into.
 * @throws requests.not-found (404)
 */
export async function requestToUploadTo(db: Db, actor: Actor, requestId: string): Promise<{ id: string; number: string; title: string }> {
  const { groupId } = actor;
  const request = await db.recordsRequest.findFirst({ where: { groupId, id: requestId, AND: [requestsVisibleTo(actor)] }, select: { id: true, number: true, title: true } });
  if (!request) throw requestNotFound();
  return request;
}
