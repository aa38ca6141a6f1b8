import type { Token, Tokens } from 'marked';
import type { ComposedLetter } from './compose-letter.js';
import { readMarkdown, toText } from './render-letter.js';

/**
 * What a letter says, paragraph by paragraph and item by item, each in one line: from under the subject to the closing line. Numbers,
 * addresses and signature are left out, and on wish a first request's list of items.
 */
export function letterParagraphs({ markdown, subject, gaps }: Pick<ComposedLetter, 'markdown' | 'subject' | 'gaps'>, { withoutItems }: { readonly withoutItems: boolean }): string[] {
  const tokens = readMarkdown(markdown);
  const lines = (token: Token): string[] => toText([token], gaps).trim().split('\n\n').map((line) => line.replace(/\s+/g, ' ').replace(/^(?:\d+\.|-) /, '')).filter((line) => line !== '');
  const start = tokens.findIndex((token) => token.type === 'paragraph' && lines(token)[0] === subject.replace(/[\s\u00a0]+/g, ' '));
  const items = withoutItems ? tokens.find((token) => token.type === 'list' && (token as Tokens.List).ordered) : undefined;
  const paragraphs = tokens.slice(start + 1).filter((token) => token !== items).map(lines).filter((one) => one.length > 0);
  return paragraphs.slice(0, -1).flat().filter((line) => !/^(?:Your number|Our number): /.test(line));
}
