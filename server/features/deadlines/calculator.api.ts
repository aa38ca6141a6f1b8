import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { calculate } from './calculate.js';
import { calculateAnswer, calculateBody } from './calculator.schemas.js';

export const calculatorApiRoutes: RouteDefinition[] = [
  api({
    method: 'post',
    path: '/api/v1/deadlines/calculate',
    summary: 'Count the deadlines of a records request: nothing is kept',
    tag: 'Deadlines',
    access: 'public',
    perMinute: 240,
    body: calculateBody,
    response: calculateAnswer,
    handle: ({ deps, actor, body }) => calculate(deps, actor, body),
  }),
];
