import { toCivil } from '../../../platform/clock.js';
import type { Db } from '../../../platform/db.js';
import { agenciesByIds } from '../../agencies/agencies.queries.js';
import { standingFees } from './fees.queries.js';
import type { ItemStateName, RequestStateName } from '../../requests/request-state.js';
import type { LetterStateName } from '../letters.queries.js';
import { MOST_AGENCIES, STAGES, type Stage } from './campaign.js';
import type { GridShow } from './campaigns.schemas.js';

export interface GridItem {
  readonly n: number;
  readonly heading: string;
  readonly state: ItemStateName;
  readonly promisedFor: string | null;
}

/** An agency of a campaign that was started: its request, its letter, its items. Civil dates are YYYY-MM-DD at the agency. */
export interface GridRow {
  readonly position: number;
  readonly agencyId: string;
  readonly agency: string;
  readonly stage: Stage;
  readonly request: { readonly id: string; readonly number: string; readonly state: RequestStateName } | null;
  readonly letter: { readonly id: string; readonly state: LetterStateName; readonly trouble: string } | null;
  readonly sentOn: string | null;
  readonly due: string | null;
  readonly presumed: boolean;
  /** Past the day that is safe to call late after, on a confirmed receipt. */
  readonly late: boolean;
  /** The day it is safe to call late after. */
  readonly assertAfter: string | null;
  readonly today: string;
  readonly feeCents: number | null;
  readonly problem: string;
  readonly items: readonly GridItem[];
}

interface Stored {
  readonly position: number;
  readonly agencyId: string;
  readonly stage: Stage;
  readonly late: boolean;
  readonly requestId: string | null;
  readonly number: string | null;
  readonly requestState: RequestStateName | null;
  readonly letterId: string | null;
  readonly letterState: LetterStateName | null;
  readonly trouble: string | null;
  readonly sentOn: Date | null;
  readonly due: Date | null;
  readonly assertAfter: Date | null;
  readonly presumed: boolean | null;
  readonly today: Date;
  readonly problem: string;
}

/** What part of the grid is asked for. */
export interface GridAsk {
  readonly show: GridShow;
  /** The position to go on after; 0 for the beginning. */
  readonly after: number;
}

type Where = { readonly groupId: string; readonly campaignId: string };

/** Every agency of a campaign with its stage; `$1` group, `$2` campaign, `$3` now. One place for what a stage is. */
const GRID = `
  SELECT a.position, a.agency_id AS "agencyId", a.problem,
    CASE
      WHEN a.place = 'planned' THEN 'planned' WHEN a.place = 'created' THEN 'waiting' WHEN a.place = 'recalled' OR l.state = 'recalled' THEN 'recalled' WHEN a.place = 'failed' THEN 'trouble'
      WHEN l.state IN ('queued', 'sending') THEN 'queued' WHEN l.state = 'sent' THEN 'sent' WHEN l.state = 'not_sent' THEN 'by_hand' ELSE 'trouble'
    END AS stage,
    r.id AS "requestId", r.number, r.state::text AS "requestState", r.sent_on AS "sentOn", r.next_due AS due, r.next_assert_after AS "assertAfter", r.next_presumed AS presumed,
    l.id AS "letterId", l.state::text AS "letterState", l.last_error AS trouble, ($3::timestamptz AT TIME ZONE g.time_zone)::date AS today,
    coalesce(r.state IN ('awaiting', 'determined', 'producing', 'closed') AND NOT r.next_presumed AND r.next_due < ($3::timestamptz AT TIME ZONE g.time_zone)::date
      AND r.next_assert_after < ($3::timestamptz AT TIME ZONE g.time_zone)::date, false) AS late
  FROM campaign_agencies a
  JOIN agencies g ON g.id = a.agency_id
  LEFT JOIN records_requests r ON r.group_id = a.group_id AND r.id = a.request_id
  LEFT JOIN letters l ON l.group_id = a.group_id AND l.id = a.letter_id
  WHERE a.group_id = $1::uuid AND a.campaign_id = $2::uuid`;

const PROMISED = `EXISTS (SELECT 1 FROM request_items i WHERE i.group_id = $1::uuid AND i.request_id = q."requestId" AND (i.state = 'promised' OR i.promised_for IS NOT NULL) AND i.state NOT IN ('produced', 'withheld', 'none_found', 'withdrawn'))`;
const FEE = `EXISTS (SELECT 1 FROM facts f WHERE f.group_id = $1::uuid AND f.request_id = q."requestId" AND f.type = 'response' AND f.superseded_at IS NULL AND f.details->>'what' = 'fee_estimate')`;

