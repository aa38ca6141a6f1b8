import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { lawList, lawSwitched, switchBody } from './law.schemas.js';
import { lawStates } from './law-switches.queries.js';
import { switchLawOff } from './switch-law-off.js';
import { switchLawOn } from './switch-law-on.js';

const tag = 'Deadlines';

export const lawApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/law', summary: 'Bills not known to be law, whether they move your dates, and who said so', tag, access: 'deadlines.see', response: lawList,
    handle: async ({ deps, actor }) => ({ laws: await lawStates(deps.db, actor.groupId) }),
  }),
  api({
    method: 'post', path: '/api/v1/law/ab-1821/on', summary: 'Let AB 1821 move due dates of requests received from 2027 on (lawyers)', tag, access: 'law.switch', body: switchBody, response: lawSwitched,
    handle: ({ deps, actor, body }) => switchLawOn(deps, actor, { law: 'ab_1821', note: body.note }),
  }),
  api({
    method: 'post', path: '/api/v1/law/ab-1821/off', summary: 'Take AB 1821’s hold on due dates away again (lawyers)', tag, access: 'law.switch', body: switchBody, response: lawSwitched,
    handle: ({ deps, actor, body }) => switchLawOff(deps, actor, { law: 'ab_1821', note: body.note }),
  }),
];
