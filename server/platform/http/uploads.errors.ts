import { AppError } from '../errors.js';
import { t } from '../words.js';

export const notMultipart = (cause: unknown) =>
  new AppError('uploads.not-a-form', {
    status: 415,
    message: t('Send the file as a form (multipart/form-data), with the fields before the files.'),
    cause,
  });

export const unreadable = (cause: unknown) =>
  new AppError('uploads.unreadable', { status: 400, message: t('What was sent could not be read as a form. Nothing of it was kept; send it again.'), cause });

export const fieldAfterFile = (name: string) =>
  new AppError('uploads.field-after-file', {
    status: 400,
    message: t('The fields must come before the files. Nothing more was taken; put the fields first and send it again.'),
    fields: { [name]: t('Comes after a file.') },
  });

export const fieldTooLong = (name: string) =>
  new AppError('uploads.field-too-long', { status: 413, message: t('The fields are longer than this form takes.'), fields: { [name]: t('Too long. Shorten it.') } });

export const tooManyFields = () => new AppError('uploads.too-many-fields', { status: 400, message: t('This form has more fields than it should. Reload the page and try again.') });

export const tooManyFiles = (most: number) =>
  new AppError('uploads.too-many-files', { status: 400, message: t('At most {most} files can be sent at once. Send the rest in a second go.', { most }), fields: { files: t('At most {most} files at once.', { most }) } });
