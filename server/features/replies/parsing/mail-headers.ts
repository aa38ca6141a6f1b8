import { Headers } from '@zone-eu/mailsplit';
import libmime from 'libmime';
import addressParser from 'nodemailer/lib/addressparser';
import { decodeBytes } from './charsets.js';
import { cleanLine, cleanText, type MailAddress } from './parsed-mail.js';

/** Of one header's value, in characters: a longer one is cut. */
const MOST = 65_536;
/** Of addresses, or Message-IDs, in one mail. */
const MOST_ENTRIES = 500;

/** The headers of a mail or of a part, decoded however they were written. */
export class MailHeaders {
  private readonly byKey = new Map<string, string[]>();

  /** @param source as it came over the line, or as the splitter parsed it */
  constructor(source: Buffer | Headers) {
    const headers = source instanceof Headers ? source : new Headers(source);
    for (const { key, line } of headers.getList()) {
      const value = line.slice(line.indexOf(':') + 1, MOST);
      const list = this.byKey.get(key);
      if (list) list.push(value);
      else this.byKey.set(key, [value]);
    }
  }

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** Every value of a header, unfolded, on one line each; words encoded by RFC 2047 are not decoded. */
  all(key: string): string[] {
    return (this.byKey.get(key) ?? []).map(unfold);
  }

  /** The first value, with its encoded words decoded; '' when there is none. */
  text(key: string): string {
    return cleanLine(decodeWords(this.all(key)[0] ?? ''));
  }

  /** The same with its blanks as they are. */
  sentence(key: string): string {
    return cleanText(decodeWords(this.all(key)[0] ?? '')).replace(/[\n\t\f\u2028\u2029]+/g, ' ').trim();
  }

  addresses(...keys: string[]): MailAddress[] {
    return keys.flatMap((key) => this.all(key).flatMap(addressesIn)).slice(0, MOST_ENTRIES);
  }

  messageIds(key: string): string[] {
    return [...new Set(this.all(key).flatMap(messageIdsIn))].slice(0, MOST_ENTRIES);
  }
}

/** Lines arrive byte for byte (latin1); bytes beyond ASCII are UTF-8 or what they look like. */
function unfold(value: string): string {
  return decodeBytes(Buffer.from(value, 'latin1'), null).text.replace(/\r?\n[ \t]*/g, ' ').trim();
}

/** Decodes RFC 2047 words; what can't be decoded stays as written. */
export function decodeWords(value: string): string {
  try {
    // An escape cut short at the end of a word says nothing.
    return libmime.decodeWords(value.replace(/(=\?[^?\s]{1,60}\?q\?[^?\s]*?)=[0-9a-f]?\?=/gi, '$1?='));
  } catch {
    return value;
  }
}

/** Message-IDs of a header or a text; one without its brackets gets them. */
export function messageIdsIn(value: string): string[] {
  const bracketed = [...value.matchAll(/<\s*([^\s<>]{1,900})\s*>/g)].map(([, id]) => `<${id ?? ''}>`);
  if (bracketed.length > 0) return bracketed.map(cleanLine);
  return value.split(/\s+/).filter((word) => /^[^\s<>@]+@[^\s<>@]+$/.test(word) && word.length < 900).map((word) => cleanLine(`<${word}>`));
}

const WORD = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/gi;

/** Encoded words are set aside while the list is taken apart: colons and commas in them are no punctuation, though some programs leave them bare. */
function addressesIn(value: string): MailAddress[] {
  const words = value.match(WORD) ?? [];
  let at = 0;
  const marked = value.replace(/[\uE000\uE001]/g, '').replace(WORD, () => `\uE000${at++}\uE001`);
  const restored = (text: string): string => text.replace(/\uE000(\d+)\uE001/g, (_, n: string) => words[Number(n)] ?? '');
  return addressParser(marked, { flatten: true }).flatMap(({ name, address }) => {
    const plain = cleanLine(restored(address ?? '')).replace(/[\s<>]/g, '');
    const shown = cleanLine(decodeWords(restored(name ?? ''))).replace(/^"(.*)"$/, '$1');
    return plain === '' && shown === '' ? [] : [{ name: shown, address: plain }];
  });
}
