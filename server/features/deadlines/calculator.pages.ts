import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { calculatorQuery } from './calculator-form.js';
import { calculatorView } from './calculator-page.js';
import { rulesQuery, rulesView } from './rules-page.js';

export const calculatorPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/calculator', summary: 'When must an agency answer? A form whose address is the result', access: 'public', perMinute: 240, query: calculatorQuery,
    handle: async ({ deps, query }) => ({ view: 'deadlines/calculator', title: t('Deadline calculator'), model: calculatorView(query, deps.clock.now()) }),
  }),
  page({
    method: 'get', path: '/rules', summary: 'Every rule and calendar, with citation, source and how sure it is', access: 'public', perMinute: 240, query: rulesQuery,
    handle: async ({ deps, query }) => ({ view: 'facts/rules', title: t('Rules and calendars'), model: rulesView(query, deps.clock.now()) }),
  }),
];
