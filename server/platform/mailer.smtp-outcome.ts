import type { MailFailure } from './mailer.errors.js';

/** What nodemailer's errors say of an SMTP conversation (its errors.d.ts). */
export interface SmtpFault {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
}

/** Codes by which nodemailer marks that this message, not the connection, was turned down: its envelope or its body. */
const ABOUT_THE_MESSAGE = ['EENVELOPE', 'EMESSAGE'];

/**
 * 5xx that are about the session, although they answer a command of the message: 503 bad sequence (RFC 5321 § 4.2.2), 530 sign in or use
 * TLS first (RFC 4954 § 6, RFC 3207 § 4). The same message goes through once the settings are right.
 */
const ABOUT_THE_SESSION = [503, 530];

/**
 * Sorts a failed send. A reply settles it: 4yz is transient and 5yz permanent (RFC 5321 § 4.2.1), and after either the server
 * does not have the message. Without a reply it depends on whether the whole message had been handed over: only the line with the final
 * dot makes a server take it (RFC 5321 § 4.1.1.4).
 * @param handedOver the last byte of the message had been given to the connection, so the final dot may have been
 */
export function sortFault(fault: SmtpFault, handedOver: boolean): Exclude<MailFailure, 'refused-here'> {
  const aboutTheMessage = ABOUT_THE_MESSAGE.includes(fault.code ?? '');
  const { response, responseCode } = fault;
  if (responseCode === undefined || responseCode < 400) {
    if (handedOver) return 'unknown';
    return aboutTheMessage && response === undefined ? 'permanent' : 'temporary';
  }
  const isPermanent = responseCode >= 500 && aboutTheMessage && !ABOUT_THE_SESSION.includes(responseCode);
  return isPermanent ? 'permanent' : 'temporary';
}
