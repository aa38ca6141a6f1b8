import { AppError } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const requestNotFound = () =>
  new AppError('requests.not-found', { status: 404, message: t('There is no such request in your group.') });

export const requestNotDraft = (number: string) =>
  new AppError('requests.not-draft', { status: 409, message: t('{number} is no longer a draft, so its letter and items can’t be rewritten here.', { number }) });

export const tooManyItems = (most: number) =>
  new AppError('requests.too-many-items', {
    status: 400,
    message: t('A request holds at most {most} items. Split it into two requests: volume alone lets an agency take more time.', { most }),
    fields: { items: t('At most {most} items.', { most }) },
  });

export const tooManyItemsEntered = (most: number) =>
  new AppError('requests.too-many-items', {
    status: 400,
    message: t('A request holds at most {most} items. Paste the items alone, with an empty line between them, and not the whole letter.', { most }),
    fields: { items: t('At most {most} items.', { most }) },
  });

export const agencyNumberTaken = (number: string) =>
  new AppError('requests.agency-number-twice', {
    status: 409,
    message: t('The number {number} is already noted on this request.', { number }),
    fields: { number: t('Already noted.') },
  });

export const draftMovedOn = () =>
  new AppError('requests.draft-moved-on', {
    status: 409,
    message: t('This draft was changed in another window after you opened it here. Open it again to see the change, then make yours.'),
  });

export const notResponsible = () =>
  new AppError('requests.not-responsible', {
    status: 400,
    message: t('Choose a person of your group who is active and no volunteer.'),
    fields: { responsibleId: t('Choose a person of your group.') },
  });