const SHOWN: Readonly<Record<GridShow, string>> = {
  all: 'true', waiting: `q.stage IN ('planned', 'waiting', 'queued')`, by_hand: `q.stage = 'by_hand'`, trouble: `q.stage = 'trouble'`, sent: `q.stage = 'sent'`, recalled: `q.stage = 'recalled'`,
  late: 'q.late', promised: PROMISED, fee: FEE,
};

/**
 * Agencies of a campaign in their order, after a position: five queries, however many.
 * @returns the rows, and the position to go on after; null at the end
 */
export async function gridRows(db: Db, where: Where, ask: GridAsk & { limit: number; now: Date }): Promise<{ rows: GridRow[]; next: number | null }> {
  const { groupId, campaignId } = where;
  // The words of the query are ours, whole; what comes from outside are its parameters.
  const stored = await db.$queryRawUnsafe<Stored[]>(`SELECT * FROM (${GRID}) q WHERE q.position > $4 AND ${SHOWN[ask.show]} ORDER BY q.position LIMIT $5`, groupId, campaignId, ask.now, ask.after, ask.limit + 1);
  const page = stored.slice(0, ask.limit);
  const requestIds = page.flatMap((row) => row.requestId ?? []);
  const [agencies, items, fees] = await Promise.all([agenciesByIds(db, groupId, page.map((row) => row.agencyId)), itemsOf(db, groupId, requestIds), standingFees(db, groupId, requestIds)]);
  const rows = page.map((row): GridRow => ({
    position: row.position, agencyId: row.agencyId, agency: agencies.get(row.agencyId)?.shortName ?? '', stage: row.stage, late: row.late,
    request: row.requestId && row.number && row.requestState ? { id: row.requestId, number: row.number, state: row.requestState } : null,
    letter: row.letterId && row.letterState ? { id: row.letterId, state: row.letterState, trouble: row.trouble ?? '' } : null,
    sentOn: row.sentOn && toCivil(row.sentOn), due: row.due && toCivil(row.due), assertAfter: row.assertAfter && toCivil(row.assertAfter), presumed: row.presumed ?? false, today: toCivil(row.today),
    feeCents: fees.get(row.requestId ?? '') ?? null, problem: row.problem, items: items.get(row.requestId ?? '') ?? [],
  }));
  return { rows, next: stored.length > ask.limit ? (page.at(-1)?.position ?? null) : null };
}

async function itemsOf(db: Db, groupId: string, requestIds: readonly string[]): Promise<ReadonlyMap<string, GridItem[]>> {
  const rows = await db.requestItem.findMany({ where: { groupId, requestId: { in: [...requestIds] } }, orderBy: [{ requestId: 'asc' }, { n: 'asc' }], select: { requestId: true, n: true, heading: true, state: true, promisedFor: true } });
  const found = new Map<string, GridItem[]>();
  for (const { requestId, promisedFor, ...item } of rows) found.set(requestId, [...(found.get(requestId) ?? []), { ...item, promisedFor: promisedFor && toCivil(promisedFor) }]);
  return found;
}

export interface GridCounts {
  readonly stages: Readonly<Record<Stage, number>>;
  readonly late: number;
  readonly promised: number;
  readonly fee: number;
}

/** How many agencies of a campaign are at each stage, in one query. */
export async function gridCounts(db: Db, where: Where, now: Date): Promise<GridCounts> {
  const rows = await db.$queryRawUnsafe<{ stage: Stage; n: number; late: number; promised: number; fee: number }[]>(
    `SELECT q.stage, count(*)::int AS n, count(*) FILTER (WHERE q.late)::int AS late, count(*) FILTER (WHERE ${PROMISED})::int AS promised, count(*) FILTER (WHERE ${FEE})::int AS fee
     FROM (${GRID}) q GROUP BY q.stage LIMIT ${MOST_AGENCIES}`,
    where.groupId, where.campaignId, now,
  );
  const of = (stage: Stage) => rows.find((row) => row.stage === stage)?.n ?? 0;
  const sum = (what: 'late' | 'promised' | 'fee') => rows.reduce((total, row) => total + row[what], 0);
  return { stages: Object.fromEntries(STAGES.map((stage) => [stage, of(stage)])) as Record<Stage, number>, late: sum('late'), promised: sum('promised'), fee: sum('fee') };
}
