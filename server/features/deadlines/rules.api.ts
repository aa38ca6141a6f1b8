import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { CALENDARS } from '../statutes/calendars.js';
import { GROUNDS } from '../statutes/extension-notice.js';
import { RULES, rulesVersion } from '../statutes/rules.js';
import { CALENDAR_IDS, FIRST_YEAR, LAST_YEAR, closedDaysOf, unknownDaysOf } from './calendar-years.js';
import { type CalendarName, calendarParams, presentYear } from './rules-page.js';
import { calendarAnswer, calendarYear, calendarsAnswer, rulesAnswer } from './rules.schemas.js';

const shared = { tag: 'Rules and calendars', access: 'public', perMinute: 240 } as const;

export const rulesApiRoutes: RouteDefinition[] = [
  api({
    ...shared, method: 'get', path: '/api/v1/rules', summary: 'Every rule, each text of it, with citation and how sure it is', response: rulesAnswer,
    handle: async () => ({
      rulesVersion, rules: RULES.map(({ direction: _direction, variant, ...rule }) => ({ ...rule, variant: variant ?? null })),
      grounds: Object.entries(GROUNDS).map(([ground, { sentence, versions }]) => ({ ground, sentence, numbers: versions })),
    }),
  }),
  api({
    ...shared, method: 'get', path: '/api/v1/calendars', summary: 'The calendars of closed days', response: calendarsAnswer,
    handle: async () => ({ rulesVersion, firstYear: FIRST_YEAR, lastYear: LAST_YEAR, calendars: CALENDAR_IDS.map(calendarOf) }),
  }),
  api({
    ...shared, method: 'get', path: '/api/v1/calendars/:calendarId', summary: 'A calendar’s closed days in a year', params: calendarParams, query: calendarYear, response: calendarAnswer,
    handle: async ({ deps, params, query }) => {
      const year = query.year ?? presentYear(deps.clock.now());
      const closedDays = closedDaysOf(params.calendarId, year).map((day) => ({
        ...day, reasons: day.reasons.map(({ name, who, citation, confidence, estimateSource }) => ({ name, who, citation, confidence, estimateSource: estimateSource ?? null })),
      }));
      return { ...calendarOf(params.calendarId), year, closedDays, notKnown: unknownDaysOf(params.calendarId, year) };
    },
  }),
];

function calendarOf(id: CalendarName) {
  const { name, citation, weekendCitation, source, confidence } = CALENDARS[id];
  return { id, name, citation, weekendCitation, source, confidence };
}
