import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import { t } from '../../platform/words.js';
import { keyOf } from './request-filter.js';
import { agenciesAndDays, pageOfRequests } from './requests.queries.js';
import { searchQuery } from './requests.schemas.js';
import { requestsNumbered } from './search.queries.js';

const ROWS = 25;

function address(q: string, beyond: Record<string, string>): string {
  return `/search?${new URLSearchParams({ q, ...beyond })}`;
}

export const searchPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/search', summary: 'Requests by number, title or the agency’s number', access: 'requests.see', query: searchQuery,
    handle: async ({ deps, actor, query }) => {
      const { q } = query;
      const numbered = q === '' ? [] : await requestsNumbered(deps.db, actor, q);
      if (numbered.length === 1 && numbered[0]) return { redirect: `/requests/${numbered[0]}` };
      const { agencies, today } = await agenciesAndDays(deps.db, actor, deps.clock.now());
      const ask = { limit: ROWS, after: query.after, before: query.before };
      const found = q === '' ? { rows: [], hasPrevious: false, hasNext: false } : await pageOfRequests(deps.db, actor, { filter: { words: q }, sort: '-moved', ask, agencies, today });
      const first = found.rows[0];
      const last = found.rows.at(-1);
      const model = {
        q,
        rows: found.rows.map((row) => ({ href: `/requests/${row.id}`, number: row.number, title: row.title, agency: row.agency.name })),
        newer: first && found.hasPrevious ? address(q, { before: encodeKey(keyOf('-moved', first.sortable)) }) : null,
        older: last && found.hasNext ? address(q, { after: encodeKey(keyOf('-moved', last.sortable)) }) : null,
      };
      return { view: 'requests/search', title: q === '' ? t('Search') : t('Search: {words}', { words: q }), nav: 'requests', model };
    },
  }),
];
