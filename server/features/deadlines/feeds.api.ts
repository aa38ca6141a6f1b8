import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { createFeed } from './create-feed.js';
import { listFeeds } from './feeds.queries.js';
import { feedParams, feedsAnswer, newFeedAnswer, newFeedBody, revokedAnswer } from './feeds.schemas.js';
import { revokeFeed } from './revoke-feed.js';

const tag = 'Deadlines';

export const feedsApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/feeds', summary: 'One’s own calendar feeds; for an owner everybody’s', tag, access: 'feeds.manage', response: feedsAnswer,
    handle: async ({ deps, actor }) => ({ feeds: (await listFeeds(deps.db, actor)).map(({ rests: _rests, ...feed }) => feed) }),
  }),
  api({
    method: 'post', path: '/api/v1/feeds', summary: 'Makes a calendar feed for oneself; its secret address is shown once', tag, access: 'feeds.manage', status: 201, body: newFeedBody, response: newFeedAnswer,
    handle: ({ deps, actor, body }) => createFeed(deps, actor, body),
  }),
  api({
    method: 'post', path: '/api/v1/feeds/:feedId/revoke', summary: 'Revokes a calendar feed: one’s own, an owner any of the group', tag, access: 'feeds.manage', params: feedParams, response: revokedAnswer,
    handle: ({ deps, actor, params }) => revokeFeed(deps, actor, params.feedId),
  }),
];
