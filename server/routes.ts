import { apiDocs } from './api-docs.js';
import { calculatorApiRoutes } from './features/deadlines/calculator.api.js';
import { deadlinesApiRoutes } from './features/deadlines/deadlines.api.js';
import type { RouteDefinition } from './platform/http/routes.js';

/** Every route there is, in the order they are tried. Mounted by app.ts, documented by api-docs.ts, tried one by one by the route matrix test. */
export const routes: readonly RouteDefinition[] = [
  ...calculatorApiRoutes,
  ...deadlinesApiRoutes,
  ...apiDocs(() => routes),
];
