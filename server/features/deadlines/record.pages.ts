import { z } from 'zod';
import type { Context } from '../../context.js';
import type { AppError } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { fieldProblems } from '../../platform/http/errors.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { type UploadCall, readUpload } from '../../platform/http/uploads.js';
import { t } from '../../platform/words.js';
import { storeDocument } from '../documents/store-document.js';
import { correctFact } from './correct-fact.js';
import { factNotFound, factRefused } from './deadlines.errors.js';
import { factParams, recordFactBody, requestParams, why } from './deadlines.schemas.js';
import type { FactType, TypedFact } from './fact-types.js';
import { type RecordForm, recordForm } from './record-fields.js';
import { ACTS, ACT_NAMES, type Act, actOf } from './record-acts.js';
import { blankForm, factFromForm, formOfFact, problemsByField } from './record-form.js';
import { recordView } from './record-page.js';
import { type RecordContext, factToCorrect, recordContext } from './record.queries.js';
import { checkFact } from './check-fact.js';
import { recordFact } from './record-fact.js';

const actParams = requestParams.extend({ act: z.enum(ACT_NAMES) });

/** The form of an act, empty or with what was typed and what is wrong with it. */
function show(context: RecordContext, act: Act, form: RecordForm, corrects: TypedFact | null, problem?: Problem): PageResult {
  const problems = problem ? problemsByField(act, form, problem.fields) : {};
  const model = recordView({ act, context, form, corrects, message: problem?.message ?? null, problems });
  return { view: 'facts/record', title: `${model.title} · ${context.number}`, nav: 'requests', model };
}

/** What was typed, for showing it again. A body that is no such form at all leaves the form empty. */
function typedForm(problem: Problem, context: RecordContext): RecordForm {
  const typed = recordForm.safeParse(problem.values);
  return typed.success ? typed.data : blankForm(context.items.map((item) => item.n));
}

function checked(act: Act, form: RecordForm): z.output<typeof recordFactBody> {
  const parsed = recordFactBody.safeParse(factFromForm(act, form));
  if (parsed.success) return parsed.data;
  throw factRefused(fieldProblems(parsed.error));
}

/** Reads the form; its file, if any, is stored as a document of the request once the fields were found good. */
async function readForm(
  call: UploadCall & { deps: Context; actor: Actor },
  requestId: string,
  check: (form: RecordForm) => Promise<void>,
): Promise<{ form: RecordForm; documentId: string | null }> {
  const { fields, files } = await readUpload(call, {
    fieldsSchema: recordForm,
    maxFiles: 1,
    onFile: async (file, form) => {
      await check(form);
      return storeDocument(call.deps, call.actor, { requestId, originalName: file.originalName, stream: file.stream, kind: 'response', source: 'upload' });
    },
  });
  const refused = files.find((file) => file.error !== null)?.error;
  if (refused) throw withField(refused);
  return { form: fields, documentId: files[0]?.result?.documentId ?? null };
}

/** A refusal of the file itself stands beside its field. */
function withField(error: AppError): AppError {
  return error.code.startsWith('deadlines.') ? error : factRefused({ document: error.message });
}

/** A reminder is set on the day it is set: its form asks for no date. */
const dated = (type: FactType, form: RecordForm, today: string): RecordForm => (type === 'reminder' && form.date === '' ? { ...form, date: today } : form);

const said = (moved: number): string => t.count(moved, 'Recorded. {n} date changed.', 'Recorded. {n} dates changed.');

export const recordPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/record/:act', summary: 'The form that records what an agency did', access: 'facts.record', params: actParams,
    handle: async ({ deps, actor, params }) => {
      const context = await recordContext(deps.db, { groupId: actor.groupId, requestId: params.requestId }, deps.clock.now());
      const confirmed = params.act === 'receipt' ? context.facts.find((fact) => fact.type === 'received' && !fact.presumed) : undefined;
      if (confirmed) return { redirect: `/requests/${params.requestId}/facts/${confirmed.id}/correct` };
      return show(context, params.act, blankForm(context.items.map((item) => item.n)), null);
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/record/:act', summary: 'Records what an agency did', access: 'facts.record', params: actParams, upload: true,
    handle: async (call) => {
      const { deps, actor, params } = call;
      const type = ACTS[params.act];
      const context = await recordContext(deps.db, { groupId: actor.groupId, requestId: params.requestId }, deps.clock.now());
      const { form, documentId } = await readForm(call, params.requestId, (typed) => checkFact(deps, actor, { requestId: params.requestId, fact: checked(params.act, dated(type, typed, context.today)) }));
      const { moved } = await recordFact(deps, actor, { requestId: params.requestId, fact: { ...checked(params.act, dated(type, form, context.today)), documentId } });
      return { redirect: `/requests/${params.requestId}`, flash: said(moved) };
    },
    again: async ({ deps, actor, params }, problem) => {
      const context = await recordContext(deps.db, { groupId: actor.groupId, requestId: params.requestId }, deps.clock.now());
      return show(context, params.act, typedForm(problem, context), null, problem);
    },
  }),
  page({
    method: 'get', path: '/requests/:requestId/facts/:factId/correct', summary: 'The form that corrects a fact', access: 'facts.correct', params: factParams,
    handle: async ({ deps, actor, params }) => {
      const { context, fact, note, act } = await standing(deps, actor, params);
      return show(context, act, formOfFact(fact, note, context.items.map((item) => item.n)), fact);
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/facts/:factId/correct', summary: 'Replaces a fact by what is right', access: 'facts.correct', params: factParams, upload: true,
    handle: async (call) => {
      const { deps, actor, params } = call;
      const { fact, act } = await standing(deps, actor, params);
      const { form, documentId } = await readForm(call, params.requestId, (typed) =>
        checkFact(deps, actor, { requestId: params.requestId, fact: correction(act, dated(fact.type, typed, fact.date)), corrects: fact.id }));
      const { moved } = await correctFact(deps, actor, { ...params, ...correction(act, dated(fact.type, form, fact.date)), ...(documentId ? { documentId } : {}) });
      return { redirect: `/requests/${params.requestId}`, flash: said(moved) };
    },
    again: async ({ deps, actor, params }, problem) => {
      const { context, fact, act } = await standing(deps, actor, params);
      return show(context, act, typedForm(problem, context), fact, problem);
    },
  }),
];

/** A correction's fields. @throws deadlines.fact-refused */
function correction(act: Act, form: RecordForm) {
  const reason = why.safeParse(form.why);
  const fact = recordFactBody.safeParse(factFromForm(act, form));
  if (fact.success && reason.success) return { ...fact.data, why: reason.data };
  throw factRefused({ ...(fact.success ? {} : fieldProblems(fact.error)), ...(reason.success ? {} : { why: fieldProblems(reason.error)['body'] ?? '' }) });
}

async function standing(deps: Context, actor: Actor, params: z.output<typeof factParams>) {
  const context = await recordContext(deps.db, { groupId: actor.groupId, requestId: params.requestId }, deps.clock.now());
  const { note } = await factToCorrect(deps.db, { groupId: actor.groupId, ...params });
  const fact = context.facts.find((one) => one.id === params.factId);
  const act = fact ? actOf(fact) : null;
  if (!fact || !act) throw factNotFound();
  return { context, fact, note, act };
}
