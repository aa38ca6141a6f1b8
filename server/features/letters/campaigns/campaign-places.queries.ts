import { civilIn } from '../../../platform/clock.js';
import type { Db } from '../../../platform/db.js';
import { t } from '../../../platform/words.js';
import { type AgencyProfile, agenciesByIds } from '../../agencies/agencies.queries.js';
import { bouncesAmong } from '../../agencies/bouncing.queries.js';
import { approvedCitations } from '../citations.queries.js';
import type { ComposedLetter } from '../compose-letter.js';
import { readValues } from './campaign.js';
import { type Way, campaignLetter, placeProblems, wayTo, wordsThatStop } from './campaign-letter.js';
import type { Campaign } from './campaigns.queries.js';

/** One agency of a campaign before it starts: the letter it would get, and what keeps it from that. */
export interface ReadPlace {
  readonly position: number;
  readonly agency: AgencyProfile;
  readonly values: Readonly<Record<string, string>>;
  readonly way: Way;
  readonly letter: ComposedLetter;
  readonly problems: readonly string[];
  /** Numbers of requests the same letter already made there. */
  readonly open: readonly string[];
}

export interface ReadSetting {
  readonly now: Date;
  readonly replyDomain: string;
}

/** Places of a campaign in their order, after a position: six queries, however many. */
export async function readPlaces(db: Db, campaign: Campaign, setting: ReadSetting, { after = 0, limit }: { after?: number; limit: number }): Promise<ReadPlace[]> {
  const { groupId, id: campaignId } = campaign;
  const rows = await db.campaignAgency.findMany({ where: { groupId, campaignId, position: { gt: after } }, orderBy: { position: 'asc' }, take: limit, select: { agencyId: true, position: true, values: true } });
  const agencyIds = rows.map((row) => row.agencyId);
  const agencies = await agenciesByIds(db, groupId, agencyIds);
  const bounces = await bouncesAmong(db, groupId, agencies.values());
  const group = await db.group.findUniqueOrThrow({ where: { id: groupId }, select: { name: true, postalAddress: true, contactEmail: true, contactPhone: true } });
  const approved = await approvedCitations(db, groupId);
  const open = await db.recordsRequest.findMany({
    where: { groupId, agencyId: { in: agencyIds }, templateSlug: campaign.template.slug, state: { in: ['not_sent', 'awaiting', 'determined', 'producing'] } }, select: { agencyId: true, number: true },
  });
  return rows.flatMap(({ agencyId, position, values: stored }) => {
    const agency = agencies.get(agencyId);
    if (!agency) return [];
    const place = { agency, values: readValues(stored), way: wayTo(agency, bounces) };
    const around = { group, approved, today: civilIn(setting.now, agency.timeZone).date, replyDomain: setting.replyDomain };
    const letter = campaignLetter(campaign, place, around);
    return [{ position, ...place, letter, problems: [...placeProblems(campaign, place, letter), ...wordsThatStop(campaign, place, letter, around)], open: open.filter((request) => request.agencyId === agencyId).map((request) => request.number) }];
  });
}

export interface CampaignReading {
  readonly agencies: number;
  readonly byMail: number;
  readonly domains: number;
  /** The longest line at one recipient domain: with the pace it says how long the campaign takes. */
  readonly longestLine: number;
  /** Agencies whose letter can't be made, with why; the first hundred. */
  readonly stuck: readonly { readonly agencyId: string; readonly name: string; readonly problems: readonly string[] }[];
  readonly stuckCount: number;
  /** What is wrong with the campaign as a whole. */
  readonly faults: readonly string[];
}

const AT_ONCE = 100;

/** Reads every letter a campaign would send, a hundred at a time. */
export async function readCampaign(db: Db, campaign: Campaign, setting: ReadSetting): Promise<CampaignReading> {
  const lines = new Map<string, number>();
  const stuck: { agencyId: string; name: string; problems: readonly string[] }[] = [];
  let [agencies, after, stuckCount] = [0, 0, 0];
  for (let full = true; full; ) {
    const places = await readPlaces(db, campaign, setting, { after, limit: AT_ONCE });
    for (const { agency, problems, way } of places) {
      agencies += 1;
      if (way.domain !== '') lines.set(way.domain, (lines.get(way.domain) ?? 0) + 1);
      if (problems.length > 0) {
        stuckCount += 1;
        if (stuck.length < AT_ONCE) stuck.push({ agencyId: agency.id, name: agency.shortName, problems });
      }
    }
    after = places.at(-1)?.position ?? after;
    full = places.length === AT_ONCE;
  }
  const counts = [...lines.values()];
  return {
    agencies, byMail: counts.reduce((sum, one) => sum + one, 0), domains: lines.size, longestLine: Math.max(0, ...counts), stuck, stuckCount,
    faults: [...(agencies === 0 ? [t('No agency is chosen.')] : []), ...(campaign.items.length === 0 ? [t('There is no item: nothing is asked for.')] : [])],
  };
}
