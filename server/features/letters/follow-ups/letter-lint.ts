export { type Finding, type WordsAround as LintAround, lintWords } from '../letter-lint.js';
