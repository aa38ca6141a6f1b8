import { Readable } from 'node:stream';

/** A line longer than this is no separator; it is passed on in pieces. */
const MOST_LINE = 64 * 1024;
const LF = 0x0a;

/** A box's own line above each mail (RFC 4155): “From ”, a sender, a time of day and a year. */
const SEPARATOR = /^From .*(?:\d{1,2}:\d{2}.*\d{4}|\d{4}.*\d{1,2}:\d{2})/;
const QUOTED = /^>+From /;

/**
 * The mails of an mbox, one after another as they pass; no more than a line is held. Each must be read to its end, or destroyed, before the next is
 * asked for. Lines that the box quoted (“>From ”) are as they were. What stands before the first separator belongs to no mail.
 */
export async function* splitMbox(source: Readable): AsyncGenerator<Readable> {
  const lines = new Lines(source);
  let open = await lines.skipTo((line, first) => isSeparator(line) || (first && line.subarray(0, 5).toString('latin1') === 'From '));
  while (open) {
    const mail = Readable.from(lines.untilSeparator(), { objectMode: false });
    yield mail;
    // Whoever did not want all of a mail still wants the next one.
    if (!mail.destroyed) mail.destroy();
    open = await lines.skipTo(isSeparator);
  }
}

const isSeparator = (line: Buffer): boolean => line.length < 1000 && line[0] === 0x46 && SEPARATOR.test(line.toString('latin1'));
const isBlank = (line: Buffer): boolean => line.length <= 2 && line.toString('latin1').trim() === '';

class Lines {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  private batch: Buffer[] = [];
  private at = 0;
  private ended = false;
  private first = true;
  /** The line before ended a paragraph, or there was none. */
  private afterBlank = true;

  constructor(source: Readable) {
    this.chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Leaves the line it found as the last one read. @returns false at the end */
  async skipTo(found: (line: Buffer, first: boolean) => boolean): Promise<boolean> {
    for (;;) {
      const line = await this.next();
      if (!line) return false;
      const { first, afterBlank } = this;
      this.first = false;
      this.afterBlank = isBlank(line);
      if (afterBlank && found(line, first)) return true;
    }
  }

  /** The lines of a mail without the blank one that closes it. The separator after it is left to be read. */
  async *untilSeparator(): AsyncGenerator<Buffer> {
    let blank: Buffer | null = null;
    let out: Buffer[] = [];
    this.afterBlank = false;
    for (;;) {
      if (this.at >= this.batch.length && out.length > 0) {
        yield Buffer.concat(out);
        out = [];
      }
      const line = await this.next();
      if (!line || (this.afterBlank && isSeparator(line))) {
        if (line) this.at -= 1;
        this.afterBlank = true;
        if (out.length > 0) yield Buffer.concat(out);
        return;
      }
      if (blank) out.push(blank);
      this.afterBlank = isBlank(line);
      blank = this.afterBlank ? line : null;
      if (!blank) out.push(QUOTED.test(line.subarray(0, 100).toString('latin1')) ? line.subarray(1) : line);
    }
  }

  private async next(): Promise<Buffer | null> {
    while (this.at >= this.batch.length) if (!(await this.fill())) return null;
    const line = this.batch[this.at];
    this.at += 1;
    return line ?? null;
  }

  private async fill(): Promise<boolean> {
    if (this.ended) return false;
    const { value, done } = await this.chunks.next();
    this.at = 0;
    if (done) {
      this.ended = true;
      this.batch = this.rest.length > 0 ? [this.rest] : [];
      return this.batch.length > 0;
    }
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, value]) : value;
    this.batch = [];
    let start = 0;
    for (let end = bytes.indexOf(LF, start); end >= 0; end = bytes.indexOf(LF, start)) {
      this.batch.push(bytes.subarray(start, end + 1));
      start = end + 1;
    }
    this.rest = bytes.subarray(start);
    if (this.rest.length > MOST_LINE) {
      this.batch.push(this.rest);
      this.rest = Buffer.alloc(0);
    }
    return true;
  }
}
