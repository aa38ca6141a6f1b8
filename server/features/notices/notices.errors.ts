import { AppError } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const noticeNotFound = () => new AppError('notices.not-found', { status: 404, message: t('There is no such notice for you.') });
