import QRCode from 'qrcode';
import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { notFound } from '../../platform/http/errors.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { listTokens, myAccount } from './accounts.queries.js';
import { changePasswordBody, codeBody, newTokenBody, presentPasswordBody, tokenParams } from './accounts.schemas.js';
import { beginSecondStep } from './begin-second-step.js';
import { changePassword } from './change-password.js';
import { confirmSecondStep } from './confirm-second-step.js';
import { createApiToken } from './create-api-token.js';
import { formView } from './form.view.js';
import { removeSecondStep } from './remove-second-step.js';
import { revokeApiToken } from './revoke-api-token.js';
import { roleSentence, roleWord } from './roles.view.js';
import { totpUri } from './totp.js';

type Form = 'password' | 'second-step' | 'token';

/** The whole page; of its forms only the one that was sent shows what was wrong. */
async function accountPage(deps: Pick<Context, 'db'>, actor: Actor, wrong: { form: Form; problem: Problem } | null = null): Promise<PageResult> {
  const [me, tokens] = await Promise.all([myAccount(deps.db, actor), listTokens(deps.db, { groupId: actor.groupId, personId: actor.personId })]);
  const problemOf = (form: Form): Problem | null => (wrong?.form === form ? wrong.problem : null);
  const model = {
    me: { name: me.name, email: me.email, role: roleWord(actor.role), roleSays: roleSentence(actor.role), groupName: actor.groupName },
    password: formView({ currentPassword: '', password: '' }, problemOf('password')),
    secondStep: {
      isOn: me.secondStep === 'on', isBegun: me.secondStep === 'begun', secret: me.secret?.replace(/(.{4})(?=.)/g, '$1 ') ?? null,
      ...formView({ code: '', currentPassword: '' }, problemOf('second-step'), 'second-'),
    },
    tokens: tokens.map((token) => ({ ...token, zone: actor.timeZone })),
    token: formView({ name: '' }, problemOf('token'), 'token-'),
  };
  return { view: 'accounts/account', title: t('Your account'), model };
}

const passwordRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/account', summary: 'One’s own account', access: 'signed-in',
    handle: ({ deps, actor }) => accountPage(deps, actor),
  }),
  page({
    method: 'post', path: '/account/password', summary: 'Changes one’s password', access: 'signed-in', body: changePasswordBody,
    handle: async ({ deps, actor, body, req }) => {
      const { sessionsEnded } = await changePassword(deps, actor, { ...body, sessionId: actor.via === 'session' ? req.session.id : null });
      const ended = t.count(sessionsEnded, 'One other session has ended.', '{n} other sessions have ended.');
      return { redirect: '/account', flash: sessionsEnded > 0 ? `${t('Your password is changed.')} ${ended}` : t('Your password is changed.') };
    },
    again: ({ deps, actor }, problem) => accountPage(deps, actor, { form: 'password', problem }),
  }),
];

const secondStepRoutes: RouteDefinition[] = [
  page({
    method: 'post', path: '/account/second-step', summary: 'Begins setting up the second step', access: 'signed-in',
    handle: async ({ deps, actor }) => {
      await beginSecondStep(deps, actor);
      return { redirect: '/account#second-step' };
    },
  }),
  page({
    method: 'get', path: '/account/second-step/picture.svg', summary: 'The picture an authenticator app scans, while it is set up', access: 'signed-in',
    handle: async ({ deps, actor, res }) => {
      const { secret, email } = await myAccount(deps.db, actor);
      if (!secret) throw notFound();
      res.type('image/svg+xml').send(await QRCode.toString(totpUri(secret, `${actor.groupName}:${email}`), { type: 'svg', margin: 2 }));
      return { answered: true };
    },
  }),
  page({
    method: 'post', path: '/account/second-step/confirm', summary: 'Turns the second step on', access: 'signed-in', body: codeBody,
    handle: async ({ deps, actor, body }) => {
      await confirmSecondStep(deps, actor, body.code);
      return { redirect: '/account', flash: t('Your second step is on. From now on you sign in with your password and a code.') };
    },
    again: ({ deps, actor }, problem) => accountPage(deps, actor, { form: 'second-step', problem }),
  }),
  page({
    method: 'post', path: '/account/second-step/remove', summary: 'Turns one’s second step off', access: 'signed-in', body: presentPasswordBody,
    handle: async ({ deps, actor, body }) => {
      await removeSecondStep(deps, actor, body.currentPassword);
      return { redirect: '/account', flash: t('Your second step is off.') };
    },
    again: ({ deps, actor }, problem) => accountPage(deps, actor, { form: 'second-step', problem }),
  }),
];

const tokenRoutes: RouteDefinition[] = [
  page({
    method: 'post', path: '/account/tokens', summary: 'Makes an API token and shows it once', access: 'signed-in', body: newTokenBody,
    handle: async ({ deps, actor, body }) => {
      const { token } = await createApiToken(deps, actor, body);
      // Answered without a redirect: a secret shown once is not put into the session to be read again.
      return {
        view: 'accounts/shown-once', title: t('Your new API token'), status: 201,
        model: {
          title: t('Your new API token'), lede: t('Copy it now: it is kept as a hash only, and nobody can show it again.'), label: t('Token “{name}”', { name: body.name }), secret: token,
          how: t('Programs send it as **Authorization: Bearer** and may do what you may. Revoke it under “Your account” when it is no longer used.'), back: { href: '/account', label: t('Back to your account') },
        },
      };
    },
    again: ({ deps, actor }, problem) => accountPage(deps, actor, { form: 'token', problem }),
  }),
  page({
    method: 'post', path: '/account/tokens/:tokenId/revoke', summary: 'Revokes one’s API token', access: 'signed-in', params: tokenParams,
    handle: async ({ deps, actor, params }) => {
      await revokeApiToken(deps, actor, params.tokenId);
      return { redirect: '/account', flash: t('The token is revoked. Calls with it are refused from now on.') };
    },
  }),
];

export const accountPages: RouteDefinition[] = [...passwordRoutes, ...secondStepRoutes, ...tokenRoutes];
