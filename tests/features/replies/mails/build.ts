import { Readable } from 'node:stream';
import { parseRawMail, type ParsedMail } from '../../../../server/features/replies/parse-raw-mail.js';

/** Lines of a mail, joined as they go over the line. */
export const lines = (...all: readonly string[]): string => all.join('\r\n');

export const HEAD = lines('From: Records Desk <records@harbor.example>', 'To: Coast Watch <k7m2p4q8r3t5w@replies.example>', 'Subject: Your request', 'Date: Tue, 3 Mar 2026 09:12:00 -0800', 'Message-ID: <one@harbor.example>', 'MIME-Version: 1.0');

/** A mail with our usual headers, its own after them, and a body. */
export function mailOf(headers: readonly string[], ...body: readonly string[]): string {
  return lines(HEAD, ...headers, '', ...body);
}

/** A mail whose headers are all given. */
export function bareMail(headers: readonly string[], ...body: readonly string[]): string {
  return lines(...headers, '', ...body);
}

/** A multipart body's lines; each part brings its headers, an empty line and its content. */
export function parts(boundary: string, ...all: readonly string[]): string[] {
  return [...all.flatMap((part) => [`--${boundary}`, part]), `--${boundary}--`, ''];
}

export const part = (headers: readonly string[], ...body: readonly string[]): string => lines(...headers, '', ...body);

export interface Read {
  readonly mail: ParsedMail;
  /** What the sink was given, by `n`. */
  readonly contents: readonly Buffer[];
}

/** Reads a mail given as text (UTF-8) or as bytes, in chunks of `chunk` bytes. */
export async function read(raw: string | Buffer, { chunk = 65_536, ourDomains = [] }: { chunk?: number; ourDomains?: readonly string[] } = {}): Promise<Read> {
  const bytes = Buffer.from(raw);
  const contents: Buffer[] = [];
  function* chunks(): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const mail = await parseRawMail(Readable.from(chunks()), {
    ourDomains,
    sink: async ({ n }, content) => {
      const got: Buffer[] = [];
      for await (const piece of content) got.push(Buffer.from(piece as Buffer));
      contents[n] = Buffer.concat(got);
      return `kept-${n}`;
    },
  });
  return { mail, contents };
}
