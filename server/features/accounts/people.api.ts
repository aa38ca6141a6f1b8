import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { doneAnswer, invitationAnswer, invitationsAnswer, peopleAnswer, personAnswer, resetLinkAnswer } from './accounts.api.schemas.js';
import { listPeople, onePerson, openInvitations } from './accounts.queries.js';
import { invitationParams, inviteBody, pageQuery, personParams, roleBody } from './accounts.schemas.js';
import { changeRole } from './change-role.js';
import { deactivatePerson } from './deactivate-person.js';
import { invitePerson } from './invite-person.js';
import { issueResetLink } from './issue-reset-link.js';
import { reactivatePerson } from './reactivate-person.js';
import { resetSecondStep } from './reset-second-step.js';
import { revokeInvitation } from './revoke-invitation.js';

const tag = 'People';

const invitationRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/invitations', summary: 'Invitations nobody has used yet', tag, access: 'people.manage', response: invitationsAnswer,
    handle: async ({ deps, actor }) => ({ invitations: await openInvitations(deps.db, actor.groupId, deps.clock.now()) }),
  }),
  api({
    method: 'post', path: '/api/v1/invitations', summary: 'Makes an invitation link, good for seven days and once', tag, access: 'people.manage', status: 201, body: inviteBody, response: invitationAnswer,
    handle: ({ deps, actor, body }) => invitePerson(deps, actor, body),
  }),
  api({
    method: 'delete', path: '/api/v1/invitations/:invitationId', summary: 'Takes an invitation back', tag, access: 'people.manage', params: invitationParams, response: doneAnswer,
    handle: ({ deps, actor, params }) => revokeInvitation(deps, actor, params.invitationId),
  }),
];

const personRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/people', summary: 'The group’s people, in the order they came', tag, access: 'people.see', query: pageQuery, response: peopleAnswer,
    handle: ({ deps, actor, query }) => listPeople(deps.db, actor.groupId, { after: query.cursor, limit: query.limit }),
  }),
  api({
    method: 'get', path: '/api/v1/people/:personId', summary: 'One person', tag, access: 'people.see', params: personParams, response: personAnswer,
    handle: ({ deps, actor, params }) => onePerson(deps.db, actor.groupId, params.personId),
  }),
  api({
    method: 'patch', path: '/api/v1/people/:personId', summary: 'Gives a person another role', tag, access: 'people.manage', params: personParams, body: roleBody, response: personAnswer,
    handle: async ({ deps, actor, params, body }) => {
      await changeRole(deps, actor, { ...params, ...body });
      return onePerson(deps.db, actor.groupId, params.personId);
    },
  }),
  api({
    method: 'post', path: '/api/v1/people/:personId/deactivate', summary: 'Shuts a person out at once', tag, access: 'people.manage', params: personParams, response: doneAnswer,
    handle: ({ deps, actor, params }) => deactivatePerson(deps, actor, params.personId),
  }),
  api({
    method: 'post', path: '/api/v1/people/:personId/reactivate', summary: 'Lets a person in again', tag, access: 'people.manage', params: personParams, response: doneAnswer,
    handle: ({ deps, actor, params }) => reactivatePerson(deps, actor, params.personId),
  }),
  api({
    method: 'post', path: '/api/v1/people/:personId/reset-link', summary: 'Makes a link that sets a new password, good for a day and once', tag, access: 'people.manage', status: 201, params: personParams, response: resetLinkAnswer,
    handle: async ({ deps, actor, params }) => {
      const { url, expiresAt } = await issueResetLink(deps, actor, params.personId);
      return { url, expiresAt };
    },
  }),
  api({
    method: 'delete', path: '/api/v1/people/:personId/second-step', summary: 'Turns a person’s second step off and ends their sessions', tag, access: 'people.manage', params: personParams, response: doneAnswer,
    handle: ({ deps, actor, params }) => resetSecondStep(deps, actor, params.personId),
  }),
];

export const peopleApiRoutes: RouteDefinition[] = [...invitationRoutes, ...personRoutes];
