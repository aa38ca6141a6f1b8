import { fromCivil, toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { type OpenDeadline, openUntil, shortNameFor } from '../deadlines/agenda.queries.js';
import { typedFact } from '../deadlines/fact-types.js';

/** A section of Today shows no more than this many; the lists behind it show all. */
const MOST = 100;

export interface TodayData {
  readonly owed: readonly OpenDeadline[];
  readonly ours: readonly OpenDeadline[];
  readonly promises: readonly Promised[];
  readonly letters: readonly WaitingLetter[];
  readonly drafts: readonly WaitingDraft[];
  readonly receipts: readonly PresumedReceipt[];
  readonly uploads: readonly WaitingUploads[];
  /** Notices this person has not opened. */
  readonly unseen: number;
}

interface OnRequest {
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly agency: string;
}

export interface Promised extends OnRequest {
  /** Item numbers promised for the same day. */
  readonly items: readonly number[];
  readonly date: string;
  /** Earlier days promised for them, in the order they were given. */
  readonly earlier: readonly string[];
}

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
  const [owed, ours, promises, letters, drafts, receipts, uploads, unseen] = await Promise.all([
    openUntil(db, { groupId, owner: 'agency', responsibleId }, ask.until.owed, MOST * 2),
    openUntil(db, { groupId, owner: 'requester', responsibleId }, ask.until.ours, MOST),
    promisesUntil(db, groupId, of, ask.until.promised),
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
    db.notice.count({ where: { groupId, personId: actor.personId, seenAt: null, state: { in: ['sent', 'in_app'] } } }),
  ]);
  return {
    owed, ours, promises, uploads, unseen,
    letters: letters.map((letter) => ({ ...onRequest(letter.request), letterId: letter.id, state: letter.state as WaitingLetter['state'], since: letter.frozenAt, error: letter.lastError })),
    drafts: drafts.map((draft) => ({ ...onRequest(draft), since: draft.movedAt })),
    receipts: receipts.map((receipt) => ({ ...onRequest(receipt.request), date: toCivil(receipt.date) })),
  };
}

/** Items promised by a day, with every day that was promised before, out of the determinations. */
async function promisesUntil(db: Db, groupId: string, of: { responsibleId?: string }, until: string): Promise<Promised[]> {
  const items = await db.requestItem.findMany({
    where: { groupId, state: { in: ['promised', 'partly_produced'] }, promisedFor: { lte: fromCivil(until) }, request: { ...of, state: { in: ['awaiting', 'determined', 'producing'] } } },
    orderBy: [{ promisedFor: 'asc' }, { requestId: 'asc' }, { n: 'asc' }], take: MOST * 2, select: { n: true, promisedFor: true, request: requestShape(groupId) },
  });
  const facts = await db.fact.findMany({
    where: { groupId, type: 'determination', supersededAt: null, requestId: { in: [...new Set(items.map((item) => item.request.id))] } },
    orderBy: [{ date: 'asc' }, { id: 'asc' }], select: { id: true, requestId: true, type: true, date: true, time: true, basis: true, presumed: true, details: true },
  });
  const said = facts.flatMap(({ requestId, ...fact }) => ({ requestId, fact: typedFact({ ...fact, date: toCivil(fact.date) }) }));
  const groups = new Map<string, Promised & { items: number[] }>();
  for (const item of items) {
    if (!item.promisedFor) continue;
    const date = toCivil(item.promisedFor);
    const key = `${item.request.id} ${date}`;
    const known = groups.get(key);
    if (known) known.items.push(item.n);
    else groups.set(key, { ...onRequest(item.request), items: [item.n], date, earlier: earlierPromises(said.filter((one) => one.requestId === item.request.id).map((one) => one.fact), item.n, date) });
  }
  return [...groups.values()];
}

function earlierPromises(facts: readonly ReturnType<typeof typedFact>[], n: number, latest: string): string[] {
  const dates = facts.flatMap((fact) => (fact?.type === 'determination' ? fact.details.items.filter((item) => item.n === n).flatMap((item) => item.promisedFor ?? []) : []));
  return dates.filter((date, index) => date !== latest && dates.indexOf(date) === index);
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
