import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { type OpenDeadline, openUntil, shortNameFor } from '../deadlines/agenda.queries.js';
import { parallelOf } from '../deadlines/parallel.queries.js';
import type { ParallelDates } from '../requests/parallel-dates.js';
import { penInShort } from '../replies/inbox.queries.js';

/** A section of Today shows no more than this many; the lists behind it show all. */
const MOST = 100;

export interface TodayData {
  readonly owed: readonly OpenDeadline[];
  readonly ours: readonly OwnDate[];
  readonly promises: readonly Promised[];
  readonly letters: readonly WaitingLetter[];
  readonly drafts: readonly WaitingDraft[];
  readonly receipts: readonly PresumedReceipt[];
  readonly uploads: readonly WaitingUploads[];
  readonly messages: readonly WaitingMessage[];
  /** The holding pen of the group; null when it is empty. */
  readonly held: { readonly count: number; readonly since: Date } | null;
  /** Notices this person has not opened. */
  readonly unseen: number;
}

interface OnRequest {
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly agency: string;
}

/** An open date of ours or of an agency's word; `parallel` is null for a date of the law. */
export type OwnDate = OpenDeadline & { readonly parallel: ParallelDates | null };
export type Promised = OwnDate;

export interface WaitingLetter extends OnRequest {
  readonly letterId: string;
  readonly state: 'not_sent' | 'refused' | 'uncertain';
  readonly since: Date;
  /** The server's words, for a refused one. */
  readonly error: string;
}

export interface WaitingDraft extends OnRequest {
  readonly since: Date;
}

export interface PresumedReceipt extends OnRequest {
  /** YYYY-MM-DD */
  readonly date: string;
}

export interface WaitingMessage extends OnRequest {
  readonly messageId: string;
  readonly from: string;
  readonly since: Date;
}

export interface WaitingUploads extends OnRequest {
  readonly count: number;
  readonly by: string | null;
  readonly since: Date;
}

const requestShape = (groupId: string) => ({
  select: { id: true, number: true, title: true, agency: { select: { shortName: true, corrections: { where: { groupId }, take: 1, select: { fields: true } } } } },
}) as const;

interface RequestRow {
  id: string;
  number: string;
  title: string;
  agency: { shortName: string; corrections: { fields: unknown }[] };
}

const onRequest = ({ id, number, title, agency }: RequestRow): OnRequest => ({ requestId: id, number, title, agency: shortNameFor(agency) });

/** Everything Today shows somebody who sees deadlines, in one round of joined queries. `today` is the group's, YYYY-MM-DD. */
export async function todayData(db: Db, actor: Actor, ask: { mine: boolean; until: { owed: string; ours: string; promised: string } }): Promise<TodayData> {
  const { groupId } = actor;
  const responsibleId = ask.mine ? actor.personId : null;
  const of = responsibleId ? { responsibleId } : {};
  const request = requestShape(groupId);
  const [owed, ours, promises, letters, drafts, receipts, uploads, messages, held, unseen] = await Promise.all([
    openUntil(db, { groupId, owner: 'agency', kind: 'statutory', responsibleId }, ask.until.owed, MOST * 2),
    oursUntil(db, { groupId, responsibleId }, ask.until.ours),
    promisesUntil(db, { groupId, responsibleId }, ask.until.promised),
    db.letter.findMany({
      where: { groupId, state: { in: ['not_sent', 'refused', 'uncertain'] }, request: of }, orderBy: [{ frozenAt: 'desc' }, { id: 'desc' }], take: MOST,
      select: { id: true, state: true, frozenAt: true, lastError: true, request },
    }),
    db.recordsRequest.findMany({
      where: { groupId, state: 'draft', ...(ask.mine ? { OR: [{ responsibleId: actor.personId }, { createdById: actor.personId }] } : {}) },
      orderBy: [{ movedAt: 'desc' }, { id: 'desc' }], take: MOST, select: { ...request.select, movedAt: true },
    }),
    db.fact.findMany({
      where: { groupId, type: 'received', presumed: true, supersededAt: null, request: { ...of, state: { in: ['awaiting', 'determined', 'producing'] } } },
      orderBy: [{ date: 'asc' }, { id: 'asc' }], take: MOST, select: { date: true, request },
    }),
    uploadsToRelease(db, groupId, responsibleId),
    db.message.findMany({
      where: { groupId, state: 'filed', doneAt: null, request: of }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: MOST, select: { id: true, fromName: true, createdAt: true, request },
    }),
    penInShort(db, groupId),
    db.notice.count({ where: { groupId, personId: actor.personId, seenAt: null, state: { in: ['sent', 'in_app'] } } }),
  ]);
  return {
    owed, ours, promises, uploads, held, unseen,
    letters: letters.map((letter) => ({ ...onRequest(letter.request), letterId: letter.id, state: letter.state as WaitingLetter['state'], since: letter.frozenAt, error: letter.lastError })),
    drafts: drafts.map((draft) => ({ ...onRequest(draft), since: draft.movedAt })),
    messages: messages.flatMap(({ request: on, ...message }) => (on ? [{ ...onRequest(on), messageId: message.id, from: message.fromName, since: message.createdAt }] : [])),
    receipts: receipts.map((receipt) => ({ ...onRequest(receipt.request), date: toCivil(receipt.date) })),
  };
}

