import type { Finding } from './letter-lint.js';
import { wordsStop } from './letters.errors.js';

/** Every letter passes here before it is frozen. @throws letters.words-stop for the first finding that stops it */
export function requireCleanWords(findings: readonly Finding[]): void {
  const stop = findings.find(({ stops }) => stops);
  if (stop) throw wordsStop(stop.words, stop.says);
}
