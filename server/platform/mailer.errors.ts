import { AppError } from './errors.js';
import { t } from './words.js';

/**
 * What is known of a message that was not taken:
 * - `temporary`: no server has it, and a later try may succeed (4xx, no connection, a wrong password);
 * - `permanent`: no server has it, and the same message will be refused again (5xx, a malformed address);
 * - `unknown`: it was handed over whole and the answer was lost, so a server may have it. Never send a letter again by itself;
 * - `refused-here`: it was never offered to any server: there is none, or this is a rehearsal or an example.
 */
export type MailFailure = 'temporary' | 'permanent' | 'unknown' | 'refused-here';

export class MailError extends AppError {
  constructor(
    readonly failure: MailFailure,
    code: string,
    message: string,
    /** The server's words, when it said any. */
    readonly response: string | null = null,
    cause?: unknown,
  ) {
    super(code, { status: failure === 'permanent' ? 422 : 503, message, cause });
    this.name = 'MailError';
  }
}

type RefusalCode = 'mail.rehearsal' | 'mail.example' | 'mail.no-server';

const REFUSALS: Record<RefusalCode, () => string> = {
  'mail.rehearsal': () => t('This is a rehearsal: no mail leaves it. The message stays in the outbox.'),
  'mail.example': () => t('This belongs to an example group: no mail leaves it. The message stays in the outbox.'),
  'mail.no-server': () => t('No mail server is set up, so the message was not sent. It stays in the outbox.'),
};

export function refusedHere(code: RefusalCode): MailError {
  return new MailError('refused-here', code, REFUSALS[code]());
}

/** A message that no server should be offered. `problem` is for the log, in English, without the offending value. */
export function unfitMessage(problem: string): MailError {
  const message = t('The message cannot be sent as it is: an address, the subject or a header is malformed. Correct it and send again.');
  return new MailError('permanent', 'mail.unfit-message', message, null, new Error(problem));
}

const SERVER_MESSAGES: Record<Exclude<MailFailure, 'refused-here'>, () => string> = {
  temporary: () => t('The mail server did not take the message this time. It will be tried again.'),
  permanent: () => t('The mail server refused the message for good. Check the address, or deliver it another way.'),
  unknown: () => t('The connection broke after the message was handed over. The mail server may have it: check before sending it again.'),
};

export function notTaken(failure: Exclude<MailFailure, 'refused-here'>, response: string | null, cause: unknown): MailError {
  return new MailError(failure, `mail.${failure}`, SERVER_MESSAGES[failure](), response, cause);
}
