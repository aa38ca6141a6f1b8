import type { Context } from '../../context.js';
import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { parallelIn } from './parallel-dates.js';
import { workingReplyAddress } from './reply-address.js';
import { requestNotFound } from './requests.errors.js';
import { pageOfTimeline } from './timeline.queries.js';
import { documentsVisibleTo, requestsVisibleTo } from './visibility.js';

/** How many entries of the timeline a request's page shows. */
const TIMELINE_ENTRIES = 50;
/** Documents shown on the page; the rest are in the list of documents. */
export const DOCUMENTS_SHOWN = 100;

const civilOrNull = (date: Date | null): string | null => (date ? toCivil(date) : null);

/**
 * Everything a request's page is made from, in one round of queries that does not grow with the request.
 * @throws requests.not-found (404), for another group's request too
 */
export async function loadRequestPage({ db, config }: Pick<Context, 'db' | 'config'>, actor: Actor, requestId: string) {
  const { groupId } = actor;
  const where = { groupId, requestId };
  const [request, facts, deadlines, beside, letters, messages, documents, timeline] = await Promise.all([
    findRequest(db, actor, requestId),
    db.fact.findMany({ where, orderBy: [{ date: 'asc' }, { id: 'asc' }] }),
    db.deadline.findMany({ where, orderBy: [{ due: 'asc' }, { id: 'asc' }], omit: { derivation: true, byCalendar: true } }),
    db.deadline.findMany({ where: { ...where, kind: { not: 'statutory' } }, select: { id: true, derivation: true } }),
    db.letter.findMany({
      where, orderBy: [{ frozenAt: 'asc' }, { id: 'asc' }],
      select: { id: true, state: true, channel: true, subject: true, bodyText: true, createdById: true, followUp: true, frozenAt: true, undoUntil: true, attempts: true, nextAttemptAt: true, sentAt: true, sentOn: true, proofDocumentId: true },
    }),
    messagesOf(db, where),
    visibleDocuments(db, actor, requestId),
    pageOfTimeline(db, { groupId, requestId, limit: TIMELINE_ENTRIES }),
  ]);
  const agency = await agencyFor(db, groupId, request.agencyId);
  if (!agency) throw requestNotFound();
  const parallel = new Map(beside.map((row) => [row.id, parallelIn(row.derivation)]));
  const people = await namesOf(db, groupId, [
    request.createdById, ...[...parallel.values()].flatMap((one) => one?.forPersonId ?? []), ...letters.map((letter) => letter.createdById), ...facts.flatMap((fact) => fact.recordedById ?? []), ...documents.flatMap((one) => one.uploadedById ?? []),
  ]);
  return {
    request: {
      id: request.id, number: request.number, title: request.title, statute: request.statute, state: request.state, templateSlug: request.templateSlug,
      sentOn: civilOrNull(request.sentOn), closedOn: civilOrNull(request.closedOn), createdById: request.createdById, responsible: request.responsible,
      nextDue: civilOrNull(request.nextDue), nextAssertAfter: civilOrNull(request.nextAssertAfter), nextPresumed: request.nextPresumed,
      movedAt: request.movedAt, createdAt: request.createdAt,
      agencyNumbers: request.agencyNumbers.map((one) => one.number),
      replyAddress: workingReplyAddress({ replyToken: request.replyToken, replyDomain: config.replyDomain, contactEmail: request.group.contactEmail }),
      items: request.items.map((item) => ({ n: item.n, heading: item.heading, text: item.text, state: item.state, promisedFor: civilOrNull(item.promisedFor), ground: item.ground })),
    },
    agency,
    facts: facts.map((fact) => ({ ...fact, date: toCivil(fact.date), stands: fact.supersededAt === null })),
    deadlines: deadlines.map((row) => ({ ...row, due: toCivil(row.due), assertAfter: civilOrNull(row.assertAfter), closedOn: civilOrNull(row.closedOn), parallel: parallel.get(row.id) ?? null })),
    letters: letters.map((letter) => ({ ...letter, sentOn: civilOrNull(letter.sentOn) })),
    messages,
    documents,
    timeline,
    people,
  };
}

export type RequestPageData = Awaited<ReturnType<typeof loadRequestPage>>;

