import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { t } from '../../../platform/words.js';
import { formProblems } from '../compose.view.js';
import { campaignParams, chaseBody, chaseQuery } from './campaigns.schemas.js';
import { loadCampaign } from './campaigns.queries.js';
import { type ChaseAsk, approvedChases, readChases } from './chase.queries.js';
import { approvedTogetherSays, leavesAt } from './campaign-words.js';
import { chaseCampaign } from './chase-campaign.js';
import { chaseView } from './chase.view.js';

async function show(deps: Context, actor: Actor, campaignId: string, ask: ChaseAsk, problem: Problem | null = null): Promise<PageResult> {
  const where = { groupId: actor.groupId, campaignId };
  const campaign = await loadCampaign(deps.db, where);
  const { chases, next } = await readChases(deps.db, actor, { campaignId, ask, now: deps.clock.now(), replyDomain: deps.config.replyDomain });
  const model = chaseView(campaign, { chases, next, approved: await approvedChases(deps.db, where), ask }, formProblems(problem, ['approve']));
  return { view: 'campaigns/chase', title: t('Write again: {campaign}', { campaign: campaign.name }), nav: 'requests', model };
}

export const chasePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/campaigns/:campaignId/chase', summary: 'Letters that requests of a campaign call for', access: 'letters.send', params: campaignParams, query: chaseQuery,
    handle: ({ deps, actor, params, query }) => show(deps, actor, params.campaignId, query),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/chase', summary: 'Approve letters of a campaign together', access: 'letters.send', params: campaignParams, body: chaseBody,
    handle: async ({ deps, actor, params, body }) => {
      const approvals = body.approve.map((value) => {
        const [requestId = '', slug = '', seen = ''] = value.split('|');
        return { requestId, slug, seen };
      });
      const { approved, notBefore } = await chaseCampaign(deps, actor, { campaignId: params.campaignId, approvals });
      return { redirect: `/campaigns/${params.campaignId}/chase?show=${body.show}`, flash: approvedTogetherSays(approved, leavesAt(notBefore, { zone: actor.timeZone, now: deps.clock.now() })) };
    },
    again: ({ deps, actor, params }, problem) => show(deps, actor, params.campaignId, { show: chaseQuery.parse({ show: problem.values['show'] }).show, after: 0 }, problem),
  }),
];
