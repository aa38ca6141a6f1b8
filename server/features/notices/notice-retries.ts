import type { Logger } from '../../platform/logger.js';
import { MailError } from '../../platform/mailer.errors.js';

/** Tries by mail before a notice is shown in the app only. With the waits below, about a day. */
const MOST_ATTEMPTS = 8;

export type NextTry = { readonly giveUp: true; readonly lastError: string } | { readonly giveUp: false; readonly lastError: string; readonly at: Date };

/**
 * What comes after a mail server did not take a notice or a digest. Refused for good, or too often: the app still shows it. Anything else is tried again, with the same Message-ID.
 * @throws what is no mail server's answer
 */
export function nextTry(error: unknown, { id, attempts, now, logger }: { id: string; attempts: number; now: Date; logger: Logger }): NextTry {
  if (!(error instanceof MailError)) throw error;
  const lastError = error.response ?? error.message;
  if (error.failure === 'permanent' || error.failure === 'refused-here' || attempts >= MOST_ATTEMPTS) {
    logger.warn({ noticeId: id, failure: error.failure, attempts }, 'a notice was not taken by the mail server; it shows in the app only');
    return { giveUp: true, lastError };
  }
  const wait = Math.min(2 ** (attempts - 1), 240) * 60_000;
  return { giveUp: false, lastError, at: new Date(now.getTime() + wait) };
}
