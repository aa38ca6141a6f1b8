import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { agendaQuery, agendaView } from './agenda-page.js';
import { agendaPage } from './agenda.queries.js';

const ROWS = 100;

export const agendaPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/deadlines', summary: 'Every open date by day, ours and theirs apart', access: 'deadlines.see', query: agendaQuery,
    handle: async ({ deps, actor, query }) => {
      const filter = { groupId: actor.groupId, owner: query.owner === 'us' ? ('requester' as const) : ('agency' as const), responsibleId: query.scope === 'mine' ? actor.personId : null };
      const found = await agendaPage(deps.db, filter, { limit: ROWS, after: query.after, before: query.before });
      return { view: 'facts/agenda', title: t('Deadlines'), nav: 'deadlines', model: agendaView(found, query, actor, deps.clock.now()) };
    },
  }),
];
