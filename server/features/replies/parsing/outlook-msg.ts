import MsgReaderModule, { type FieldsData } from '@kenjiuno/msgreader';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

/** Files of Outlook, and older office files, begin so. */
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Messages inside messages that are opened. */
const DEEPEST = 4;

// A CommonJS module: its default export lies within the default import.
const MsgReader = MsgReaderModule.default;

export const isOutlook = (first: Buffer): boolean => first.subarray(0, SIGNATURE.length).equals(SIGNATURE);

/**
 * An Outlook .msg as the mail it was, for the one parser to read; the .msg itself stays the original. Its transport headers are kept where Outlook kept them.
 * @param bytes held in memory as a whole, as the format is a small file system
 * @throws Error when it can't be read, or is another kind of office file
 */
export function outlookAsMail(bytes: Buffer): Readable {
  const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const fields = reader.getFileData();
  const says = [fields.subject, fields.body, fields.bodyHtml, fields.headers, fields.senderName].some((text) => text !== undefined) || fields.html !== undefined;
  if (fields.error || !says) throw new Error(`no Outlook message: ${fields.error ?? 'another kind of file'}`);
  return Readable.from(mailOf(reader, fields, 0), { objectMode: false });
}

type Reader = InstanceType<typeof MsgReader>;

function* mailOf(reader: Reader, fields: FieldsData, depth: number): Generator<string> {
  const boundary = `tenday-${randomUUID()}`;
  yield `${headersOf(fields).join('\r\n')}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`;
  yield `--${boundary}\r\n`;
  yield* bodyOf(fields);
  for (const attachment of fields.attachments ?? []) {
    yield `--${boundary}\r\n`;
    yield* attachmentOf(reader, attachment, depth);
  }
  yield `--${boundary}--\r\n`;
}

const line = (text: string | undefined): string => (text ?? '').replace(/[\r\n\0]+/g, ' ').trim();
const word = (text: string | undefined): string => (line(text) === '' ? '' : `=?utf-8?B?${Buffer.from(line(text)).toString('base64')}?=`);

/** The mail's own headers without what told of its parts, which are put together anew; of a mail that never travelled, those that can be made. */
function headersOf(fields: FieldsData): string[] {
  const own = (fields.headers ?? '').replaceAll('\0', '').replace(/\r\n?|\n/g, '\n').split(/\n(?![ \t])/).map((one) => one.trimEnd()).filter((one) => /^[!-9;-~]+[ \t]*:/.test(one));
  const kept = own.filter((one) => !/^(?:content-[a-z-]+|mime-version)[ \t]*:/i.test(one)).map((one) => one.replaceAll('\n', '\r\n'));
  const has = (name: string) => kept.some((one) => one.toLowerCase().startsWith(`${name}:`));
  const made: [string, string][] = [
    ['From', address(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail)],
    ['To', recipients(fields, 'to')],
    ['Cc', recipients(fields, 'cc')],
    ['Subject', word(fields.subject)],
    ['Date', line(fields.clientSubmitTime ?? fields.messageDeliveryTime)],
    ['Message-ID', line(fields.messageId)],
  ];
  return [...kept, ...made.filter(([name, value]) => value !== '' && !has(name.toLowerCase())).map(([name, value]) => `${name}: ${value}`)];
}

/** Within Exchange an address is a path of directories and none that mail could go to. */
function address(name: string | undefined, email: string | undefined): string {
  const mailbox = line(email).includes('@') ? `<${line(email).replace(/[<>\s]/g, '')}>` : '';
  return [word(name), mailbox].filter(Boolean).join(' ');
}

const recipients = (fields: FieldsData, type: 'to' | 'cc'): string =>
  (fields.recipients ?? []).filter((one) => one.recipType === type).map((one) => address(one.name, one.smtpAddress ?? one.email)).filter(Boolean).join(', ');

function* bodyOf({ body, bodyHtml, html }: FieldsData): Generator<string> {
  const boundary = `tenday-${randomUUID()}`;
  yield `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n`;
  if (body !== undefined || (bodyHtml === undefined && html === undefined)) {
    yield `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    yield* base64(Buffer.from(body ?? ''));
  }
  if (bodyHtml !== undefined || html !== undefined) {
    // What is given as bytes names its charset itself, or has the parser guess.
    yield `--${boundary}\r\nContent-Type: text/html${bodyHtml === undefined ? '' : '; charset=utf-8'}\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    yield* base64(bodyHtml === undefined ? Buffer.from(html ?? []) : Buffer.from(bodyHtml));
  }
  yield `--${boundary}--\r\n`;
}

function* attachmentOf(reader: Reader, attachment: FieldsData, depth: number): Generator<string> {
  if (attachment.innerMsgContent && attachment.innerMsgContentFields && depth < DEEPEST) {
    yield 'Content-Type: message/rfc822\r\n\r\n';
    yield* mailOf(reader, attachment.innerMsgContentFields, depth + 1);
    yield '\r\n';
    return;
  }
  const { fileName, content } = reader.getAttachment(attachment);
  const name = encodeURIComponent(line(fileName) || line(attachment.name) || 'attachment').replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(attachment.attachMimeTag ?? '') && !/^(?:message|multipart)\//i.test(attachment.attachMimeTag ?? '') ? attachment.attachMimeTag : 'application/octet-stream';
  const id = line(attachment.pidContentId).replace(/[<>\s]/g, '');
  yield `Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename*=utf-8''${name}\r\n${id ? `Content-ID: <${id}>\r\n` : ''}\r\n`;
  yield* base64(Buffer.from(content));
}

function* base64(bytes: Buffer): Generator<string> {
  for (let at = 0; at < bytes.length; at += 57 * 512) yield `${(bytes.subarray(at, at + 57 * 512).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`;
  yield '\r\n';
}
