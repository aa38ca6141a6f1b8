import { t } from '../../platform/words.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

export const SHORTEST_PASSWORD = 12;
/** Beyond this nothing is gained, and hashing much longer texts would be a way to keep the server busy. */
export const LONGEST_PASSWORD = 256;

/** What is left of a password made of its owner's e-mail or group must still be at least this long. */
const LEAST_REMAINDER = 8;

/** The same characters typed on different keyboards are the same password (NIST SP 800-63B § 5.1.1.2 advises NFKC). */
export const normalizePassword = (password: string): string => password.normalize('NFKC');

const folded = (text: string): string => normalizePassword(text).toLowerCase().replace(/\s+/g, '');

/**
 * What is wrong with a chosen password, as one sentence that says what to do, or null when nothing is. By NIST SP 800-63B: length, a list of the
 * commonest, and nothing made of the account's own names; no rules on which kinds of characters.
 */
export function passwordProblem(password: string, whose: { readonly email: string; readonly groupName: string }): string | null {
  const length = [...normalizePassword(password)].length;
  if (length < SHORTEST_PASSWORD) return t('Use at least {least} characters. Four unrelated words are easy to remember.', { least: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) return t('Use at most {most} characters.', { most: LONGEST_PASSWORD });
  const plain = folded(password);
  if (COMMON_PASSWORDS.has(plain) || new Set(plain).size < 4) return t('This password is among the first that are tried. Choose another.');
  if (isMadeOf(plain, folded(whose.email)) || isMadeOf(plain, folded(whose.email).split('@')[0] ?? '')) return t('Don’t make the password of your e-mail address.');
  if (isMadeOf(plain, folded(whose.groupName))) return t('Don’t make the password of the group’s name.');
  return null;
}

function isMadeOf(password: string, name: string): boolean {
  if (name.length < 4 || !password.includes(name)) return false;
  return password.replaceAll(name, '').length < LEAST_REMAINDER;
}
