import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { signInExpired } from './accounts.errors.js';
import { chooseGroupBody, codeBody, signInBody, signInQuery } from './accounts.schemas.js';
import { addressOf, awaitedChoice, awaitedCode, beginSession, endSession, goOn, safeNext } from './browser-session.js';
import { formView } from './form.view.js';
import { type Candidate, candidates, signIn } from './sign-in.js';
import { takeCode } from './take-code.js';

const passwordForm = (next: string, problem: Problem | null = null): PageResult => ({
  view: 'accounts/sign-in', layout: 'bare', title: t('Sign in'), model: { next, ...formView({ email: '', password: '' }, problem) },
});

const codeForm = (problem: Problem | null = null): PageResult => ({
  view: 'accounts/sign-in-code', layout: 'bare', title: t('Second step'), model: formView({ code: '' }, problem),
});

const groupForm = (fitting: readonly Candidate[], problem: Problem | null = null): PageResult => ({
  view: 'accounts/sign-in-group', layout: 'bare', title: t('Choose a group'),
  model: { groups: fitting.map((one) => ({ value: one.personId, label: one.groupName, hint: null })), ...formView({ personId: '' }, problem) },
});

const passwordRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/sign-in', summary: 'The sign-in form', access: 'public', query: signInQuery,
    handle: async ({ actor, query }) => (actor ? { redirect: safeNext(query.next) } : passwordForm(safeNext(query.next))),
  }),
  page({
    method: 'post', path: '/sign-in', summary: 'Checks e-mail and password', access: 'public', body: signInBody,
    handle: async ({ deps, body, req }) => {
      const fitting = await signIn(deps, { email: body.email, password: body.password, address: addressOf(req) });
      return goOn(deps, req, fitting, safeNext(body.next));
    },
    again: async (_call, problem) => passwordForm(safeNext(typeof problem.values['next'] === 'string' ? problem.values['next'] : undefined), problem),
  }),
];

const groupRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/sign-in/group', summary: 'Whose groups the password fits', access: 'public', perMinute: 60,
    handle: async ({ deps, req }) => {
      const fitting = await candidates(deps, awaitedChoice(req, deps.clock));
      return fitting.length === 0 ? { redirect: '/sign-in' } : groupForm(fitting);
    },
  }),
  page({
    method: 'post', path: '/sign-in/group', summary: 'Signs in to one of them', access: 'public', body: chooseGroupBody,
    handle: async ({ deps, body, req }) => {
      const awaited = awaitedChoice(req, deps.clock);
      const chosen = await candidates(deps, awaited.filter((personId) => personId === body.personId));
      if (chosen.length === 0) throw signInExpired();
      return goOn(deps, req, chosen, safeNext(req.session.next));
    },
    again: async ({ deps, req }, problem) => {
      const fitting = await candidates(deps, awaitedChoice(req, deps.clock));
      return fitting.length === 0 ? passwordForm('/', problem) : groupForm(fitting, problem);
    },
  }),
];

const codeRoutes: RouteDefinition[] = [
  page({
    method: 'get', path: '/sign-in/code', summary: 'Asks for the code of the second step', access: 'public', perMinute: 60,
    handle: async ({ deps, req }) => (awaitedCode(req, deps.clock) ? codeForm() : { redirect: '/sign-in' }),
  }),
  page({
    method: 'post', path: '/sign-in/code', summary: 'Takes the code and signs in', access: 'public', body: codeBody,
    handle: async ({ deps, body, req }) => {
      const personId = awaitedCode(req, deps.clock);
      const [person] = personId ? await candidates(deps, [personId]) : [];
      if (!person) throw signInExpired();
      await takeCode(deps, { groupId: person.groupId, personId: person.personId, code: body.code, address: addressOf(req) });
      const next = safeNext(req.session.next);
      await beginSession(deps, req, person.personId);
      return { redirect: next };
    },
    again: async ({ deps, req }, problem) => (awaitedCode(req, deps.clock) ? codeForm(problem) : passwordForm('/', problem)),
  }),
];

export const signInPages: RouteDefinition[] = [
  ...passwordRoutes,
  ...groupRoutes,
  ...codeRoutes,
  page({
    method: 'post', path: '/sign-out', summary: 'Ends this browser’s session', access: 'public',
    handle: async ({ req }) => {
      await endSession(req);
      return { redirect: '/sign-in', flash: t('You are signed out.') };
    },
  }),
];
