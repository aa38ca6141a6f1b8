import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { calculatorFile } from './calculator-file.js';
import { calculatorView } from './calculator-page.js';
import { calculatorQuery } from './calculator-query.js';

export const calculatorPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/calculator', summary: 'When must an agency answer? A form whose address is the result', access: 'public', perMinute: 240, query: calculatorQuery,
    handle: async ({ deps, query }) => ({ view: 'deadlines/calculator', title: t('Deadline calculator'), model: calculatorView(query, deps.clock.now()) }),
  }),
  page({
    method: 'get', path: '/calculator.ics', summary: 'The dates of a calculator’s address as a calendar file', access: 'public', perMinute: 240, query: calculatorQuery,
    handle: async ({ deps, query, res }) => {
      const file = calculatorFile(query, `${deps.config.publicUrl}/calculator`, deps.clock.now());
      res.type('text/calendar; charset=utf-8').attachment('records-request-deadlines.ics').send(file);
      return { answered: true };
    },
  }),
];
