import { Lexer, type Token, type Tokens } from 'marked';
import { GAP_CLOSE, GAP_OPEN, type Gap } from './letter-variables.js';

/** Letters use a small Markdown: paragraphs, bold, hard breaks, rules and lists. Anything else is a fault of the template. */

/** Portals cut lines at 80 columns (letters.md 2, `portal_plain_text`). A single longer word stays whole. */
export const COLUMNS = 78;

const MARK = new RegExp(`${GAP_OPEN}(\\d+)${GAP_CLOSE}`, 'g');
const NO_BREAK = '\u00a0';

export interface HtmlOptions {
  readonly gaps: readonly Gap[];
  /** Number of the item being edited, set off in the preview. */
  readonly highlight?: number | null;
}

/** The letter's Markdown as tokens; raw HTML, links and code are refused, so a template can't smuggle them in either. */
export function readMarkdown(markdown: string): Token[] {
  return new Lexer({ gfm: false, breaks: false, pedantic: false }).lex(markdown);
}

/** Plain text, wrapped, with numbered lines: what portals and screen readers get. */
export function toText(tokens: readonly Token[], gaps: readonly Gap[]): string {
  const blocks = tokens.flatMap((token) => textBlock(token, gaps));
  return `${blocks.join('\n\n').replaceAll(NO_BREAK, ' ')}\n`;
}

function textBlock(token: Token, gaps: readonly Gap[]): string[] {
  switch (token.type) {
    case 'space':
    case 'hr':
      return [];
    case 'paragraph':
      return [wrap(textInline(childrenOf(token), gaps), '', '')];
    case 'list':
      return [textList(token as Tokens.List, gaps)];
    default:
      throw notLetterMarkdown(token);
  }
}

function textList(list: Tokens.List, gaps: readonly Gap[]): string {
  const start = list.start === '' ? 1 : list.start;
  return list.items
    .map((item, index) => {
      const bullet = list.ordered ? `${start + index}. ` : '- ';
      return wrap(textInline(listItemTokens(item), gaps), bullet, ' '.repeat(bullet.length));
    })
    .join('\n\n');
}

function textInline(tokens: readonly Token[], gaps: readonly Gap[]): string {
  return tokens.map((token) => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return unbroken(token.text).replace(MARK, (_, n: string) => `[${gaps[Number(n)]?.label.replaceAll(' ', NO_BREAK) ?? ''}]`);
      case 'strong':
        return textInline(childrenOf(token), gaps);
      case 'br':
        return '\n';
      default:
        throw notLetterMarkdown(token);
    }
  }).join('');
}

const columnsOf = (text: string): number => [...text].length;

/** Greedy wrapping at spaces; explicit line ends stay. */
function wrap(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    let current = lines.length === 0 ? first : rest;
    let width = columnsOf(current);
    let empty = true;
    for (const word of line.split(/[ \n]+/).filter((piece) => piece !== '')) {
      const wider = columnsOf(word);
      if (!empty && width + 1 + wider > COLUMNS) {
        lines.push(current);
        current = rest;
        width = columnsOf(rest);
        empty = true;
      }
      current += empty ? word : ` ${word}`;
      width += empty ? wider : wider + 1;
      empty = false;
    }
    lines.push(current);
  }
  return lines.join('\n');
}

/** HTML of the same tokens, everything escaped. Gaps become marked spans, which only a preview ever shows. */
export function toHtml(tokens: readonly Token[], options: HtmlOptions): string {
  let listsSeen = 0;
  const blocks = tokens.map((token) => {
    if (token.type === 'list' && (token as Tokens.List).ordered) listsSeen += 1;
    return htmlBlock(token, options, listsSeen === 1 ? (options.highlight ?? null) : null);
  });
  return blocks.filter((block) => block !== '').join('\n');
}

function htmlBlock(token: Token, options: HtmlOptions, highlight: number | null): string {
  switch (token.type) {
    case 'space':
      return '';
    case 'hr':
      return '<hr>';
    case 'paragraph':
      return `<p>${htmlInline(childrenOf(token), options)}</p>`;
    case 'list':
      return htmlList(token as Tokens.List, options, highlight);
    default:
      throw notLetterMarkdown(token);
  }
}

function htmlList(list: Tokens.List, options: HtmlOptions, highlight: number | null): string {
  const tag = list.ordered ? 'ol' : 'ul';
  const items = list.items.map((item, index) => {
    const mark = highlight === index + 1 ? ' class="is-edited"' : '';
    return `<li${mark}>${htmlInline(listItemTokens(item), options)}</li>`;
  });
  const start = list.ordered && list.start !== '' && list.start !== 1 ? ` start="${list.start}"` : '';
  return `<${tag}${start}>\n${items.join('\n')}\n</${tag}>`;
}

function htmlInline(tokens: readonly Token[], options: HtmlOptions): string {
  return tokens.map((token) => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return escapeHtml(unbroken(token.text)).replace(MARK, (_, n: string) => `<mark class="gap">${escapeHtml(options.gaps[Number(n)]?.label ?? '')}</mark>`);
      case 'strong':
        return `<strong>${htmlInline(childrenOf(token), options)}</strong>`;
      case 'br':
        return '<br>\n';
      default:
        throw notLetterMarkdown(token);
    }
  }).join('');
}

function childrenOf(token: Token): Token[] {
  return 'tokens' in token && token.tokens ? token.tokens : [];
}

/** Tight items hold `text`, loose ones `paragraph`; both hold the words one level down. */
function listItemTokens(item: Tokens.ListItem): Token[] {
  return item.tokens.flatMap((token) => {
    if (token.type === 'space') return [];
    if (token.type !== 'text' && token.type !== 'paragraph') throw notLetterMarkdown(token);
    return childrenOf(token);
  });
}

/** A section sign and its number stay on one line, with the title before them; a soft line end of the template is a space. */
function unbroken(text: string): string {
  return text.replace(/\n/g, ' ').replace(/(\d) (U\.S\.C\.|C\.F\.R\.) (?=§)/g, `$1${NO_BREAK}$2${NO_BREAK}`).replace(/(§§?) /g, `$1${NO_BREAK}`);
}

const HTML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
}

function notLetterMarkdown(token: Token): Error {
  return new Error(`A letter template holds Markdown that letters don't use (${token.type}): ${token.raw.slice(0, 60)}`);
}
