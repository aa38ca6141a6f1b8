import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import { noticesPage } from './notices.queries.js';
import { acknowledgeNotice } from './acknowledge-notice.js';
import { acknowledgedShape, noticeList, noticeParams, noticesApiQuery, seenShape } from './notices.schemas.js';
import { seeNotice } from './see-notice.js';

const tag = 'Notices';

export const noticesApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/notices', summary: 'One’s own notices, newest first', tag, access: 'notices.see', query: noticesApiQuery, response: noticeList,
    handle: async ({ deps, actor, query }) => {
      const { rows, hasNext } = await noticesPage(deps.db, actor, { limit: query.limit, after: query.after });
      const last = rows.at(-1);
      return { notices: rows.map(({ createdAt: _createdAt, heldBy: _heldBy, dueOn: _dueOn, ...notice }) => notice), next: hasNext && last ? encodeKey([last.createdAt.toISOString(), last.id]) : null };
    },
  }),
  api({
    method: 'post', path: '/api/v1/notices/:noticeId/seen', summary: 'Mark a notice as seen', tag, access: 'notices.see', params: noticeParams, response: seenShape,
    handle: async ({ deps, actor, params }) => {
      await seeNotice(deps, actor, params.noticeId);
      return { seen: true as const };
    },
  }),
  api({
    method: 'post', path: '/api/v1/notices/:noticeId/acknowledged', summary: '“I have this”: the date it warned of is looked after', tag, access: 'notices.see', params: noticeParams, response: acknowledgedShape,
    handle: async ({ deps, actor, params }) => {
      await acknowledgeNotice(deps, actor, params.noticeId);
      return { acknowledged: true as const };
    },
  }),
];
