import type { Context } from '../../context.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { acceptInvitation, openInvitation } from './accept-invitation.js';
import { namedPasswordBody, passwordBody, secretParams } from './accounts.schemas.js';
import { beginSession, goOn } from './browser-session.js';
import { formView } from './form.view.js';
import { roleSentence } from './roles.view.js';
import { openLink, useSignInLink } from './use-sign-in-link.js';

type Deps = Pick<Context, 'db' | 'clock'>;

async function invitationForm(deps: Deps, token: string, problem: Problem | null = null): Promise<PageResult> {
  const { groupName, email, role } = await openInvitation(deps, token);
  return {
    view: 'accounts/invitation', layout: 'bare', title: t('Join {group}', { group: groupName }),
    model: { action: `/invitations/${token}`, groupName, email, roleSays: roleSentence(role), ...formView({ name: '', password: '' }, problem) },
  };
}

async function linkForm(deps: Deps, path: string, token: string, problem: Problem | null = null): Promise<PageResult> {
  const { name, email, groupName, purpose } = await openLink(deps, token);
  const isFirst = purpose === 'first-sign-in';
  const title = isFirst ? t('Welcome to {group}', { group: groupName }) : t('Set a new password');
  const lede = isFirst ? t('Choose a password for {email}. This link works once.', { email }) : t('For {name}, {email}, in {group}. This link works once, and every session of yours ends with it.', { name, email, group: groupName });
  return { view: 'accounts/set-password', layout: 'bare', title, model: { title, lede, email, action: `${path}/${token}`, ...formView({ password: '' }, problem) } };
}

const invitationRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/invitations/:token', summary: 'What an invitation offers', access: 'public', params: secretParams, perMinute: 60,
    handle: ({ deps, params }) => invitationForm(deps, params.token),
  }),
  page({
    method: 'post', path: '/invitations/:token', summary: 'Joins with a name and a password', access: 'public', params: secretParams, body: namedPasswordBody, perMinute: 30,
    handle: async ({ deps, params, body, req }) => {
      const { personId } = await acceptInvitation(deps, { token: params.token, ...body });
      await beginSession(deps, req, personId);
      return { redirect: '/', flash: t('Welcome. Set up a second step under “Your account” when you have a minute.') };
    },
    again: ({ deps, params }, problem) => invitationForm(deps, params.token, problem),
  }),
];

/** A reset an owner handed over and a first sign-in an operator made differ in their words only. */
const linkRoutes = (path: '/reset' | '/welcome'): RouteDefinition[] => [
  page({
    method: 'get', path: `${path}/:token`, summary: 'Whose password a one-time link sets', access: 'public', params: secretParams, perMinute: 60,
    handle: ({ deps, params }) => linkForm(deps, path, params.token),
  }),
  page({
    method: 'post', path: `${path}/:token`, summary: 'Sets the password and signs in', access: 'public', params: secretParams, body: passwordBody, perMinute: 30,
    handle: async ({ deps, params, body, req }) => {
      const person = await useSignInLink(deps, { token: params.token, password: body.password });
      return goOn(deps, req, [person], '/');
    },
    again: ({ deps, params }, problem) => linkForm(deps, path, params.token, problem),
  }),
];

export const joiningPages: RouteDefinition[] = [...invitationRoutes, ...linkRoutes('/reset'), ...linkRoutes('/welcome')];
