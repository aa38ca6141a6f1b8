import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { actorAnswer, doneAnswer, groupAnswer, newTokenAnswer, tokensAnswer } from './accounts.api.schemas.js';
import { groupSettings, listTokens } from './accounts.queries.js';
import { newTokenBody, tokenParams } from './accounts.schemas.js';
import { changeGroupSettings } from './change-group-settings.js';
import { createApiToken } from './create-api-token.js';
import { groupSettingsBody } from './group-settings.schemas.js';
import { PERMISSIONS, type Permission, roleMay } from './permissions.js';
import { revokeApiToken } from './revoke-api-token.js';

const tag = 'Accounts';

export const accountsApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/me', summary: 'Who is calling, and what they may do', tag, access: 'signed-in', response: actorAnswer,
    handle: async ({ actor }) => {
      const { personId, groupId, name, role, groupName, timeZone, isExample } = actor;
      const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => roleMay(role, permission));
      return { personId, groupId, name, role, groupName, timeZone, isExample, permissions };
    },
  }),
  api({
    method: 'get', path: '/api/v1/tokens', summary: 'One’s own API tokens that still work', tag, access: 'signed-in', response: tokensAnswer,
    handle: async ({ deps, actor }) => ({ tokens: await listTokens(deps.db, { groupId: actor.groupId, personId: actor.personId }) }),
  }),
  api({
    method: 'post', path: '/api/v1/tokens', summary: 'Makes an API token for oneself', tag, access: 'signed-in', status: 201, body: newTokenBody, response: newTokenAnswer,
    handle: ({ deps, actor, body }) => createApiToken(deps, actor, body),
  }),
  api({
    method: 'delete', path: '/api/v1/tokens/:tokenId', summary: 'Revokes one’s own API token', tag, access: 'signed-in', params: tokenParams, response: doneAnswer,
    handle: ({ deps, actor, params }) => revokeApiToken(deps, actor, params.tokenId),
  }),
  api({
    method: 'get', path: '/api/v1/group', summary: 'The group’s settings, as letters print them', tag, access: 'group.see', response: groupAnswer,
    handle: ({ deps, actor }) => groupSettings(deps.db, actor.groupId),
  }),
  api({
    method: 'patch', path: '/api/v1/group', summary: 'Changes the group’s settings; what is left out stays', tag, access: 'group.settings', body: groupSettingsBody, response: groupAnswer,
    handle: async ({ deps, actor, body }) => {
      await changeGroupSettings(deps, actor, body);
      return groupSettings(deps.db, actor.groupId);
    },
  }),
];
