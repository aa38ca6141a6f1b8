import { secretsIn } from '../../platform/masked-text.js';

const DOTS = '••••••';
/** Stands for each letter of a secret until all are found: a sign no mail means anything by. */
const COVER = '\uE000';
const COVERS = /\uE000+/g;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

/**
 * Sanitised HTML with dots for what opens something, and without the links that do. The text of the message is where it can be shown. Pure.
 *
 * @param html sanitised: its tags are well-formed, its attributes double-quoted
 * @param text the same message as plain text, which holds whole what the layout may tear apart
 */
export function hideInHtml(html: string, text: string): string {
  const tokens = html.split(/(<[^>]*>)/);
  const words = tokens.map((token) => (isTag(token) ? '' : decoded(token)));
  const secrets = [...new Set([text, words.filter((word) => word !== '').join(' ')].flatMap((whole) => secretsIn(whole).map(({ start, end }) => whole.slice(start, end))))].sort((a, b) => b.length - a.length);
  // All words in a row: a secret is found though tags stand within it.
  const covered = secrets.reduce((left, secret) => left.replaceAll(secret, COVER.repeat(secret.length)), words.join(''));
  let end = 0;
  return tokens.map((token, index) => {
    if (isTag(token)) return withoutKey(token, secrets);
    const own = words[index] ?? '';
    const start = end;
    end += own.length;
    const shown = covered.slice(start, end);
    return shown === own ? token : encoded(shown.replace(COVERS, DOTS));
  }).join('');
}

const isTag = (token: string): boolean => token.startsWith('<');

function withoutKey(tag: string, secrets: readonly string[]): string {
  const href = /\shref="([^"]*)"/.exec(tag);
  if (!href) return tag;
  const target = decoded(href[1] ?? '');
  return secretsIn(target).length > 0 || secrets.some((secret) => target.includes(secret)) ? tag.replace(href[0], '') : tag;
}

const decoded = (html: string): string => html.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
const encoded = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
