import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { newId } from '../../../platform/ids.js';
import { t } from '../../../platform/words.js';
import { appendEvent } from '../../timeline/append-event.js';
import { libraryLetter } from './library.js';

/**
 * Copies a letter of the library for the group, word for word, to be rewritten. Its title says that it is the group's: both are offered side by side.
 * @returns the new template's id
 * @throws letters.no-such-template
 */
export async function copyTemplate(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { baseSlug: string }): Promise<{ id: string }> {
  const { groupId, personId } = actor;
  const { slug, title, purpose, body } = libraryLetter(input.baseSlug);
  const at = deps.clock.now();
  const id = newId(at.getTime());
  await deps.db.$transaction(async (tx) => {
    await tx.ownTemplate.create({ data: { id, groupId, baseSlug: slug, createdById: personId, createdAt: at } });
    await tx.ownTemplateVersion.create({ data: { id: newId(at.getTime()), groupId, templateId: id, n: 1, title: ownTitle(title), purpose, source: body, savedById: personId, savedAt: at } });
    await appendEvent(tx, { groupId, at, type: 'template.copied', personId, subject: { type: 'own-template', id }, words: { template: title, from: slug } });
  });
  return { id };
}

const ownTitle = (title: string): string => t('{title} (our version)', { title });
