import type { Context } from '../../../context.js';
import type { Tx } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { newId } from '../../../platform/ids.js';
import { notFound } from '../../../platform/http/errors.js';
import { agenciesByIds } from '../../agencies/agencies.queries.js';
import { MOST_AGENCIES, mayEdit } from './campaign.js';
import { notEditable, tooManyAgencies } from './campaigns.errors.js';
import { type Campaign, agencyIdsOf, lockCampaign } from './campaigns.queries.js';

/** An agency to write to, with its merge values. */
export interface Chosen {
  readonly agencyId: string;
  readonly values?: Readonly<Record<string, string>>;
}

export interface AgencyChoice {
  readonly campaignId: string;
  readonly add?: readonly Chosen[];
  readonly remove?: readonly string[];
  /** The campaign's own merge fields, beside those it has. */
  readonly columns?: readonly string[];
}

/**
 * Puts agencies into a campaign or takes them out. One that is in it already is not put in twice; its merge values become those given.
 * @returns how many were added, of how many that were there other merge values were given, and how many there are
 * @throws campaigns.not-found, campaigns.not-editable, campaigns.too-many, http.not-found for an agency the group does not have
 */
export async function chooseAgencies(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: AgencyChoice): Promise<{ added: number; changed: number; agencies: number }> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (!mayEdit(campaign.state)) throw notEditable(campaign.name);
    if (input.remove && input.remove.length > 0) await tx.campaignAgency.deleteMany({ where: { groupId, campaignId: campaign.id, agencyId: { in: [...input.remove] } } });
    const { added, changed } = await add(tx, campaign, input.add ?? []);
    const agencies = await tx.campaignAgency.count({ where: { groupId, campaignId: campaign.id } });
    if (agencies > MOST_AGENCIES) throw tooManyAgencies(MOST_AGENCIES);
    await tx.campaign.update({
      where: { groupId_id: { groupId, id: campaign.id } },
      data: { state: 'draft', version: { increment: 1 }, updatedAt: deps.clock.now(), columns: [...new Set([...campaign.columns, ...(input.columns ?? [])])] },
    });
    return { added, changed, agencies };
  });
}

async function add(tx: Tx, { groupId, id: campaignId }: Campaign, chosen: readonly Chosen[]): Promise<{ added: number; changed: number }> {
  const wanted = new Map(chosen.map((one) => [one.agencyId, one.values]));
  if (wanted.size === 0) return { added: 0, changed: 0 };
  const known = await agenciesByIds(tx, groupId, [...wanted.keys()]);
  if ([...wanted.keys()].some((id) => !known.has(id))) throw notFound();
  const there = await agencyIdsOf(tx, { groupId, campaignId });
  const last = await tx.campaignAgency.aggregate({ where: { groupId, campaignId }, _max: { position: true } });
  const fresh = [...wanted].filter(([id]) => !there.has(id));
  await tx.campaignAgency.createMany({
    data: fresh.map(([agencyId, values], index) => ({ id: newId(), groupId, campaignId, agencyId, position: (last._max.position ?? 0) + index + 1, values: { ...values } })),
    skipDuplicates: true,
  });
  const changed = [...wanted].flatMap(([agencyId, values]) => (there.has(agencyId) && values && Object.keys(values).length > 0 ? [{ agencyId, values }] : []));
  const count = changed.length > 0 ? await changeValues(tx, { groupId, campaignId, changed }) : 0;
  return { added: fresh.length, changed: count };
}

/** One statement, however many. @returns of how many the values are others now */
async function changeValues(tx: Tx, { groupId, campaignId, changed }: { groupId: string; campaignId: string; changed: readonly object[] }): Promise<number> {
  return tx.$executeRaw`
    UPDATE campaign_agencies a SET "values" = c."values"
    FROM json_to_recordset(${JSON.stringify(changed)}::json) AS c("agencyId" uuid, "values" jsonb)
    WHERE a.group_id = ${groupId}::uuid AND a.campaign_id = ${campaignId}::uuid AND a.agency_id = c."agencyId" AND a."values"::jsonb IS DISTINCT FROM c."values"`;
}
