import type { Db } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { t } from '../../../platform/words.js';
import { formatDate } from '../../../platform/views-dates.js';
import { bouncesAmong } from '../../agencies/bouncing.queries.js';
import type { ComposedLetter } from '../compose-letter.js';
import { inputsOf } from '../follow-ups/follow-up-letter.js';
import { type LetterDraft, type Standing, loadStanding, openDrafts } from '../follow-ups/letter-drafts.queries.js';
import { type OfferedLetter, followUps, isCalledFor } from '../follow-ups/offer-letters.js';
import { readDraft } from '../follow-ups/read-draft.js';
import { filled } from '../follow-ups/start-follow-up.js';
import { type Way, wayTo } from './campaign-letter.js';
import type { GridShow } from './campaigns.schemas.js';
import { type GridRow, gridRows } from './grid.queries.js';

/** A request of a campaign, and the letter that fits it now; or why none is among those approved together. */
export type Chase = { readonly row: GridRow; readonly requestId: string } & (
  | { readonly fits: true; readonly slug: string; readonly title: string; readonly reason: string; readonly way: Way; readonly letter: ComposedLetter; readonly seen: string }
  | { readonly fits: false; readonly why: string }
);

export interface ChaseAsk {
  readonly show: GridShow;
  readonly after: number;
}

/** As many as a person reads at a sitting: each is read from the whole record of its request. */
export const CHASES_AT_ONCE = 20;

/** Letters that fit requests of a campaign, a page of agencies at a time. */
export async function readChases(db: Db, actor: Actor, { campaignId, ask, now, replyDomain }: { campaignId: string; ask: ChaseAsk; now: Date; replyDomain: string }): Promise<{ chases: Chase[]; next: number | null }> {
  const { groupId } = actor;
  const { rows, next } = await gridRows(db, { groupId, campaignId }, { ...ask, limit: CHASES_AT_ONCE, now });
  const waiting = await db.campaignChaser.findMany({ where: { groupId, campaignId, place: 'created' }, select: { requestId: true } });
  const approved = new Set(waiting.map((one) => one.requestId));
  const chases: Chase[] = [];
  for (const row of rows) {
    if (!row.request || row.stage !== 'sent') continue;
    const requestId = row.request.id;
    const found = approved.has(requestId) ? { fits: false as const, why: t('A letter to it is approved and waits for its turn.') } : await readChase(db, actor, { row, requestId, now, replyDomain });
    chases.push({ row, requestId, ...found });
  }
  return { chases, next };
}

type Found = { readonly fits: true; readonly slug: string; readonly title: string; readonly reason: string; readonly way: Way; readonly letter: ComposedLetter; readonly seen: string } | { readonly fits: false; readonly why: string };

const leftOut = (why: string): Found => ({ fits: false, why });

async function readChase(db: Db, actor: Actor, { row, requestId, now, replyDomain }: { row: GridRow; requestId: string; now: Date; replyDomain: string }): Promise<Found> {
  const where = { groupId: actor.groupId, requestId };
  const standing = await loadStanding(db, where, now);
  const offered = standing.offers.offered.find(isCalledFor);
  if (!offered) return leftOut(noneSays(standing, row));
  const why = alone(offered, standing, actor);
  if (why !== null) return leftOut(t('“{letter}” fits. {why}', { letter: offered.followUp.title(), why }));
  if ((await openDrafts(db, where)).length > 0) return leftOut(t('Somebody is writing to it by itself.'));
  const way = wayTo(standing.agency, await bouncesAmong(db, where.groupId, [standing.agency]));
  const reading = await readDraft(asBegun(offered, standing, actor, way), standing, { replyDomain, isLawyer: actor.role === 'lawyer' });
  if (!reading.letter || reading.letter.gaps.length > 0) return leftOut(t('“{letter}” fits, but lacks something. Write it by itself.', { letter: offered.followUp.title() }));
  const stop = reading.findings.find((finding) => finding.stops);
  if (stop) return leftOut(t('“{letter}” fits, but can’t go as it is: {says}', { letter: offered.followUp.title(), says: stop.says }));
  return { fits: true, slug: offered.followUp.slug, title: offered.followUp.title(), reason: offered.reason, way, letter: reading.letter, seen: reading.seen };
}

