import { AppError } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const feedNotFound = () => new AppError('deadlines.feed-not-found', { status: 404, message: t('There is no such calendar feed of yours. It may be revoked already.') });

export const tooManyFeeds = (most: number) =>
  new AppError('deadlines.too-many-feeds', {
    status: 409,
    message: t('You have {most} calendar feeds, the most one person may have. Revoke one you no longer use, then subscribe again.', { most }),
  });
