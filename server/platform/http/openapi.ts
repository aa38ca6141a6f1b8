import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ApiRoute, RouteDefinition } from './routes.js';

const problem = z
  .object({
    error: z.object({
      code: z.string().meta({ example: 'http.invalid-input' }),
      message: z.string(),
      fields: z.record(z.string(), z.string()),
    }),
  })
  .meta({ id: 'Problem', description: 'The form of every error: where it came from, a sentence, and what is wrong with each field.' });

type Document = ReturnType<typeof createDocument>;
type Paths = NonNullable<Parameters<typeof createDocument>[0]['paths']>;

/** The OpenAPI 3.1 document of every JSON route, made from the schemas that parse their input. */
export function openApiDocument(routes: readonly RouteDefinition[], options: { publicUrl: string; version: string }): Document {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    if (route.kind !== 'api') continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operation(route);
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tenday',
      version: options.version,
      description: 'Records requests, their letters, facts, deadlines and documents. Sign in with a bearer token made under “Your account”.',
    },
    servers: [{ url: options.publicUrl }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: paths as Paths,
  });
}

function operation(route: ApiRoute): Record<string, unknown> {
  const status = String(route.status ?? 200);
  return {
    operationId: `${route.method}${route.path.replace(/^\/api\/v1/, '').replace(/[^a-zA-Z0-9]+(.)?/g, (_, c: string | undefined) => (c ?? '').toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    security: route.access === 'public' ? [] : [{ token: [] }],
    ...(route.params || route.query ? { requestParams: { ...(route.params ? { path: route.params } : {}), ...(route.query ? { query: route.query } : {}) } } : {}),
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    ...(route.upload
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] } } } } }
      : {}),
    responses: {
      [status]: { description: 'Done.', ...content(route) },
      default: { description: 'It could not be done.', content: { 'application/json': { schema: problem } } },
    },
  };
}

function content({ response, file }: ApiRoute): Record<string, unknown> {
  if (file) return { content: { [file]: { schema: { type: 'string', format: 'binary' } } } };
  return response ? { content: { 'application/json': { schema: response } } } : {};
}
