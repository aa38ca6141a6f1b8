import type { MimeNode } from '@zone-eu/mailsplit';
import libmime from 'libmime';
import { shownName } from '../../../platform/file-names.js';
import { t } from '../../../platform/words.js';
import { decodeBytes } from './charsets.js';
import { decodeWords } from './mail-headers.js';
import { cleanLine } from './parsed-mail.js';

const LONGEST = 200;
const KNOWN_TYPE = /^(?:application|audio|font|image|message|model|multipart|text|video)\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** The name an attachment is kept under: what the part calls it, else what it is, with an ending that fits its type. */
export function attachmentName(node: Pick<MimeNode, 'filename' | 'contentType'>, fallback: string): string {
  const given = node.filename ? cleanLine(repaired(node.filename)) : '';
  if (given !== '') return shortened(shownName(given));
  const name = shownName(cleanLine(fallback) || t('Unnamed file'));
  const ending = libmime.detectExtension(node.contentType || 'application/octet-stream');
  return shortened(/\.[a-z0-9]{1,8}$/i.test(name) || ending === 'bin' ? name : `${name}.${ending}`);
}

/** Names come as bytes read one by one, as encoded words inside quotes, as percent-encoded UTF-8: whatever a sender's program thought of. */
function repaired(name: string): string {
  const readByteByByte = !/[^\p{ASCII}\u0080-\u00ff]/u.test(name) && /[\u0080-\u00ff]/.test(name);
  const bytes = readByteByByte ? decodeBytes(Buffer.from(name, 'latin1'), null).text : name;
  const words = /=\?[^?]+\?[bq]\?/i.test(bytes) ? decodeWords(bytes) : bytes;
  const marked = /^(?:utf-8|iso-8859-1|windows-1252)'[a-z-]*'(.+)$/i.exec(words)?.[1] ?? words;
  if (!/%[0-9a-f]{2}/i.test(marked)) return marked;
  try {
    return decodeURIComponent(marked);
  } catch {
    return marked;
  }
}

function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const ending = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
  return `${name.slice(0, LONGEST - ending.length).toWellFormed()}${ending}`;
}

/** The declared type, or what the name's ending means where the declared one says nothing. */
export function mediaTypeOf(declared: string | false, name: string): string {
  const type = (declared || '').toLowerCase();
  if (KNOWN_TYPE.test(type) && !/^application\/(?:octet-stream|x-download|download|force-download|binary|x-unknown|unknown)$/.test(type)) return type;
  const byName: unknown = libmime.detectMimeType(name);
  return typeof byName === 'string' && byName !== '' ? byName : 'application/octet-stream';
}
