import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { changeNoticeSettings } from './change-notice-settings.js';
import { USUAL } from './delivery.js';
import { ownSettings, roleSettings } from './notice-settings.queries.js';
import { type ToldRole, ownSettingsForm, roleSettingsForm } from './notice-settings.schemas.js';
import { type OwnSettingsView, type RoleSettingsView, deliveryForm } from './notice-settings.view.js';

const ROLE_WORDS: Readonly<Record<ToldRole, () => string>> = { owner: () => t('Owners'), lawyer: () => t('Lawyers'), advocate: () => t('Advocates') };
const FROM_WORDS = {
  person: () => t('These are your own settings.'),
  role: () => t('These are the settings of your role, which an owner made. What you save holds for you alone.'),
  default: () => t('Nobody has set anything: each notice goes at once, on any day.'),
};

async function ownPage(deps: Pick<Context, 'db'>, actor: Actor, problem: Problem | null = null): Promise<PageResult> {
  const { from, ...settings } = await ownSettings(deps.db, actor);
  const model: OwnSettingsView = { form: deliveryForm(settings, problem), says: FROM_WORDS[from](), canReset: from === 'person' };
  return { view: 'notices/settings', title: t('How you are told'), model };
}

async function rolesPage(deps: Pick<Context, 'db'>, actor: Actor, problem: Problem | null = null): Promise<PageResult> {
  const roles = await roleSettings(deps.db, actor.groupId);
  const wrong = problem?.values['role'];
  const model: RoleSettingsView = {
    roles: roles.map(({ role, ...settings }) => ({ role, label: ROLE_WORDS[role](), form: deliveryForm(settings, wrong === role ? problem : null, `${role}-`) })),
  };
  return { view: 'notices/roles', title: t('How people are told'), model };
}

export const noticeSettingsPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/account/notices', summary: 'How one is told of dates', access: 'notices.see',
    handle: ({ deps, actor }) => ownPage(deps, actor),
  }),
  page({
    method: 'post', path: '/account/notices', summary: 'Changes how one is told of dates', access: 'notices.see', body: ownSettingsForm,
    handle: async ({ deps, actor, body }) => {
      await changeNoticeSettings(deps, actor, { role: null, settings: body });
      return { redirect: '/account/notices', flash: t('Saved. It holds for notices from now on.') };
    },
    again: ({ deps, actor }, problem) => ownPage(deps, actor, problem),
  }),
  page({
    method: 'post', path: '/account/notices/reset', summary: 'Gives up one’s own settings for those of one’s role', access: 'notices.see',
    handle: async ({ deps, actor }) => {
      await changeNoticeSettings(deps, actor, { role: null, settings: null });
      return { redirect: '/account/notices', flash: t('The settings of your role hold again.') };
    },
  }),
  page({
    method: 'get', path: '/settings/notices', summary: 'How each role is told of dates', access: 'notices.set-for-role',
    handle: ({ deps, actor }) => rolesPage(deps, actor),
  }),
  page({
    method: 'post', path: '/settings/notices', summary: 'Changes how a role is told of dates', access: 'notices.set-for-role', body: roleSettingsForm,
    handle: async ({ deps, actor, body: { role, ...settings } }) => {
      await changeNoticeSettings(deps, actor, { role, settings: { ...USUAL, ...settings } });
      return { redirect: '/settings/notices', flash: t('Saved for {role} who have set nothing for themselves.', { role: ROLE_WORDS[role]().toLowerCase() }) };
    },
    again: ({ deps, actor }, problem) => rolesPage(deps, actor, problem),
  }),
];
