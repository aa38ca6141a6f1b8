import { convert } from 'html-to-text';
import sanitize from 'sanitize-html';

/** Deepest nesting of elements that is read. The parsers' time grows with its square. */
const DEEPEST = 400;
/** Longest HTML that is read, in UTF-16 units. */
const LONGEST = 2_000_000;
/** Elements that hold nothing, or that the next of their kind closes. */
const FLAT = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|option|optgroup|tr|td|th|thead|tbody|tfoot|rt|rp)$/;

/** False for HTML that would take its reader too long. */
export function isReadableHtml(html: string): boolean {
  if (html.length > LONGEST) return false;
  let depth = 0;
  for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (FLAT.test(name.toLowerCase())) continue;
    depth = closing ? Math.max(0, depth - 1) : depth + 1;
    if (depth > DEEPEST) return false;
  }
  return true;
}

const LINK = /<a href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g;

/**
 * HTML a page can show: nothing is fetched, run, sent or hidden, and a link whose words aren't its target is followed by the target in
 * `<span class="link-target">`. Pictures become their description in brackets.
 */
export function safeHtml(html: string): string {
  const clean = sanitize(html, {
    allowedTags: [
      'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td',
      'a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small',
    ],
    allowedAttributes: { a: ['href', 'rel'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'], ol: ['start'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'title', 'head', 'noscript', 'template', 'svg', 'math', 'object', 'iframe'],
    transformTags: {
      a: (tagName, { href }) => ({ tagName, attribs: { ...(href ? { href } : {}), rel: 'noopener noreferrer nofollow' } }),
      img: (_, { alt }) => ({ tagName: 'span', attribs: {}, text: alt?.trim() ? `[${alt.trim()}]` : '' }),
    },
  });
  return clean.replace(LINK, (link, target: string, words: string) => {
    const plain = words.replace(/<[^>]*>/g, '').trim();
    const shown = target.replace(/^(?:mailto|tel):/, '');
    return plain === shown || plain === target || plain === shown.replace(/\/$/, '') ? link : `${link} <span class="link-target">(${shown})</span>`;
  });
}

/** What HTML says as plain text: quotations marked by “>”, links followed by their target in brackets. */
export function htmlToPlain(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: LONGEST, maxDepth: DEEPEST },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}

/** Plain text as HTML, for a mail that mixes both. */
export function plainAsHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<p>${escaped.replace(/\n/g, '<br>')}</p>`;
}

/** True for a text that says it is plain and is markup: it begins with a tag and closes one of the common ones. */
export function isMarkup(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|p|div|table|span|br|font|h[1-6])\b[^>]{0,500}>/i.test(text) && /<\/(?:p|div|body|html|table|span|td|h[1-6])>/i.test(text);
}
