import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { formatInstant } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { listPeople, onePerson, openInvitations } from './accounts.queries.js';
import { invitationParams, inviteBody, pageQuery, personParams, roleBody } from './accounts.schemas.js';
import { changeRole } from './change-role.js';
import { deactivatePerson } from './deactivate-person.js';
import { formView } from './form.view.js';
import { invitePerson } from './invite-person.js';
import { issueResetLink } from './issue-reset-link.js';
import { peopleView, personView } from './people.view.js';
import { roleMay } from './permissions.js';
import { reactivatePerson } from './reactivate-person.js';
import { resetSecondStep } from './reset-second-step.js';
import { revokeInvitation } from './revoke-invitation.js';
import { roleOptions, roleWord } from './roles.view.js';

async function peoplePage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, ask: { after?: string | undefined; limit: number }, problem: Problem | null = null): Promise<PageResult> {
  const mayManage = roleMay(actor.role, 'people.manage');
  const [{ people, next }, invitations] = await Promise.all([
    listPeople(deps.db, actor.groupId, ask),
    mayManage ? openInvitations(deps.db, actor.groupId, deps.clock.now()) : [],
  ]);
  const model = { ...peopleView({ people, next, invitations, actor, mayManage }), roles: roleOptions(), ...formView({ email: '', role: '' }, problem) };
  return { view: 'accounts/people', title: t('People'), model };
}

async function personPage(deps: Pick<Context, 'db'>, actor: Actor, personId: string, problem: Problem | null = null): Promise<PageResult> {
  const person = await onePerson(deps.db, actor.groupId, personId);
  return { view: 'accounts/person', title: person.name, model: { ...personView(person, actor), roles: roleOptions(), ...formView({ role: person.role }, problem) } };
}

const invitationRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/people', summary: 'The group’s people and open invitations', access: 'people.see', query: pageQuery,
    handle: ({ deps, actor, query }) => peoplePage(deps, actor, { after: query.cursor, limit: query.limit }),
  }),
  page({
    method: 'post', path: '/people/invitations', summary: 'Makes an invitation and shows its link once', access: 'people.manage', body: inviteBody,
    handle: async ({ deps, actor, body }) => {
      const { url, expiresAt } = await invitePerson(deps, actor, body);
      const until = formatInstant(expiresAt, actor.timeZone);
      // Answered without a redirect: a link shown once is not put into the session to be read again.
      return {
        view: 'accounts/shown-once', title: t('Invitation for {email}', { email: body.email }), status: 201,
        model: {
          title: t('Invitation for {email}', { email: body.email }), lede: t('Copy the link now and give it to them yourself: Tenday sends no invitation mails.'),
          label: t('Invitation link'), secret: url, how: t('Whoever opens it joins as **{role}**, once, until {until}.', { role: roleWord(body.role), until }), back: { href: '/people', label: t('Back to people') },
        },
      };
    },
    again: ({ deps, actor }, problem) => peoplePage(deps, actor, { limit: 50 }, problem),
  }),
  page({
    method: 'post', path: '/people/invitations/:invitationId/revoke', summary: 'Takes an invitation back', access: 'people.manage', params: invitationParams,
    handle: async ({ deps, actor, params }) => {
      await revokeInvitation(deps, actor, params.invitationId);
      return { redirect: '/people', flash: t('The invitation is taken back. Its link no longer works.') };
    },
  }),
];

const personRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/people/:personId', summary: 'One person: role, access, links', access: 'people.manage', params: personParams,
    handle: ({ deps, actor, params }) => personPage(deps, actor, params.personId),
  }),
  page({
    method: 'post', path: '/people/:personId/role', summary: 'Gives a person another role', access: 'people.manage', params: personParams, body: roleBody,
    handle: async ({ deps, actor, params, body }) => {
      await changeRole(deps, actor, { personId: params.personId, role: body.role });
      return { redirect: '/people', flash: t('The role is changed. It holds from their next click.') };
    },
    again: ({ deps, actor, params }, problem) => personPage(deps, actor, params.personId, problem),
  }),
  page({
    method: 'post', path: '/people/:personId/deactivate', summary: 'Shuts a person out at once', access: 'people.manage', params: personParams,
    handle: async ({ deps, actor, params }) => {
      await deactivatePerson(deps, actor, params.personId);
      return { redirect: '/people', flash: t('They are deactivated. Their sessions, tokens and links have ended.') };
    },
    again: ({ deps, actor, params }, problem) => personPage(deps, actor, params.personId, problem),
  }),
  page({
    method: 'post', path: '/people/:personId/reactivate', summary: 'Lets a person in again', access: 'people.manage', params: personParams,
    handle: async ({ deps, actor, params }) => {
      await reactivatePerson(deps, actor, params.personId);
      return { redirect: `/people/${params.personId}`, flash: t('They can sign in again with the password they had.') };
    },
    again: ({ deps, actor, params }, problem) => personPage(deps, actor, params.personId, problem),
  }),
];

const linkRoutes: RouteDefinition[] = [
  page({
    method: 'post', path: '/people/:personId/reset-link', summary: 'Makes a reset link and shows it once', access: 'people.manage', params: personParams,
    handle: async ({ deps, actor, params }) => {
      const { url, expiresAt, name } = await issueResetLink(deps, actor, params.personId);
      const until = formatInstant(expiresAt, actor.timeZone);
      return {
        view: 'accounts/shown-once', title: t('Reset link for {name}', { name }), status: 201,
        model: {
          title: t('Reset link for {name}', { name }), lede: t('Copy it now and give it to them on a way you trust: whoever has it can set their password.'),
          label: t('Reset link'), secret: url, how: t('It works once, until {until}. The old password works until then.', { until }), back: { href: `/people/${params.personId}`, label: t('Back to {name}', { name }) },
        },
      };
    },
    again: ({ deps, actor, params }, problem) => personPage(deps, actor, params.personId, problem),
  }),
  page({
    method: 'post', path: '/people/:personId/second-step/reset', summary: 'Turns a person’s second step off', access: 'people.manage', params: personParams,
    handle: async ({ deps, actor, params }) => {
      await resetSecondStep(deps, actor, params.personId);
      return { redirect: `/people/${params.personId}`, flash: t('Their second step is off and their sessions have ended. Ask them to set it up again.') };
    },
    again: ({ deps, actor, params }, problem) => personPage(deps, actor, params.personId, problem),
  }),
];

export const peoplePages: RouteDefinition[] = [...invitationRoutes, ...personRoutes, ...linkRoutes];
