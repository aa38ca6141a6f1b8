import { formatInstant } from '../../platform/views-dates.js';
import type { IsoDate, Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from './agency-profile.js';
import type { ClosureRow } from './closures.queries.js';

/** Days an agency's office was closed, as the group knows. */
export interface ClosuresView {
  readonly rows: readonly {
    readonly date: IsoDate;
    readonly name: string;
    readonly evidence: string;
    readonly document: Link | null;
    readonly recorded: string;
    /** Why and when it was taken back; null while it stands. */
    readonly takenBack: string | null;
    /** Where it is taken back; null when it was. */
    readonly takeBack: string | null;
  }[];
  readonly record: string;
  /** How much is still being counted; null when nothing is. */
  readonly waiting: string | null;
}

export function closuresView({ agency, rows, waiting, zone }: { agency: Pick<AgencyProfile, 'id'>; rows: readonly ClosureRow[]; waiting: number; zone: string }): ClosuresView {
  const when = (at: string, by: string | null): string => (by ? t('{by}, {when}', { by, when: formatInstant(at, zone, { year: true }) }) : formatInstant(at, zone, { year: true }));
  return {
    record: `/agencies/${agency.id}/closures/new`,
    waiting: waiting > 0 ? t.count(waiting, '{n} request to this agency is still being counted again. Reload the page to see how far it is.', '{n} requests to this agency are still being counted again. Reload the page to see how far it is.') : null,
    rows: rows.map(({ id, date, name, evidence, documentId, addedBy, addedAt, takenBack }) => ({
      date, name, evidence, document: documentId ? { href: `/documents/${documentId}`, label: t('Document') } : null, recorded: when(addedAt, addedBy),
      takenBack: takenBack ? t('Taken back by {who}: {why}', { who: when(takenBack.at, takenBack.by), why: takenBack.why }) : null,
      takeBack: takenBack ? null : `/agencies/${agency.id}/closures/${id}/take-back`,
    })),
  };
}
