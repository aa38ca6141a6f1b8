export interface UuencodedFile {
  readonly name: string;
  readonly content: Buffer;
}

const MOST_FILES = 50;
const BEGIN = /^begin [0-7]{3,4} ([^\n]{1,255})\n/gm;

/**
 * Takes uuencoded files out of a text. A file that is cut short, or whose last lines are damaged, has the bytes that can be told.
 * @param text with `\n` for line ends
 * @returns the text without them; a line that only looks like the beginning of one stays
 */
export function withoutUuencoded(text: string): { text: string; files: readonly UuencodedFile[] } {
  const files: UuencodedFile[] = [];
  let rest = '';
  let done = 0;
  BEGIN.lastIndex = 0;
  for (let found = BEGIN.exec(text); found && files.length < MOST_FILES; found = BEGIN.exec(text)) {
    const decoded = decodeFrom(text, BEGIN.lastIndex);
    if (!decoded) continue;
    rest += text.slice(done, found.index);
    files.push({ name: (found[1] ?? '').trim(), content: decoded.content });
    done = decoded.end;
    BEGIN.lastIndex = done;
  }
  return { text: rest + text.slice(done), files };
}

/** Lines up to `end`, or up to the first that can't be one. Null when not one line is. */
function decodeFrom(text: string, start: number): { content: Buffer; end: number } | null {
  const chunks: Buffer[] = [];
  let at = start;
  while (at < text.length) {
    const stop = text.indexOf('\n', at);
    const line = text.slice(at, stop === -1 ? text.length : stop);
    const next = stop === -1 ? text.length : stop + 1;
    if (line.trimEnd() === 'end') return chunks.length > 0 ? { content: Buffer.concat(chunks), end: next } : null;
    const bytes = lineBytes(line);
    if (bytes === null) break;
    chunks.push(bytes);
    at = next;
  }
  return chunks.some(({ length }) => length > 0) ? { content: Buffer.concat(chunks), end: at } : null;
}

/** One line: its length as a character, then three bytes in four characters. Blanks at its end get lost on the way. */
function lineBytes(line: string): Buffer | null {
  if (line.length > 90 || !/^[ -`]*$/.test(line)) return null;
  const trimmed = line.trimEnd();
  if (trimmed === '' || trimmed === '`') return Buffer.alloc(0);
  const size = (trimmed.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(size / 3) * 4;
  if (size > 45 || line.length - 1 > needed + 4) return null;
  const body = line.slice(1).padEnd(needed, ' ');
  const bytes = Buffer.alloc((needed / 4) * 3);
  for (let n = 0; n < needed / 4; n += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((k) => (body.charCodeAt(n * 4 + k) - 32) & 63);
    bytes.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], n * 3);
  }
  return bytes.subarray(0, size);
}
