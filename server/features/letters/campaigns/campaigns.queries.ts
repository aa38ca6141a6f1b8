import type { Db, Tx } from '../../../platform/db.js';
import { type PageAsk, cutPage } from '../../../platform/keyset.js';
import type { Actor } from '../../../platform/http/actor.js';
import { type LetterTemplate, letterTemplate } from '../letter-templates.js';
import { type CampaignItem, type CampaignStateName, readCampaignFields, readItems } from './campaign.js';
import type { CampaignWords } from './campaign-letter.js';
import { campaignNotFound } from './campaigns.errors.js';

/** A campaign with its words. */
export interface Campaign extends CampaignWords {
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly template: LetterTemplate;
  readonly items: readonly CampaignItem[];
  readonly columns: readonly string[];
  readonly state: CampaignStateName;
  readonly pausedFrom: CampaignStateName | null;
  readonly version: number;
  readonly canary: number;
  readonly paceSeconds: number;
  readonly notBefore: Date | null;
  readonly actingId: string | null;
  readonly startedAt: Date | null;
  readonly wakeAt: Date | null;
  readonly trouble: string;
  readonly updatedAt: Date;
}

type Row = Omit<Campaign, 'template' | 'items' | 'fields'> & { readonly templateSlug: string; readonly items: unknown; readonly fields: unknown };

function campaignOf(row: Row): Campaign {
  const { id, groupId, name, title, columns, state, pausedFrom, version, canary, paceSeconds, notBefore, actingId, startedAt, wakeAt, trouble, updatedAt } = row;
  return {
    id, groupId, name, title, columns, state, pausedFrom, version, canary, paceSeconds, notBefore, actingId, startedAt, wakeAt, trouble, updatedAt,
    template: letterTemplate(row.templateSlug), items: readItems(row.items), fields: readCampaignFields(row.fields),
  };
}

/** @throws campaigns.not-found, for another group's too */
export async function loadCampaign(db: Db | Tx, where: { groupId: string; campaignId: string }): Promise<Campaign> {
  const row = await db.campaign.findUnique({ where: { groupId_id: { groupId: where.groupId, id: where.campaignId } } });
  if (!row) throw campaignNotFound();
  return campaignOf(row);
}

/**
 * The same with its row locked until the transaction ends. `share`: work may go on beside it, but nobody pauses, recalls or changes the
 * campaign meanwhile. Take it before any request's row.
 * @throws campaigns.not-found
 */
export async function lockCampaign(tx: Tx, where: { groupId: string; campaignId: string }, how: 'share' | 'update'): Promise<Campaign> {
  const { groupId, campaignId } = where;
  if (how === 'share') await tx.$queryRaw`SELECT 1 FROM campaigns WHERE group_id = ${groupId}::uuid AND id = ${campaignId}::uuid FOR SHARE`;
  else await tx.$queryRaw`SELECT 1 FROM campaigns WHERE group_id = ${groupId}::uuid AND id = ${campaignId}::uuid FOR UPDATE`;
  return loadCampaign(tx, where);
}

/** Ids of the agencies in a campaign. */
export async function agencyIdsOf(db: Db | Tx, { groupId, campaignId }: { groupId: string; campaignId: string }): Promise<ReadonlySet<string>> {
  const rows = await db.campaignAgency.findMany({ where: { groupId, campaignId }, select: { agencyId: true } });
  return new Set(rows.map((row) => row.agencyId));
}

export interface CampaignRow {
  readonly id: string;
  readonly name: string;
  readonly templateSlug: string;
  readonly state: CampaignStateName;
  readonly createdAt: Date;
  readonly agencies: number;
}

/** The group's campaigns, newest first: one query for the page and one for the counts. */
export async function pageOfCampaigns(db: Db, groupId: string, ask: PageAsk): Promise<{ rows: CampaignRow[]; hasPrevious: boolean; hasNext: boolean }> {
  const backwards = ask.before !== undefined;
  const [value, id] = ask.before ?? ask.after ?? [null, ''];
  const at = value === null ? null : new Date(value);
  const beyond = at === null || Number.isNaN(at.getTime()) ? {} : { OR: backwards ? [{ createdAt: { gt: at } }, { createdAt: at, id: { gt: id } }] : [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] };
  const fetched = await db.campaign.findMany({
    where: { groupId, ...beyond }, orderBy: backwards ? [{ createdAt: 'asc' }, { id: 'asc' }] : [{ createdAt: 'desc' }, { id: 'desc' }], take: ask.limit + 1,
    select: { id: true, name: true, templateSlug: true, state: true, createdAt: true, _count: { select: { agencies: true } } },
  });
  return cutPage(fetched.map(({ _count, ...row }) => ({ ...row, agencies: _count.agencies })), ask);
}

/** The person a campaign acts for, as they would act themselves; null when they may no longer send letters here. */
export async function actingPerson(db: Db | Tx, { groupId, personId }: { groupId: string; personId: string | null }): Promise<Actor | null> {
  if (personId === null) return null;
  const person = await db.person.findUnique({ where: { groupId_id: { groupId, id: personId } }, include: { group: true } });
  if (!person || person.deactivatedAt !== null || person.role === 'volunteer') return null;
  const { role, name, group } = person;
  return { groupId, personId, role, name, groupName: group.name, isExample: group.isExample, timeZone: group.timeZone, via: 'session' };
}
