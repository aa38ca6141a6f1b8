import type { CountingTerms } from '../../deadlines/counting-terms.js';
import { type RequestCase, judgedFor } from '../../deadlines/derive-for-request.js';
import type { TypedFact } from '../../deadlines/fact-types.js';
import { type Law, type Receipt, answeredOn, receiptOf } from '../../deadlines/facts-to-statutes.js';
import { promiseThreads } from '../../deadlines/promise-threads.js';
import { slipOf } from '../../requests/parallel-dates.js';
import { type ItemStateName, type RequestStateName, itemIsSettled } from '../../requests/request-state.js';
import type { AgencyCalendar } from '../../statutes/agency-calendars.js';
import { agencyDays } from '../../statutes/calendar-sets.js';
import { fromDayNumber, parseCivilDate, toDayNumber } from '../../statutes/civil-date.js';
import { addWorkingDays } from '../../statutes/counting.js';
import type { NoticeDefect, NoticeEffect } from '../../statutes/extension-notice.js';
import { type SituationAnswers, answersOf } from './situation-answers.js';
import { type SituationDenials, denialsOf } from './situation-denials.js';
import { type SituationFoia, foiaOf } from './situation-foia.js';

/** Where a request stands, as far as a letter about it cares. Civil dates are `YYYY-MM-DD` at the agency. */
export interface Situation {
  readonly law: Law;
  readonly today: string;
  readonly agency: { readonly name: string; readonly shortName: string };
  readonly state: RequestStateName;
  readonly sentOn: string | null;
  /** How the first letter went: `portal`, `email`, …; null when none is on record. */
  readonly sentBy: string | null;
  readonly agencyNumbers: readonly string[];
  readonly receipt: Receipt | null;
  /** The latest acknowledgement. */
  readonly acknowledgedOn: string | null;
  /** The statutory date the agency owes first, while it is open. */
  readonly owed: OwedClock | null;
  /** The day on which the last unanswered item was answered; null while one waits. */
  readonly answeredOn: string | null;
  readonly notices: readonly SituationNotice[];
  readonly items: readonly SituationItem[];
  readonly promises: readonly Promised[];
  /** The day by which they said their determination would come, as they said it last; null when they said none. */
  readonly determinationPromised: string | null;
  /** Records they decided to release and gave no day for, with the latest day of such a decision; null when there are none. */
  readonly undated: { readonly on: string; readonly items: readonly number[] } | null;
  /** The latest closing and whose it was; null while none stands. */
  readonly closed: { readonly on: string; readonly by: 'agency' | 'us' } | null;
  /** The last day on which records came. */
  readonly producedOn: string | null;
  /** Our letters after the first that were frozen and not taken back, oldest first. */
  readonly written: readonly WrittenLetter[];
  /** The day on which `count` of the agency's working days after `date` are over. */
  readonly workingDaysAfter: (date: string, count: number) => string;
  /** What they answered beside a determination. */
  readonly answers: SituationAnswers;
  /** What was refused, cut out, not found or asked back. */
  readonly denials: SituationDenials;
  /** What only a request under FOIA has. */
  readonly foia: SituationFoia;
}

export interface OwedClock {
  readonly rule: string;
  readonly due: string;
  readonly assertAfter: string | null;
  /** Counted from a receipt nobody confirmed: makes nobody late. */
  readonly presumed: boolean;
}

export interface SituationItem {
  readonly n: number;
  readonly heading: string;
  readonly state: ItemStateName;
  readonly promisedFor: string | null;
}

export interface SituationNotice {
  readonly sent: string;
  /** Null when it names none, undefined when nobody has said. */
  readonly specifiedDate: string | null | undefined;
  /** Null when nobody has said which it gives. */
  readonly ground: string | null;
  readonly effect: NoticeEffect;
  readonly defects: readonly { readonly code: NoticeDefect; readonly sentence: string }[];
}

/** Items promised for the same dates in the same order. */
export interface Promised {
  readonly items: readonly number[];
  /** As they were given; the last one holds. */
  readonly dates: readonly string[];
  readonly latest: string;
}

export interface WrittenLetter {
  readonly id: string;
  readonly slug: string;
  /** The day it went; null while it waits. */
  readonly sentOn: string | null;
  readonly about: readonly string[];
}

export interface SituationData {
  readonly law: Law;
  readonly today: string;
  readonly agency: { readonly name: string; readonly shortName: string; readonly calendar: AgencyCalendar };
  readonly terms: CountingTerms;
  readonly state: RequestStateName;
  readonly sentOn: string | null;
  readonly agencyNumbers: readonly string[];
  readonly facts: readonly TypedFact[];
  readonly deadlines: readonly (OwedClock & { readonly owner: string; readonly kind: string; readonly state: string; readonly lastLawful?: string | null })[];
  readonly items: readonly SituationItem[];
  /** Not those taken back; oldest first. */
  readonly letters: readonly (WrittenLetter & { readonly followUp: boolean; readonly channel: string })[];
}

