import { type RouteDefinition, api } from '../../platform/http/routes.js';
import type { Context } from '../../context.js';
import { addAgency } from './add-agency.js';
import { agenciesAnswer, agencyAnswer } from './agencies.api.schemas.js';
import { agencyNotFound } from './agencies.errors.js';
import { agencyFor, pageOfAgencies } from './agencies.queries.js';
import { addressBody, agenciesQuery, agencyParams, correctAgencyBody, newAgencyBody } from './agencies.schemas.js';
import type { AgencyProfile } from './agency-profile.js';
import { correctAgency } from './correct-agency.js';
import { sayAddressWorks } from './say-address-works.js';
import { withdrawCorrection } from './withdraw-correction.js';

const tag = 'Agencies';

async function found(deps: Pick<Context, 'db'>, groupId: string, agencyId: string): Promise<AgencyProfile> {
  const agency = await agencyFor(deps.db, groupId, agencyId);
  if (!agency) throw agencyNotFound();
  return agency;
}

export const agenciesApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/agencies', summary: 'The directory as your group sees it', tag, access: 'agencies.see', query: agenciesQuery, response: agenciesAnswer,
    handle: ({ deps, actor, query }) => pageOfAgencies(deps.db, actor.groupId, { after: query.cursor, limit: query.limit }),
  }),
  api({
    method: 'post', path: '/api/v1/agencies', summary: 'Adds an agency for your group', tag, access: 'agencies.correct', status: 201, body: newAgencyBody, response: agencyAnswer,
    handle: async ({ deps, actor, body }) => {
      const { agencyId } = await addAgency(deps, actor, body);
      return found(deps, actor.groupId, agencyId);
    },
  }),
  api({
    method: 'get', path: '/api/v1/agencies/:agencyId', summary: 'One agency: channels, what it refuses, and how sure each field is', tag, access: 'agencies.see', params: agencyParams, response: agencyAnswer,
    handle: ({ deps, actor, params }) => found(deps, actor.groupId, params.agencyId),
  }),
  api({
    method: 'patch', path: '/api/v1/agencies/:agencyId', summary: 'Corrects an agency for your group; what is left out stays', tag, access: 'agencies.correct', params: agencyParams, body: correctAgencyBody, response: agencyAnswer,
    handle: async ({ deps, actor, params, body }) => {
      await correctAgency(deps, actor, { agencyId: params.agencyId, correction: body });
      return found(deps, actor.groupId, params.agencyId);
    },
  }),
  api({
    method: 'delete', path: '/api/v1/agencies/:agencyId/correction', summary: 'Takes your group’s corrections back', tag, access: 'agencies.correct', params: agencyParams, response: agencyAnswer,
    handle: async ({ deps, actor, params }) => {
      await withdrawCorrection(deps, actor, params.agencyId);
      return found(deps, actor.groupId, params.agencyId);
    },
  }),
  api({
    method: 'post', path: '/api/v1/agencies/:agencyId/address-works', summary: 'Says that an address that bounced works again', tag, access: 'agencies.correct', params: agencyParams, body: addressBody, response: agencyAnswer,
    handle: async ({ deps, actor, params, body }) => {
      await sayAddressWorks(deps, actor, { ...params, ...body });
      return found(deps, actor.groupId, params.agencyId);
    },
  }),
];
