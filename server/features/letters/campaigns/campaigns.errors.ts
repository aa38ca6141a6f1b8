import { AppError, type FieldProblems } from '../../../platform/errors.js';
import { t } from '../../../platform/words.js';

export const campaignNotFound = () => new AppError('campaigns.not-found', { status: 404, message: t('There is no such campaign in your group.') });

export const campaignMovedOn = () =>
  new AppError('campaigns.moved-on', { status: 409, message: t('The campaign was changed in another window after you opened it here. Read it again, then decide.') });

export const campaignStarted = (name: string) =>
  new AppError('campaigns.already-started', { status: 409, message: t('“{name}” has already been started. It was not started a second time.', { name }) });

export const notEditable = (name: string) =>
  new AppError('campaigns.not-editable', { status: 409, message: t('“{name}” has been started. Its words and agencies stay as they were approved.', { name }) });

export const wrongMoment = (message: string) => new AppError('campaigns.wrong-state', { status: 409, message });

export const notReady = (says: string, fields: FieldProblems = {}) => new AppError('campaigns.not-ready', { status: 400, message: says, fields });

export const campaignInput = (fields: FieldProblems) =>
  new AppError('campaigns.invalid-input', { status: 400, message: t('This was not kept. See what to change below.'), fields });

export const tooManyAgencies = (most: number) =>
  new AppError('campaigns.too-many', { status: 400, message: t('A campaign goes to at most {most} agencies. Make a second one for the others.', { most }), fields: { agencies: t('Too many agencies.') } });
