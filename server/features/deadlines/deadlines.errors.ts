import { AppError, type FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const factNotFound = () => new AppError('deadlines.fact-not-found', { status: 404, message: t('There is no such fact in your group.') });

export const factNotStanding = () =>
  new AppError('deadlines.fact-not-standing', { status: 409, message: t('This fact was already corrected or taken back. Reload the page to see what stands now.') });

export const deadlineNotFound = () => new AppError('deadlines.not-found', { status: 404, message: t('There is no such deadline in your group.') });

/** What a person wrote can't be recorded; `fields` says why, each beside its input. Nothing was changed. */
export const factRefused = (fields: FieldProblems) =>
  new AppError('deadlines.fact-refused', { status: 400, message: t('This was not recorded. See what to change below.'), fields });

export const calculationRefused = (fields: FieldProblems) =>
  new AppError('deadlines.calculation-refused', { status: 400, message: t('These dates can’t be counted. See each field.'), fields });

export const nothingToConfirm = () =>
  new AppError('deadlines.nothing-to-confirm', { status: 409, message: t('There is no presumed receipt to confirm on this request. Reload the page.') });

export const notToTickOff = () =>
  new AppError('deadlines.not-to-tick-off', { status: 409, message: t('This date is not ticked off: it ends by what happens. Reload the page to see what stands now.') });

export const lawSwitchedAlready = () =>
  new AppError('deadlines.law-switched-already', { status: 409, message: t('Somebody of your group switched this already. Reload the page to see what holds now.') });
