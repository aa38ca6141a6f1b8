/**
 * Makes what people typed safe to stand in a letter: nothing they type can act as markup, a header or a direction mark.
 * Lettering is kept, whatever the script.
 */

/** Controls, direction marks (U+202A–E, U+2066–9), invisible spaces and private-use characters, which the composer uses itself. */
const INVISIBLE = /[\p{Cc}\p{Co}\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/gu;
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** One line: white space, line ends included, becomes single spaces; invisible characters go. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD').replace(/\s+/gu, ' ').replace(INVISIBLE, '').replace(/ {2,}/g, ' ').trim();
}

/** As {@link oneLine}, but line ends stay (as `\n`), with at most one empty line between two lines. */
export function manyLines(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .split('\n')
    .map(oneLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Every ASCII punctuation character escaped, as CommonMark 2.4 allows: no value can open emphasis, a list, a link or HTML. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(PUNCTUATION, '\\$&');
}

/** The same data with every string in it escaped for Markdown. */
export function escapedDeeply<T>(value: T): T {
  return escaped(value) as T;
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') return escapeMarkdown(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]));
  return value;
}

/** “Text” → “Text.”: a full stop where the words end without one, so that an item's parts read as sentences. */
export function asSentence(text: string): string {
  const line = oneLine(text);
  return line === '' || /[.!?…]["'”’)\]]?$/u.test(line) ? line : `${line}.`;
}
