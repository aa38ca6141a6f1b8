import { decompressRTF } from '@kenjiuno/decompressrtf';
import iconv from 'iconv-lite';
import { deEncapsulateSync } from 'rtf-stream-parser';
import { decodeBytes } from './charsets.js';

export interface TnefFile {
  readonly name: string;
  /** '' when it doesn't say. */
  readonly mediaType: string;
  readonly contentId: string | null;
  readonly content: Buffer;
}

/** What Outlook packed into a winmail.dat ([MS-OXTNEF]). */
export interface Tnef {
  readonly text: string;
  readonly html: string;
  readonly files: readonly TnefFile[];
}

const SIGNATURE = 0x223e9f78;
const MOST_FILES = 200;
/** Longest rich text that is unpacked, in bytes. */
const MOST_RTF = 4 * 1024 * 1024;
/** Longest packed rich text, in bytes: however it is made, it grows to eight times that at most. */
const MOST_PACKED_RTF = 2 * 1024 * 1024;

const ATTRIBUTE = { body: 0x800c, attachData: 0x800f, attachTitle: 0x8010, attachStart: 0x9002, messageProps: 0x9003, attachProps: 0x9005, codePage: 0x9007 } as const;
const PROP = { body: 0x1000, rtf: 0x1009, html: 0x1013, attachData: 0x3701, attachName: 0x3704, attachLongName: 0x3707, attachType: 0x370e, contentId: 0x3712 } as const;

type Props = ReadonlyMap<number, Buffer | string>;

/** Lengths of values of a fixed size, padded to four bytes, by property type. */
const FIXED: Readonly<Record<number, number>> = { 0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000a: 4, 0x000b: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16 };

/**
 * Opens a winmail.dat. A damaged one gives what lies before the damage.
 * @returns null for bytes that are no TNEF
 */
export function openTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const files: { title: string; data: Buffer | null; props: Props }[] = [];
  let charset = 'windows-1252';
  let body = '';
  let props: Props = new Map();
  for (const { name, data } of attributesOf(bytes)) {
    const file = files.at(-1);
    if (name === ATTRIBUTE.codePage && data.length >= 4) charset = charsetOf(data.readUInt32LE(0));
    else if (name === ATTRIBUTE.body) body = byteText(data, charset);
    else if (name === ATTRIBUTE.messageProps) props = propsOf(data, charset);
    else if (name === ATTRIBUTE.attachStart && files.length < MOST_FILES) files.push({ title: '', data: null, props: new Map() });
    else if (file && name === ATTRIBUTE.attachTitle) file.title = byteText(data, charset);
    else if (file && name === ATTRIBUTE.attachData) file.data = data;
    else if (file && name === ATTRIBUTE.attachProps) file.props = propsOf(data, charset);
  }
  const rich = richText(props.get(PROP.rtf));
  return {
    text: textOf(props.get(PROP.body), charset) || body || rich.text,
    html: textOf(props.get(PROP.html), charset) || rich.html,
    files: files.flatMap((file) => {
      const object = file.props.get(PROP.attachData);
      const content = file.data ?? (Buffer.isBuffer(object) ? object.subarray(16) : null);
      if (!content) return [];
      const said = (prop: number) => textOf(file.props.get(prop), charset);
      return [{ name: said(PROP.attachLongName) || file.title || said(PROP.attachName), mediaType: said(PROP.attachType).toLowerCase(), contentId: said(PROP.contentId) || null, content }];
    }),
  };
}

function* attributesOf(bytes: Buffer): Generator<{ name: number; data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length; ) {
    const name = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const start = at + 9;
    if (start + length > bytes.length) return;
    yield { name, data: bytes.subarray(start, start + length) };
    at = start + length + 2;
  }
}

/** MAPI properties with one value; those with several, and those past any damage, are left out. */
function propsOf(bytes: Buffer, charset: string): Props {
  const found = new Map<number, Buffer | string>();
  try {
    let at = 4;
    const count = bytes.readUInt32LE(0);
    for (let n = 0; n < count && at < bytes.length; n += 1) {
      const type = bytes.readUInt16LE(at);
      const id = bytes.readUInt16LE(at + 2);
      at += 4;
      if (id >= 0x8000) at = afterName(bytes, at);
      const kind = type & 0x0fff;
      const fixed = FIXED[kind];
      const several = (type & 0x1000) !== 0;
      if (fixed !== undefined) {
        at += several ? 4 + fixed * bytes.readUInt32LE(at) : fixed;
        continue;
      }
      const values = bytes.readUInt32LE(at);
      at += 4;
      for (let v = 0; v < values; v += 1) {
        const length = bytes.readUInt32LE(at);
        const value = bytes.subarray(at + 4, at + 4 + length);
        at += 4 + padded(length);
        if (!several && value.length === length) found.set(id, kind === 0x001f ? value.toString('utf16le').replace(/\0+$/, '') : kind === 0x001e ? byteText(value, charset) : value);
      }
    }
  } catch {
    // A length led past the end: what was read before it stands.
  }
  return found;
}

/** Past the name of a property that has one. */
function afterName(bytes: Buffer, at: number): number {
  const isNumber = bytes.readUInt32LE(at + 16) === 0;
  return isNumber ? at + 24 : at + 24 + padded(bytes.readUInt32LE(at + 20));
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function byteText(bytes: Buffer, charset: string): string {
  return decodeBytes(bytes.subarray(0, bytes.indexOf(0) === -1 ? bytes.length : bytes.indexOf(0)), charset).text;
}

function textOf(value: Buffer | string | undefined, charset: string): string {
  return Buffer.isBuffer(value) ? byteText(value, charset) : (value ?? '');
}

function charsetOf(codePage: number): string {
  const name = codePage === 65001 ? 'utf-8' : `cp${codePage}`;
  return iconv.encodingExists(name) ? name : 'windows-1252';
}

/** Outlook keeps the HTML of a mail inside rich text. What can't be unpacked is left out. */
function richText(packed: Buffer | string | undefined): { text: string; html: string } {
  if (!Buffer.isBuffer(packed) || !isWholeRtf(packed)) return { text: '', html: '' };
  try {
    const { mode, text } = deEncapsulateSync(Buffer.from(decompressRTF([...packed])), { decode: (bytes, charset) => decodeBytes(bytes, charset).text });
    return mode === 'html' ? { text: '', html: text.toString() } : { text: text.toString(), html: '' };
  } catch {
    return { text: '', html: '' };
  }
}

/** The library reads as far as the packed text says it goes, past its end too, and fills the memory of the process with what isn't there. */
function isWholeRtf(packed: Buffer): boolean {
  if (packed.length < 16 || packed.length > MOST_PACKED_RTF) return false;
  return packed.readUInt32LE(0) + 4 <= packed.length && packed.readUInt32LE(4) <= MOST_RTF;
}