async function findRequest(db: Db, actor: Actor, requestId: string) {
  const { groupId } = actor;
  const request = await db.recordsRequest.findFirst({
    where: { groupId, id: requestId, AND: [requestsVisibleTo(actor)] },
    include: {
      responsible: { select: { id: true, name: true } },
      group: { select: { contactEmail: true } },
      items: { orderBy: { n: 'asc' } },
      agencyNumbers: { orderBy: [{ notedAt: 'asc' }, { id: 'asc' }], select: { number: true } },
    },
  });
  if (!request) throw requestNotFound();
  return request;
}

/** How much of a message its line in the thread is made from. */
const EXCERPT_FROM = 1500;

/** Messages shown in the thread, the newest; the rest are in the list of replies. */
export const MESSAGES_SHOWN = 50;

interface ThreadMessage {
  readonly id: string;
  readonly channel: string;
  readonly kind: string;
  readonly fromName: string;
  readonly subject: string;
  readonly begins: string;
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly documentId: string | null;
  readonly unread: boolean;
  readonly factIds: readonly string[];
  /** Documents its attachments became. */
  readonly fileIds: readonly string[];
  /** How many messages the request has. */
  readonly total: number;
}

/** The newest messages of a request as its thread shows them, oldest first, with the facts that were confirmed from each. */
async function messagesOf(db: Db, where: { groupId: string; requestId: string }): Promise<ThreadMessage[]> {
  const rows = await db.$queryRaw<ThreadMessage[]>`
    SELECT m.id, m.channel, m.kind, m.from_name AS "fromName", m.subject, left(m.text, ${EXCERPT_FROM}) AS begins, to_char(m.sent_on, 'YYYY-MM-DD') AS "sentOn", m.sent_time AS "sentTime",
      m.document_id AS "documentId", m.done_at IS NULL AS unread, (count(*) OVER ())::int AS total,
      ARRAY(SELECT d.fact_id FROM reading_decisions d WHERE d.group_id = m.group_id AND d.message_id = m.id AND d.fact_id IS NOT NULL ORDER BY d.at, d.id) AS "factIds",
      ARRAY(SELECT a.document_id FROM message_attachments a WHERE a.group_id = m.group_id AND a.message_id = m.id AND a.document_id IS NOT NULL ORDER BY a.n) AS "fileIds"
    FROM messages m WHERE m.group_id = ${where.groupId}::uuid AND m.request_id = ${where.requestId}::uuid AND m.state = 'filed'
    ORDER BY m.sent_on DESC, m.id DESC LIMIT ${MESSAGES_SHOWN}`;
  return rows.reverse();
}

/** The newest documents of a request that an actor may know of. */
async function visibleDocuments(db: Db, actor: Actor, requestId: string) {
  const { groupId } = actor;
  return db.document.findMany({ where: { groupId, requestId, AND: [documentsVisibleTo(actor)] }, orderBy: { n: 'desc' }, take: DOCUMENTS_SHOWN });
}

/** Names of people of the group, deactivated ones too: id → name. */
export async function namesOf(db: Db, groupId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await db.person.findMany({ where: { groupId, id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

/** What a volunteer sees of a request: number, title, agency, and the documents that are theirs to see. */
export async function loadRequestForVolunteer(db: Db, actor: Actor, requestId: string) {
  const request = await findRequest(db, actor, requestId);
  const [agency, documents] = await Promise.all([agencyFor(db, actor.groupId, request.agencyId), visibleDocuments(db, actor, requestId)]);
  if (!agency) throw requestNotFound();
  return { id: request.id, number: request.number, title: request.title, agency: { id: agency.id, name: agency.name, timeZone: agency.timeZone }, documents };
}

/** The little that a form about a request needs to know of it. */
export async function requestHeading(db: Db, actor: Actor, requestId: string): Promise<{ id: string; number: string; title: string; responsibleId: string }> {
  const { groupId } = actor;
  const request = await db.recordsRequest.findFirst({
    where: { groupId, id: requestId, AND: [requestsVisibleTo(actor)] }, select: { id: true, number: true, title: true, responsibleId: true },
  });
  if (!request) throw requestNotFound();
  return request;
}
