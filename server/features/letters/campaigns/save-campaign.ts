import type { Context } from '../../../context.js';
import type { FieldProblems } from '../../../platform/errors.js';
import type { Actor } from '../../../platform/http/actor.js';
import type { NewItem } from '../../requests/replace-items.js';
import type { DraftFields } from '../draft.js';
import { type ItemEdit, editItems } from '../save-draft-step.js';
import { mayEdit, readItems } from './campaign.js';
import { campaignInput, campaignMovedOn, notEditable } from './campaigns.errors.js';
import { lockCampaign } from './campaigns.queries.js';
import { mergeFault } from './merge-fields.js';

export interface CampaignChange {
  readonly campaignId: string;
  /** The version the person was looking at; null when it does not matter. */
  readonly version: number | null;
  /** Whatever is not named stays. */
  readonly name?: string;
  readonly title?: string;
  readonly items?: readonly ItemEdit[];
  readonly fields?: Partial<DraftFields>;
  readonly canary?: number;
  readonly paceSeconds?: number;
}

/**
 * Keeps what is written for a campaign; one that was checked must be checked again.
 * @returns the new version and how many items there are
 * @throws campaigns.not-found, campaigns.not-editable, campaigns.moved-on, campaigns.invalid-input for a merge field that is none
 */
export async function saveCampaign(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: CampaignChange): Promise<{ version: number; items: number }> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, { groupId, campaignId: input.campaignId }, 'update');
    if (!mayEdit(campaign.state)) throw notEditable(campaign.name);
    if (input.version !== null && input.version !== campaign.version) throw campaignMovedOn();
    const items = readItems((input.items ?? []).reduce<readonly NewItem[]>(editItems, campaign.items));
    const faults = faultsIn(input, items, campaign.columns);
    if (Object.keys(faults).length > 0) throw campaignInput(faults);
    const { version } = await tx.campaign.update({
      where: { groupId_id: { groupId, id: campaign.id } },
      data: {
        name: input.name ?? campaign.name, title: input.title ?? campaign.title, items, fields: { ...campaign.fields, ...input.fields },
        canary: input.canary ?? campaign.canary, paceSeconds: input.paceSeconds ?? campaign.paceSeconds,
        state: 'draft', version: { increment: 1 }, updatedAt: deps.clock.now(),
      },
      select: { version: true },
    });
    return { version, items: items.length };
  });
}

/** Merge fields are looked at in what was changed: an item half written elsewhere does not keep this one from being kept. */
function faultsIn(input: CampaignChange, items: readonly NewItem[], columns: readonly string[]): FieldProblems {
  const faults: Record<string, string> = {};
  const look = (path: string, text: string) => {
    const fault = mergeFault(text, columns);
    if (fault !== null) faults[path] = fault;
  };
  if (input.title !== undefined) look('title', input.title);
  for (const edit of input.items ?? []) {
    if (edit.act === 'edit') for (const [name, text] of Object.entries(edit.item)) look(name, String(text));
    if (edit.act === 'replace') items.forEach((item, index) => Object.entries(item).forEach(([name, text]) => look(`items.${index}.${name}`, String(text))));
  }
  return faults;
}
