import { encodeKey } from '../../../platform/keyset.js';
import { type RouteDefinition, api } from '../../../platform/http/routes.js';
import { chaseCampaign } from './chase-campaign.js';
import { readChases } from './chase.queries.js';
import { checkCampaign } from './check-campaign.js';
import { chooseAgencies } from './choose-agencies.js';
import { gridCounts, gridRows } from './grid.queries.js';
import {
  apiCampaignBody, apiCampaignPatch, apiChooseBody, apiPasteBody, apiVersionBody, campaignListOut, campaignOut, campaignParams, campaignsQuery, checkedOut, chosenOut, createdOut, gridQuery, pasteReadOut, pastedOut,
  apiChaseBody, approvedOut, chaseQuery, chasesOut, goingOut, placesOut, savedOut, stateOut,
} from './campaigns.schemas.js';
import { loadCampaign, pageOfCampaigns } from './campaigns.queries.js';
import { continueCampaign } from './continue-campaign.js';
import { createCampaign } from './create-campaign.js';
import { pasteAgencies, readPaste } from './paste-agencies.js';
import { pauseCampaign } from './pause-campaign.js';
import { recallCampaign } from './recall-campaign.js';
import { type CampaignChange, saveCampaign } from './save-campaign.js';
import { startCampaign } from './start-campaign.js';

const ROWS = 50;
const tag = 'Campaigns';

type Patch = ReturnType<(typeof apiCampaignPatch)['parse']>;

/** Only what was given: an absent field keeps the campaign's own value. */
function changeOf({ name, title, items, canary, paceSeconds, feeCeiling, signerName, signerTitle, inspectionWanted }: Patch): Omit<CampaignChange, 'campaignId' | 'version'> {
  const fields = Object.fromEntries(Object.entries({ feeCeiling, signerName, signerTitle, inspectionWanted }).filter(([, value]) => value !== undefined));
  return {
    ...(name === undefined ? {} : { name }), ...(title === undefined ? {} : { title }), ...(canary === undefined ? {} : { canary }), ...(paceSeconds === undefined ? {} : { paceSeconds }),
    ...(items === undefined ? {} : { items: [{ act: 'replace', items }] }), fields,
  };
}

const asGoing = ({ state, notBefore }: { state: string; notBefore: Date | null }) => ({ state, notBefore: notBefore?.toISOString() ?? null });

