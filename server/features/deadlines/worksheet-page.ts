import { formatDate, formatDistance } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { type Explained, confidenceSays, legendOf, readingsOf, squaresOf, sumOf } from './derivation-view.js';
import { isLate } from './deadlines.queries.js';
import { basisWords, clockName } from '../requests/request-words.js';
import { whatAnExtensionWouldDo } from './what-would-move.js';
import type { EarlierValue, WorksheetView } from './worksheet.view.js';
import type { WorksheetData } from './worksheet.queries.js';

const DETERMINATIONS: ReadonlySet<string> = new Set(['cpra.determination', 'cpra.extension', 'foia.determination', 'foia.extension']);

/** The worksheet of one deadline, from its row alone and the facts it stands on. */
export function worksheetView(data: WorksheetData, groupName: string): WorksheetView {
  const dates: Explained = data;
  const squares = squaresOf(data.explained, dates, data.today);
  return {
    today: data.today, zone: data.zone, groupName, request: { href: `/requests/${data.request.id}`, label: data.request.number, title: data.request.title },
    name: clockName(data.rule), title: titleOf(data), lede: ledeOf(data), open: data.state === 'open', presumed: data.presumed && data.state === 'open', squares, legend: legendOf(squares),
    steps: withBasis(sumOf(data.explained, dates), data), readings: readingsOf(data.explained, data.owner), confidence: data.confidence, confidenceSays: confidenceSays(data.confidence, dates),
    whatWouldMoveIt: data.state === 'open' ? whatWouldMoveIt(data) : [], notes: data.explained.notes, earlier: data.revisions.slice(0, -1).map(earlierValue), present: presentValue(data),
    citation: data.citation, rule: data.rule, rulesVersion: data.rulesVersion, calendar: data.explained.calendar,
  };
}

/** The banner's sentence when a date still open rests on a rule or calendar that is not verified. */
export function unverifiedRule({ confidence, open }: Pick<WorksheetView, 'confidence' | 'open'>): string | null {
  return open && confidence === 'unverified' ? t('A rule or a calendar that is not verified applies to this date: a source it rests on was not read in full.') : null;
}

function titleOf({ rule, agency, owner, due, state, today }: WorksheetData): string {
  const words = { agency, what: clockName(rule), date: formatDate(due) };
  if (owner === 'requester') return t('{what}: file by {date}', words);
  if (!DETERMINATIONS.has(rule)) return t('{what}: {agency} owes it by {date}', words);
  return state === 'open' && due >= today ? t('{agency}’s determination is due by {date}', words) : t('{agency}’s determination was due by {date}', words);
}

function ledeOf(data: WorksheetData): string {
  const { assertAfter, closedOn } = data;
  const closed = closedOn ? formatDate(closedOn) : '';
  if (data.state === 'met') return closedOn && assertAfter && closedOn > assertAfter ? t('Answered on {closed}, after it was safe to call late.', { closed }) : t('Answered on {closed}.', { closed });
  const sent = data.state === 'void' && data.rule.endsWith('.determination') ? noticeOf(data.known.facts) : null;
  if (sent && sent === closedOn) return t('{agency} extended the time by its notice of {sent}: the date extended to has a worksheet of its own.', { agency: data.agency, sent: formatDate(sent) });
  if (data.state === 'void') return t('It no longer applies since {closed}.', { closed });
  return [extensionSays(data), stillOpen(data)].filter(Boolean).join(' ');
}

/** That an agency extended the time, above the dates that follow from it. */
function extensionSays({ rule, agency, known }: WorksheetData): string {
  const sent = rule.endsWith('.extension') ? noticeOf(known.facts) : null;
  return sent ? t('{agency} extended the time by its notice of {sent}.', { agency, sent: formatDate(sent) }) : '';
}

const noticeOf = (facts: WorksheetData['known']['facts']): string | null => facts.find((fact) => fact.type === 'extension_notice')?.date ?? null;

function stillOpen(data: WorksheetData): string {
  const { due, assertAfter, today } = data;
  const when = formatDistance(due, today);
  if (assertAfter === null) return data.lastLawful ? t('That is {when}. The law may allow until {date}; don’t rely on it.', { when, date: formatDate(data.lastLawful) }) : t('That is {when}.', { when });
  const safe = formatDate(assertAfter);
  if (isLate({ ...data, assertAfter }, today)) return t('It is **{late}**: every reading of the law ended on {safe}.', { late: formatDistance(assertAfter, today, 'late'), safe });
  if (data.presumed) return t('That is {when}, if the request was received when we presume. Nobody is late on a presumed receipt.', { when });
  if (assertAfter === due && data.rule.endsWith('.extension')) return t('That is {when}. It is safe to call it late after that day.', { when });
  return assertAfter === due ? t('That is {when}. Unless {agency} extends the time, it is safe to call it late after that day.', { when, agency: data.agency }) : t('That is {when}. It is safe to call it late after **{safe}**.', { when, safe });
}

/** One paragraph for each thing that can move the date. */
function whatWouldMoveIt(data: WorksheetData): string[] {
  const paragraphs: string[] = [];
  if (data.presumed) paragraphs.push(t('Confirming that the agency received it on another day than the one presumed.'));
  const extended = data.owner === 'agency' ? whatAnExtensionWouldDo(data.known, data.rule, data.due) : null;
  if (extended) {
    const words = { by: formatDate(data.due), due: formatDate(extended.due), safe: formatDate(extended.assertAfter) };
    paragraphs.push(
      data.known.law === 'FOIA'
        ? t('A written notice of unusual circumstances, sent by {by}: at most to **{due}**.', words)
        : t('A written extension, sent by {by}, with a reason the Act lists and a date: at most to **{due}**, and safe to call late only after **{safe}**.', words),
    );
  }
  paragraphs.push(t('Correcting a fact it was counted from. Mail that merely arrives moves nothing.'));
  return paragraphs;
}

function earlierValue(revision: WorksheetData['revisions'][number]): EarlierValue {
  const state = { open: revision.presumed ? t('presumed') : t('confirmed'), met: t('answered'), void: t('no longer applies') }[revision.state];
  return { at: revision.at, due: revision.due, state, why: revision.reason };
}

/** Since when the present value stands and why; null when it is the first. */
function presentValue({ revisions }: WorksheetData): WorksheetView['present'] {
  const last = revisions.length > 1 ? revisions.at(-1) : undefined;
  return last ? earlierValue(last) : null;
}

/** The first line says how we know of the receipt, where the clock runs from it. */
function withBasis(steps: WorksheetView['steps'], { known, explained }: WorksheetData): WorksheetView['steps'] {
  const [first, ...rest] = steps;
  const receipt = known.facts.find((fact) => fact.type === 'received');
  if (!first || !receipt || receipt.date !== first.date || explained.lines[0]?.kind !== 'received') return steps;
  return [{ ...first, because: [capital(basisWords(receipt.basis)), first.because].filter(Boolean).join('. ') }, ...rest];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
