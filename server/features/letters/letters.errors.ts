import { AppError, type FieldProblems } from '../../platform/errors.js';
import { t } from '../../platform/words.js';
import type { Bouncing } from '../agencies/bouncing.queries.js';
import { bounceSays } from './channel-warnings.js';

export const letterNotFound = () => new AppError('letters.not-found', { status: 404, message: t('There is no such letter in your group.') });

export const noWords = () =>
  new AppError('letters.no-words', { status: 404, message: t('The words of this letter are not here, so there is nothing to put on paper.') });

export const templateNotFound = () => new AppError('letters.no-such-template', { status: 404, message: t('There is no such letter template.') });

/** A template names something it is not given: a fault of the template, which must never reach an agency as a blank. */
export const unknownVariable = (template: string, cause: Error) =>
  new AppError('letters.unknown-variable', {
    status: 422, cause,
    message: t('The letter template {template} can’t be used: {why}. Nothing was sent.', { template, why: cause.message.split('\n')[0] ?? '' }),
  });

export const letterHasGaps = (fields: FieldProblems) =>
  new AppError('letters.gaps', { status: 400, message: t('The letter still has gaps, so it was not sent. Fill each one and send it again.'), fields });

export const alreadySent = (number: string) =>
  new AppError('letters.already-sent', { status: 409, message: t('The letter of {number} has already been approved. It was not sent a second time.', { number }) });

export const channelRefused = (agency: string, why: string) =>
  new AppError('letters.channel-refused', {
    status: 400, message: t('{agency} does not take requests this way: {why}', { agency, why }), fields: { channel: t('Choose another way to send it.') },
  });

/** Known to bounce: said once more before a letter goes there, never more than said. */
export const addressBounces = (bouncing: Bouncing, zone: string) =>
  new AppError('letters.address-bounces', {
    status: 409, message: t('{bounce} Check the address, or say that the letter is to go there all the same.', { bounce: bounceSays(bouncing, zone) }),
    fields: { evenIfBounces: t('Tick this to send it to {address}.', { address: bouncing.address }) },
  });

export const fieldProblem = (field: string, message: string) => new AppError('letters.invalid-input', { status: 400, message, fields: { [field]: message } });

export const fieldProblems = (fields: FieldProblems) =>
  new AppError('letters.invalid-input', { status: 400, message: Object.values(fields)[0] ?? t('Something in the form is wrong.'), fields });

export const wrongState = (message: string) => new AppError('letters.wrong-state', { status: 409, message });

export const cannotSendFromHere = () =>
  new AppError('letters.cannot-send', {
    status: 409, message: t('No letter can leave from here: no mail server is set, or this is a rehearsal or an example group. Send it by hand and record that.'),
  });

export const noTemplateFor = (agency: string, statute: string) =>
  new AppError('letters.no-template-for-statute', {
    status: 400,
    message: t('{agency} answers under the {statute}, for which there is no letter template yet. Write to it yourself, then enter the request here as already under way.', { agency, statute }),
    fields: { template: t('No template for this agency.') },
  });

export const personNotInGroup = () =>
  new AppError('letters.no-such-person', { status: 400, message: t('Choose a person of your group who is active.'), fields: { responsibleId: t('Choose a person of your group.') } });

export const draftNotFound = () => new AppError('letters.no-such-draft', { status: 404, message: t('There is no such draft of a letter on this request.') });

export const draftFrozen = (title: string) =>
  new AppError('letters.already-sent', { status: 409, message: t('“{title}” has already been approved. It was not sent a second time.', { title }) });

export const draftChanged = () =>
  new AppError('letters.draft-moved-on', {
    status: 409, message: t('This letter was changed in another window after you opened it here. Open it again to see the change, then make yours.'),
  });

/** A letter that does not fit now is neither begun nor sent: one sent a day early does harm. */
export const notOfferedNow = (title: string, why: string) =>
  new AppError('letters.not-offered', { status: 409, message: t('“{title}” does not fit now: {why}', { title, why }) });

export const factsMoved = (what: string) =>
  new AppError('letters.facts-moved', { status: 409, message: t('The record changed while you were reading: {what}. Nothing was sent. Read the letter again.', { what }) });

export const lawyerOnly = (title: string) =>
  new AppError('letters.lawyer-only', { status: 403, message: t('“{title}” goes out only when a lawyer of your group sends it. It is kept as it is.', { title }) });

export const tooSoon = (date: string) =>
  new AppError('letters.too-soon', {
    status: 409, message: t('Another letter about this request went within the last week. Wait until {date}, or let a lawyer of your group send it.', { date }),
  });

export const tooMany = (agency: string, n: number) =>
  new AppError('letters.too-many', {
    status: 409, message: t('{n} letters went to {agency} within the last week. Wait some days, or let a lawyer of your group send this one.', { agency, n }),
  });

export const wordsStop = (words: string, says: string) =>
  new AppError('letters.words-stop', { status: 400, message: words === '' ? says : t('The letter can’t go with “{words}” in it. {says}', { words, says }), fields: { ownWords: says } });

export const noSuchCitation = () => new AppError('letters.no-such-citation', { status: 404, message: t('This citation is not in the table. Write it as it stands there.') });

/** What was read needs no approval; what nobody found can't be answered for until somebody reads it for Tenday. */
export const citationNotOpen = (verdict: 'confirmed' | 'unverified') =>
  new AppError('letters.citation-not-open', {
    status: 409, message: verdict === 'confirmed' ? t('This citation was read. Letters use it without approval.') : t('Nobody found the words of this citation, so no letter uses it. It can’t be approved.'),
  });

export const citationSettledAlready = () =>
  new AppError('letters.citation-settled-already', { status: 409, message: t('Somebody of your group settled this already. Reload the page to see what holds now.') });
