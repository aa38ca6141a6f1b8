import { type RouteDefinition, api } from '../../../platform/http/routes.js';
import { copyTemplate } from './copy-template.js';
import { fieldExample, fieldSays } from './examples.js';
import { libraryLetter } from './library.js';
import { OWN, type OwnTemplate, ownTemplate, ownTemplates, ownVersions } from './own-templates.queries.js';
import { apiCopyBody, apiPreviewBody, apiSaveBody, copiedOut, doneOut, ownTemplateOut, ownTemplatesOut, previewOut, savedOut, templateParams, versionsOut } from './own-templates.schemas.js';
import { previewTemplate } from './preview-template.js';
import { restoreTemplate } from './restore-template.js';
import { retireTemplate } from './retire-template.js';
import { saveTemplate } from './save-template.js';

const tag = 'Letters';
const access = 'templates.edit';
const at = '/api/v1/own-templates';

function templateOut({ id, baseSlug, retiredAt, latest }: OwnTemplate) {
  const { kind, statute } = libraryLetter(baseSlug);
  return { id, template: `${OWN}${id}`, base: baseSlug, kind, statute, title: latest.title, purpose: latest.purpose, version: latest.n, savedAt: latest.savedAt.toISOString(), savedBy: latest.savedBy, retired: retiredAt !== null };
}

export const ownTemplateApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: at, summary: 'The group’s own letter templates, retired ones too.', tag, access, response: ownTemplatesOut,
    handle: async ({ deps, actor }) => ({ templates: (await ownTemplates(deps.db, actor.groupId)).map(templateOut) }),
  }),
  api({
    method: 'post', path: at, summary: 'Copy a letter of the library for the group, word for word.', tag, access, status: 201, body: apiCopyBody, response: copiedOut,
    handle: ({ deps, actor, body }) => copyTemplate(deps, actor, { baseSlug: body.base }),
  }),
  api({
    method: 'get', path: `${at}/:templateId`, summary: 'One of the group’s templates with its source, and the fields it may name.', tag, access, params: templateParams, response: ownTemplateOut,
    handle: async ({ deps, actor, params }) => {
      const template = await ownTemplate(deps.db, { groupId: actor.groupId, ...params });
      const fields = [...libraryLetter(template.baseSlug).allowed.fields].map(([name, kind]) => ({ name, kind, says: fieldSays(name, kind), example: fieldExample(name, kind) }));
      return { ...templateOut(template), source: template.latest.source, fields };
    },
  }),
  api({
    method: 'put', path: `${at}/:templateId`, summary: 'Save a template as its next version; refused with every fault by line.', tag, access, params: templateParams, body: apiSaveBody, response: savedOut,
    handle: async ({ deps, actor, params, body }) => ({ version: (await saveTemplate(deps, actor, { ...body, ...params })).n }),
  }),
  api({
    method: 'post', path: `${at}/:templateId/preview`, summary: 'A source as the letter it makes, from a request of the group or with examples. Nothing is kept.', tag, access, params: templateParams, body: apiPreviewBody, response: previewOut,
    handle: async ({ deps, actor, params, body }) => {
      const { baseSlug } = await ownTemplate(deps.db, { groupId: actor.groupId, ...params });
      const { faults, warnings, note, letter } = await previewTemplate(deps, actor, { baseSlug, source: body.source, requestId: body.requestId ?? null });
      return {
        faults: [...faults], warnings: [...warnings], note, subject: letter?.subject ?? '', text: letter?.text ?? '', html: letter?.html ?? '', gaps: [...(letter?.gaps ?? [])],
        leftOut: (letter?.leftOut ?? []).map(({ citation, sentence }) => ({ citation, sentence })),
      };
    },
  }),
  api({
    method: 'get', path: `${at}/:templateId/versions`, summary: 'A template’s versions, newest first.', tag, access, params: templateParams, response: versionsOut,
    handle: async ({ deps, actor, params }) => {
      await ownTemplate(deps.db, { groupId: actor.groupId, ...params });
      const versions = await ownVersions(deps.db, { groupId: actor.groupId, ...params });
      return { versions: versions.map(({ n, title, purpose, source, savedAt, savedBy }) => ({ version: n, title, purpose, source, savedAt: savedAt.toISOString(), savedBy })) };
    },
  }),
  api({
    method: 'post', path: `${at}/:templateId/retire`, summary: 'Take a template out of use; letters written from it keep its words.', tag, access, params: templateParams, response: doneOut,
    handle: async ({ deps, actor, params }) => {
      await retireTemplate(deps, actor, params);
      return { id: params.templateId };
    },
  }),
  api({
    method: 'post', path: `${at}/:templateId/restore`, summary: 'Take a retired template into use again.', tag, access, params: templateParams, response: doneOut,
    handle: async ({ deps, actor, params }) => {
      await restoreTemplate(deps, actor, params);
      return { id: params.templateId };
    },
  }),
];
