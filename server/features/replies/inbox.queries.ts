import { toCivil } from '../../platform/clock.js';
import type { Db } from '../../platform/db.js';
import { type Key, type PageAsk, cutPage } from '../../platform/keyset.js';
import { agenciesByIds } from '../agencies/agencies.queries.js';
import type { InboxShow, MessageChannel, MessageKind, MessageState } from './messages.schemas.js';
import { type RequestNamed, type WaysOut, waysOut } from './stored-grounds.js';

/** A message as the list of replies knows it. */
export interface InboxRow {
  readonly id: string;
  readonly state: MessageState;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  /** Its first words; secrets are in it. */
  readonly begins: string;
  /** YYYY-MM-DD at the agency. */
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  /** Null in the pen. */
  readonly request: RequestNamed | null;
  readonly attachments: number;
  readonly heldWhy: string;
  readonly ways: WaysOut;
}

/** Letters of a message's beginning that a list needs. */
const BEGINS = 400;

const whereOf = (groupId: string, show: InboxShow) => {
  switch (show) {
    case 'to-read': return { groupId, state: 'filed', doneAt: null };
    case 'held': return { groupId, state: 'held' };
    case 'set-aside': return { groupId, state: { in: ['set_aside', 'duplicate'] } };
    case 'all': return { groupId, state: { in: ['filed', 'held'] } };
  }
};

/** A page of the group's messages, latest come first: a fixed number of queries, however many rows. */
export async function pageOfInbox(db: Db, groupId: string, input: { show: InboxShow; requestId?: string | undefined; ask: PageAsk }): Promise<{ rows: InboxRow[]; hasPrevious: boolean; hasNext: boolean }> {
  const { ask, show, requestId: of } = input;
  const backwards = ask.before !== undefined;
  const found = await db.message.findMany({
    where: { ...whereOf(groupId, show), ...(of ? { requestId: of } : {}), ...beyond(ask.before ?? ask.after, backwards) },
    select: {
      id: true, state: true, kind: true, channel: true, fromName: true, fromAddress: true, subject: true, sentOn: true, sentTime: true, createdAt: true, doneAt: true, requestId: true, heldWhy: true,
      why: true, suggestions: true, _count: { select: { attachments: true } },
    },
    orderBy: backwards ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ createdAt: 'desc' }, { id: 'desc' }], take: ask.limit + 1,
  });
  const page = cutPage(found, ask);
  const ways = new Map(page.rows.map((row) => [row.id, waysOut(row.why, row.suggestions)]));
  const [requests, begins] = await Promise.all([
    requestsNamed(db, groupId, page.rows.flatMap((row) => [...(row.requestId ? [row.requestId] : []), ...(ways.get(row.id)?.suggestions ?? []).map((one) => one.requestId)])),
    beginnings(db, groupId, page.rows.map((row) => row.id)),
  ]);
  const rows = page.rows.map(({ _count, requestId, why: _why, suggestions: _suggestions, sentOn, ...row }): InboxRow => {
    const out = ways.get(row.id) ?? waysOut([], []);
    return {
      ...row, state: row.state as MessageState, kind: row.kind as MessageKind, channel: row.channel as MessageChannel, sentOn: toCivil(sentOn), begins: begins.get(row.id) ?? '',
      request: requestId ? (requests.get(requestId) ?? null) : null, attachments: _count.attachments,
      ways: { ...out, suggestions: out.suggestions.flatMap((one) => { const request = requests.get(one.requestId); return request ? [{ ...one, request }] : []; }) },
    };
  });
  return { ...page, rows };
}

export const inboxKey = (row: { readonly createdAt: Date; readonly id: string }): Key => [row.createdAt.toISOString(), row.id];

function beyond(key: Key | undefined, backwards: boolean) {
  const at = key?.[0] ? new Date(key[0]) : null;
  if (!key || !at || Number.isNaN(at.getTime())) return {};
  const id = key[1];
  return backwards ? { AND: [{ createdAt: { gte: at } }, { OR: [{ createdAt: { gt: at } }, { id: { gt: id } }] }] } : { AND: [{ createdAt: { lte: at } }, { OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] }] };
}

/** Requests of the group by id, as pages name them. */
export async function requestsNamed(db: Db, groupId: string, ids: readonly string[]): Promise<ReadonlyMap<string, RequestNamed>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db.recordsRequest.findMany({ where: { groupId, id: { in: wanted } }, select: { id: true, number: true, title: true, state: true, agencyId: true } });
  const agencies = await agenciesByIds(db, groupId, [...new Set(rows.map((row) => row.agencyId))]);
  return new Map(rows.map(({ agencyId, ...row }) => [row.id, { ...row, agency: agencies.get(agencyId)?.shortName ?? '' }]));
}

async function beginnings(db: Db, groupId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; begins: string }[]>`SELECT id, left(text, ${BEGINS}) AS begins FROM messages WHERE group_id = ${groupId}::uuid AND id = ANY(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.begins]));
}

/** How many messages wait for a person: unread ones on requests, and those in the holding pen. */
export async function countInbox(db: Db, groupId: string): Promise<{ toRead: number; held: number }> {
  const [toRead, held] = await Promise.all([db.message.count({ where: whereOf(groupId, 'to-read') }), db.message.count({ where: whereOf(groupId, 'held') })]);
  return { toRead, held };
}

/** The holding pen in short: how many, and since when the oldest waits; null when it is empty. */
export async function penInShort(db: Db, groupId: string): Promise<{ count: number; since: Date } | null> {
  const { _count, _min } = await db.message.aggregate({ where: whereOf(groupId, 'held'), _count: { _all: true }, _min: { createdAt: true } });
  return _min.createdAt ? { count: _count._all, since: _min.createdAt } : null;
}
