import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { addAgency } from '../../agencies/add-agency.js';
import { listAgencies } from '../../agencies/agencies.queries.js';
import { newAgencyBody } from '../../agencies/agencies.schemas.js';
import type { AgencyType } from '../../agencies/agency-types.js';
import { type Chosen, chooseAgencies } from './choose-agencies.js';
import { mayEdit } from './campaign.js';
import { campaignInput, notEditable } from './campaigns.errors.js';
import { agencyIdsOf, loadCampaign } from './campaigns.queries.js';
import { type PastedTable, newAgencyOf, pastedAgencies } from './pasted-agencies.js';

export interface Paste {
  readonly campaignId: string;
  readonly text: string;
  /** What kind of agency those are that the directory does not know. */
  readonly type: AgencyType;
}

/** What a pasted table would do, line by line; changes nothing. */
export async function readPaste({ db }: Pick<Context, 'db'>, actor: Actor, input: Paste): Promise<PastedTable> {
  const { groupId } = actor;
  const campaign = await loadCampaign(db, { groupId, campaignId: input.campaignId });
  const [directory, there] = [await listAgencies(db, groupId), await agencyIdsOf(db, { groupId, campaignId: input.campaignId })];
  return pastedAgencies(input.text, { directory, there, type: input.type, statute: campaign.template.statute });
}

/**
 * Puts the agencies of a pasted table into a campaign; those the directory does not know are added to the group's own. Lines that say one
 * twice, or can't be read, are left out. Pasting the same again adds nothing.
 * @throws campaigns.not-found, campaigns.not-editable, campaigns.too-many, campaigns.invalid-input when nothing can be read
 */
export async function pasteAgencies(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: Paste): Promise<{ added: number; changed: number; agencies: number; left: number }> {
  const { groupId } = actor;
  const campaign = await loadCampaign(deps.db, { groupId, campaignId: input.campaignId });
  if (!mayEdit(campaign.state)) throw notEditable(campaign.name);
  const { lines, columns, fault } = await readPaste(deps, actor, input);
  if (fault !== null) throw campaignInput({ text: fault });
  const chosen: Chosen[] = [];
  for (const line of lines) {
    if (line.verdict === 'new') chosen.push({ agencyId: (await addAgency(deps, actor, newAgencyBody.parse(newAgencyOf(line, input.type)))).agencyId, values: line.values });
    else if (line.agencyId !== null && (line.verdict === 'known' || line.verdict === 'there')) chosen.push({ agencyId: line.agencyId, values: line.values });
  }
  const { added, changed, agencies } = await chooseAgencies(deps, actor, { campaignId: input.campaignId, add: chosen, columns });
  return { added, changed, agencies, left: lines.filter((line) => line.verdict === 'twice' || line.verdict === 'wrong').length };
}
