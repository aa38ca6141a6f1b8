import type { MimeNode } from '@zone-eu/mailsplit';
import { cleanText, type MailWarning } from './parsed-mail.js';
import { htmlToPlain, isMarkup, isReadableHtml, plainAsHtml, safeHtml } from './safe-html.js';

/** A stretch of a mail's own text, in order of appearance. */
export interface TextPiece {
  readonly kind: 'plain' | 'html';
  readonly text: string;
  /** The multipart/alternative it is one form of. */
  readonly choice: MimeNode | null;
}

export interface MailBody {
  readonly text: string;
  readonly html: string | null;
  readonly warnings: readonly MailWarning[];
}

/** Longest text kept, in UTF-16 units. */
const LONGEST = 2_000_000;

/** What is markup counts as HTML whatever it was called. */
export function textPiece(contentType: string, text: string, node: MimeNode): TextPiece {
  return { kind: contentType === 'text/html' || isMarkup(text.slice(0, 20_000)) ? 'html' : 'plain', text, choice: choiceOf(node) };
}

function choiceOf(node: MimeNode): MimeNode | null {
  for (let at = node.parentNode; at; at = at.parentNode) if (at.multipart === 'alternative') return at;
  return null;
}

/**
 * The text and the HTML of a mail from its pieces: of several forms of the same the plain one is the text and the rich one the HTML; what has
 * one form only stands in both.
 */
export function bodyOf(pieces: readonly TextPiece[]): MailBody {
  const parts = formsOf(pieces).map(({ plain, html }) => {
    const readable = html === '' || isReadableHtml(html);
    const shown = readable ? html : '';
    const text = plain.trim() !== '' ? plain : readable ? plainOf(html) : tagless(html);
    return { text: cleanText(text), html: shown, readable };
  });
  const text = parts.map((part) => part.text.replace(/^\n+/, '').trimEnd()).filter((part) => part !== '').join('\n\n');
  const html = parts.some((part) => part.html.trim() !== '') ? parts.map((part) => (part.html.trim() !== '' ? safeHtml(part.html) : plainAsHtml(part.text))).join('\n<hr>\n') : null;
  const warnings: MailWarning[] = [...(parts.every(({ readable }) => readable) ? [] : ['html_unreadable' as const]), ...(text.length > LONGEST ? ['text_cut' as const] : [])];
  return { text: text.slice(0, LONGEST).toWellFormed(), html: html === null ? null : cleanText(html), warnings };
}

function formsOf(pieces: readonly TextPiece[]): { plain: string; html: string }[] {
  const forms: { choice: MimeNode | null; plain: string; html: string }[] = [];
  for (const { kind, text, choice } of pieces) {
    const same = choice && forms.find((one) => one.choice === choice);
    const one = same ?? { choice, plain: '', html: '' };
    if (!same) forms.push(one);
    if (kind === 'plain') one.plain += one.plain === '' ? text : `\n${text}`;
    else one.html += text;
  }
  return forms;
}

function plainOf(html: string): string {
  try {
    return htmlToPlain(html);
  } catch {
    return tagless(html);
  }
}

/** The words alone, for markup no parser should be given. */
function tagless(html: string): string {
  return html.slice(0, LONGEST).replace(/<[^<>]{0,2000}>/g, ' ');
}
