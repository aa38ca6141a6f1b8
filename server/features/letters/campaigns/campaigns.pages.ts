import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { t } from '../../../platform/words.js';
import { roleMay } from '../../accounts/permissions.js';
import { letterTemplates } from '../letter-templates.js';
import { mayEdit } from './campaign.js';
import { campaignGridView } from './campaign-grid.view.js';
import { goesOnSays, leavesAt } from './campaign-words.js';
import { campaignListView } from './campaign-steps.view.js';
import { campaignParams, campaignsQuery, gridQuery } from './campaigns.schemas.js';
import { loadCampaign, pageOfCampaigns } from './campaigns.queries.js';
import { continueCampaign } from './continue-campaign.js';
import { type GridAsk, gridCounts, gridRows } from './grid.queries.js';
import { pauseCampaign } from './pause-campaign.js';
import { recallCampaign } from './recall-campaign.js';

const ROWS = 50;
const nav = 'requests';

async function showGrid(deps: Context, actor: Actor, campaignId: string, query: GridAsk): Promise<PageResult> {
  const where = { groupId: actor.groupId, campaignId };
  const campaign = await loadCampaign(deps.db, where);
  if (mayEdit(campaign.state) && roleMay(actor.role, 'requests.write')) return { redirect: `/campaigns/${campaignId}/${campaign.state === 'checked' ? 'check' : 'items'}` };
  const now = deps.clock.now();
  const [{ rows, next }, counts] = await Promise.all([gridRows(deps.db, where, { ...query, limit: ROWS, now }), gridCounts(deps.db, where, now)]);
  const may = { maySend: roleMay(actor.role, 'letters.send'), mayWrite: roleMay(actor.role, 'requests.write') };
  return { view: 'campaigns/show', title: campaign.name, nav, model: campaignGridView(campaign, { rows, next, counts, show: query.show, now, leavesAt: leavesAt(campaign.notBefore, { zone: actor.timeZone, now }), ...may }) };
}

/** A decision that came too late is told on the campaign's page, which shows where it stands. */
const told = async ({ params }: { params: { campaignId: string } }, problem: Problem): Promise<PageResult> => ({ redirect: `/campaigns/${params.campaignId}`, flash: problem.message });

export const campaignPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/campaigns', summary: 'The group’s campaigns', access: 'letters.see', query: campaignsQuery,
    handle: async ({ deps, actor, query }) => {
      const rows = await pageOfCampaigns(deps.db, actor.groupId, { limit: ROWS, ...query });
      const titles = new Map(letterTemplates().map((template): [string, string] => [template.slug, template.title]));
      return { view: 'campaigns/list', title: t('Campaigns'), nav, model: campaignListView(rows, { mayWrite: roleMay(actor.role, 'requests.write'), zone: actor.timeZone, titles }) };
    },
  }),
  page({
    method: 'get', path: '/campaigns/:campaignId', summary: 'A campaign: agencies by items, and how far it is', access: 'letters.see', params: campaignParams, query: gridQuery,
    handle: ({ deps, actor, params, query }) => showGrid(deps, actor, params.campaignId, query),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/continue', summary: 'Let a campaign go on', access: 'letters.send', params: campaignParams,
    handle: async ({ deps, actor, params }) => {
      const { notBefore } = await continueCampaign(deps, actor, params);
      return { redirect: `/campaigns/${params.campaignId}`, flash: goesOnSays(leavesAt(notBefore, { zone: actor.timeZone, now: deps.clock.now() })) };
    },
    again: told,
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/pause', summary: 'Pause a campaign', access: 'letters.send', params: campaignParams,
    handle: async ({ deps, actor, params }) => {
      const { takenBack } = await pauseCampaign(deps, actor, params);
      return { redirect: `/campaigns/${params.campaignId}`, flash: takenBack === 0 ? t('Paused. Nothing leaves.') : t.count(takenBack, 'Paused. {n} letter that had not left waits again.', 'Paused. {n} letters that had not left wait again.') };
    },
    again: told,
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/recall', summary: 'Take back what has not left', access: 'letters.send', params: campaignParams,
    handle: async ({ deps, actor, params }) => {
      await recallCampaign(deps, actor, params);
      return { redirect: `/campaigns/${params.campaignId}`, flash: t('Taken back: what has not left will not leave.') };
    },
    again: told,
  }),
];
