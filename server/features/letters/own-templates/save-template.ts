import type { Context } from '../../../context.js';
import { AppError } from '../../../platform/errors.js';
import type { Actor } from '../../../platform/http/actor.js';
import { newId } from '../../../platform/ids.js';
import { appendEvent } from '../../timeline/append-event.js';
import { exampleOf } from './examples.js';
import { checkInThread, renderInThread } from './in-thread.js';
import { type LibraryLetter, libraryLetter } from './library.js';
import type { CheckedTemplate } from './check-template.js';
import { templateMovedOn, templateRefused, templateRetired, templateUnchanged } from './own-templates.errors.js';
import { ownTemplate } from './own-templates.queries.js';

export interface TemplateChange {
  readonly templateId: string;
  /** Number of the version it was written from. */
  readonly version: number;
  readonly title: string;
  readonly purpose: string;
  readonly source: string;
}

/**
 * Saves a group's template as its next version, after it was checked and once made into a letter with examples. Versions before it stay, and
 * so do the drafts written from them.
 * @returns the number of the version saved
 * @throws own-templates.not-found, own-templates.retired, own-templates.moved-on, own-templates.unchanged, own-templates.refused with the faults
 *   by line, own-templates.too-slow, own-templates.too-long
 */
export async function saveTemplate(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: TemplateChange): Promise<{ n: number }> {
  const { groupId, personId } = actor;
  const { templateId, title, purpose } = input;
  const source = `${input.source.replace(/\r\n?/g, '\n').trimEnd()}\n`;
  const before = await ownTemplate(deps.db, { groupId, templateId });
  if (before.retiredAt) throw templateRetired();
  if (before.latest.n !== input.version) throw templateMovedOn(before.latest.n);
  if (before.latest.title === title && before.latest.purpose === purpose && before.latest.source === source) throw templateUnchanged();
  const { faults } = await tryTemplate(source, libraryLetter(before.baseSlug));
  if (faults.length > 0) throw templateRefused(faults);
  const at = deps.clock.now();
  const n = input.version + 1;
  await deps.db.$transaction(async (tx) => {
    const taken = await tx.ownTemplate.updateMany({ where: { groupId, id: templateId, latest: input.version, retiredAt: null }, data: { latest: n } });
    if (taken.count !== 1) throw templateMovedOn((await ownTemplate(tx, { groupId, templateId })).latest.n);
    await tx.ownTemplateVersion.create({ data: { id: newId(at.getTime()), groupId, templateId, n, title, purpose, source, savedById: personId, savedAt: at } });
    await appendEvent(tx, { groupId, at, type: 'template.saved', personId, subject: { type: 'own-template', id: templateId }, words: { template: title, version: n } });
  });
  return { n };
}

/** Checks a source, and makes it into a letter with examples; whatever keeps it from being one is a fault. */
export async function tryTemplate(source: string, library: LibraryLetter): Promise<CheckedTemplate> {
  const checked = await checkInThread(source, library.allowed);
  if (checked.faults.length > 0) return checked;
  try {
    await renderInThread(exampleOf(library, source));
    return checked;
  } catch (error) {
    if (error instanceof AppError) return { ...checked, faults: [{ line: 1, says: error.message }] };
    throw error;
  }
}
