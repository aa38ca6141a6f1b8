import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { appendEvent } from '../../timeline/append-event.js';
import { ownTemplate } from './own-templates.queries.js';

/**
 * Takes a retired template of a group into use again. Twice is as once.
 * @throws own-templates.not-found
 */
export async function restoreTemplate(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { templateId: string }): Promise<void> {
  const { groupId, personId } = actor;
  const at = deps.clock.now();
  await deps.db.$transaction(async (tx) => {
    const { latest } = await ownTemplate(tx, { groupId, templateId: input.templateId });
    const changed = await tx.ownTemplate.updateMany({ where: { groupId, id: input.templateId, retiredAt: { not: null } }, data: { retiredAt: null, retiredById: null } });
    if (changed.count === 0) return;
    await appendEvent(tx, { groupId, at, type: 'template.restored', personId, subject: { type: 'own-template', id: input.templateId }, words: { template: latest.title } });
  });
}
