import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agencies.queries.js';
import type { AskedItem, Draft, DraftItem } from './drafts.queries.js';
import { keptElsewhere } from './item-checks.js';

/** Something to look at before an item goes. It stops nothing. */
export interface ItemNote {
  readonly n: number;
  readonly says: string;
  readonly link: Link;
}

export interface NotesAround {
  readonly agencies: readonly AgencyProfile[];
  /** Items of open requests to the same agency. */
  readonly asked: readonly AskedItem[];
}

/** Items that another agency keeps, or that this one is asked already. */
export function itemNotes(draft: Pick<Draft, 'items' | 'agency'>, { agencies, asked }: NotesAround): ItemNote[] {
  return draft.items.flatMap((item) => [...elsewhere(item, draft.agency, agencies), ...twice(item, asked)]);
}

function elsewhere(item: DraftItem, agency: AgencyProfile, agencies: readonly AgencyProfile[]): ItemNote[] {
  const slugs = keptElsewhere(item, agency.slug);
  const [right] = agencies.filter(({ slug }) => slugs.includes(slug));
  if (!right) return [];
  return [{
    n: item.n, says: t('It looks where {right} keeps its records, not {agency}.', { right: right.shortName, agency: agency.shortName }),
    link: { href: `/compose/template?agency=${right.id}`, label: t('Write to {agency}', { agency: right.shortName }) },
  }];
}

function twice(item: DraftItem, asked: readonly AskedItem[]): ItemNote[] {
  const same = asked.find(({ text }) => text === item.text);
  return same ? [{ n: item.n, says: t('The same is already asked and still open.'), link: { href: `/requests/${same.requestId}`, label: t('Open {number}', { number: same.number }) } }] : [];
}
