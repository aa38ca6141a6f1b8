import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { listAgencies } from '../agencies/agencies.queries.js';
import { standingClosures } from '../agencies/closures.queries.js';
import { choosablePeople } from '../requests/requests.queries.js';
import { LATE_SHOWN, agendaView } from './agenda-page.js';
import { agendaPage, lateDeadlines } from './agenda.queries.js';
import { type AgendaQuery, agendaQuery, daysIn, filterOf, monthQuery, notLateWhere } from './deadline-filter.js';
import { monthAsked, monthView } from './month-page.js';
import { monthMarks } from './month.queries.js';
import { parallelOf } from './parallel.queries.js';

const ROWS = 100;

const choicesFor = async ({ db }: Pick<Context, 'db'>, actor: Actor) => {
  const [agencies, people] = await Promise.all([listAgencies(db, actor.groupId), choosablePeople(db, actor.groupId)]);
  return { agencies, people };
};

async function agenda({ db, clock }: Context, actor: Actor, query: AgendaQuery) {
  const now = clock.now();
  const choices = await choicesFor({ db }, actor);
  const days = daysIn(choices.agencies, actor, now);
  const filter = { ...filterOf(query, actor), from: query.day ?? null, to: query.day ?? null };
  const apart = query.owner === 'agency' && !query.day;
  const first = query.after === undefined && query.before === undefined;
  const [rows, late] = await Promise.all([
    agendaPage(db, filter, { limit: ROWS, after: query.after, before: query.before }, apart ? notLateWhere(days) : {}),
    apart && first ? lateDeadlines(db, filter, days, LATE_SHOWN + 1) : null,
  ]);
  const beside = rows.rows.filter((row) => row.kind !== 'statutory').map((row) => row.id);
  const parallel = beside.length > 0 ? await parallelOf(db, actor.groupId, beside) : new Map();
  return agendaView({ query, page: rows, late, parallel, choices }, actor, now);
}

export const agendaPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/deadlines', summary: 'Every open date by day, ours and theirs apart, late ones first', access: 'deadlines.see', query: agendaQuery,
    handle: async ({ deps, actor, query }) => ({ view: 'facts/agenda', title: t('Deadlines'), nav: 'deadlines', model: await agenda(deps, actor, query) }),
  }),
  page({
    method: 'get', path: '/deadlines/month', summary: 'Open dates in a month’s grid, with closed days', access: 'deadlines.see', query: monthQuery,
    handle: async ({ deps, actor, query }) => {
      const now = deps.clock.now();
      const { first, last } = monthAsked(query, actor, now);
      const { db } = deps;
      const [choices, marks, closures] = await Promise.all([
        choicesFor(deps, actor), monthMarks(db, { ...filterOf(query, actor), from: first, to: last }), query.agency ? standingClosures(db, actor.groupId, [query.agency]) : new Map(),
      ]);
      const agencySet = choices.agencies.find(({ id }) => id === query.agency)?.calendarSet ?? null;
      const model = monthView({ query, marks, choices, agencySet, closures: closures.get(query.agency ?? '') ?? [] }, actor, now);
      return { view: 'facts/month', title: t('Deadlines, {month}', { month: model.name }), nav: 'deadlines', model };
    },
  }),
];
