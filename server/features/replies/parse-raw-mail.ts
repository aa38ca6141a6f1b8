import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Readable, type Transform } from 'node:stream';
import { type MimeNode, Splitter, type SplitterChunk } from '@zone-eu/mailsplit';
import FlowedDecoder from '@zone-eu/mailsplit/lib/flowed-decoder.js';
import { authOf } from './parsing/auth-results.js';
import { bodyOf, type TextPiece, textPiece } from './parsing/body.js';
import { alsoTo, collect, upTo } from './parsing/byte-streams.js';
import { decodeBytes } from './parsing/charsets.js';
import { MailHeaders } from './parsing/mail-headers.js';
import { kindOf } from './parsing/mail-kinds.js';
import { type AttachmentSink, cleanLine, cleanText, type MailWarning, type NestedMail, type ParsedAttachment, type ParsedMail } from './parsing/parsed-mail.js';
import { attachmentName, mediaTypeOf } from './parsing/part-names.js';
import { openTnef } from './parsing/tnef.js';
import { withoutUuencoded } from './parsing/uuencode.js';

export type { AttachmentSink, MailAddress, MailAuth, MailKind, MailWarning, NestedMail, ParsedAttachment, ParsedMail } from './parsing/parsed-mail.js';

export interface ParseOptions {
  /** Domains of Message-IDs that only we make, lower case. */
  readonly ourDomains: readonly string[];
  readonly sink: AttachmentSink;
}

/** Of one mail with the messages inside it. What follows stays in the raw mail, and a warning says so. */
const MOST_PARTS = 1000;
/** Of one part, in bytes. */
const MOST_HEADERS = 512 * 1024;
/** Messages inside messages that are opened; deeper ones are kept as they are. */
const DEEPEST = 4;
/** Of one text part, in bytes. */
const MOST_TEXT = 4 * 1024 * 1024;
/** Of one winmail.dat that is opened, in bytes; it is held in memory. A larger one is kept as it is. */
const MOST_TNEF = 24 * 1024 * 1024;

/**
 * Reads a mail as it came over the line. The bytes pass through once; attachments go to the sink while they pass, so that memory doesn't grow
 * with them. Whatever the bytes are, something is returned: what can't be read is named in `warnings`.
 * @param stream the raw bytes; taken to its end, or destroyed
 * @throws whatever the stream or the sink fails with
 */
export async function parseRawMail(stream: Readable, options: ParseOptions): Promise<ParsedMail> {
  return new Walk(options, { parts: 0, attachments: [] }, 0, null).through(stream);
}

/** What a mail and the messages inside it share. */
interface Tally {
  parts: number;
  readonly attachments: (ParsedAttachment | null)[];
}

/** A part whose bytes are passing. */
interface Leaf {
  readonly decoder: Transform;
  readonly done: Promise<void>;
}

class Walk {
  private readonly pieces: TextPiece[] = [];
  private readonly warnings = new Set<MailWarning>();
  private readonly statuses: string[] = [];
  private readonly returned: string[] = [];
  private headers: MailHeaders | null = null;
  private root: MimeNode | null = null;
  private start: Buffer = Buffer.alloc(0);

  constructor(
    private readonly options: ParseOptions,
    private readonly tally: Tally,
    private readonly depth: number,
    private readonly inside: number | null,
  ) {}

