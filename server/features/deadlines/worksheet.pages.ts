import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { deadlineParams } from './deadlines.schemas.js';
import { parallelView } from './parallel-page.js';
import { parallelWorksheet } from './parallel.queries.js';
import { tickOff } from './tick-off.js';
import { unverifiedRule, worksheetView } from './worksheet-page.js';
import { worksheetData } from './worksheet.queries.js';

export const worksheetPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/deadlines/:deadlineId', summary: 'How one date was counted', access: 'deadlines.see', params: deadlineParams,
    handle: async ({ deps, actor, params }) => {
      const key = { groupId: actor.groupId, ...params };
      const beside = await parallelWorksheet(deps.db, key, deps.clock.now());
      if (beside) {
        const may = { record: roleMay(actor.role, 'facts.record'), correct: roleMay(actor.role, 'facts.correct') };
        const view = parallelView(beside, actor.groupName, may);
        return { view: 'deadlines/parallel', title: `${view.name} · ${view.request.label}`, nav: 'requests', model: view };
      }
      const model = worksheetView(await worksheetData(deps.db, key, deps.clock.now()), actor.groupName);
      return { view: 'deadlines/worksheet', title: `${model.name} · ${model.request.label}`, nav: 'requests', model, unverifiedRule: unverifiedRule(model) };
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/deadlines/:deadlineId/done', summary: 'Ticks off a reminder, or a promise that was kept', access: 'facts.record', params: deadlineParams,
    handle: async ({ deps, actor, params }) => {
      await tickOff(deps, actor, params);
      return { redirect: `/requests/${params.requestId}`, flash: t('Ticked off. It can be taken back among the facts.') };
    },
  }),
];
