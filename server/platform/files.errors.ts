import { AppError } from './errors.js';
import { t } from './words.js';

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Bytes in the largest unit that leaves at least 1: 26214400 → "25 MB". Powers of 1024. */
export function readableSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[unit] ?? 'bytes'}`;
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('files.too-large', {
    status: 413,
    message: t('This file is larger than {limit}, the most this server takes. Split it, or ask the owner of the server to raise the limit.', {
      limit: readableSize(maxBytes),
    }),
  });
}

export function interrupted(cause: unknown): AppError {
  return new AppError('files.interrupted', {
    status: 400,
    message: t('The upload stopped before the file was complete, so nothing of it was kept. Upload it again.'),
    cause,
  });
}

export function notFound(): AppError {
  return new AppError('files.not-found', { status: 404, message: t('This file is not here.') });
}

export function badRange(): AppError {
  return new AppError('files.range', { status: 416, message: t('The part asked for lies outside the file.') });
}

/** Answers as if the file were missing: whoever tries names learns nothing. */
export function invalidName(what: 'group' | 'hash'): AppError {
  return new AppError('files.invalid-name', { status: 404, message: t('This file is not here.'), cause: new Error(`not a ${what}`) });
}
