import type { Actor } from '../../../../server/platform/http/actor.js';
import { createCampaign } from '../../../../server/features/letters/campaigns/create-campaign.js';
import { checkCampaign } from '../../../../server/features/letters/campaigns/check-campaign.js';
import { chooseAgencies } from '../../../../server/features/letters/campaigns/choose-agencies.js';
import { saveCampaign } from '../../../../server/features/letters/campaigns/save-campaign.js';
import { stepCampaign } from '../../../../server/features/letters/campaigns/step-campaign.js';
import { deliverLetter } from '../../../../server/features/letters/deliver-letter.js';
import { newId } from '../../../../server/platform/ids.js';
import type { TestDatabase } from '../../../support/database.js';
import type { LetterDeps } from '../world.js';

/** Agencies of a group, spread over recipient domains in turn; one without an address for each in `byHand`. */
export async function addAgencies({ db }: Pick<TestDatabase, 'db'>, groupId: string, count: number, domains: number, byHand = 0): Promise<string[]> {
  const ids = Array.from({ length: count + byHand }, () => newId());
  await db.agency.createMany({
    data: ids.map((id, index) => ({
      id, groupId, slug: `town-${index}`, name: `Town ${index} Police Department`, shortName: `Town ${index}`, level: 'city', statute: 'CPRA', calendarSet: 'CA', timeZone: 'America/Los_Angeles',
      channels: index < count ? [{ kind: 'email', value: `records${index}@d${index % domains}.example`, confidence: 'group' }] : [{ kind: 'post', value: '1 Main St', confidence: 'group' }],
    })),
  });
  return ids;
}

const ITEM = { heading: 'Policy of {{agency}}', text: 'The policy on plate readers of {{short name}}', period: 'the date of your search', whereToLook: '', format: '', fields: '' };

/** A campaign to these agencies that was checked and waits to be started. */
export async function checkedCampaign(deps: LetterDeps, actor: Actor, agencyIds: readonly string[], { canary = 0, paceSeconds = 120 } = {}): Promise<string> {
  const { id: campaignId } = await createCampaign(deps, actor, { name: 'Plate readers everywhere', templateSlug: 'cpra-alpr-sharing' });
  await saveCampaign(deps, actor, { campaignId, version: null, title: 'Plate readers of {{short name}}', items: [{ act: 'replace', items: [ITEM] }], canary, paceSeconds });
  await chooseAgencies(deps, actor, { campaignId, add: agencyIds.map((agencyId) => ({ agencyId })) });
  await checkCampaign(deps, actor, { campaignId, version: null });
  return campaignId;
}

/** What workers do now: a look at the campaign, then every letter that may go. */
export async function workOnce(deps: LetterDeps, where: { groupId: string; campaignId: string }): Promise<void> {
  await stepCampaign(deps, where);
  const due = await deps.db.letter.findMany({ where: { groupId: where.groupId, state: 'queued' }, select: { id: true }, orderBy: { id: 'asc' } });
  for (const { id } of due) await deliverLetter(deps, { groupId: where.groupId, letterId: id });
}