/** Reads a request's record as a situation. Pure. */
export function situationOf(data: SituationData): Situation {
  const { law, today, agency, state, sentOn, agencyNumbers, facts, items } = data;
  const known = { law, agency: agency.calendar, facts, items: items.map((item) => item.n), ...data.terms };
  const days = agencyDays(agency.calendar.calendarSet, data.terms.closures).standard;
  return {
    law, today, agency: { name: agency.name, shortName: agency.shortName }, state, sentOn, agencyNumbers, items,
    sentBy: data.letters.find((letter) => !letter.followUp)?.channel ?? null,
    receipt: receiptOf([...facts]),
    acknowledgedOn: latest(facts.filter((fact) => fact.type === 'acknowledged')),
    owed: owedClock(data),
    answeredOn: answeredOn(facts, known.items),
    notices: noticesOf(known),
    promises: promisesOf(facts, items),
    determinationPromised: facts.flatMap((fact) => (fact.type === 'promise' && fact.details.of === 'determination' ? [fact.details.by] : [])).at(-1) ?? null,
    undated: undatedOf(facts, items),
    closed: facts.flatMap((fact) => (fact.type === 'closed' ? [{ on: fact.date, by: fact.details.by }] : [])).at(-1) ?? null,
    producedOn: latest(facts.filter((fact) => fact.type === 'produced')),
    written: data.letters.filter((letter) => letter.followUp).map(({ id, slug, sentOn: on, about }) => ({ id, slug, sentOn: on, about })),
    answers: answersOf(facts, items),
    denials: denialsOf(facts, items),
    foia: foiaOf({ today, component: agency.calendar.component ?? null, facts: law === 'FOIA' ? facts : [], deadlines: data.deadlines, items }),
    workingDaysAfter: (date, count) => fromDayNumber(addWorkingDays(toDayNumber(parseCivilDate(date)), count, days)),
  };
}

function noticesOf(known: RequestCase): SituationNotice[] {
  return judgedFor(known).map(({ notice, effect, defects }) => ({
    sent: notice.sent, specifiedDate: notice.specifiedDate, ground: notice.ground ?? null, effect, defects: defects.map(({ code, sentence }) => ({ code, sentence })),
  }));
}

function owedClock(data: SituationData): OwedClock | null {
  const open = data.deadlines.filter((row) => row.state === 'open' && row.owner === 'agency' && row.kind === 'statutory' && DETERMINATIONS.has(row.rule));
  const [first] = [...open].sort((a, b) => a.due.localeCompare(b.due));
  return first ? { rule: first.rule, due: first.due, assertAfter: first.assertAfter, presumed: first.presumed } : null;
}

const DETERMINATIONS: ReadonlySet<string> = new Set(['cpra.determination', 'cpra.extension', 'foia.determination', 'foia.extension']);

function latest(facts: readonly { readonly date: string }[]): string | null {
  return facts.map((fact) => fact.date).sort().at(-1) ?? null;
}

/** Threads of promised records that name the same days are one to a letter; what has come or was refused since is left out. */
function promisesOf(facts: readonly TypedFact[], items: readonly SituationItem[]): Promised[] {
  const owed = new Set(items.filter((item) => !itemIsSettled(item.state)).map((item) => item.n));
  const histories = new Map<string, Promised>();
  for (const thread of promiseThreads(facts, items.map((item) => item.n)).filter(({ rule }) => rule === 'promise.records')) {
    const waiting = thread.items.filter((n) => owed.has(n));
    if (waiting.length === 0) continue;
    const { earlier, latest: last } = slipOf(thread.said);
    const dates = [...earlier, last];
    const key = dates.join(' ');
    histories.set(key, { items: [...(histories.get(key)?.items ?? []), ...waiting], dates, latest: last });
  }
  return [...histories.values()];
}

function undatedOf(facts: readonly TypedFact[], items: readonly SituationItem[]): Situation['undated'] {
  const waiting = items.filter((item) => item.state === 'promised' && item.promisedFor === null).map((item) => item.n);
  const decided = facts.filter((fact) => fact.type === 'determination' && fact.details.items.some(({ n, outcome }) => waiting.includes(n) && outcome !== 'withhold' && outcome !== 'none_found'));
  const on = latest(decided);
  return on === null ? null : { on, items: waiting };
}

/** Late by every reading, on a receipt somebody confirmed: the only time a letter may say so. */
export function isLate(situation: Situation): boolean {
  const { owed, receipt, today } = situation;
  return owed !== null && !owed.presumed && receipt !== null && !receipt.presumed && owed.assertAfter !== null && owed.assertAfter < today;
}

/** Items nobody answered and nothing is promised for from today on. */
export function unanswered(situation: Situation): number[] {
  return situation.items.filter((item) => item.state === 'open' && (item.promisedFor === null || item.promisedFor < situation.today)).map((item) => item.n);
}

/** The follow-ups of one kind that were written, oldest first. */
export function writtenOf(situation: Situation, slug: string): WrittenLetter[] {
  return situation.written.filter((letter) => letter.slug === slug);
}

/** Whether some letter already spoke of this. */
export function spokenOf(situation: Situation, key: string): boolean {
  return situation.written.some((letter) => letter.about.includes(key));
}
