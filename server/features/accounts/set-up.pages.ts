import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { setUpBody, setUpQuery } from './accounts.schemas.js';
import { beginSession } from './browser-session.js';
import { checkSetUpCode } from './check-set-up-code.js';
import { formView } from './form.view.js';
import { setUpGroup } from './set-up-group.js';

const form = (code: string, problem: Problem | null = null): PageResult => ({
  view: 'accounts/set-up', layout: 'bare', title: t('Set up Tenday'), model: { code, ...formView({ groupName: '', name: '', email: '', password: '' }, problem) },
});

export const setUpPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/set-up', summary: 'The first visitor makes the group', access: 'public', query: setUpQuery, perMinute: 30,
    handle: async ({ deps, query }) => {
      await checkSetUpCode(deps, query.code);
      return form(query.code);
    },
  }),
  page({
    method: 'post', path: '/set-up', summary: 'Makes the group and its owner, and closes set-up', access: 'public', body: setUpBody, perMinute: 30,
    handle: async ({ deps, body, req }) => {
      const { personId } = await setUpGroup(deps, body);
      await beginSession(deps, req, personId);
      return { redirect: '/', flash: t('{group} is set up. Invite people under “People”, and look through “Settings”.', { group: body.groupName }) };
    },
    again: async (_call, problem) => {
      if (problem.error.code === 'accounts.set-up-closed') throw problem.error;
      const { code } = problem.values;
      return form(typeof code === 'string' ? code : '', problem);
    },
  }),
];