/** Promises of agencies for a day up to `until`, each with every day they named. */
async function promisesUntil(db: Db, filter: { groupId: string; responsibleId: string | null }, until: string): Promise<Promised[]> {
  const rows = await openUntil(db, { ...filter, owner: 'agency', kind: 'promised' }, until, MOST);
  return withParallel(db, filter.groupId, rows);
}

/** Our own dates: the law's, and those we set. */
async function oursUntil(db: Db, filter: { groupId: string; responsibleId: string | null }, until: string): Promise<OwnDate[]> {
  return withParallel(db, filter.groupId, await openUntil(db, { ...filter, owner: 'requester' }, until, MOST));
}

async function withParallel(db: Db, groupId: string, rows: readonly OpenDeadline[]): Promise<(OpenDeadline & { parallel: ParallelDates | null })[]> {
  const beside = await parallelOf(db, groupId, rows.filter((row) => row.kind !== 'statutory').map((row) => row.id));
  return rows.map((row) => ({ ...row, parallel: beside.get(row.id) ?? null }));
}

/** Uploads nobody has released yet, counted by request and person. */
async function uploadsToRelease(db: Db, groupId: string, responsibleId: string | null): Promise<WaitingUploads[]> {
  const rows = await db.$queryRaw<{ requestId: string; number: string; title: string; shortName: string; fields: unknown; count: number; by: string | null; since: Date }[]>`
    SELECT q.id AS "requestId", q.number, q.title, a.short_name AS "shortName", c.fields, count(*)::int AS count, min(p.name) AS by, min(d.uploaded_at) AS since
    FROM documents d
    JOIN records_requests q ON q.group_id = d.group_id AND q.id = d.request_id
    JOIN agencies a ON a.id = q.agency_id
    LEFT JOIN agency_corrections c ON c.agency_id = a.id AND c.group_id = d.group_id
    JOIN people p ON p.group_id = d.group_id AND p.id = d.uploaded_by_id
    WHERE d.group_id = ${groupId}::uuid AND d.released_at IS NULL AND d.kind = 'response' AND p.role = 'volunteer'
      AND (${responsibleId}::uuid IS NULL OR q.responsible_id = ${responsibleId}::uuid)
    GROUP BY q.id, a.short_name, c.fields, d.uploaded_by_id
    ORDER BY since LIMIT ${MOST}`;
  return rows.map(({ shortName, fields, ...row }) => ({ ...row, agency: shortNameFor({ shortName, corrections: fields ? [{ fields }] : [] }) }));
}
