import { refusedHere } from './mailer.errors.js';

/** A bare address, or an address with the name shown beside it. ASCII addresses only. */
export type Mailbox = string | { readonly name: string; readonly address: string };

export interface MailAttachment {
  readonly filename: string;
  /** A MIME type like application/pdf. */
  readonly contentType: string;
  readonly content: Buffer;
}

/** One message. Every part that goes into a header is checked (`mailer.message.ts`): a line break in one is refused. */
export interface MailMessage {
  readonly from: Mailbox;
  readonly replyTo?: Mailbox;
  readonly to: Mailbox | readonly Mailbox[];
  /** Where bounces go (SMTP's MAIL FROM); `from` when absent. */
  readonly returnPath?: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** With angle brackets: `<…@…>`. Made by the caller and stored first, so that a second try carries the same. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** The `Date` header; the machine's time when absent. */
  readonly date?: Date;
  /** Further headers, such as `Auto-Submitted`. None of those above. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly MailAttachment[];
  /** Set for everything that comes from an example group: no server is offered it, whatever the settings. */
  readonly isExample?: boolean;
}

/** A recipient the server refused while it took the message for others. */
export interface RefusedRecipient {
  readonly address: string;
  /** The server's words. */
  readonly response: string;
  readonly failure: 'temporary' | 'permanent';
}

/** What the server said when it took the message. */
export interface MailReceipt {
  /** Addresses the server took the message for; at least one. */
  readonly accepted: readonly string[];
  readonly refused: readonly RefusedRecipient[];
  /** The server's last words, such as `250 2.0.0 Ok: queued as 4F1C`. */
  readonly response: string;
  /** The Message-ID a server that replaces ours (Microsoft 365, Amazon SES) says it gave the message. */
  readonly serverMessageId: string | null;
}

export interface Mailer {
  readonly kind: 'smtp' | 'outbox';
  /** False: nothing ever leaves; letters wait in the outbox and notices show in the app only. */
  readonly canSend: boolean;
  /**
   * Offers the message to the server once. Settles within `LONGEST_SEND_MS`.
   * @throws MailError whose `failure` says what may be done next (see `MailFailure`)
   */
  send(message: MailMessage): Promise<MailReceipt>;
  /** Signs in to the server and out again; nothing to prove when there is none. @throws MailError */
  ready(): Promise<void>;
  /** Ends connections under way: their sends fail, as `temporary` or `unknown`. */
  close(): void;
}

/** The longest a `send` takes, in ms. A claim on a letter is stale only when it is older than this. */
export const LONGEST_SEND_MS = 10 * 60_000;

/**
 * Stands in front of a mailer in a rehearsal or for an example group: refuses every message without touching the
 * inner one, whatever it could do.
 */
export function rehearsalMailer(inner: Mailer): Mailer {
  return {
    kind: 'outbox',
    canSend: false,
    send: () => Promise.reject(refusedHere('mail.rehearsal')),
    ready: () => Promise.resolve(),
    close: () => inner.close(),
  };
}
