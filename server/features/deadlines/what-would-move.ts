import type { CivilDate } from '../statutes/civil-date.js';
import type { StatuteFact } from '../statutes/facts.js';
import { type RequestCase, derivedFor } from './derive-for-request.js';

/** The notice that would take each clock's place, and the rule it leads to. */
const EXTENSIONS: Readonly<Record<string, { readonly leadsTo: string; notice(sent: CivilDate): StatuteFact }>> = {
  'cpra.determination': { leadsTo: 'cpra.extension', notice: (sent) => ({ type: 'extension_notice', sent, specifiedDate: null, ground: 'voluminous' }) },
  'foia.determination': { leadsTo: 'foia.extension', notice: (sent) => ({ type: 'unusual_circumstances_notice', sent }) },
};

/**
 * How far a notice sent on the last day would move a clock, at most; null for clocks nothing extends.
 * @param due YYYY-MM-DD, the clock's due date
 */
export function whatAnExtensionWouldDo(known: RequestCase, rule: string, due: string): { due: string; assertAfter: string } | null {
  const extension = EXTENSIONS[rule];
  if (!extension) return null;
  const derived = derivedFor(known, [extension.notice(due as CivilDate)]);
  const found = derived.find((deadline) => deadline.rule === extension.leadsTo);
  return found ? { due: found.due, assertAfter: found.assertAfter } : null;
}
