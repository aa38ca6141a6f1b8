import { AppError, type FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const agencyNotFound = () => new AppError('agencies.not-found', { status: 404, message: t('There is no such agency in your directory.') });

export const agencyNameTaken = (name: string) =>
  new AppError('agencies.name-taken', {
    status: 409,
    message: t('{name} is in your directory already. Open it and correct it there.', { name }),
    fields: { shortName: t('Already in your directory.') },
  });

export const correctionGone = () =>
  new AppError('agencies.no-correction', { status: 409, message: t('Your group has no correction of this agency to take back.') });

export const closureNotFound = () => new AppError('agencies.closure-not-found', { status: 404, message: t('There is no such closed day in your directory.') });

export const closureGone = () => new AppError('agencies.closure-gone', { status: 409, message: t('This closed day was already taken back. Reload the page.') });

export const closureRefused = (fields: FieldProblems) =>
  new AppError('agencies.closure-refused', { status: 400, message: t('This was not recorded. See what to change below.'), fields });
