import { z } from 'zod';
import { openApiDocument } from './platform/http/openapi.js';
import { type RouteDefinition, api, page } from './platform/http/routes.js';
import { t } from './platform/words.js';

const VERSION = '1';

/** The OpenAPI document, and a page that shows it without any script. Both are made from the routes themselves. */
export function apiDocs(routes: () => readonly RouteDefinition[]): RouteDefinition[] {
  return [
    api({
      method: 'get', path: '/api/v1/openapi.json', access: 'public', tag: 'About', summary: 'This API as an OpenAPI 3.1 document.', response: z.record(z.string(), z.unknown()),
      handle: async ({ deps }) => openApiDocument(routes(), { publicUrl: deps.config.publicUrl, version: VERSION }),
    }),
    page({
      method: 'get', path: '/api', access: 'public', summary: 'The API, for reading.',
      handle: async ({ deps, actor }) => ({
        view: 'api/index', title: t('The API'), layout: actor ? 'main' : 'bare',
        model: { groups: describe(openApiDocument(routes(), { publicUrl: deps.config.publicUrl, version: VERSION })) },
      }),
    }),
  ];
}

type Document = ReturnType<typeof openApiDocument>;

interface Described {
  readonly tag: string;
  readonly operations: { readonly method: string; readonly path: string; readonly summary: string; readonly body: string | null; readonly answer: string | null }[];
}

function describe(document: Document): Described[] {
  const groups = new Map<string, Described>();
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      const tag = operation.tags?.[0] ?? '';
      const group = groups.get(tag) ?? { tag, operations: [] };
      groups.set(tag, group);
      group.operations.push({
        method: method.toUpperCase(), path, summary: operation.summary ?? '',
        body: pretty(schemaOf(operation.requestBody)), answer: pretty(schemaOf(Object.values(operation.responses ?? {})[0])),
      });
    }
  }
  return [...groups.values()].sort((a, b) => a.tag.localeCompare(b.tag));
}

interface Content {
  readonly content?: Record<string, { readonly schema?: unknown }>;
}

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly requestBody?: Content;
  readonly responses?: Record<string, Content>;
}

function schemaOf(part: Content | undefined): unknown {
  return Object.values(part?.content ?? {})[0]?.schema ?? null;
}

function pretty(schema: unknown): string | null {
  return schema === null ? null : JSON.stringify(schema, null, 2);
}
