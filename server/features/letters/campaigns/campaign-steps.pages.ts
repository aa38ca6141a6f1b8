import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { notFound } from '../../../platform/http/errors.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { t } from '../../../platform/words.js';
import { roleMay } from '../../accounts/permissions.js';
import { listAgencies } from '../../agencies/agencies.queries.js';
import { bouncesAmong } from '../../agencies/bouncing.queries.js';
import { agencyTypeChoices } from '../../agencies/agency-forms.view.js';
import { formProblems } from '../compose.view.js';
import { itemEdits } from '../item-edits.js';
import { letterTemplates } from '../letter-templates.js';
import { maySend } from '../may-send.js';
import { mayEdit } from './campaign.js';
import { campaignCheckView, campaignPreviewView } from './campaign-check.view.js';
import { readCampaign, readPlaces } from './campaign-places.queries.js';
import { leavesAt, startedSays } from './campaign-words.js';
import { campaignAgenciesView, campaignItemsView, campaignLetterView, newCampaignView } from './campaign-steps.view.js';
import {
  campaignAgencyParams, campaignItemsBody, campaignItemsQuery, campaignLetterBody, campaignParams, chooseBody, newCampaignBody, pasteBody, placesQuery, versionBody,
} from './campaigns.schemas.js';
import { type Campaign, agencyIdsOf, loadCampaign } from './campaigns.queries.js';
import { checkCampaign } from './check-campaign.js';
import { chooseAgencies } from './choose-agencies.js';
import { createCampaign } from './create-campaign.js';
import { pasteAgencies, readPaste } from './paste-agencies.js';
import { typesFor } from './pasted-agencies.js';
import { saveCampaign } from './save-campaign.js';
import { startCampaign } from './start-campaign.js';

const ROWS = 100;
const ITEM_FIELDS = ['heading', 'text', 'whereToLook', 'period', 'format', 'fields'] as const;
const LETTER_FIELDS = ['name', 'title', 'feeCeiling', 'signerName', 'signerTitle', 'canary', 'paceMinutes'] as const;
const nav = 'requests';

/** Templates a campaign can be made from. Under FOIA each component has its own letter and its own fee claims. */
const offered = () => letterTemplates().filter((template) => template.statute === 'CPRA');

const setting = (deps: Context) => ({ now: deps.clock.now(), replyDomain: deps.config.replyDomain });

function strings<Name extends string>(problem: Problem | null, names: readonly Name[]): Partial<Record<Name, string>> {
  const given = names.flatMap((name) => (typeof problem?.values[name] === 'string' ? [[name, problem.values[name]]] : []));
  return Object.fromEntries(given) as Partial<Record<Name, string>>;
}

function showNew(problem: Problem | null = null): PageResult {
  const { name = '', template = '' } = strings(problem, ['name', 'template']);
  return { view: 'campaigns/new', title: t('New campaign'), nav, model: newCampaignView(offered(), { name, template }, formProblems(problem, ['name', 'template'])) };
}

/** A campaign that may be changed; one that was started is shown as it goes. */
async function editing(deps: Context, actor: Actor, campaignId: string, show: (campaign: Campaign) => Promise<PageResult> | PageResult, problem: Problem | null = null): Promise<PageResult> {
  const campaign = await loadCampaign(deps.db, { groupId: actor.groupId, campaignId });
  if (!mayEdit(campaign.state)) return { redirect: `/campaigns/${campaignId}`, ...(problem ? { flash: problem.message } : {}) };
  return show(campaign);
}

const showItems = (deps: Context, actor: Actor, campaignId: string, open: number | null, problem: Problem | null = null) =>
  editing(deps, actor, campaignId, (campaign) => {
    const items = problem ? campaign.items.map((item, index) => (index + 1 === open ? { ...item, ...strings(problem, ITEM_FIELDS) } : item)) : campaign.items;
    return { view: 'campaigns/items', title: t('Items of {campaign}', { campaign: campaign.name }), nav, model: campaignItemsView({ ...campaign, items }, open, formProblems(problem, ITEM_FIELDS)) };
  }, problem);

const showLetter = (deps: Context, actor: Actor, campaignId: string, problem: Problem | null = null) =>
  editing(deps, actor, campaignId, (campaign) => ({ view: 'campaigns/letter', title: t('Letter of {campaign}', { campaign: campaign.name }), nav, model: campaignLetterView(campaign, strings(problem, LETTER_FIELDS), formProblems(problem, LETTER_FIELDS)) }), problem);

