import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { addAgency } from './add-agency.js';
import { agencyNotFound } from './agencies.errors.js';
import { agencyFor, pageOfAgencies, requestCounts } from './agencies.queries.js';
import { addressBody, agenciesQuery, agencyParams } from './agencies.schemas.js';
import { correctAgencyForm, newAgencyForm } from './agency-forms.schemas.js';
import { correctAgencyView, newAgencyView } from './agency-forms.view.js';
import type { AgencyProfile } from './agency-profile.js';
import { agencyLine } from './agency.view.js';
import { correctAgency } from './correct-agency.js';
import { sayAddressWorks } from './say-address-works.js';
import { withdrawCorrection } from './withdraw-correction.js';

const nav = 'agencies';
type Deps = Pick<Context, 'db'>;

async function found(deps: Deps, actor: Actor, agencyId: string): Promise<AgencyProfile> {
  const agency = await agencyFor(deps.db, actor.groupId, agencyId);
  if (!agency) throw agencyNotFound();
  return agency;
}

async function listPage(deps: Deps, actor: Actor, ask: { after?: string | undefined; limit: number }): Promise<PageResult> {
  const { agencies, next } = await pageOfAgencies(deps.db, actor.groupId, ask);
  // A volunteer sees no request but by its documents, so no counts either.
  const seesAll = roleMay(actor.role, 'requests.read-all');
  const counts = seesAll ? await requestCounts(deps.db, actor.groupId, agencies.map((agency) => agency.id)) : new Map<string, number>();
  const model = {
    agencies: agencies.map((agency) => agencyLine(agency, counts.get(agency.id) ?? 0)), seesAll,
    older: next ? `/agencies?cursor=${next}` : null, mayAdd: roleMay(actor.role, 'agencies.correct'),
  };
  return { view: 'agencies/list', title: t('Agencies'), nav, model };
}

async function editPage(deps: Deps, actor: Actor, agencyId: string, problem: Problem | null = null): Promise<PageResult> {
  const agency = await found(deps, actor, agencyId);
  return { view: 'agencies/edit', title: t('Correct {agency}', { agency: agency.shortName }), nav, model: correctAgencyView(agency, problem) };
}

const newPage = (problem: Problem | null = null): PageResult => ({ view: 'agencies/new', title: t('Add an agency'), nav, model: newAgencyView(problem) });

export const agencyPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/agencies', summary: 'The directory as the group sees it', access: 'agencies.see', query: agenciesQuery,
    handle: ({ deps, actor, query }) => listPage(deps, actor, { after: query.cursor, limit: query.limit }),
  }),
  page({
    method: 'get', path: '/agencies/new', summary: 'The form to add an agency', access: 'agencies.correct',
    handle: async () => newPage(),
  }),
  page({
    method: 'post', path: '/agencies', summary: 'Adds an agency for the group', access: 'agencies.correct', body: newAgencyForm,
    handle: async ({ deps, actor, body }) => {
      const { agencyId } = await addAgency(deps, actor, body);
      return { redirect: `/agencies/${agencyId}`, flash: t('{agency} is in your directory. Only your group sees it.', { agency: body.shortName }) };
    },
    again: async (_call, problem) => newPage(problem),
  }),
  page({
    method: 'get', path: '/agencies/:agencyId/edit', summary: 'The form to correct an agency', access: 'agencies.correct', params: agencyParams,
    handle: ({ deps, actor, params }) => editPage(deps, actor, params.agencyId),
  }),
  page({
    method: 'post', path: '/agencies/:agencyId', summary: 'Corrects an agency for the group', access: 'agencies.correct', params: agencyParams, body: correctAgencyForm,
    handle: async ({ deps, actor, params, body }) => {
      const changed = await correctAgency(deps, actor, { agencyId: params.agencyId, correction: body });
      return { redirect: `/agencies/${params.agencyId}`, flash: changed.length > 0 ? t('The correction is saved. New letters use it; letters already sent keep their words.') : t('Nothing was changed.') };
    },
    again: ({ deps, actor, params }, problem) => editPage(deps, actor, params.agencyId, problem),
  }),
  page({
    method: 'post', path: '/agencies/:agencyId/correction/withdraw', summary: 'Takes the group’s corrections back', access: 'agencies.correct', params: agencyParams,
    handle: async ({ deps, actor, params }) => {
      await withdrawCorrection(deps, actor, params.agencyId);
      return { redirect: `/agencies/${params.agencyId}`, flash: t('Your corrections are taken back. You see the directory’s words again.') };
    },
  }),
  page({
    method: 'post', path: '/agencies/:agencyId/address-works', summary: 'Says that an address that bounced works again', access: 'agencies.correct', params: agencyParams, body: addressBody,
    handle: async ({ deps, actor, params, body }) => {
      await sayAddressWorks(deps, actor, { ...params, ...body });
      return { redirect: `/agencies/${params.agencyId}`, flash: t('Letters go to {address} again without a question.', { address: body.address }) };
    },
  }),
];
