import { secretsIn } from '../../platform/masked-text.js';

const DOTS = '••••••';
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

/**
 * Sanitised HTML with dots for what opens something, and without the links that do. The text of the message is where it can be shown. Pure.
 *
 * @param html sanitised: its tags are well-formed, its attributes double-quoted
 * @param text the same message as plain text, which holds whole what the layout may tear apart
 */
export function hideInHtml(html: string, text: string): string {
  const tokens = html.split(/(<[^>]*>)/);
  const plain = decoded(tokens.filter((token) => !token.startsWith('<')).join(' '));
  const secrets = [...new Set([text, plain].flatMap((words) => secretsIn(words).map(({ start, end }) => words.slice(start, end))))].sort((a, b) => b.length - a.length);
  return tokens.map((token) => (token.startsWith('<') ? withoutKey(token, secrets) : hidden(token, secrets))).join('');
}

function hidden(token: string, secrets: readonly string[]): string {
  const words = decoded(token);
  const covered = secrets.reduce((left, secret) => left.replaceAll(secret, DOTS), words);
  return covered === words ? token : encoded(covered);
}

function withoutKey(tag: string, secrets: readonly string[]): string {
  const href = /\shref="([^"]*)"/.exec(tag);
  if (!href) return tag;
  const target = decoded(href[1] ?? '');
  return secretsIn(target).length > 0 || secrets.some((secret) => target.includes(secret)) ? tag.replace(href[0], '') : tag;
}

const decoded = (html: string): string => html.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
const encoded = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
