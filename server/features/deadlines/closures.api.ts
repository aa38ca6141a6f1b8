import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { roleMay } from '../accounts/permissions.js';
import { agencyNotFound } from '../agencies/agencies.errors.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { agencyParams } from '../agencies/agencies.schemas.js';
import { closuresOf, waitingRecalculations } from '../agencies/closures.queries.js';
import { addClosure } from './add-closure.js';
import { addClosureBody, closureList, closureParams, closureWritten, takeClosureBackBody } from './closures.schemas.js';
import { takeBackClosure } from './take-back-closure.js';

const tag = 'Agencies';

export const closuresApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/agencies/:agencyId/closures', summary: 'Days your group recorded an agency’s office as closed, those taken back too', tag, access: 'closures.record', params: agencyParams, response: closureList,
    handle: async ({ deps, actor, params }) => {
      const { groupId, role } = actor;
      if (!(await agencyFor(deps.db, groupId, params.agencyId))) throw agencyNotFound();
      const closures = await closuresOf(deps.db, { groupId, agencyId: params.agencyId, seesPeople: roleMay(role, 'people.see') });
      return { closures, waiting: await waitingRecalculations(deps.db, groupId, params.agencyId) };
    },
  }),
  api({
    method: 'post', path: '/api/v1/agencies/:agencyId/closures', summary: 'Record that an agency’s office was closed a whole day (CCP § 12b); open dates it touches are counted again', tag, access: 'closures.record', status: 201,
    params: agencyParams, body: addClosureBody, response: closureWritten,
    handle: ({ deps, actor, params, body }) => addClosure(deps, actor, { ...body, agencyId: params.agencyId }),
  }),
  api({
    method: 'post', path: '/api/v1/agencies/:agencyId/closures/:closureId/take-back', summary: 'Take a closed day back, with why; open dates it moved are counted again', tag, access: 'closures.record',
    params: closureParams, body: takeClosureBackBody, response: closureWritten,
    handle: ({ deps, actor, params, body }) => takeBackClosure(deps, actor, { ...params, why: body.why }),
  }),
];
