import type { z } from 'zod';
import { AppError, type FieldProblems } from '../errors.js';
import { t } from '../words.js';

export const notFound = () =>
  new AppError('http.not-found', { status: 404, message: t('There is nothing here. The address may be mistyped, or it is not yours to see.') });

export const notAllowed = () =>
  new AppError('http.not-allowed', { status: 403, message: t('Your role does not include this. Ask an owner of the group.') });

export const notSignedIn = () => new AppError('http.not-signed-in', { status: 401, message: t('Sign in first.') });

export const wrongCsrfToken = () =>
  new AppError('http.csrf', { status: 403, message: t('This form has expired. Go back, reload the page and send it again; nothing was changed.') });

export const tooManyCalls = (retryAfter: number) =>
  new AppError('http.too-many', { status: 429, message: t('Too many tries from your address. Wait {seconds} seconds and try again.', { seconds: retryAfter }), retryAfter });

/** Zod's findings as "path of the field → what is wrong". */
export function fieldProblems(error: z.ZodError): FieldProblems {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.join('.') || 'body';
    fields[path] ??= issue.message;
  }
  return fields;
}

const unusable = (fields: FieldProblems, cause?: unknown) =>
  new AppError('http.invalid-input', { status: 400, message: t('Some of what was sent can’t be used. See each field.'), fields, cause });

export const invalidInput = (error: z.ZodError) => unusable(fieldProblems(error), error);

/** @param field path of the field, as {@link fieldProblems} writes it */
export const unkeepableInput = (field: string) => unusable({ [field]: t('This holds a character that can’t be kept, invisible or broken. Type the words anew.') });
