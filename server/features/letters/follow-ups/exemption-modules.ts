import { t } from '../../../platform/words.js';

export type ModuleId = 'X1' | 'X2' | 'X3' | 'X4' | 'X5' | 'X6' | 'X7' | 'X8' | 'X9' | 'X10' | 'X11' | 'X12' | 'X13' | 'X14';

/** A ground of refusal we have an answer to (letters.md 5g): its words are in `cpra-exemptions.md.hbs`, printed only where the agency itself cited the ground. */
export interface ExemptionModule {
  readonly id: ModuleId;
  /** Begins its paragraph. */
  readonly name: string;
  readonly cited: RegExp;
  /** Told to the writer, never printed: what this answer can't do. */
  readonly limits: () => string;
}

/** *Haynie* (2001) 26 Cal.4th 1061 favors the agency: no answer cites it. */
export const EXEMPTION_MODULES: readonly ExemptionModule[] = [
  {
    id: 'X1', name: 'Files of inquiries and of security', cited: /7923\.600|investigat|intelligence (file|record|information)/i,
    limits: () => t('Not for the file of a named case, and not for hot-list hits: those who asked in the Supreme Court’s case gave them up. One older decision favors the agency on everyday police records.'),
  },
  {
    id: 'X2', name: 'Burden of the search', cited: /burden|volumin|unduly|hours of (staff|work)/i,
    limits: () => t('A claim of burden can win. Offer less only where you would live with less.'),
  },
  {
    id: 'X3', name: 'Privacy, safety or deliberation', cited: /privacy|safety|deliberat/i,
    limits: () => t('Not for raw plate reads, which may be withheld.'),
  },
  {
    id: 'X4', name: 'Official information', cited: /\b1040\b|official information/i,
    limits: () => t('Where a statute forbids release, the privilege is absolute: ask for the statute. Drop the paragraph if the information did come from outside.'),
  },
  {
    id: 'X5', name: 'Officers’ personnel files', cited: /832\.[78]|7927\.700|personnel/i,
    limits: () => t('Names with discipline only in the classes the Penal Code lists; otherwise counts.'),
  },
  {
    id: 'X6', name: 'License-plate reader data', cited: /1798\.90/i,
    limits: () => t('Not for raw plate reads. No court is cited for this reading.'),
  },
  {
    id: 'X7', name: 'Federal rule on detainees', cited: /236\.6|detainee/i,
    limits: () => t('At least one court applied the rule to people no longer held. Find out first whether the agency rents out beds.'),
  },
  {
    id: 'X8', name: 'Pending litigation', cited: /7927\.200|pending (litigation|claim)/i,
    limits: () => t('If your own group is a party to that case, this letter is for its counsel alone.'),
  },
  {
    id: 'X9', name: 'Drafts', cited: /7927\.500|\bdrafts?\b/i,
    limits: () => t('Concede notes that were truly thrown away.'),
  },
  {
    id: 'X10', name: 'Legal advice', cited: /\b954\b|2018\.030|attorney|work product|privileged communication/i,
    limits: () => t('The privilege is absolute where it applies. Never ask for the advice or for detailed bills.'),
  },
  {
    id: 'X11', name: 'Security of systems', cited: /7929\.210|security (procedure|record|vulnerab)|information security|cyber/i,
    limits: () => t('Not for places of cameras, keys or addresses.'),
  },
  {
    id: 'X12', name: 'Criminal history', cited: /133\d\d|criminal history|CLETS|15150|15160/i,
    limits: () => t('Giving out such data can be a crime for the employee: never press for rows that name people.'),
  },
  {
    id: 'X13', name: 'Trade secrets and contract terms', cited: /trade secret|\b1060\b|proprietary|confidentiality (clause|agreement|provision)|commercially sensitive/i,
    limits: () => t('Concede source code and what truly is a secret.'),
  },
  {
    id: 'X14', name: 'Federal records and agreements on secrecy', cited: /federal record|third[- ]agency|memorandum|\bMOU\b|non-?disclosure/i,
    limits: () => t('Federal law can forbid release. Where it truly conflicts, ask a lawyer, and ask the federal agency too.'),
  },
];

/** The modules whose ground the agency cited, in order. Pure. */
export function modulesCited(words: readonly string[]): readonly ExemptionModule[] {
  return EXEMPTION_MODULES.filter((one) => words.some((text) => one.cited.test(text)));
}
