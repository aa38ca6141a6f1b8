import type { Context } from '../../context.js';
import { isUniqueViolation } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { letterTemplate } from './letter-templates.js';

/**
 * Keeps that a lawyer of the group has looked at a template's ready-made items. Doing so twice is doing it once.
 * @throws letters.no-such-template
 */
export async function approvePack(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { readonly templateSlug: string }): Promise<void> {
  const { groupId, personId } = actor;
  const { slug, title } = letterTemplate(input.templateSlug);
  const at = deps.clock.now();
  try {
    await deps.db.$transaction(async (tx) => {
      const id = newId(at.getTime());
      await tx.packApproval.create({ data: { id, groupId, templateSlug: slug, approvedById: personId, approvedAt: at } });
      await appendEvent(tx, { groupId, at, type: 'pack.approved', personId, subject: { type: 'pack-approval', id }, words: { template: slug, title } });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}
