import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { ItemStateName } from './request-state.js';
import { itemStateWord } from './request-words.js';
import type { RequestItem } from './request-page.view.js';
import type { RequestPageData } from './request-page.queries.js';

export function itemRows(data: RequestPageData, late: boolean): RequestItem[] {
  return data.request.items.map((item) => ({
    n: item.n, heading: item.heading, text: item.text, documents: documentsFor(data, item.n), state: itemStateWord(item, late), stateMore: item.ground === '' ? null : item.ground,
  }));
}

/** Documents recorded with a fact that names the item. */
function documentsFor(data: RequestPageData, n: number): Link[] {
  const ids = data.facts.filter((fact) => fact.stands && fact.documentId && names(fact.details, n)).map((fact) => fact.documentId);
  return data.documents.filter((one) => ids.includes(one.id)).map((one) => ({ href: `/documents/${one.id}`, label: t('Document {n}', { n: one.n }) }));
}

function names(details: unknown, n: number): boolean {
  const items = details && typeof details === 'object' && 'items' in details && Array.isArray(details.items) ? (details.items as unknown[]) : [];
  return items.some((item) => item === n || (item !== null && typeof item === 'object' && 'n' in item && item.n === n));
}

const KINDS: readonly { readonly states: readonly ItemStateName[]; readonly words: (n: number, late: boolean) => string }[] = [
  { states: ['open'], words: (n, late) => (late ? t('{n} late', { n }) : t('{n} not answered', { n })) },
  { states: ['promised'], words: (n) => t('{n} promised', { n }) },
  { states: ['partly_produced'], words: (n) => t('{n} produced in part', { n }) },
  { states: ['produced'], words: (n) => t('{n} produced', { n }) },
  { states: ['withheld'], words: (n) => t('{n} refused', { n }) },
  { states: ['none_found'], words: (n) => t('{n} none found', { n }) },
  { states: ['withdrawn'], words: (n) => t('{n} withdrawn', { n }) },
];

/** “6 items: 2 late, 2 promised, 1 refused.” */
export function itemsSummary(items: readonly { readonly state: ItemStateName }[], late: boolean): string {
  if (items.length === 0) return '';
  const parts = KINDS.flatMap(({ states, words }) => {
    const n = items.filter((item) => states.includes(item.state)).length;
    return n === 0 ? [] : [words(n, late)];
  });
  return t.count(items.length, '{n} item: {parts}.', '{n} items: {parts}.', { parts: parts.join(', ') });
}
