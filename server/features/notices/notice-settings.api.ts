import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { changeNoticeSettings } from './change-notice-settings.js';
import { type Delivery, USUAL } from './delivery.js';
import { ownSettings, roleSettings } from './notice-settings.queries.js';
import { ownSettingsBody, ownSettingsShape, roleSettingsBody, roleSettingsShape } from './notice-settings.schemas.js';

const tag = 'Notices';
/** Days away are a person's own. */
const ofRole = ({ awayFrom: _from, awayTo: _to, ...settings }: Delivery & { role: string }) => settings;

export const noticeSettingsApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/notice-settings', summary: 'How one is told of dates', tag, access: 'notices.see', response: ownSettingsShape,
    handle: ({ deps, actor }) => ownSettings(deps.db, actor),
  }),
  api({
    method: 'put', path: '/api/v1/notice-settings', summary: 'Changes how one is told of dates', tag, access: 'notices.see', body: ownSettingsBody, response: ownSettingsShape,
    handle: async ({ deps, actor, body }) => {
      await changeNoticeSettings(deps, actor, { role: null, settings: body });
      return ownSettings(deps.db, actor);
    },
  }),
  api({
    method: 'delete', path: '/api/v1/notice-settings', summary: 'Gives up one’s own settings for those of one’s role', tag, access: 'notices.see', response: ownSettingsShape,
    handle: async ({ deps, actor }) => {
      await changeNoticeSettings(deps, actor, { role: null, settings: null });
      return ownSettings(deps.db, actor);
    },
  }),
  api({
    method: 'get', path: '/api/v1/notice-settings/roles', summary: 'How each role is told of dates', tag, access: 'notices.set-for-role', response: roleSettingsShape,
    handle: async ({ deps, actor }) => ({ roles: (await roleSettings(deps.db, actor.groupId)).map(ofRole) }),
  }),
  api({
    method: 'put', path: '/api/v1/notice-settings/roles', summary: 'Changes how a role is told of dates', tag, access: 'notices.set-for-role', body: roleSettingsBody, response: roleSettingsShape,
    handle: async ({ deps, actor, body: { role, ...settings } }) => {
      await changeNoticeSettings(deps, actor, { role, settings: { ...USUAL, ...settings } });
      return { roles: (await roleSettings(deps.db, actor.groupId)).map(ofRole) };
    },
  }),
];
