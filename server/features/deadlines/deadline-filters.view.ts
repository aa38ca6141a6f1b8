import type { Chip, Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { DeadlineFilters } from './agenda.view.js';
import { DEADLINE_KINDS, type DeadlineKind, type MonthQuery, deadlinesAddress } from './deadline-filter.js';

export interface FilterChoices {
  readonly agencies: readonly { readonly id: string; readonly name: string; readonly shortName: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

type Kept = Readonly<Record<string, string | null | undefined>>;

/** Which page is shown, at which address, and what only it carries (`month`, `calendar`, `day`). */
export interface ShownAt {
  readonly view: 'agenda' | 'month';
  readonly path: string;
  readonly extra: Kept;
}

const KINDS: Readonly<Record<DeadlineKind, () => string>> = {
  statutory: () => t('Dates of the law'), promised: () => t('Promised by agencies'), reminders: () => t('Reminders'), retention: () => t('Dates of destruction'),
};

/** Kinds that can be owed by each; the others would find nothing. */
const KINDS_OF: Readonly<Record<MonthQuery['owner'], readonly DeadlineKind[]>> = { agency: ['statutory', 'promised'], us: ['statutory', 'reminders', 'retention'], both: DEADLINE_KINDS };

/** Chips, selects and set filters of a page of deadlines. */
export function filtersView(query: Pick<MonthQuery, 'owner' | 'scope' | 'person' | 'agency' | 'kind'>, at: ShownAt, choices: FilterChoices): DeadlineFilters {
  const kept: Kept = { owner: query.owner, scope: query.scope === 'mine' ? 'mine' : null, person: query.person, agency: query.agency, kind: query.kind };
  const href = (change: Kept, path = at.path, extra = at.extra) => deadlinesAddress(path, { ...kept, ...extra, ...change });
  const chip = (label: string, active: boolean, address: string): Chip => ({ label, active, href: address, count: null });
  const owner = (name: MonthQuery['owner'], label: string) => chip(label, query.owner === name, href({ owner: name, kind: query.kind && KINDS_OF[name].includes(query.kind) ? query.kind : null }));
  const agendaOwner = query.owner === 'both' ? 'agency' : query.owner;
  return {
    views: [chip(t('Agenda'), at.view === 'agenda', href({ owner: agendaOwner }, '/deadlines', {})), chip(t('Month'), at.view === 'month', href({ owner: at.view === 'agenda' ? 'both' : query.owner }, '/deadlines/month', at.view === 'month' ? at.extra : {}))],
    owners: [...(at.view === 'month' ? [owner('both', t('Both'))] : []), owner('agency', t('Agencies owe')), owner('us', t('Our own'))],
    scopes: [chip(t('Mine'), query.scope === 'mine', href({ scope: 'mine', person: null })), chip(t('Group'), query.scope === 'group', href({ scope: null }))],
    form: {
      action: at.path, open: Boolean(query.agency ?? query.person ?? query.kind),
      carried: Object.entries({ owner: query.owner, ...at.extra }).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
      agencies: choices.agencies.map(({ id, name }) => ({ value: id, label: name })), agency: query.agency ?? '',
      people: choices.people.map(({ id, name }) => ({ value: id, label: name })), person: query.scope === 'mine' ? '' : (query.person ?? ''),
      kinds: KINDS_OF[query.owner].map((value) => ({ value, label: KINDS[value]() })), kind: query.kind ?? '',
    },
    set: filtersSet(query, choices, href),
  };
}

function filtersSet(query: Pick<MonthQuery, 'scope' | 'person' | 'agency' | 'kind'>, { agencies, people }: FilterChoices, href: (change: Kept) => string): Link[] {
  const set: Link[] = [];
  if (query.agency) set.push({ href: href({ agency: null }), label: agencies.find(({ id }) => id === query.agency)?.shortName ?? t('One agency') });
  if (query.person && query.scope !== 'mine') set.push({ href: href({ person: null }), label: people.find(({ id }) => id === query.person)?.name ?? t('One person') });
  if (query.kind) set.push({ href: href({ kind: null }), label: KINDS[query.kind]() });
  return set;
}
