import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { groupSettings } from './accounts.queries.js';
import { changeGroupSettings } from './change-group-settings.js';
import { formView } from './form.view.js';
import { groupSettingsForm, timeZones } from './group-settings.schemas.js';

async function settingsPage(deps: Pick<Context, 'db'>, actor: Actor, problem: Problem | null = null): Promise<PageResult> {
  const group = await groupSettings(deps.db, actor.groupId);
  const { name, numberPrefix, timeZone, postalAddress, contactEmail, contactPhone } = group;
  const fields = { name, numberPrefix, timeZone, postalAddress, contactEmail, contactPhone, feeCeiling: (group.feeCeilingCents / 100).toFixed(2), undoMinutes: String(group.undoMinutes), confirmsByItself: group.confirmsByItself ? 'yes' : '' };
  return {
    view: 'accounts/settings', title: t('Settings'),
    model: { groupName: name, zones: timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })), ...formView(fields, problem) },
  };
}

export const settingsPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/settings', summary: 'What the group says of itself', access: 'group.settings',
    handle: ({ deps, actor }) => settingsPage(deps, actor),
  }),
  page({
    method: 'post', path: '/settings', summary: 'Changes it', access: 'group.settings', body: groupSettingsForm,
    handle: async ({ deps, actor, body }) => {
      const { feeCeiling, ...settings } = body;
      const changed = await changeGroupSettings(deps, actor, { ...settings, feeCeilingCents: feeCeiling });
      return { redirect: '/settings', flash: changed.length > 0 ? t('The settings are saved. Letters already sent keep their words.') : t('Nothing was changed.') };
    },
    again: ({ deps, actor }, problem) => settingsPage(deps, actor, problem),
  }),
];
