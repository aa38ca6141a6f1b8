import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { rulesQuery, rulesView } from './rules-page.js';

export const rulesPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/rules', summary: 'Every rule and calendar, with citation, source and how sure it is', access: 'public', perMinute: 240, query: rulesQuery,
    handle: async ({ deps, query }) => ({ view: 'facts/rules', title: t('Rules and calendars'), model: rulesView(query, deps.clock.now()) }),
  }),
];
