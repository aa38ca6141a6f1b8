import { AppError, type FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const messageNotFound = () => new AppError('replies.not-found', { status: 404, message: t('There is no such message in your group.') });

export const messageFileNotFound = () => new AppError('replies.no-such-file', { status: 404, message: t('This message has no such file.') });

export const mailNotGiven = (id: string) =>
  new AppError('replies.mail-not-given', { status: 409, message: t('No mail {id} waits for a group: “unplaced-mail” lists those that do.', { id }) });

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

export const emptyMail = (name: string) =>
  new AppError('replies.empty-mail', { status: 400, message: t('“{name}” is empty, so there is nothing to keep.', { name }), fields: { files: t('“{name}” is empty.', { name }) } });

export const noMail = (name: string) =>
  new AppError('replies.no-mail', {
    status: 400, message: t('“{name}” is no mail. Save the mail as .eml, .msg or .mbox; add other files on the request’s page as documents.', { name }), fields: { files: t('“{name}” is no mail.', { name }) },
  });

export const noMailChosen = () =>
  new AppError('replies.no-mail-chosen', { status: 400, message: t('Choose at least one file.'), fields: { files: t('Choose at least one file.') } });

export const thereAlready = () => new AppError('replies.there-already', { status: 409, message: t('The message is on that request already.') });

export const isDuplicate = () =>
  new AppError('replies.is-duplicate', { status: 409, message: t('This message stands with another that is the same. Take it apart first, if it is one of its own.') });

export const notDuplicate = () => new AppError('replies.not-duplicate', { status: 409, message: t('This message is one of its own already.') });

export const sameMessage = () => new AppError('replies.same-message', { status: 409, message: t('These two are one message already. Choose another.') });

export const notHeld = () => new AppError('replies.not-held', { status: 409, message: t('This message does not wait in the holding pen. Reload the page to see where it is.') });

export const notSetAside = () => new AppError('replies.not-set-aside', { status: 409, message: t('This message is not set aside. Reload the page to see where it is.') });

export const notFiled = () => new AppError('replies.not-filed', { status: 409, message: t('This message is on no request yet. File it on one first.') });
