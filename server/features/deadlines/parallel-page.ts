import { formatDate, formatDistance } from '../../platform/views-dates.js';
import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { ParallelDates } from '../requests/parallel-dates.js';
import { clockName, clockWhat } from '../requests/request-words.js';
import { type CivilDate, daysBetween } from '../statutes/civil-date.js';
import type { FactBasis } from './fact-types.js';
import { basisWord } from './fact-words.js';
import { PARALLEL_RULES, isParallelRule } from './parallel-rules.js';
import type { ParallelView, SaidRow } from './parallel.view.js';
import type { ParallelWorksheet, SaidSource } from './parallel.queries.js';

/** The worksheet of a promise, a reminder, or a day from which records may be destroyed. */
export function parallelView(data: ParallelWorksheet, groupName: string, may: { record: boolean; correct: boolean }): ParallelView {
  const { parallel } = data;
  const at = `/requests/${data.request.id}`;
  const latest = parallel.said.at(-1);
  const open = data.state === 'open';
  const ours = data.kind === 'set_by_us';
  return {
    today: data.today, zone: data.zone, groupName, request: { href: at, label: data.request.number, title: data.request.title }, name: clockName(data.rule),
    title: titleOf(data), lede: ledeOf(data), state: stateOf(data), confidence: data.confidence,
    sentence: isParallelRule(data.rule) ? PARALLEL_RULES[data.rule].sentence : '', about: aboutOf(data),
    hasWords: !ours, saidTitle: ours ? t('Who set it') : t('Every day they named'), said: parallel.said.map((one, index) => saidRow(one, parallel.said[index - 1]?.by ?? null, data.sources.get(one.factId) ?? null)),
    moved: movedOf(parallel.said), notes: data.notes, earlier: data.revisions.length > 1 ? data.revisions.map((revision) => earlierValue(revision, data.kind)) : [], rule: data.rule,
    done: open && may.record && data.rule !== 'records.retention' && data.rule !== 'promise.records' && data.rule !== 'promise.determination' ? { href: `${at}/deadlines/${data.id}/done`, label: data.rule === 'reminder' ? t('Done') : t('They kept it') } : null,
    write: open && may.record && data.rule === 'records.retention' ? { href: `${at}/letters/new#cpra-preservation`, label: t('Ask them to keep the records') } : null,
    change: open && may.correct && latest ? { href: `${at}/facts/${latest.factId}/correct`, label: data.rule === 'reminder' ? t('Move it') : t('Correct it') } : null,
  };
}

function titleOf({ agency, due, rule, key, parallel }: ParallelWorksheet): string {
  const date = formatDate(due);
  const what = clockWhat(rule, key, parallel);
  if (rule === 'reminder') return t('Reminder for {date}: {what}', { date, what });
  if (rule === 'records.retention') return t('From {date} on {agency} may destroy: {what}', { date, agency, what: parallel.about });
  return t('{agency} promised by {date}: {what}', { agency, date, what });
}

function ledeOf({ state, closedOn, due, today, rule }: ParallelWorksheet): string {
  const closed = closedOn ? formatDate(closedOn) : '';
  if (state === 'met') return rule === 'reminder' ? t('Done on {closed}.', { closed }) : rule === 'records.retention' ? t('Everything came by {closed}.', { closed }) : t('Kept on {closed}.', { closed });
  if (state === 'void') return t('It no longer applies since {closed}.', { closed });
  const when = formatDistance(due, today);
  if (rule === 'reminder') return t('That is **{when}**.', { when });
  if (rule === 'records.retention') return due > today ? t('That is **{when}**. Act before then.', { when }) : t('That was {when}: they may be gone. Ask what became of them.', { when });
  return due < today ? t('That was **{when}**. The promised day has passed; the law’s own dates are apart from it.', { when }) : t('That is **{when}**.', { when });
}

function stateOf({ state, kind, due, today }: ParallelWorksheet): StateWord {
  if (state === 'met') return { tone: 'done', words: kind === 'promised' ? t('Kept') : t('Done') };
  if (state === 'void') return { tone: 'quiet', words: t('No longer applies') };
  if (kind === 'promised') return { tone: 'promise', words: due < today ? t('Promised day passed') : t('Promised') };
  return { tone: 'own', words: due < today ? t('Passed') : t('Our own date') };
}

function aboutOf(data: ParallelWorksheet): ParallelView['about'] {
  const { source, whateverHappens } = data.parallel;
  return [
    ...(source ? [{ label: t('Where it is written'), value: source }] : []),
    ...(data.forPerson ? [{ label: t('For'), value: data.forPerson }] : []),
    ...(data.rule === 'reminder' ? [{ label: t('When the request ends'), value: whateverHappens ? t('It stays, whatever happens.') : t('It falls away.') }] : []),
  ];
}

function saidRow(one: ParallelDates['said'][number], before: string | null, source: SaidSource | null): SaidRow {
  return {
    on: one.on, by: one.by, slip: before && before !== one.by ? slipWords(before, one.by) : '', says: one.says, basis: basisWord(one.basis as FactBasis), who: source?.who ?? t('Tenday'),
    at: source?.at ?? null, source: source?.documentId ? { href: `/documents/${source.documentId}`, label: t('Document') } : source?.letterId ? { href: `/letters/${source.letterId}`, label: t('Letter') } : null,
  };
}

function earlierValue(revision: ParallelWorksheet['revisions'][number], kind: string): ParallelView['earlier'][number] {
  const state = { open: t('open'), met: kind === 'promised' ? t('kept') : t('done'), void: t('no longer applies') }[revision.state];
  return { at: revision.at, due: revision.due, state, why: revision.reason };
}

function slipWords(from: string, to: string): string {
  const days = daysBetween(from as CivilDate, to as CivilDate);
  return days > 0 ? t.count(days, '{n} day later', '{n} days later') : t.count(-days, '{n} day earlier', '{n} days earlier');
}

function movedOf(said: ParallelDates['said']): string | null {
  const [first, last] = [said[0]?.by, said.at(-1)?.by];
  if (!first || !last || first === last) return null;
  return t('From {first} to {last}: {days} in all.', { first: formatDate(first), last: formatDate(last), days: slipWords(first, last) });
}
