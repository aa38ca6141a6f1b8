import type { Context } from '../../../context.js';
import { civilIn } from '../../../platform/clock.js';
import type { Actor } from '../../../platform/http/actor.js';
import { newId } from '../../../platform/ids.js';
import { appendEvent } from '../../timeline/append-event.js';
import { dollarsFromCents } from '../draft.js';
import { letterTemplate } from '../letter-templates.js';
import { readCampaignFields, readItems } from './campaign.js';

export interface NewCampaign {
  readonly name: string;
  readonly templateSlug: string;
}

/**
 * Begins a campaign with a template's ready-made items, to be worded for all. Nothing is sent.
 * @throws letters.no-such-template
 */
export async function createCampaign(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: NewCampaign): Promise<{ id: string }> {
  const template = letterTemplate(input.templateSlug);
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  const id = newId(at.getTime());
  await deps.db.$transaction(async (tx) => {
    const group = await tx.group.findUniqueOrThrow({ where: { id: groupId }, select: { feeCeilingCents: true } });
    const fields = readCampaignFields({ feeCeiling: dollarsFromCents(group.feeCeilingCents), signerName: actor.name });
    await tx.campaign.create({
      data: {
        id, groupId, name: input.name, templateSlug: template.slug, title: template.title, items: readItems(template.pack(civilIn(at, actor.timeZone).date)), fields, columns: [],
        createdById: personId, createdAt: at, updatedAt: at,
      },
    });
    await appendEvent(tx, { groupId, at, type: 'campaign.begun', personId, subject: { type: 'campaign', id }, words: { campaign: input.name } });
  });
  return { id };
}
