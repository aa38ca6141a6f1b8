import type { SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { factName } from '../requests/request-words.js';
import type { AnswerField } from './answer-field.js';
import { answerFields, isOurs, namesItems } from './answer-form.js';
import { PERSONS_BASES } from './deadlines.schemas.js';
import { GROUNDS, OUTCOMES, PROMISES, type FactType, type TypedFact } from './fact-types.js';
import { basisWord, factWord, groundWord, outcomeWord, promiseWord, sayDate } from './fact-words.js';
import { WEEKS } from './parallel-form.js';
import type { RecordForm } from './record-fields.js';
import { ACTS, type Act, whatOf } from './record-acts.js';
import type { AnswerFieldView, ItemFields, RecordView } from './record.view.js';
import type { RecordContext } from './record.queries.js';
import { FACT_LAW_GROUNDS, wordsOfAct } from './record-words.js';

export interface RecordPage {
  readonly act: Act;
  readonly context: RecordContext;
  readonly form: RecordForm;
  /** The fact being corrected; null for a new one. */
  readonly corrects: TypedFact | null;
  readonly message: string | null;
  /** Problems by the form's fields. */
  readonly problems: Readonly<Record<string, string>>;
}

const FIELDS = [
  'date', 'time', 'basis', 'note', 'agencyNumber', 'specifiedDate', 'reason', 'ground', 'by', 'why', 'items', 'document',
  'of', 'promisedBy', 'instalment', 'about', 'says', 'weeks', 'on', 'forPersonId', 'whateverHappens', 'what', 'destroyedFrom', 'source',
] as const;

/** The form's view: what it asks for follows from the fact's type. */
export function recordView(page: RecordPage): RecordView {
  const { act, context, form, corrects, problems } = page;
  const type: FactType = ACTS[act];
  const words = wordsOfAct(act, context);
  const { items: _items, ...values } = form;
  const at = `/requests/${context.requestId}`;
  return {
    title: corrects ? t('Correct the {fact}', { fact: type === 'response' || type === 'federal' ? factName(type, { what: whatOf(act) }).toLowerCase() : factWord(type) }) : words.title, lede: words.lede, button: corrects ? t('Correct it') : words.button,
    request: { href: at, label: context.number, title: context.title }, action: corrects ? `${at}/facts/${corrects.id}/correct` : `${at}/record/${act}`,
    message: page.message, problems: Object.entries(problems).map(([id, says]) => ({ id, says })), values,
    errors: Object.fromEntries(FIELDS.map((field) => [field, problems[field] ?? ''])) as RecordView['errors'],
    today: context.today, sentOn: type === 'retention' ? null : context.sentOn, dateLabel: words.dateLabel, dateHint: words.dateHint,
    asksTime: type === 'received', asksNumber: corrects === null && (type === 'received' || type === 'acknowledged'),
    asksDate: type !== 'reminder', bases: type === 'withdrawn' || type === 'reminder' || isOurs(whatOf(act)) ? null : PERSONS_BASES.map((basis) => ({ value: basis, label: basisWord(basis) })),
    reasons: type === 'extension_notice' ? reasonsFor(context.statute) : null,
    asksSpecifiedDate: type === 'extension_notice', asksGround: type === 'denial',
    closers: type === 'closed' ? [{ value: 'agency', label: t('The agency closed it') }, { value: 'us', label: t('We are done with it') }] : null,
    promises: type === 'promise' ? PROMISES.map((value) => ({ value, label: promiseWord(value) })) : null,
    reminder: type === 'reminder' ? reminderFields(context, corrects !== null) : null, asksDestruction: type === 'retention',
    answer: answerViews(page, type),
    items: itemFields(page, type), corrects: corrects ? nowSaid(corrects) : null,
    consequence: words.consequence,
  };
}

function nowSaid(fact: TypedFact): string {
  if (fact.type === 'reminder') return t('Now: {date}. {says}', { date: sayDate(fact.details.on), says: fact.details.says });
  return t('Now: {date}, {basis}.', { date: sayDate(fact.date), basis: basisWord(fact.basis as never).toLowerCase() });
}

function reminderFields({ people }: RecordContext, moving: boolean): RecordView['reminder'] {
  const weeks = WEEKS.map((value) => ({ value, label: t.count(Number(value), '{n} week', '{n} weeks') }));
  return { weeks: moving ? null : weeks, people: people.map(({ id, name }) => ({ value: id, label: name })) };
}

function reasonsFor(statute: string): SelectOption[] {
  return GROUNDS.filter((ground) => statute !== 'FOIA' || FACT_LAW_GROUNDS.FOIA.includes(ground)).map((value) => ({ value, label: groundWord(value) }));
}

function answerViews({ act, form, problems }: RecordPage, type: FactType): AnswerFieldView[] | null {
  const fields = answerFields(type, whatOf(act));
  if (fields.length === 0) return null;
  return fields.map(({ name, kind, label, hint = '', options, empty, required = false }): AnswerFieldView => ({
    id: `answer-${name}`, name: `answer[${name}]`, draws: DRAWS[kind], label, hint, value: form.answer[name] ?? '', error: problems[`answer-${name}`] ?? '',
    options: options ?? (kind === 'truth' ? [{ value: 'yes', label: t('Yes') }, { value: 'no', label: t('No') }] : []), empty: empty ?? (required ? t('Choose one') : kind === 'truth' ? t('Nobody has looked') : t('None of these')),
    required, optional: !required && kind !== 'tick' && kind !== 'truth',
  }));
}

const DRAWS: Readonly<Record<AnswerField['kind'], AnswerFieldView['draws']>> = { text: 'text', money: 'text', words: 'textarea', list: 'textarea', charges: 'textarea', choice: 'select', truth: 'select', tick: 'checkbox' };

const hasItems = (type: FactType): type is ItemFields['kind'] => type === 'determination' || type === 'produced' || type === 'denial' || type === 'promise' || type === 'retention' || type === 'response' || type === 'federal';

function itemFields({ act, context, form, problems }: RecordPage, type: FactType): ItemFields | null {
  if (!hasItems(type) || !namesItems(whatOf(act)) || context.items.length === 0) return null;
  const said = {
    determination: { legend: t('What they said of each item'), hint: t('Leave an item open when they said nothing of it. When they answered the whole request at once, choose the same for each.'), options: OUTCOMES.map((value) => ({ value, label: outcomeWord(value) })) },
    produced: { legend: t('What came'), hint: t('Choose for each item they produced records for.'), options: [{ value: 'all', label: t('All of it') }, { value: 'part', label: t('Part of it') }] },
    denial: { legend: t('What they refused'), hint: t('Choose none when they refused the whole request.'), options: [{ value: 'yes', label: t('Refused') }] },
    promise: { legend: t('Which items'), hint: t('Choose none when they spoke of the whole request.'), options: [{ value: 'yes', label: t('Promised') }] },
    retention: { legend: t('Which items'), hint: t('Choose none when it is about the whole request.'), options: [{ value: 'yes', label: t('Concerned') }] },
    response: { legend: t('Which items'), hint: t('Choose none when it is about the whole request.'), options: [{ value: 'yes', label: t('Concerned') }] },
    federal: { legend: t('Which items'), hint: t('Choose none when it is about the whole request.'), options: [{ value: 'yes', label: t('Concerned') }] },
  }[type];
  const field = { determination: 'outcome', produced: 'complete', denial: 'chosen', promise: 'chosen', retention: 'chosen', response: 'chosen', federal: 'chosen' } as const;
  const rows = context.items.map((item, index) => {
    const row = form.items.find((one) => one.n === String(item.n));
    const at = form.items.findIndex((one) => one.n === String(item.n));
    const problem = (name: string) => problems[`items-${at < 0 ? index : at}-${name}`] ?? '';
    return {
      index, n: String(item.n), label: t('Item {n}: {heading}', { n: item.n, heading: item.heading }),
      chosen: row?.[field[type]] ?? '',
      promisedFor: row?.promisedFor ?? '', ground: row?.ground ?? '', basis: row?.basis ?? '',
      errors: { chosen: problem('outcome') || problem('complete') || problem('n'), promisedFor: problem('promisedFor'), ground: problem('ground'), basis: problem('basis') },
    };
  });
  return { kind: type, asChoice: field[type] === 'chosen', field: field[type], ...said, error: problems['items'] ?? '', rows };
}
