import { AppError, type FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const letterNotFound = () => new AppError('letters.not-found', { status: 404, message: t('There is no such letter in your group.') });

export const templateNotFound = () => new AppError('letters.no-such-template', { status: 404, message: t('There is no such letter template.') });

/** A template names something it is not given: a fault of the template, which must never reach an agency as a blank. */
export const unknownVariable = (template: string, cause: Error) =>
  new AppError('letters.unknown-variable', {
    status: 500, cause,
    message: t('The letter template {template} can’t be used: {why}. Nothing was sent.', { template, why: cause.message.split('\n')[0] ?? '' }),
  });

export const letterHasGaps = (fields: FieldProblems) =>
  new AppError('letters.gaps', { status: 400, message: t('The letter still has gaps, so it was not sent. Fill each one and send it again.'), fields });

export const draftMovedOn = () =>
  new AppError('letters.draft-moved-on', {
    status: 409,
    message: t('This draft was changed in another window after you opened it here. Reload the page to see it; what you typed is still below.'),
  });

export const alreadySent = (number: string) =>
  new AppError('letters.already-sent', { status: 409, message: t('The letter of {number} has already been approved. It was not sent a second time.', { number }) });

export const channelRefused = (agency: string, why: string) =>
  new AppError('letters.channel-refused', {
    status: 400, message: t('{agency} does not take requests this way: {why}', { agency, why }), fields: { channel: t('Choose another way to send it.') },
  });

export const fieldProblem = (field: string, message: string) => new AppError('letters.invalid-input', { status: 400, message, fields: { [field]: message } });

export const wrongState = (message: string) => new AppError('letters.wrong-state', { status: 409, message });

export const cannotSendFromHere = () =>
  new AppError('letters.cannot-send', {
    status: 409, message: t('No letter can leave from here: no mail server is set, or this is a rehearsal or an example group. Send it by hand and record that.'),
  });
