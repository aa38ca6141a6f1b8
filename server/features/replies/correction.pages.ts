import type { z } from 'zod';
import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { fieldProblems } from '../../platform/http/errors.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { readUpload } from '../../platform/http/uploads.js';
import { masked } from '../../platform/masked-text.js';
import { t } from '../../platform/words.js';
import { checkFact } from '../deadlines/check-fact.js';
import { factRefused } from '../deadlines/deadlines.errors.js';
import { recordFactBody } from '../deadlines/deadlines.schemas.js';
import { typedFact } from '../deadlines/fact-types.js';
import { type Act, actOf } from '../deadlines/record-acts.js';
import { type RecordForm, recordForm } from '../deadlines/record-fields.js';
import { blankForm, factFromForm, formOfFact, problemsByField } from '../deadlines/record-form.js';
import { recordView } from '../deadlines/record-page.js';
import { recordContext } from '../deadlines/record.queries.js';
import { storeDocument } from '../documents/store-document.js';
import { basisOf, confirmSuggestion } from './confirm-suggestion.js';
import { type MessageRow, readMessage } from './message-reading.queries.js';
import { suggestionParams } from './messages.schemas.js';
import type { SuggestedFact } from './reading/suggestion-types.js';
import { confirmedAlready, suggestionNotFound } from './replies.errors.js';

type Where = z.output<typeof suggestionParams>;

interface Suggested {
  readonly suggestion: SuggestedFact;
  readonly message: MessageRow;
  readonly act: Act;
}

async function suggested(deps: Pick<Context, 'db'>, actor: Actor, { requestId, messageId, key }: Where): Promise<Suggested> {
  const { message, suggestions } = await readMessage(deps.db, { groupId: actor.groupId, requestId, messageId });
  const found = suggestions.find(({ suggestion }) => suggestion.key === key);
  const act = found ? actOf(found.suggestion) : null;
  if (!found || !act) throw suggestionNotFound();
  if (found.state === 'confirmed') throw confirmedAlready();
  return { suggestion: found.suggestion, message, act };
}

/** The form of the suggested fact, filled with what was read: what the message does not say is empty. */
async function show(deps: Context, actor: Actor, where: Where, problem: Problem | null): Promise<PageResult> {
  const { suggestion, message, act } = await suggested(deps, actor, where);
  const context = await recordContext(deps.db, { groupId: actor.groupId, requestId: where.requestId }, deps.clock.now());
  const typed = problem ? recordForm.safeParse(problem.values) : null;
  const form = typed?.success ? typed.data : readForm(suggestion, message, context.items.map((item) => item.n));
  const problems = problem ? problemsByField(act, form, problem.fields) : {};
  const at = `/requests/${where.requestId}/messages/${where.messageId}`;
  const view = recordView({ act, context, form, corrects: null, message: problem?.message ?? null, problems });
  const model = { ...view, action: `${at}/record/${encodeURIComponent(where.key)}`, lede: t('The message says: “{sentence}” Change what is not as it should be; the rest is as it was read.', { sentence: masked(suggestion.sentence) }) };
  return { view: 'facts/record', title: `${model.title} · ${context.number}`, nav: 'requests', model };
}

function readForm(suggestion: SuggestedFact, message: MessageRow, items: readonly number[]): RecordForm {
  const fact = typedFact({ id: 'suggested', type: suggestion.type, date: suggestion.date ?? '', time: null, basis: basisOf(message), presumed: false, details: suggestion.details });
  if (!fact) return blankForm(items);
  const form = { ...formOfFact(fact, '', items), agencyNumber: suggestion.agencyNumber ?? '' };
  const missing = (name: string) => suggestion.missing.includes(name);
  const rows = missing('items') ? blankForm(items).items : form.items;
  return { ...form, items: rows, ...(missing('ground') ? { reason: '', ground: '' } : {}), ...(missing('by') ? { by: '', promisedBy: '' } : {}) };
}

function checked(act: Act, form: RecordForm): z.output<typeof recordFactBody> {
  const parsed = recordFactBody.safeParse(factFromForm(act, form));
  if (parsed.success) return parsed.data;
  throw factRefused(fieldProblems(parsed.error));
}

export const correctionPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/messages/:messageId/record/:key', summary: 'The form that corrects a suggested fact before it is recorded', access: 'facts.record', params: suggestionParams,
    handle: ({ deps, actor, params }) => show(deps, actor, params, null),
  }),
  page({
    method: 'post', path: '/requests/:requestId/messages/:messageId/record/:key', summary: 'Records a suggested fact as a person corrected it', access: 'facts.record', params: suggestionParams, upload: true,
    handle: async (call) => {
      const { deps, actor, params } = call;
      const { requestId } = params;
      const { act, message } = await suggested(deps, actor, params);
      const { fields, files } = await readUpload(call, {
        fieldsSchema: recordForm,
        maxFiles: 1,
        onFile: async (file, form) => {
          await checkFact(deps, actor, { requestId, fact: checked(act, form) });
          return storeDocument(deps, actor, { requestId, originalName: file.originalName, stream: file.stream, kind: 'response', source: 'upload' });
        },
      });
      const refused = files.find((file) => file.error !== null)?.error;
      if (refused) throw refused.code.startsWith('deadlines.') ? refused : factRefused({ document: refused.message });
      const fact = { ...checked(act, fields), documentId: files[0]?.result?.documentId ?? message.documentId };
      const { moved } = await confirmSuggestion(deps, actor, { ...params, fact });
      return { redirect: `/requests/${requestId}/messages/${params.messageId}`, flash: t.count(moved, 'Recorded. {n} date changed.', 'Recorded. {n} dates changed.') };
    },
    again: ({ deps, actor, params }, problem) => show(deps, actor, params, problem),
  }),
];