const showAgencies = (deps: Context, actor: Actor, campaignId: string, { after = 0, problem = null, read = null }: { after?: number; problem?: Problem | null; read?: { text: string; type: ReturnType<typeof typesFor>[number] } | null } = {}) =>
  editing(deps, actor, campaignId, async (campaign) => {
    const { db } = deps;
    const { groupId } = actor;
    const [places, directory, there] = [await readPlaces(db, campaign, setting(deps), { after, limit: ROWS + 1 }), await listAgencies(db, groupId), await agencyIdsOf(db, { groupId, campaignId })];
    const bounces = await bouncesAmong(db, groupId, directory);
    const table = read ? await readPaste(deps, actor, { campaignId, ...read }) : null;
    const wrong = formProblems(problem, ['text', 'type', 'agencyId']);
    const { text = '', type = '' } = strings(problem, ['text', 'type']);
    const types = typesFor(campaign.template.statute);
    const data = {
      chosen: places.slice(0, ROWS), count: there.size, next: places.length > ROWS ? (places[ROWS - 1]?.position ?? null) : null, directory, there, bounces,
      types: agencyTypeChoices().filter((choice) => types.includes(choice.value)), paste: read ?? { text, type }, table,
    };
    const shown = table?.fault ? { ...wrong, message: table.fault, problems: [{ id: 'text', says: table.fault }], errors: { ...wrong.errors, text: table.fault } } : wrong;
    return { view: 'campaigns/agencies', title: t('Agencies of {campaign}', { campaign: campaign.name }), nav, model: campaignAgenciesView(campaign, data, shown) };
  }, problem);

const showCheck = (deps: Context, actor: Actor, campaignId: string, { after = 0, problem = null }: { after?: number; problem?: Problem | null } = {}) =>
  editing(deps, actor, campaignId, async (campaign) => {
    const reading = await readCampaign(deps.db, campaign, setting(deps));
    const places = await readPlaces(deps.db, campaign, setting(deps), { after, limit: ROWS + 1 });
    const around = { next: places.length > ROWS ? (places[ROWS - 1]?.position ?? null) : null, maySend: roleMay(actor.role, 'letters.send'), mailLeaves: maySend(deps, actor) };
    return { view: 'campaigns/check', title: t('Check {campaign}', { campaign: campaign.name }), nav, model: campaignCheckView(campaign, reading, places.slice(0, ROWS), around, formProblems(problem, [])) };
  }, problem);

const openItem = (problem: Problem): number | null => Number(problem.values['item']) || null;

