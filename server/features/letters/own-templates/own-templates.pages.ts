import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { t } from '../../../platform/words.js';
import { formView } from '../../accounts/form.view.js';
import { requestParams } from '../../requests/requests.schemas.js';
import { draftParams } from '../follow-ups/follow-ups.schemas.js';
import { changeDraftWords } from './change-draft-words.js';
import { copyTemplate } from './copy-template.js';
import { libraryLetter } from './library.js';
import { ownTemplate, ownTemplates, ownVersions, previewableRequests } from './own-templates.queries.js';
import { copyBody, editBody, editQuery, templateParams, versionsQuery, wordsBody } from './own-templates.schemas.js';
import { editView, templatesView, versionsView } from './own-templates.view.js';
import { previewTemplate } from './preview-template.js';
import { restoreTemplate } from './restore-template.js';
import { retireTemplate } from './retire-template.js';
import { saveTemplate } from './save-template.js';

const nav = 'letters';
const access = 'templates.edit';

interface Typed {
  readonly title: string;
  readonly purpose: string;
  readonly source: string;
  readonly request: string;
}

/** The template beside the letter it makes; with what was typed, if something was. */
async function edit(deps: Context, actor: Actor, templateId: string, given: { typed?: Partial<Typed>; problem?: Problem | null }): Promise<PageResult> {
  const template = await ownTemplate(deps.db, { groupId: actor.groupId, templateId });
  const { title, purpose, source } = template.latest;
  const form = formView({ title, purpose, source, request: '', ...given.typed }, given.problem);
  const library = libraryLetter(template.baseSlug);
  const requests = await previewableRequests(deps.db, { groupId: actor.groupId, statute: library.statute, kind: library.kind });
  const chosen = requests.find(({ id }) => id === form.values['request']) ?? null;
  const preview = await previewTemplate(deps, actor, { baseSlug: template.baseSlug, source: form.values['source'] ?? '', requestId: chosen?.id ?? null });
  return { view: 'letters/templates/edit', title, nav, model: editView(template, { form: { ...form, values: { ...form.values, request: chosen?.id ?? '' } }, preview, requests }) };
}

const stays = (templateId: string, flash: string): PageResult => ({ redirect: `/letter-templates/${templateId}`, flash });

export const ownTemplatePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/letter-templates', summary: 'The group’s own letter templates, and the library to copy from', access,
    handle: async ({ deps, actor }) => ({ view: 'letters/templates/list', title: t('Letter templates'), nav, model: templatesView(await ownTemplates(deps.db, actor.groupId), { zone: actor.timeZone }) }),
  }),
  page({
    method: 'post', path: '/letter-templates', summary: 'Copy a letter of the library for the group', access, body: copyBody,
    handle: async ({ deps, actor, body }) => {
      const { id } = await copyTemplate(deps, actor, { baseSlug: body.base });
      return stays(id, t('Copied word for word. Now rewrite it.'));
    },
  }),
  page({
    method: 'get', path: '/letter-templates/:templateId', summary: 'A group’s template beside the letter it makes', access, params: templateParams, query: editQuery,
    handle: ({ deps, actor, params, query }) => edit(deps, actor, params.templateId, { typed: { request: query.request ?? '' } }),
  }),
  page({
    method: 'post', path: '/letter-templates/:templateId', summary: 'Preview a group’s template as typed, or save it as its next version', access, params: templateParams, body: editBody,
    handle: async ({ deps, actor, params, body }) => {
      const { act, version, request = '', ...typed } = body;
      if (act === 'preview') return edit(deps, actor, params.templateId, { typed: { ...typed, request } });
      const { n } = await saveTemplate(deps, actor, { ...typed, templateId: params.templateId, version });
      return stays(params.templateId, t('Saved as version {n}.', { n }));
    },
    // Faults stand beside the source, each with its line.
    again: ({ deps, actor, params }, problem) => edit(deps, actor, params.templateId, { problem: problem.error.code === 'own-templates.refused' ? { ...problem, fields: {} } : problem }),
  }),
  page({
    method: 'post', path: '/letter-templates/:templateId/retire', summary: 'Take a group’s template out of use', access, params: templateParams,
    handle: async ({ deps, actor, params }) => {
      await retireTemplate(deps, actor, params);
      return { redirect: '/letter-templates', flash: t('The template is retired. Letters begun with it keep its words.') };
    },
  }),
  page({
    method: 'post', path: '/letter-templates/:templateId/restore', summary: 'Take a retired template into use again', access, params: templateParams,
    handle: async ({ deps, actor, params }) => {
      await restoreTemplate(deps, actor, params);
      return stays(params.templateId, t('The template is in use again.'));
    },
  }),
  page({
    method: 'get', path: '/letter-templates/:templateId/versions', summary: 'Versions of a group’s template, and what changed between two', access, params: templateParams, query: versionsQuery,
    handle: async ({ deps, actor, params, query }) => {
      const where = { groupId: actor.groupId, templateId: params.templateId };
      const template = await ownTemplate(deps.db, where);
      const model = versionsView(template, await ownVersions(deps.db, where), { ...query, zone: actor.timeZone });
      return { view: 'letters/templates/versions', title: t('Versions of {title}', { title: template.latest.title }), nav, model };
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/words', summary: 'Whose words a draft stands in: the template’s latest version, or the library’s', access: 'requests.write', params: requestParams, body: wordsBody,
    handle: async ({ deps, actor, params, body }) => {
      await changeDraftWords(deps, actor, { ...body, requestId: params.requestId, draftId: null });
      return { redirect: `/requests/${params.requestId}/compose/letter`, flash: t('Read it again: the words are others now.') };
    },
    again: async ({ params }, problem) => ({ redirect: `/requests/${params.requestId}/compose/letter`, flash: problem.message }),
  }),
  page({
    method: 'post', path: '/requests/:requestId/letters/:draftId/words', summary: 'Whose words a follow-up stands in: the template’s latest version, or the library’s', access: 'requests.write', params: draftParams, body: wordsBody,
    handle: async ({ deps, actor, params, body }) => {
      await changeDraftWords(deps, actor, { ...body, ...params });
      return { redirect: `/requests/${params.requestId}/letters/${params.draftId}`, flash: t('Read it again: the words are others now.') };
    },
    again: async ({ params }, problem) => ({ redirect: `/requests/${params.requestId}/letters/${params.draftId}`, flash: problem.message }),
  }),
];
