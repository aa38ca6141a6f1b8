import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { requestNotFound } from '../requests/requests.errors.js';
import { countInbox, pageOfInbox, requestsNamed } from './inbox.queries.js';
import { inboxView } from './inbox.view.js';
import { inboxQuery } from './messages.schemas.js';

const ROWS = 50;

export const inboxPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/replies', summary: 'Messages to read, the holding pen, and all messages', access: 'replies.read', query: inboxQuery,
    handle: async ({ deps, actor, query }) => {
      const ask = { limit: ROWS, after: query.after, before: query.before };
      const { groupId } = actor;
      const [rows, counts, requests] = await Promise.all([
        pageOfInbox(deps.db, groupId, { show: query.show, requestId: query.request, ask }), countInbox(deps.db, groupId), requestsNamed(deps.db, groupId, query.request ? [query.request] : []),
      ]);
      const of = query.request ? requests.get(query.request) : undefined;
      if (query.request && !of) throw requestNotFound();
      return { view: 'replies/list', title: t('Replies'), nav: 'replies', model: inboxView({ show: query.show, of: of ?? null, page: rows, counts, zone: actor.timeZone, mayHandle: roleMay(actor.role, 'replies.handle') }) };
    },
  }),
];
