import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { type TimelineVerdict, verifyTimeline } from '../timeline/verify-timeline.js';
import { requestHeading } from './request-page.queries.js';
import { timelineRow } from './request-page-timeline.js';
import { requestParams, timelineQuery } from './requests.schemas.js';
import { pageOfTimeline } from './timeline.queries.js';

const ENTRIES = 100;

async function timelinePage(deps: Context, actor: Actor, input: { requestId: string; before?: number | undefined; verdict: TimelineVerdict | null }): Promise<PageResult> {
  const { requestId, before, verdict } = input;
  const [request, { entries, next }] = await Promise.all([
    requestHeading(deps.db, actor, requestId), pageOfTimeline(deps.db, { groupId: actor.groupId, requestId, limit: ENTRIES, before }),
  ]);
  const at = `/requests/${requestId}`;
  return {
    view: 'requests/timeline', title: t('Timeline of {number}', { number: request.number }), nav: 'requests',
    model: {
      request: { href: at, label: request.number, title: request.title }, zone: actor.timeZone,
      rows: entries.map((entry) => ({ ...timelineRow(entry), seq: entry.seq })),
      older: next === null ? null : `${at}/timeline?before=${next}`,
      newest: before === undefined ? null : `${at}/timeline`,
      verify: `${at}/timeline/verification`,
      verdict: verdict && verdictWords(verdict),
    },
  };
}

/** What the walk along the chain found, as sentences. */
export function verdictWords(verdict: TimelineVerdict): { tone: 'done' | 'problem'; title: string; says: string } {
  const erased = verdict.erased === 0 ? '' : ` ${t.count(verdict.erased, 'The words of {n} entry were erased; its place is kept.', 'The words of {n} entries were erased; their places are kept.')}`;
  if (verdict.broken) {
    return {
      tone: 'problem', title: t('The chain is broken.'),
      says: t('At entry {seq}: {why}. Tell the owner of the server, and keep a backup of the database as it is now.', { seq: verdict.broken.seq, why: verdict.broken.why }),
    };
  }
  return {
    tone: 'done', title: t('The chain holds.'),
    says: t.count(verdict.events, '{n} entry of the group, in order, unchanged since it was written. Last hash: {hash}.', '{n} entries of the group, in order, unchanged since they were written. Last hash: {hash}.', {
      hash: verdict.headHash,
    }) + erased,
  };
}

export const requestTimelinePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/timeline', summary: 'A request’s timeline', access: 'timeline.see', params: requestParams, query: timelineQuery,
    handle: ({ deps, actor, params, query }) => timelinePage(deps, actor, { requestId: params.requestId, before: query.before, verdict: null }),
  }),
  page({
    method: 'post', path: '/requests/:requestId/timeline/verification', summary: 'Verifies the group’s chain and shows the verdict', access: 'timeline.see', params: requestParams, perMinute: 20,
    handle: async ({ deps, actor, params }) => {
      await requestHeading(deps.db, actor, params.requestId);
      return timelinePage(deps, actor, { requestId: params.requestId, verdict: await verifyTimeline(deps, actor.groupId) });
    },
  }),
];
