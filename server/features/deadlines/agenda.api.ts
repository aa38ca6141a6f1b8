import { civilIn } from '../../platform/clock.js';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import { listAgencies } from '../agencies/agencies.queries.js';
import { whatOf } from './agenda-page.js';
import { agendaPage } from './agenda.queries.js';
import { openDeadlinesAnswer, openDeadlinesQuery } from './agenda.schemas.js';
import { daysIn, lateWhere, notLateWhere } from './deadline-filter.js';
import { isLate } from './deadlines.queries.js';
import { parallelOf } from './parallel.queries.js';

export const agendaApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/deadlines', summary: 'The group’s open deadlines by the day each is due', tag: 'Deadlines', access: 'deadlines.see', query: openDeadlinesQuery, response: openDeadlinesAnswer,
    handle: async ({ deps: { db, clock }, actor, query }) => {
      const now = clock.now();
      const filter = {
        groupId: actor.groupId, owner: query.owner ?? null, responsibleId: query.responsibleId ?? null, agencyId: query.agencyId ?? null, kind: query.kind ?? null, from: query.from ?? null, to: query.to ?? null,
      };
      const days = query.late === undefined ? null : daysIn(await listAgencies(db, actor.groupId), actor, now);
      const more = days ? (query.late ? lateWhere(days) : notLateWhere(days)) : {};
      const page = await agendaPage(db, filter, { limit: query.limit, after: query.after }, more);
      const beside = await parallelOf(db, actor.groupId, page.rows.filter((row) => row.kind !== 'statutory').map((row) => row.id));
      const last = page.rows.at(-1);
      return {
        deadlines: page.rows.map(({ id, requestId, number, title, agency, rule, key, owner, kind, due, assertAfter, presumed, citation, confidence, timeZone, state }) => ({
          id, requestId, number, title, agency, rule, name: whatOf({ rule, key }, beside.get(id) ?? null), owner, kind, due, assertAfter, presumed,
          late: isLate({ owner, state, presumed, assertAfter }, civilIn(now, timeZone).date), citation, confidence,
        })),
        next: page.hasNext && last ? encodeKey([last.due, last.id]) : null,
      };
    },
  }),
];
