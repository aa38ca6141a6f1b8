import type { FieldProblems } from '../../platform/errors.js';
import { answerDetails, answerFields, answerTyped, isOurs, namesItems } from './answer-form.js';
import { contraryFrom, contraryTyped } from './contrary-form.js';
import type { FactType, TypedFact } from './fact-types.js';
import { parallelDetails, parallelFields } from './parallel-form.js';
import { ACTS, type Act, whatOf } from './record-acts.js';
import { type RecordForm, recordForm } from './record-fields.js';

/** The form as a fact's raw fields, in the shape the API takes; blanks are left out. */
export function factFromForm(act: Act, form: RecordForm): Record<string, unknown> {
  const type = ACTS[act];
  const ours = type === 'withdrawn' || type === 'reminder' || (type === 'closed' && form.by === 'us') || isOurs(whatOf(act));
  return {
    type, date: form.date, basis: ours ? form.basis || 'person' : form.basis,
    ...(form.time ? { time: form.time } : {}), ...(form.note ? { note: form.note } : {}), ...(form.agencyNumber.trim() ? { agencyNumber: form.agencyNumber } : {}),
    details: detailsFromForm(act, form),
  };
}

function detailsFromForm(act: Act, form: RecordForm): Record<string, unknown> {
  const type = ACTS[act];
  const what = whatOf(act);
  const chosen = chosenItems(type, form);
  switch (type) {
    case 'extension_notice':
      return { specifiedDate: form.specifiedDate || null, ground: form.reason };
    case 'determination':
      return { items: chosen.map(({ n, outcome, promisedFor, ground, basis }) => ({ n: Number(n), outcome, promisedFor: promisedFor || null, ...(ground ? { ground } : {}), ...(basis.trim() ? { basis: contraryFrom(basis) } : {}) })) };
    case 'produced':
      return { items: chosen.map(({ n, complete }) => ({ n: Number(n), complete: complete === 'all' })) };
    case 'denial':
      return { items: chosen.map(({ n }) => Number(n)), ground: form.ground, ...answerDetails(answerFields(type, null), form.answer) };
    case 'response':
    case 'federal':
      return { what, ...(namesItems(what) ? { items: chosen.map(({ n }) => Number(n)) } : {}), ...answerDetails(answerFields(type, what), form.answer) };
    case 'closed':
      return { by: form.by };
    case 'promise':
    case 'reminder':
    case 'retention':
      return parallelDetails(type, form, chosen.map(({ n }) => Number(n)));
    default:
      return {};
  }
}

/** The rows of the form something was said in, in the order of the fact's items. */
function chosenItems(type: FactType, form: RecordForm): RecordForm['items'] {
  return form.items.filter((item) => (type === 'determination' ? item.outcome : type === 'produced' ? item.complete : item.chosen) !== '');
}

/** Problems of a fact's fields, moved to the form's: `details.items.0.promisedFor` → `items-2-promisedFor` when its row is the third. */
export function problemsByField(act: Act, form: RecordForm, problems: FieldProblems): Record<string, string> {
  const type = ACTS[act];
  const answered = answerFields(type, whatOf(act)).map(({ name }) => name);
  const rows = chosenItems(type, form).map((item) => form.items.indexOf(item));
  return Object.fromEntries(Object.entries(problems).map(([path, problem]) => [answerField(path, answered) ?? fieldOf(type, path, rows), problem]));
}

/** `details.lines.0.what` → `answer-lines`. */
function answerField(path: string, names: readonly string[]): string | null {
  const [, name = ''] = /^details\.(\w+)/.exec(path) ?? [];
  return names.includes(name) ? `answer-${name}` : null;
}

function fieldOf(type: FactType, path: string, rows: readonly number[]): string {
  const item = /^details\.items\.(\d+)(?:\.(\w+).*)?$/.exec(path);
  if (item) return `items-${rows[Number(item[1])] ?? 0}-${item[2] ?? 'n'}`;
  if (path === 'details.ground') return type === 'extension_notice' ? 'reason' : 'ground';
  if (path === 'details.by' && type === 'promise') return 'promisedBy';
  return path.replace(/^details\./, '');
}

const BLANK: RecordForm = recordForm.parse({});

/** The form filled with a fact, for correcting it. `items` are the request's, in order. */
export function formOfFact(fact: TypedFact, note: string, items: readonly number[]): RecordForm {
  const rows = items.map((n) => ({ n: String(n), outcome: '', promisedFor: '', ground: '', basis: '', complete: '', chosen: '' }));
  const row = (n: number) => rows.find((one) => one.n === String(n));
  const chosen = fact.type === 'denial' || fact.type === 'promise' || fact.type === 'retention' ? fact.details.items : (fact.type === 'response' || fact.type === 'federal') && 'items' in fact.details ? fact.details.items : [];
  for (const n of chosen) Object.assign(row(n) ?? {}, { chosen: 'yes' });
  const form = { ...BLANK, ...parallelFields(fact), answer: answerTyped(fact), date: fact.date, time: fact.time ?? '', basis: fact.presumed ? '' : fact.basis, note, items: rows };
  if (fact.type === 'extension_notice') return { ...form, specifiedDate: fact.details.specifiedDate ?? '', reason: fact.details.ground ?? '' };
  if (fact.type === 'closed') return { ...form, by: fact.details.by };
  if (fact.type === 'determination') {
    for (const item of fact.details.items) Object.assign(row(item.n) ?? {}, { outcome: item.outcome, promisedFor: item.promisedFor ?? '', ground: item.ground ?? '', basis: contraryTyped(item.basis ?? []) });
  }
  if (fact.type === 'produced') for (const item of fact.details.items) Object.assign(row(item.n) ?? {}, { complete: item.complete ? 'all' : 'part' });
  return fact.type === 'denial' ? { ...form, ground: fact.details.ground } : form;
}

/** An empty form. Nothing that moves a date is chosen beforehand. */
export function blankForm(items: readonly number[]): RecordForm {
  return { ...BLANK, items: items.map((n) => ({ n: String(n), outcome: '', promisedFor: '', ground: '', basis: '', complete: '', chosen: '' })) };
}