export const campaignStepPages: RouteDefinition[] = [
  page({ method: 'get', path: '/campaigns/new', summary: 'Begin a campaign', access: 'requests.write', handle: async () => showNew() }),
  page({
    method: 'post', path: '/campaigns', summary: 'Begin a campaign', access: 'requests.write', body: newCampaignBody,
    handle: async ({ deps, actor, body }) => ({ redirect: `/campaigns/${(await createCampaign(deps, actor, { name: body.name, templateSlug: body.template })).id}/items` }),
    again: async (_call, problem) => showNew(problem),
  }),
  page({
    method: 'get', path: '/campaigns/:campaignId/items', summary: 'The items of a campaign', access: 'requests.write', params: campaignParams, query: campaignItemsQuery,
    handle: ({ deps, actor, params, query }) => showItems(deps, actor, params.campaignId, query.item ?? null),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/items', summary: 'Save, move, add or remove items', access: 'requests.write', params: campaignParams, body: campaignItemsBody,
    handle: async ({ deps, actor, params, body }) => {
      const { edits, open } = itemEdits(body);
      const { items } = await saveCampaign(deps, actor, { campaignId: params.campaignId, version: body.version, items: edits });
      if (body.act === 'continue') return { redirect: `/campaigns/${params.campaignId}/letter` };
      const next = open(items);
      return { redirect: `/campaigns/${params.campaignId}/items${next ? `?item=${next}#item-${next}` : ''}` };
    },
    again: ({ deps, actor, params }, problem) => showItems(deps, actor, params.campaignId, openItem(problem), problem),
  }),
  page({
    method: 'get', path: '/campaigns/:campaignId/letter', summary: 'Title, signature and pace of a campaign', access: 'requests.write', params: campaignParams,
    handle: ({ deps, actor, params }) => showLetter(deps, actor, params.campaignId),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/letter', summary: 'Save title, signature and pace', access: 'requests.write', params: campaignParams, body: campaignLetterBody,
    handle: async ({ deps, actor, params, body }) => {
      const { version, act, name, title, canary, paceMinutes, ...fields } = body;
      await saveCampaign(deps, actor, { campaignId: params.campaignId, version, name, title, canary, paceSeconds: Math.round(paceMinutes * 60), fields });
      return { redirect: `/campaigns/${params.campaignId}/${act === 'continue' ? 'agencies' : 'letter'}` };
    },
    again: ({ deps, actor, params }, problem) => showLetter(deps, actor, params.campaignId, problem),
  }),
  page({
    method: 'get', path: '/campaigns/:campaignId/agencies', summary: 'Whom a campaign writes to', access: 'requests.write', params: campaignParams, query: placesQuery,
    handle: ({ deps, actor, params, query }) => showAgencies(deps, actor, params.campaignId, query),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/agencies', summary: 'Add agencies of the directory, or take some out', access: 'requests.write', params: campaignParams, body: chooseBody,
    handle: async ({ deps, actor, params, body }) => {
      const before = await loadCampaign(deps.db, { groupId: actor.groupId, campaignId: params.campaignId });
      const { agencies } = await chooseAgencies(deps, actor, { campaignId: before.id, [body.act]: body.act === 'add' ? body.agencyId.map((agencyId) => ({ agencyId })) : body.agencyId });
      return { redirect: `/campaigns/${params.campaignId}/agencies`, flash: t.count(agencies, '{n} agency is chosen now.', '{n} agencies are chosen now.') };
    },
    again: ({ deps, actor, params }, problem) => showAgencies(deps, actor, params.campaignId, { problem }),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/agencies/paste', summary: 'Read a pasted table of agencies, or add them', access: 'agencies.correct', params: campaignParams, body: pasteBody,
    handle: async ({ deps, actor, params, body }) => {
      const { act, text, type } = body;
      if (act === 'read') return showAgencies(deps, actor, params.campaignId, { read: { text, type } });
      const { added, changed, left } = await pasteAgencies(deps, actor, { campaignId: params.campaignId, text, type });
      const said = [t.count(added, '{n} agency is added.', '{n} agencies are added.'), changed === 0 ? '' : t.count(changed, 'The merge fields of {n} that was there are others now.', 'The merge fields of {n} that were there are others now.')].filter(Boolean).join(' ');
      return { redirect: `/campaigns/${params.campaignId}/agencies`, flash: left === 0 ? said : `${said} ${t.count(left, '{n} line was left out.', '{n} lines were left out.')}` };
    },
    again: ({ deps, actor, params }, problem) => showAgencies(deps, actor, params.campaignId, { problem }),
  }),
  page({
    method: 'get', path: '/campaigns/:campaignId/check', summary: 'Every letter of a campaign, and what is missing', access: 'requests.write', params: campaignParams, query: placesQuery,
    handle: ({ deps, actor, params, query }) => showCheck(deps, actor, params.campaignId, query),
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/check', summary: 'Mark the letters as read', access: 'requests.write', params: campaignParams, body: versionBody,
    handle: async ({ deps, actor, params, body }) => {
      await checkCampaign(deps, actor, { campaignId: params.campaignId, version: body.version });
      return { redirect: `/campaigns/${params.campaignId}/check`, flash: t('Checked. It can be started.') };
    },
    again: ({ deps, actor, params }, problem) => showCheck(deps, actor, params.campaignId, { problem }),
  }),
  page({
    method: 'get', path: '/campaigns/:campaignId/preview/:agencyId', summary: 'The letter one agency would get', access: 'requests.write', params: campaignAgencyParams,
    handle: async ({ deps, actor, params }) => {
      const campaign = await loadCampaign(deps.db, { groupId: actor.groupId, campaignId: params.campaignId });
      const row = await deps.db.campaignAgency.findFirst({ where: { groupId: actor.groupId, campaignId: campaign.id, agencyId: params.agencyId }, select: { position: true } });
      const [place] = row ? await readPlaces(deps.db, campaign, setting(deps), { after: row.position - 1, limit: 1 }) : [];
      if (!place) throw notFound();
      return { view: 'campaigns/preview', title: t('Letter to {agency}', { agency: place.agency.shortName }), nav, model: campaignPreviewView(campaign, place) };
    },
  }),
  page({
    method: 'post', path: '/campaigns/:campaignId/start', summary: 'Start a campaign that was checked', access: 'letters.send', params: campaignParams, body: versionBody,
    handle: async ({ deps, actor, params, body }) => {
      const { state, notBefore } = await startCampaign(deps, actor, { campaignId: params.campaignId, version: body.version });
      return { redirect: `/campaigns/${params.campaignId}`, flash: startedSays(state, leavesAt(notBefore, { zone: actor.timeZone, now: deps.clock.now() })) };
    },
    again: ({ deps, actor, params }, problem) => showCheck(deps, actor, params.campaignId, { problem }),
  }),
];
