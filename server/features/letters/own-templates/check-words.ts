import { t } from '../../../platform/words.js';
import { CITATIONS, citationsIn, verdictOf } from '../citations.js';
import { lintWords } from '../letter-lint.js';
import { type Program, type Remark, lineOf } from './template-tree.js';

/**
 * What a template's words should not say: sections written outside `{{#cite}}` that nobody read, and what letters never say. A letter is
 * looked at again, whole, before it goes. Pure.
 */
export function wordWarnings(program: Program, law: 'CPRA' | 'FOIA', isCited = false): Remark[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ContentStatement') {
      const cites = isCited || statement.path?.original === 'cite';
      return [statement.program, statement.inverse].flatMap((inner) => (inner ? wordWarnings(inner, law, cites) : []));
    }
    const words = statement.original ?? '';
    const unread = (isCited ? [] : citationsIn(words)).filter((citation) => verdictOf(citation) !== 'confirmed').map((citation) => ({ found: citation, says: bare(citation) }));
    const said = lintWords(words, { mayCallLate: true, isLawyer: true, law }).filter((finding) => citationsIn(finding.words).length === 0).map((finding) => ({ found: finding.words, says: t('“{words}”: {says}', { words: finding.words, says: finding.says }) }));
    return [...unread, ...said].map(({ found, says }) => ({ line: lineOf(statement) + linesBefore(words, found), says }));
  });
}

/** How many lines stand before a section or a word in some words. */
function linesBefore(words: string, found: string): number {
  const last = /[^§ ]+$/.exec(found)?.[0] ?? '';
  return Math.max(0, words.split('\n').findIndex((line) => (last === '…' ? citationsIn(line).includes(found) : line.includes(last))));
}

function bare(citation: string): string {
  if (citation.endsWith('…')) return t('A section sign stands here without a code Tenday knows. Write it as the table of citations does.');
  return CITATIONS.has(citation)
    ? t('{citation} has not been read whole. Put its sentence between {open} and {close}, so that it waits for a lawyer.', { citation, open: `{{#cite "${citation}"}}`, close: '{{/cite}}' })
    : t('{citation} is not in the table of citations: nobody has read it for Tenday.', { citation });
}
