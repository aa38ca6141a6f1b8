import { refusedHere } from './mailer.errors.js';
import type { Mailer } from './mailer.js';

/** The mailer of a server without SMTP_URL: never sends. Letters wait, plainly marked not sent. */
export function createOutboxMailer(): Mailer {
  return {
    kind: 'outbox',
    canSend: false,
    send: () => Promise.reject(refusedHere('mail.no-server')),
    ready: () => Promise.resolve(),
    close: () => undefined,
  };
}
