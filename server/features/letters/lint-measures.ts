/** Measures of plain English words. Rough on purpose: they make a person look again, and stop nothing. */
export interface Measures {
  readonly words: number;
  readonly sentences: number;
  /** Words to a sentence. */
  readonly mean: number;
  /** U.S. school grade, Flesch and Kincaid. */
  readonly grade: number;
}

/** A bracket that cites law is no reading. */
const CITING = /\s*\((?:[^()]|\([^()]*\))*(?:§|Cal\.|F\.\dd)(?:[^()]|\([^()]*\))*\)/g;
const SHORT = /\b(?:Gov|Civ|Pen|Evid|Code|Proc|Cal|Const|art|Admin|Sgt|Dr|Mr|Ms|Mrs|No|Inc|Co|Dept|v|vs|etc|e\.g|i\.e|U\.S|P\.O|L\.A|a\.m|p\.m)\./g;

/** The sentences of a paragraph; what has no stop at its end is one too. */
export function sentencesOf(paragraph: string): string[] {
  const plain = paragraph.replace(/[\s\u00a0]+/g, ' ').replace(SHORT, (short) => short.replaceAll('.', '\u2024'));
  return plain.split(/(?<=[.?!:][”"’)]?)\s+(?=[“"(‘]?[A-Z0-9])/).map((sentence) => sentence.replaceAll('\u2024', '.').trim()).filter((sentence) => /[a-z]/i.test(sentence));
}

/** Measures of paragraphs, without the law in brackets. Pure. */
export function measure(paragraphs: readonly string[]): Measures {
  const sentences = paragraphs.flatMap((paragraph) => sentencesOf(paragraph.replace(CITING, '')));
  const words = sentences.flatMap((sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}’'.@-]*/gu) ?? []);
  if (words.length === 0) return { words: 0, sentences: 0, mean: 0, grade: 0 };
  const mean = words.length / sentences.length;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return { words: words.length, sentences: sentences.length, mean, grade: 0.39 * mean + 11.8 * (syllables / words.length) - 15.59 };
}

function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, '').replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}
