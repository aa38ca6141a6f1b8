import { AppError } from '../../../platform/errors.js';
import { t } from '../../../platform/words.js';
import type { Remark } from './template-tree.js';

export const ownTemplateNotFound = () => new AppError('own-templates.not-found', { status: 404, message: t('There is no such template in your group.') });

export const templateMovedOn = (n: number) =>
  new AppError('own-templates.moved-on', {
    status: 409, message: t('Somebody saved version {n} of this template while you were writing, so yours was not saved. Compare the two, then save again: yours becomes the next version.', { n }),
  });

export const templateUnchanged = () => new AppError('own-templates.unchanged', { status: 400, message: t('Nothing has changed since the last version.') });

export const templateRetired = () => new AppError('own-templates.retired', { status: 409, message: t('This template is retired. Restore it first.') });

/** A source that holds what it may not; every remark names its line. */
export const templateRefused = (faults: readonly Remark[]) =>
  new AppError('own-templates.refused', {
    status: 400, message: t.count(faults.length, 'The template has a fault, so it was not saved.', 'The template has {n} faults, so it was not saved.'), fields: { source: remarksInWords(faults) },
  });

export function remarksInWords(remarks: readonly Remark[]): string {
  return remarks.map(({ line, says }) => (line === 0 ? says : t('Line {line}: {says}', { line, says }))).join(' ');
}

export const templateTooSlow = () => new AppError('own-templates.too-slow', { status: 422, message: t('This template takes longer than a second to make into a letter, so it can’t be used. Shorten its conditions and lists.') });

export const templateTooLong = (cause?: Error) => new AppError('own-templates.too-long', { status: 422, cause, message: t('This template makes a letter of more than sixty pages, so it can’t be used.') });

/** A saved template that can't be made into a letter any more. */
export const templateFails = (cause: Error) =>
  new AppError('own-templates.fails', { status: 422, cause, message: t('Your group’s template can’t be made into a letter: {why}. Nothing was sent. Correct it, or use the library’s own words.', { why: cause.message.split('\n')[0]?.slice(0, 200) ?? '' }) });
