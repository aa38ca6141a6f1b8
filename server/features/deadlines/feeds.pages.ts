import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { createFeed } from './create-feed.js';
import { answerFeed } from './feed-answer.js';
import { listFeeds, requestToFeed } from './feeds.queries.js';
import { type NewFeedQuery, feedParams, feedSecretParams, newFeedBody, newFeedQuery } from './feeds.schemas.js';
import { feedsView, newFeedView } from './feeds.view.js';
import { revokeFeed } from './revoke-feed.js';

const nav = 'deadlines';

async function subscribeForm(deps: Pick<Context, 'db'>, actor: Actor, chosen: NewFeedQuery, problem: Problem | null = null): Promise<PageResult> {
  const request = chosen.requestId ? await requestToFeed(deps.db, actor, chosen.requestId) : null;
  return { view: 'feeds/new', title: t('Subscribe to dates'), nav, model: newFeedView({ scope: chosen.scope, request }, problem) };
}

export const feedPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/calendar/:secret.ics', summary: 'A calendar at its secret address, for calendar programs', access: 'public', params: feedSecretParams, perMinute: 120,
    handle: async ({ deps, params, req, res }) => {
      await answerFeed(deps, params.secret, req, res);
      return { answered: true };
    },
  }),
  page({
    method: 'get', path: '/deadlines/feeds', summary: 'The calendars one subscribed to; for an owner everybody’s', access: 'feeds.manage',
    handle: async ({ deps, actor }) => ({ view: 'feeds/list', title: t('Calendar feeds'), nav, model: feedsView(await listFeeds(deps.db, actor), actor) }),
  }),
  page({
    method: 'get', path: '/deadlines/feeds/new', summary: 'The form to subscribe to dates', access: 'feeds.manage', query: newFeedQuery,
    handle: ({ deps, actor, query }) => subscribeForm(deps, actor, query),
  }),
  page({
    method: 'post', path: '/deadlines/feeds', summary: 'Makes a calendar and shows its secret address once', access: 'feeds.manage', body: newFeedBody,
    handle: async ({ deps, actor, body }) => {
      const { url, webcalUrl } = await createFeed(deps, actor, body);
      // Answered without a redirect: a secret shown once is not put into the session to be read again.
      return { view: 'feeds/shown-once', title: t('Your calendar’s address'), nav, status: 201, model: { url, webcalUrl, isOpaque: body.titles === 'opaque' } };
    },
    again: ({ deps, actor }, problem) => subscribeForm(deps, actor, newFeedQuery.parse(problem.values), problem),
  }),
  page({
    method: 'post', path: '/deadlines/feeds/:feedId/revoke', summary: 'Revokes a calendar', access: 'feeds.manage', params: feedParams,
    handle: async ({ deps, actor, params }) => {
      await revokeFeed(deps, actor, params.feedId);
      return { redirect: '/deadlines/feeds', flash: t('The feed is revoked. Its address answers nothing any more; a calendar may keep showing what it last read until it is removed there.') };
    },
  }),
];
