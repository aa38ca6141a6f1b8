import { t } from './words.js';

/** Controls, and the marks that reverse a line's direction: "cod‮fdp.exe" must not read as "codexe.pdf". */
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
/** RFC 5987 attr-char leaves these out, though `encodeURIComponent` lets them through. */
const NOT_ATTR_CHAR = /['()*]/g;

/** The name as it is kept: as given, without folders, and without what a database or a header could not hold. */
export function keptName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  return last.replaceAll('\0', '').replace(LONE_SURROGATE, '\uFFFD');
}

/** The name as pages and downloads show it. Never empty. */
export function shownName(kept: string): string {
  const name = keptName(kept).replace(UNSHOWABLE, '').trim();
  return name === '' || name === '.' || name === '..' ? t('Unnamed file') : name;
}

/**
 * `Content-Disposition` of a download (RFC 6266): a plain ASCII name for old programs and the exact one as RFC 5987 gives it. The value holds
 * printable ASCII only, so no name can end the header or begin another.
 */
export function attachmentHeader(kept: string): string {
  const name = shownName(kept);
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(NOT_ATTR_CHAR, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
