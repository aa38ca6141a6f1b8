import type { Context } from '../../../context.js';
import type { Tx } from '../../../platform/db.js';
import type { Actor } from '../../../platform/http/actor.js';
import { agenciesByIds } from '../../agencies/agencies.queries.js';
import { bouncesAmong } from '../../agencies/bouncing.queries.js';
import { createRequest } from '../../requests/create-request.js';
import { GOING, readValues } from './campaign.js';
import { type CampaignPlaceWords, mergedWords, wayTo } from './campaign-letter.js';
import { type Campaign, lockCampaign } from './campaigns.queries.js';

/** Requests of one transaction: few, since whoever else writes in the group waits for its timeline. */
const AT_ONCE = 5;
/** A machine that is busy takes its time; the work of a few rows is never long. */
const LONGEST_MS = 30_000;

/**
 * Makes the requests of a campaign that are not made yet, a few a transaction, each with its own number; those up to `upTo` only. A row and its
 * request are written together, so that a crash leaves neither without the other.
 * @returns how many were made
 */
export async function makeCampaignRequests(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { campaignId: string; upTo: number | null }): Promise<number> {
  let [made, more] = [0, AT_ONCE];
  while (more === AT_ONCE) {
    more = await deps.db.$transaction((tx) => makeSome(tx, actor, input, deps.clock.now()), { timeout: LONGEST_MS });
    made += more;
  }
  return made;
}

async function makeSome(tx: Tx, actor: Actor, { campaignId, upTo }: { campaignId: string; upTo: number | null }, at: Date): Promise<number> {
  const { groupId } = actor;
  const campaign = await lockCampaign(tx, { groupId, campaignId }, 'share');
  if (!GOING.includes(campaign.state)) return 0;
  const rows = await tx.$queryRaw<{ id: string; agencyId: string; values: unknown }[]>`
    SELECT id, agency_id AS "agencyId", "values" FROM campaign_agencies
    WHERE group_id = ${groupId}::uuid AND campaign_id = ${campaignId}::uuid AND place = 'planned' AND position <= ${upTo ?? 2_147_483_647}
    ORDER BY position LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
  const agencies = await agenciesByIds(tx, groupId, rows.map((row) => row.agencyId));
  const bounces = await bouncesAmong(tx, groupId, agencies.values());
  for (const row of rows) {
    const agency = agencies.get(row.agencyId);
    if (!agency) throw new Error('a campaign names an agency its group does not have');
    const way = wayTo(agency, bounces);
    const made = await makeOne(tx, actor, campaign, { agency, values: readValues(row.values), way }, at);
    await tx.campaignAgency.updateMany({ where: { groupId, id: row.id, place: 'planned' }, data: { place: 'created', requestId: made, domain: way.domain } });
  }
  return rows.length;
}

async function makeOne(tx: Tx, actor: Actor, campaign: Campaign, place: CampaignPlaceWords, at: Date): Promise<string> {
  const { title, items } = mergedWords(campaign, place);
  const { channel, toAddress } = place.way;
  const { id } = await createRequest(
    tx, actor,
    {
      agencyId: place.agency.id, statute: campaign.template.statute, title, templateSlug: campaign.template.slug, items,
      draft: { step: 'send', fields: { ...campaign.fields, channel, toAddress } },
    },
    at,
  );
  return id;
}