/** That none is called for, and of the letter one would look for there why not yet: often the day it fits from. */
function noneSays({ offers }: Standing, row: GridRow): string {
  const slugs = lookedFor(row);
  const found = offers.withheld.find(({ followUp }) => slugs.includes(followUp.slug));
  return found ? t('No letter is called for now. “{letter}”: {why}', { letter: found.followUp.title(), why: found.why }) : t('No letter is called for now.');
}

function lookedFor({ feeCents, late, items, presumed }: GridRow): readonly string[] {
  if (feeCents !== null) return ['cpra-fee-question'];
  if (late) return ['cpra-overdue-ten-days'];
  if (items.some((item) => item.promisedFor !== null)) return ['cpra-promise-missed'];
  return presumed ? ['cpra-confirm-receipt'] : ['cpra-overdue-ten-days'];
}

/** Why a letter that fits is written by itself and not among others; null when it may go with them. */
function alone({ followUp }: OfferedLetter, { offers, situation }: Standing, actor: Actor): string | null {
  if (situation.written.some((letter) => letter.sentOn === null)) return t('A letter about it is written and has not left.');
  if (followUp.lawyer) return t('A lawyer reads it first: write it by itself.');
  if (followUp.elsewhere) return t('It goes to another office: write it by itself.');
  if (inputsOf(followUp, situation).some((input) => input.required)) return t('It asks for words of your own: write it by itself.');
  if (offers.heldUntil !== null && actor.role !== 'lawyer' && !followUp.atOnce) return t('Another letter went within the last week; it waits until {date}.', { date: formatDate(offers.heldUntil) });
  return null;
}

/** The draft as it will be begun when its turn comes. */
function asBegun(offered: OfferedLetter, standing: Standing, actor: Actor, way: Way): LetterDraft {
  return {
    id: '', groupId: actor.groupId, requestId: standing.request.id, followUp: offered.followUp, fields: { ...filled(standing, offered, actor), templateVersionId: '', channel: way.channel, toAddress: way.toAddress },
    own: null, seen: {}, version: 0, updatedAt: new Date(0), frozenLetterId: null,
  };
}

/** A later letter of a campaign that was approved, and what became of it. */
export interface ApprovedChase {
  readonly requestId: string;
  readonly number: string;
  readonly agency: string;
  readonly title: string;
  readonly place: 'created' | 'released' | 'recalled' | 'failed' | 'planned';
  readonly letter: { readonly id: string; readonly state: string } | null;
  readonly problem: string;
}

const LATEST = 100;

/** The latest approved ones, newest first: one query. */
export async function approvedChases(db: Db, { groupId, campaignId }: { groupId: string; campaignId: string }): Promise<ApprovedChase[]> {
  const rows = await db.$queryRaw<(Omit<ApprovedChase, 'letter' | 'title'> & { slug: string; letterId: string | null; letterState: string | null })[]>`
    SELECT c.request_id AS "requestId", r.number, g.short_name AS agency, c.template_slug AS slug, c.place::text AS place, c.problem, l.id AS "letterId", l.state::text AS "letterState"
    FROM campaign_chasers c JOIN records_requests r ON r.group_id = c.group_id AND r.id = c.request_id JOIN agencies g ON g.id = r.agency_id
    LEFT JOIN letters l ON l.group_id = c.group_id AND l.id = c.letter_id
    WHERE c.group_id = ${groupId}::uuid AND c.campaign_id = ${campaignId}::uuid ORDER BY c.approved_at DESC, c.id DESC LIMIT ${LATEST}`;
  const titles = new Map(followUps().map((one): [string, string] => [one.slug, one.title()]));
  return rows.map(({ slug, letterId, letterState, ...row }) => ({ ...row, title: titles.get(slug) ?? slug, letter: letterId && letterState ? { id: letterId, state: letterState } : null }));
}
