import { t } from '../../platform/words.js';
import type { Finding } from './letter-lint.js';

/** Something to change or to look at, beside a letter. */
export interface FindingView {
  readonly tone: 'problem' | 'soon';
  readonly says: string;
}

export function findingsView(findings: readonly Finding[]): FindingView[] {
  return findings.map(({ stops, words, says }) => {
    const told = words === '' ? says : `“${words}”: ${says}`;
    return stops ? { tone: 'problem', says: t('The letter can’t go like this. {what}', { what: told }) } : { tone: 'soon', says: told };
  });
}
