import { AppError } from '../../platform/errors.js';
import { t } from '../../platform/words.js';

export const documentNotFound = () =>
  new AppError('documents.not-found', { status: 404, message: t('There is no such document in your group, or it is not released to you.') });

export const emptyFile = (name: string) =>
  new AppError('documents.empty', {
    status: 400,
    message: t('“{name}” is empty: it has 0 bytes, so there is nothing to keep. Check the file and upload it again.', { name }),
    fields: { files: t('“{name}” is empty.', { name }) },
  });

export const noFiles = () =>
  new AppError('documents.no-files', { status: 400, message: t('Choose at least one file.'), fields: { files: t('Choose at least one file.') } });

/** Its bytes were swept away between being written and being entered; nothing was entered. */
export const bytesVanished = () =>
  new AppError('documents.bytes-vanished', { status: 503, message: t('The file could not be entered, and nothing of it was kept. Upload it again.'), retryAfter: 1 });
