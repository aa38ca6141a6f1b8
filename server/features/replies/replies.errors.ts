import { AppError, type FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const messageNotFound = () => new AppError('replies.not-found', { status: 404, message: t('There is no such message in your group.') });

export const messageFileNotFound = () => new AppError('replies.no-such-file', { status: 404, message: t('This message has no such file.') });

/** What was typed can't be kept; `fields` says why, each beside its input. Nothing was changed. */
export const messageRefused = (fields: FieldProblems) =>
  new AppError('replies.message-refused', { status: 400, message: t('This was not kept. See what to change below.'), fields });

export const nothingSentYet = () =>
  new AppError('replies.nothing-sent', { status: 409, message: t('This request is still being written, so nobody can have answered it. Send it, or record how it went, first.') });

export const suggestionNotFound = () =>
  new AppError('replies.no-such-suggestion', { status: 404, message: t('The message suggests no such fact now. Reload the page to see what it suggests.') });

export const confirmedAlready = () =>
  new AppError('replies.confirmed-already', { status: 409, message: t('Somebody of your group recorded this already. It was not recorded a second time.') });

export const dismissedAlready = () => new AppError('replies.dismissed-already', { status: 409, message: t('Somebody of your group dismissed this already.') });

export const notAsRead = (fields: FieldProblems) =>
  new AppError('replies.not-as-read', { status: 400, message: t('The message does not say all that is needed. Fill it in, then record it.'), fields });

export const readAlready = () => new AppError('replies.read-already', { status: 409, message: t('Somebody of your group has read this message through already.') });

export const notTypedByHand = () =>
  new AppError('replies.not-typed', { status: 409, message: t('This came as mail: who sent it and when stands in the mail itself. Only what a person pasted or wrote down can be corrected.') });
