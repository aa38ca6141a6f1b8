import type { Readable } from 'node:stream';

/** As written; `address` may be damaged, but holds no blanks and no control characters. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** 'auto_reply' is an absence note or a read receipt: what nobody has to answer. A portal's automatic acknowledgement is a 'reply'. */
export type MailKind = 'reply' | 'bounce' | 'delay' | 'auto_reply';

/** What a mail server on the way reported, in its own words, lower case: 'pass', 'fail', 'none'… Null: not reported. Never decisive, anybody can write it. */
export interface MailAuth {
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  /** Who reported it, as it names itself. */
  readonly by: string | null;
}

export interface ParsedAttachment {
  /** From 0 in order of appearance; those of a message inside follow it. */
  readonly n: number;
  /** Never empty, without folders and unshowable characters, at most 200 long. */
  readonly name: string;
  readonly mediaType: string;
  /** Bytes, decoded. */
  readonly size: number;
  /** Hex, of the decoded bytes. */
  readonly sha256: string;
  /** What the sink answered. */
  readonly key: string | null;
  /** Without angle brackets. */
  readonly contentId: string | null;
  /** A picture or file shown within the text. */
  readonly inline: boolean;
  /** `n` of the message or winmail.dat it lay in; null when it lies in the mail itself. */
  readonly inside: number | null;
  /** When it is itself a message. */
  readonly message: NestedMail | null;
}

/** A message that came as an attachment. */
export interface NestedMail {
  readonly from: MailAddress | null;
  readonly subject: string;
  readonly date: Date | null;
  readonly messageId: string | null;
  readonly text: string;
}

export type MailWarning =
  | 'headers_too_large' | 'too_many_parts' | 'nested_too_deep' | 'text_cut' | 'charset_guessed' | 'charset_damaged' | 'html_unreadable' | 'tnef_unreadable' | 'date_unreadable';

/**
 * What a mail says. Every text is well-formed Unicode without NUL. Message-IDs have their angle brackets.
 */
export interface ParsedMail {
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** Addresses of Delivered-To, X-Original-To, Envelope-To and the like. */
  readonly deliveredTo: readonly string[];
  readonly subject: string;
  /** When the sender says it was sent; null when it says nothing readable. */
  readonly date: Date | null;
  /** Plain text, made from the HTML when there is no other. Lines end in `\n`. */
  readonly text: string;
  /** Harmless HTML: nothing is fetched, hidden, sent or run, and each link shows its target. Null when there was none. */
  readonly html: string | null;
  readonly attachments: readonly ParsedAttachment[];
  readonly kind: MailKind;
  /** Of a bounce or a delay. */
  readonly failedRecipients: readonly string[];
  /** Of a bounce: whether the address won't work later either. Null when unknown or no bounce. */
  readonly permanent: boolean | null;
  /** Message-IDs of what a bounce returns, to find the letter by. */
  readonly returned: readonly string[];
  readonly auth: MailAuth;
  readonly warnings: readonly MailWarning[];
  /** It is a mail of ours that came back: it has a Message-ID of ours or says so itself. */
  readonly ours: boolean;
}

/**
 * Takes an attachment's bytes while the mail is parsed. What it leaves unread is skipped.
 * @returns where the bytes are, or null
 */
export type AttachmentSink = (attachment: { readonly n: number; readonly name: string; readonly mediaType: string }, content: Readable) => Promise<string | null>;

/** Text as a database and a page can hold it: well-formed, without NUL and other controls, with `\n` for every line end. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(/(?![\t\n\f\u0080-\u009f])\p{Cc}/gu, '');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/[\s\u2028\u2029]+/g, ' ').trim();
}
