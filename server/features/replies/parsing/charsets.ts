import { analyse } from 'chardet';
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  /** The charset named was missing, unknown or wrong, and another fitted. */
  readonly guessed: boolean;
  /** Bytes remain that no charset explains; they show as U+FFFD. */
  readonly damaged: boolean;
}

/** Names for what browsers and mail programs write as windows-1252, whatever they call it. */
const WESTERN = /^(?:iso[-_]?8859[-_]?1|latin-?1|l1|cp819|us-?ascii|ascii|ansi_x3\.4-1968|(?:windows-?|cp)1252)$/;
const UTF8 = /^utf-?8$/;
/** How much of a text is looked at to guess its charset, in bytes. */
const SAMPLE = 32_768;
/** Share of broken characters up to which a text that says it is UTF-8 is still taken for it. */
const FEW = 0.02;
const UNKNOWN = /^(?:|unknown(?:-8bit)?|x-unknown|default|x-user-defined|binary|8bit|_autodetect.*)$/;

/**
 * Decodes a text by the charset it names, and by what its bytes are when that is missing or wrong. Never throws.
 * @param label as written in the mail, or null
 */
export function decodeBytes(bytes: Buffer, label: string | null): DecodedText {
  const named = (label ?? '').trim().toLowerCase().replace(/^["']|["']$/g, '');
  if (isAscii(bytes) && !/^(?:utf-?(?:7|16|32)|iso-2022|hz-gb|x?-?imap|unicode-1-1-utf-7|ucs-)/.test(named)) return { text: bytes.toString('latin1'), guessed: false, damaged: false };
  const utf8 = strictUtf8(bytes);
  if (UTF8.test(named)) return utf8 === null ? brokenUtf8(bytes) : { text: utf8, guessed: false, damaged: false };
  const native = iconv.encodingExists(named) ? null : decoderOf(named);
  if (native) {
    const text = native.decode(bytes);
    return { text, guessed: false, damaged: text.includes('\uFFFD') };
  }
  if (UNKNOWN.test(named) || !iconv.encodingExists(named)) return utf8 === null ? guess(bytes) : { text: utf8, guessed: true, damaged: false };
  // Bytes that are valid UTF-8 with characters beyond ASCII are hardly ever anything else.
  if (WESTERN.test(named)) return utf8 === null ? { text: iconv.decode(bytes, 'windows-1252'), guessed: false, damaged: false } : { text: utf8, guessed: true, damaged: false };
  const text = iconv.decode(bytes, named);
  if (text.includes('\uFFFD') && utf8 !== null) return { text: utf8, guessed: true, damaged: false };
  return { text, guessed: false, damaged: text.includes('\uFFFD') };
}

/** Node's decoder for what the library lacks: ISO-2022-JP. */
function decoderOf(label: string): TextDecoder | null {
  try {
    return UNKNOWN.test(label) ? null : new TextDecoder(label);
  } catch {
    return null;
  }
}

function isAscii(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
}

function strictUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Some bytes spoilt on the way leave UTF-8 what it is; many say that it never was. */
function brokenUtf8(bytes: Buffer): DecodedText {
  const text = bytes.toString('utf8');
  const broken = text.split('\uFFFD').length - 1;
  const beyond = bytes.reduce((sum, byte) => sum + (byte >= 0x80 ? 1 : 0), 0);
  if (broken <= text.length * FEW && broken * 2 < beyond) return { text, guessed: false, damaged: true };
  const other = guess(bytes);
  return other.damaged ? { text, guessed: false, damaged: true } : other;
}

/** The likeliest charset whose decoding leaves nothing unexplained; windows-1252, which explains all, when none is likely. */
function guess(bytes: Buffer): DecodedText {
  const likely = analyse(bytes.subarray(0, SAMPLE)).filter(({ name, confidence }) => confidence >= 10 && !/^(?:utf|ascii)/i.test(name) && iconv.encodingExists(name));
  for (const { name } of likely) {
    const text = iconv.decode(bytes, WESTERN.test(name.toLowerCase()) ? 'windows-1252' : name);
    if (!text.includes('\uFFFD')) return { text, guessed: true, damaged: false };
  }
  const text = iconv.decode(bytes, 'windows-1252');
  // Windows-1252 leaves five bytes without a character: they come out as controls.
  return { text, guessed: true, damaged: likely.length === 0 || /[\u0080-\u009f\uFFFD]/.test(text) };
}
