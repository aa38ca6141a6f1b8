import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { countInbox, pageOfInbox } from './inbox.queries.js';
import { inboxView } from './inbox.view.js';
import { inboxQuery } from './messages.schemas.js';

const ROWS = 50;

export const inboxPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/replies', summary: 'Messages to read, the holding pen, and all messages', access: 'replies.read', query: inboxQuery,
    handle: async ({ deps, actor, query }) => {
      const ask = { limit: ROWS, after: query.after, before: query.before };
      const [rows, counts] = await Promise.all([pageOfInbox(deps.db, actor.groupId, { show: query.show, ask }), countInbox(deps.db, actor.groupId)]);
      return { view: 'replies/list', title: t('Replies'), nav: 'replies', model: inboxView({ show: query.show, page: rows, counts, zone: actor.timeZone, mayHandle: roleMay(actor.role, 'replies.handle') }) };
    },
  }),
];
