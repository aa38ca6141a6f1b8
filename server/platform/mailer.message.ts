import { unfitMessage } from './mailer.errors.js';
import type { Mailbox, MailMessage } from './mailer.js';

/** An address and the name beside it, both safe in a header. */
export interface CheckedMailbox {
  readonly name: string;
  readonly address: string;
}

// RFC 5321 § 4.1.2 dot-strings only: quoted local parts and address literals are legal, unknown at agencies, and good for smuggling.
const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;
// RFC 5321 § 4.5.3.1.3: a path has at most 256 octets, its angle brackets included.
const LONGEST_ADDRESS = 254;
const NAMED = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/;
const MESSAGE_ID = /^<[^\s<>@]+@[^\s<>@]+>$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
const OWN_HEADERS =
  /^(from|to|cc|bcc|sender|reply-to|subject|date|message-id|in-reply-to|references|return-path|received|mime-version|content-.*|resent-.*)$/i;

/** True for the plain addresses this server writes to: ASCII, no quotes, at most 254 characters. */
export function isMailAddress(value: string): boolean {
  return value.length <= LONGEST_ADDRESS && ADDRESS.test(value) && !value.includes('..');
}

/**
 * @param mailbox an address, `Name <address>`, or the two apart
 * @throws MailError `mail.unfit-message`
 */
export function checkMailbox(mailbox: Mailbox, field: string): CheckedMailbox {
  const named = typeof mailbox === 'string' ? NAMED.exec(mailbox)?.groups : mailbox;
  const name = (named?.['name'] ?? '').trim().replace(/^"(.*)"$/, '$1');
  const address = (named?.['address'] ?? (typeof mailbox === 'string' ? mailbox : '')).trim();
  if (!isMailAddress(address)) throw unfitMessage(`${field}: not an address`);
  return { name: checkLine(name, field), address };
}

/** Refuses whatever could start a header of its own. */
function checkLine(value: string, field: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) throw unfitMessage(`${field}: a control character`);
  return value;
}

function checkMessageId(value: string, field: string): void {
  if (!MESSAGE_ID.test(checkLine(value, field))) throw unfitMessage(`${field}: not a Message-ID`);
}

function checkHeader([name, value]: [string, string]): void {
  if (!HEADER_NAME.test(name) || OWN_HEADERS.test(name)) throw unfitMessage('headers: a name that may not be set here');
  checkLine(value, `header ${name}`);
}

/** The parts of a message that name mailboxes, checked. */
export interface CheckedEnvelope {
  readonly from: CheckedMailbox;
  readonly replyTo: CheckedMailbox | null;
  readonly to: readonly CheckedMailbox[];
  readonly returnPath: CheckedMailbox;
}

/**
 * Checks everything of a message that reaches a header or the SMTP envelope, and reads its mailboxes.
 * @throws MailError `mail.unfit-message`, a permanent failure
 */
export function checkMessage(message: MailMessage): CheckedEnvelope {
  checkLine(message.subject, 'subject');
  checkMessageId(message.messageId, 'messageId');
  if (message.inReplyTo !== undefined) checkMessageId(message.inReplyTo, 'inReplyTo');
  for (const reference of message.references ?? []) checkMessageId(reference, 'references');
  Object.entries(message.headers ?? {}).forEach(checkHeader);
  for (const { filename, contentType } of message.attachments ?? []) {
    checkLine(filename, 'attachment name');
    if (!/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/i.test(contentType)) throw unfitMessage('attachment: not a MIME type');
  }
  const to = (isList(message.to) ? message.to : [message.to]).map((mailbox) => checkMailbox(mailbox, 'to'));
  if (to.length === 0) throw unfitMessage('to: nobody');
  const from = checkMailbox(message.from, 'from');
  return {
    from,
    to,
    replyTo: message.replyTo === undefined ? null : checkMailbox(message.replyTo, 'replyTo'),
    returnPath: message.returnPath === undefined ? from : checkMailbox(message.returnPath, 'returnPath'),
  };
}

function isList(to: MailMessage['to']): to is readonly Mailbox[] {
  return Array.isArray(to);
}