  async through(stream: Readable): Promise<ParsedMail> {
    const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: MOST_HEADERS, maxChildNodes: Math.max(1, MOST_PARTS - this.tally.parts) });
    stream.on('data', (chunk: Buffer) => {
      if (this.start.length < 4096) this.start = Buffer.concat([this.start, chunk.subarray(0, MOST_HEADERS)]);
    });
    stream.once('error', (error) => splitter.destroy(error));
    stream.pipe(splitter);
    let leaf: Leaf | null = null;
    try {
      for await (const chunk of splitter as AsyncIterable<SplitterChunk>) {
        if (chunk.type === 'node') {
          await finish(leaf);
          leaf = this.begin(chunk);
        } else if (chunk.type === 'body' && leaf) {
          if (!leaf.decoder.write(chunk.value)) await Promise.race([once(leaf.decoder, 'drain'), leaf.done]);
        }
      }
    } catch (error) {
      if (!isLimit(error)) {
        stream.destroy();
        leaf?.decoder.destroy();
        throw error;
      }
      this.warnings.add(this.root ? 'too_many_parts' : 'headers_too_large');
      stream.unpipe(splitter);
      stream.resume();
    }
    await finish(leaf);
    return this.mail(this.headers ?? new MailHeaders(this.start.subarray(0, MOST_HEADERS)));
  }

  private begin(node: MimeNode): Leaf | null {
    this.tally.parts += 1;
    const headers = new MailHeaders(node.headers || Buffer.alloc(0));
    if (node.root) {
      this.root = node;
      this.headers = headers;
    }
    if (node.multipart) return null;
    const decoder = node.getDecoder();
    const done = this.take(node, headers, decoder);
    // Looked at in finish(); until then a failure must not pass for one nobody handles.
    done.catch(() => decoder.destroy());
    return { decoder, done };
  }

  private async take(node: MimeNode, headers: MailHeaders, content: Transform): Promise<void> {
    const type = node.contentType || 'text/plain';
    if (/^message\/(?:global-)?delivery-status$/.test(type)) this.statuses.push(await this.text(content, node));
    else if (/^(?:text\/rfc822-headers|message\/(?:global|rfc822)-headers)$/.test(type)) this.returned.push(...new MailHeaders(Buffer.from(await this.text(content, node))).messageIds('message-id'));
    else if (/^message\/(?:rfc822|global|news)$/.test(type)) await this.message(node, content);
    else if (this.isText(node, type)) await this.say(node, type, await this.text(content, node));
    else if (/^application\/(?:vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(node.filename || '')) await this.unpack(node, headers, content);
    else await this.attach(node, headers, content);
  }

  /** A named text is the body only where the mail begins with it. */
  private isText(node: MimeNode, type: string): boolean {
    if (!/^text\/(?:plain|html)$/.test(type) || node.disposition === 'attachment') return false;
    return !node.filename || node.root || (this.pieces.length === 0 && this.tally.attachments.length === 0);
  }

  private async text(content: Transform, node: MimeNode): Promise<string> {
    const source = node.flowed ? content.pipe(new FlowedDecoder({ delSp: node.delSp })) : content;
    const { bytes, cut } = await collect(source, MOST_TEXT);
    if (cut) this.warnings.add('text_cut');
    const { text, guessed, damaged } = decodeBytes(bytes, node.charset || null);
    if (guessed) this.warnings.add('charset_guessed');
    if (damaged) this.warnings.add('charset_damaged');
    return text;
  }

  /** Adds a text to the mail's own, and files that lie uuencoded in it to its attachments. */
  private async say(node: MimeNode, type: string, text: string): Promise<void> {
    const lines = cleanText(text);
    const said = type === 'text/plain' && /^begin [0-7]{3}/m.test(lines) ? withoutUuencoded(lines) : { text: lines, files: [] };
    this.pieces.push(textPiece(type, said.text, node));
    for (const { name, content } of said.files) await this.pack({ name, mediaType: '', contentId: null, content });
  }

  /** Opens a winmail.dat: its files are attachments, and its words the mail's own where there are no others. */
  private async unpack(node: MimeNode, headers: MailHeaders, content: AsyncIterable<Buffer>): Promise<void> {
    const { bytes, rest } = await upTo(content, MOST_TNEF);
    const tnef = rest ? null : openTnef(bytes);
    if (!tnef) {
      this.warnings.add('tnef_unreadable');
      await this.attach(node, headers, rest ?? Readable.from([bytes]));
      return;
    }
    for (const file of tnef.files) await this.pack(file);
    if (this.pieces.some(({ text }) => text.trim() !== '')) return;
    if (tnef.html.trim() !== '') this.pieces.push(textPiece('text/html', tnef.html, node));
    else if (tnef.text.trim() !== '') this.pieces.push(textPiece('text/plain', tnef.text, node));
  }

  private async pack(file: { readonly name: string; readonly mediaType: string; readonly contentId: string | null; readonly content: Buffer }): Promise<void> {
    const name = attachmentName({ filename: file.name, contentType: file.mediaType || false }, '');
    await this.store({ name, mediaType: mediaTypeOf(file.mediaType || false, name), contentId: file.contentId, inline: false }, Readable.from([file.content]));
  }

  private async attach(node: MimeNode, headers: MailHeaders, content: AsyncIterable<Buffer>): Promise<void> {
    const name = attachmentName(node, headers.text('content-description'));
    const contentId = cleanLine(headers.text('content-id')).replace(/^<|>$/g, '') || null;
    await this.store({ name, mediaType: mediaTypeOf(node.contentType, name), contentId, inline: node.disposition === 'inline' || (contentId !== null && node.disposition !== 'attachment') }, content);
  }

  /** Keeps a message that is attached, and reads it while its bytes pass. */
  private async message(node: MimeNode, content: AsyncIterable<Buffer>): Promise<void> {
    if (this.depth >= DEEPEST) {
      this.warnings.add('nested_too_deep');
      const name = attachmentName(node, '');
      await this.store({ name, mediaType: 'message/rfc822', contentId: null, inline: false }, content);
      return;
    }
    const copy = new PassThrough();
    const n = this.tally.attachments.length;
    const reading = new Walk(this.options, this.tally, this.depth + 1, n).through(copy);
    reading.catch(() => copy.destroy());
    const named = { name: attachmentName(node, ''), mediaType: 'message/rfc822', contentId: null, inline: false };
    await this.store(named, alsoTo(copy, content), async () => {
      const mail = await reading;
      if (mail.messageId) this.returned.push(mail.messageId);
      for (const warning of mail.warnings) this.warnings.add(warning);
      const { from, subject, date, messageId, text } = mail;
      return { name: attachmentName(node, subject), message: { from, subject, date, messageId, text } };
    });
  }

  /** Gives the bytes to the sink, hashing and counting them. `after` may say more once they have passed. */
  private async store(
    part: Pick<ParsedAttachment, 'name' | 'mediaType' | 'contentId' | 'inline'>,
    content: AsyncIterable<Buffer>,
    after?: () => Promise<{ name: string; message: NestedMail }>,
  ): Promise<void> {
    const n = this.tally.attachments.push(null) - 1;
    const hash = createHash('sha256');
    const out = new PassThrough({ highWaterMark: 256 * 1024 });
    out.on('error', () => undefined);
    let size = 0;
    let open = true;
    const taken = this.options.sink({ n, name: part.name, mediaType: part.mediaType }, out).finally(() => {
      open = false;
      out.resume();
    });
    taken.catch(() => undefined);
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.length;
      if (open && !out.destroyed && !out.write(chunk)) await Promise.race([once(out, 'drain'), taken]);
    }
    out.end();
    const key = await taken;
    const more = await after?.();
    this.tally.attachments[n] = { ...part, ...more, n, size, sha256: hash.digest('hex'), key, inside: this.inside, message: more?.message ?? null };
  }

  private mail(headers: MailHeaders): ParsedMail {
    const body = bodyOf(this.pieces);
    const text = body.text === '' ? cleanLine(this.statuses.join('\n')) : body.text;
    for (const warning of body.warnings) this.warnings.add(warning);
    const [messageId = null] = headers.messageIds('message-id');
    const [from = null] = headers.addresses('from', 'sender');
    const date = dateOf(headers.text('date'));
    if (date === null && headers.has('date')) this.warnings.add('date_unreadable');
    const subject = headers.sentence('subject');
    const judged = kindOf({ headers, from, subject, text, report: this.root?.multipart === 'report', statuses: this.statuses });
    return {
      messageId, from, date, subject, text, html: body.html,
      inReplyTo: headers.messageIds('in-reply-to'),
      references: headers.messageIds('references'),
      replyTo: headers.addresses('reply-to')[0] ?? null,
      to: headers.addresses('to'),
      cc: headers.addresses('cc'),
      deliveredTo: headers.addresses('delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to', 'x-forwarded-to').map(({ address }) => address).filter((address) => address !== ''),
      attachments: this.tally.attachments.filter((one) => one !== null),
      kind: judged.kind, failedRecipients: judged.failedRecipients, permanent: judged.permanent,
      returned: [...new Set([...this.returned, ...judged.returned])],
      auth: authOf(headers),
      warnings: [...this.warnings],
      ours: isOurs(headers, messageId, this.options.ourDomains),
    };
  }
}

function isLimit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EMAXLEN';
}

async function finish(leaf: Leaf | null): Promise<void> {
  leaf?.decoder.end();
  await leaf?.done;
}

/** Dates far from any mail are none. */
function dateOf(value: string): Date | null {
  const date = new Date(value.slice(0, 200).replace(/\([^)]*\)\s*$/, ''));
  const year = date.getUTCFullYear();
  return year >= 1980 && year < 2200 ? date : null;
}

function isOurs(headers: MailHeaders, messageId: string | null, ourDomains: readonly string[]): boolean {
  const domain = messageId?.slice(messageId.lastIndexOf('@') + 1, -1).toLowerCase();
  return headers.has('x-tenday') || (domain !== undefined && ourDomains.includes(domain));
}