export const campaignApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/campaigns', access: 'letters.see', tag, summary: 'The group’s campaigns, newest first.', query: campaignsQuery, response: campaignListOut,
    handle: async ({ deps, actor, query }) => {
      const { rows, hasNext } = await pageOfCampaigns(deps.db, actor.groupId, { limit: ROWS, after: query.after });
      const last = rows.at(-1);
      return {
        campaigns: rows.map(({ id, name, templateSlug, state, agencies, createdAt }) => ({ id, name, template: templateSlug, state, agencies, createdAt: createdAt.toISOString() })),
        next: hasNext && last ? encodeKey([last.createdAt.toISOString(), last.id]) : null,
      };
    },
  }),
  api({
    method: 'post', path: '/api/v1/campaigns', access: 'requests.write', tag, summary: 'Begin a campaign: one request to many agencies. Nothing is sent.', status: 201, body: apiCampaignBody, response: createdOut,
    handle: async ({ deps, actor, body }) => {
      const { name, template, ...rest } = body;
      const { id } = await createCampaign(deps, actor, { name, templateSlug: template });
      const { version } = await saveCampaign(deps, actor, { campaignId: id, version: null, ...changeOf(rest) });
      return { id, version };
    },
  }),
  api({
    method: 'get', path: '/api/v1/campaigns/:campaignId', access: 'letters.see', tag, summary: 'A campaign with its words and how far it is.', params: campaignParams, response: campaignOut,
    handle: async ({ deps, actor, params }) => {
      const where = { groupId: actor.groupId, campaignId: params.campaignId };
      const campaign = await loadCampaign(deps.db, where);
      const { stages } = await gridCounts(deps.db, where, deps.clock.now());
      const { id, name, title, state, version, canary, paceSeconds, columns, items, startedAt, trouble } = campaign;
      return { id, name, template: campaign.template.slug, title, state, version, canary, paceSeconds, columns, items, startedAt: startedAt?.toISOString() ?? null, trouble, counts: stages };
    },
  }),
  api({
    method: 'patch', path: '/api/v1/campaigns/:campaignId', access: 'requests.write', tag, summary: 'Change a campaign that was not started.', params: campaignParams, body: apiCampaignPatch, response: savedOut,
    handle: async ({ deps, actor, params, body }) => {
      const { version } = await saveCampaign(deps, actor, { campaignId: params.campaignId, version: body.version ?? null, ...changeOf(body) });
      return { version };
    },
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/agencies', access: 'requests.write', tag, summary: 'Put agencies into a campaign, or take them out.', params: campaignParams, body: apiChooseBody, response: chosenOut,
    handle: async ({ deps, actor, params, body }) => chooseAgencies(deps, actor, { campaignId: params.campaignId, ...body }),
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/agencies/read', access: 'requests.write', tag, summary: 'What a pasted table of agencies would do, line by line; changes nothing.', params: campaignParams, body: apiPasteBody,
    response: pasteReadOut,
    handle: async ({ deps, actor, params, body }) => {
      const { fault, columns, lines } = await readPaste(deps, actor, { campaignId: params.campaignId, ...body });
      return { fault, columns, lines: lines.map(({ line, name, email, verdict, agencyId, says }) => ({ line, name, email, verdict, agencyId, says })) };
    },
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/agencies/paste', access: 'agencies.correct', tag, summary: 'Add the agencies of a pasted table; unknown ones join the group’s directory.', params: campaignParams, body: apiPasteBody, response: pastedOut,
    handle: ({ deps, actor, params, body }) => pasteAgencies(deps, actor, { campaignId: params.campaignId, ...body }),
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/check', access: 'requests.write', tag, summary: 'Mark the letters as read; refused while one of them can’t be made.', params: campaignParams, body: apiVersionBody, response: checkedOut,
    handle: ({ deps, actor, params, body }) => checkCampaign(deps, actor, { campaignId: params.campaignId, version: body.version ?? null }),
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/start', access: 'letters.send', tag, summary: 'Start a campaign that was checked. Once.', params: campaignParams, body: apiVersionBody, response: goingOut,
    handle: async ({ deps, actor, params, body }) => asGoing(await startCampaign(deps, actor, { campaignId: params.campaignId, version: body.version ?? null })),
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/continue', access: 'letters.send', tag, summary: 'Let the others go after the first letters, or what was paused.', params: campaignParams, response: goingOut,
    handle: async ({ deps, actor, params }) => asGoing(await continueCampaign(deps, actor, params)),
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/pause', access: 'letters.send', tag, summary: 'Stop whatever has not left, until somebody lets it go on.', params: campaignParams, response: stateOut,
    handle: async ({ deps, actor, params }) => {
      await pauseCampaign(deps, actor, params);
      return { state: 'paused' };
    },
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/recall', access: 'letters.send', tag, summary: 'Take back whatever has not left, for good.', params: campaignParams, response: stateOut,
    handle: async ({ deps, actor, params }) => {
      await recallCampaign(deps, actor, params);
      return { state: 'recalled' };
    },
  }),
  api({
    method: 'get', path: '/api/v1/campaigns/:campaignId/places', access: 'letters.see', tag, summary: 'Agencies of a campaign: request, letter, items, lateness, fee.', params: campaignParams, query: gridQuery, response: placesOut,
    handle: async ({ deps, actor, params, query }) => {
      const where = { groupId: actor.groupId, campaignId: params.campaignId };
      await loadCampaign(deps.db, where);
      const { rows, next } = await gridRows(deps.db, where, { show: query.show, after: query.after, limit: ROWS, now: deps.clock.now() });
      return {
        places: rows.map((row) => ({
          position: row.position, agency: { id: row.agencyId, name: row.agency }, stage: row.stage, requestId: row.request?.id ?? null, number: row.request?.number ?? null, letterId: row.letter?.id ?? null,
          sentOn: row.sentOn, late: row.late, feeCents: row.feeCents, problem: row.problem, items: row.items.map(({ n, state, promisedFor }) => ({ n, state, promisedFor })),
        })),
        next,
      };
    },
  }),
  api({
    method: 'get', path: '/api/v1/campaigns/:campaignId/letters', access: 'letters.send', tag, summary: 'Letters that requests of a campaign call for now, to be approved together.', params: campaignParams, query: chaseQuery, response: chasesOut,
    handle: async ({ deps, actor, params, query }) => {
      await loadCampaign(deps.db, { groupId: actor.groupId, campaignId: params.campaignId });
      const { chases, next } = await readChases(deps.db, actor, { campaignId: params.campaignId, ask: query, now: deps.clock.now(), replyDomain: deps.config.replyDomain });
      return {
        letters: chases.map((chase) => ({
          requestId: chase.requestId, number: chase.row.request?.number ?? '', agency: chase.row.agency, letter: chase.fits ? chase.slug : null, why: chase.fits ? chase.reason : chase.why,
          text: chase.fits ? chase.letter.text : null, seen: chase.fits ? chase.seen : null,
        })),
        next,
      };
    },
  }),
  api({
    method: 'post', path: '/api/v1/campaigns/:campaignId/letters', access: 'letters.send', tag, summary: 'Approve letters of a campaign together; they go at its pace.', status: 201, params: campaignParams, body: apiChaseBody, response: approvedOut,
    handle: async ({ deps, actor, params, body }) => {
      const { approved } = await chaseCampaign(deps, actor, { campaignId: params.campaignId, approvals: body.approve.map(({ requestId, letter, seen }) => ({ requestId, slug: letter, seen })) });
      return { approved };
    },
  }),
];
