import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { formatInstant } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { formView } from '../accounts/form.view.js';
import { roleMay } from '../accounts/permissions.js';
import type { ConditionalLaw } from '../statutes/deadline.js';
import { effectView } from './closures.view.js';
import { GOVERNS_FROM } from './counting-terms.js';
import { effectOf } from './effect.queries.js';
import { switchBody } from './law.schemas.js';
import type { LawView } from './law.view.js';
import { lawStates } from './law-switches.queries.js';
import { byBill } from './mark-recalculations.js';
import { switchLawOff } from './switch-law-off.js';
import { switchLawOn } from './switch-law-on.js';

const LAW: ConditionalLaw = 'ab_1821';

async function lawPage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, problem: Problem | null = null): Promise<PageResult> {
  const { groupId, timeZone } = actor;
  const found = (await lawStates(deps.db, groupId)).find((one) => one.law === LAW);
  const on = found?.on ?? false;
  const history = found?.history ?? [];
  const [last] = history;
  const state = on && last
    ? t('On since {when}: business days move **due** for requests received from 2027. {who} switched it on.', { when: formatInstant(last.onAt, timeZone, { year: true }), who: last.onBy })
    : t('Off. It takes part in “safe to call late after” of requests received from 2027, and moves no due date.');
  const model: LawView = { on, state, history, zone: timeZone, form: roleMay(actor.role, 'law.switch') ? await switchForm(deps, groupId, on, problem) : null };
  return { view: 'deadlines/law', title: t('AB 1821'), nav: 'deadlines', model };
}

async function switchForm(deps: Pick<Context, 'db' | 'clock'>, groupId: string, on: boolean, problem: Problem | null): Promise<LawView['form']> {
  const effect = await effectOf(deps.db, byBill(groupId, GOVERNS_FROM[LAW]), deps.clock.now(), ({ closures, switchedOn }) => ({ closures, switchedOn: on ? switchedOn.filter((law) => law !== LAW) : [...switchedOn, LAW] }));
  return {
    ...formView({ note: '' }, problem), effect: effectView(effect), action: on ? '/law/ab-1821/off' : '/law/ab-1821/on',
    button: on ? t('Switch AB 1821 off') : t('Switch AB 1821 on'), label: on ? t('Why it should move nothing any more') : t('Why you take it to be law'),
  };
}

const said = (what: string, requests: number): string =>
  requests === 0 ? t('{what} No open date depends on it yet.', { what }) : t.count(requests, '{what} {n} request is counted again now.', '{what} {n} requests are counted again now.', { what });

export const lawPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/law', summary: 'A bill not known to be law, and whether it moves the group’s dates', access: 'deadlines.see',
    handle: ({ deps, actor }) => lawPage(deps, actor),
  }),
  page({
    method: 'post', path: '/law/ab-1821/on', summary: 'Lets the bill move dates', access: 'law.switch', body: switchBody,
    handle: async ({ deps, actor, body }) => ({ redirect: '/law', flash: said(t('AB 1821 is on.'), (await switchLawOn(deps, actor, { law: LAW, note: body.note })).requests) }),
    again: ({ deps, actor }, problem) => lawPage(deps, actor, problem),
  }),
  page({
    method: 'post', path: '/law/ab-1821/off', summary: 'Takes the bill’s hold on dates away', access: 'law.switch', body: switchBody,
    handle: async ({ deps, actor, body }) => ({ redirect: '/law', flash: said(t('AB 1821 is off.'), (await switchLawOff(deps, actor, { law: LAW, note: body.note })).requests) }),
    again: ({ deps, actor }, problem) => lawPage(deps, actor, problem),
  }),
];
