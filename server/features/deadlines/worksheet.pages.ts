import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { deadlineParams } from './deadlines.schemas.js';
import { worksheetView } from './worksheet-page.js';
import { worksheetData } from './worksheet.queries.js';

export const worksheetPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/deadlines/:deadlineId', summary: 'How one date was counted', access: 'deadlines.see', params: deadlineParams,
    handle: async ({ deps, actor, params }) => {
      const model = worksheetView(await worksheetData(deps.db, { groupId: actor.groupId, ...params }, deps.clock.now()), actor.groupName);
      return { view: 'deadlines/worksheet', title: `${model.name} · ${model.request.label}`, nav: 'requests', model };
    },
  }),
];
