import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { calendarParams, calendarYearQuery, calendarYearView, presentYear, rulesView } from './rules-page.js';

export const rulesPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/rules', summary: 'Every rule and calendar, with citation, source and how sure it is', access: 'public', perMinute: 240,
    handle: async ({ deps, actor }) => ({ view: 'facts/rules', title: t('Rules and calendars'), nav: 'deadlines', model: rulesView(actor, deps.clock.now()) }),
  }),
  page({
    method: 'get', path: '/rules/calendars/:calendarId', summary: 'One calendar’s closed days in a year, each with its law', access: 'public', perMinute: 240, params: calendarParams, query: calendarYearQuery,
    handle: async ({ deps, params, query }) => {
      const model = calendarYearView(params.calendarId, query.year ?? presentYear(deps.clock.now()));
      return { view: 'facts/calendar', title: t('{name}, {year}', { name: model.calendar.name, year: model.year }), nav: 'deadlines', model };
    },
  }),
];
