import { dayNumber, formatDate } from '../../platform/views-dates.js';
import type { Tone } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { ItemStateName, RequestStateName } from './request-state.js';
import { itemIsSettled } from './request-state.js';
import { itemsPhrase, itemsStart } from './request-words.js';

/** All that the sentence is made from. Civil dates are YYYY-MM-DD; `today` is the agency's. */
export interface StandingFacts {
  /** Short name of the agency. */
  readonly agency: string;
  readonly state: RequestStateName;
  readonly today: string;
  readonly sentOn: string | null;
  readonly closedOn: string | null;
  /** State of the newest letter; null when none is frozen. */
  readonly letter: string | null;
  readonly receipt: { readonly date: string; readonly presumed: boolean } | null;
  /** The open statutory date the agency owes first; null when none is open. */
  readonly owed: OwedDate | null;
  /** The day of the notice that extended the time to what is owed now; null when it stands as it first was. */
  readonly extendedOn?: string | null;
  /** Under FOIA, the day of a question that makes the clock stand still until we answer; null when none does. */
  readonly pausedOn?: string | null;
  readonly items: readonly { readonly n: number; readonly state: ItemStateName; readonly promisedFor: string | null }[];
}

export interface OwedDate {
  readonly rule?: string;
  readonly due: string;
  readonly assertAfter: string | null;
  readonly presumed: boolean;
}

export interface Standing {
  readonly tone: Tone;
  readonly lead: string;
  readonly rest: string;
}

const SOON_DAYS = 7;
const daysBetween = (from: string, to: string) => dayNumber(to) - dayNumber(from);
const sentence = (...parts: string[]) => parts.filter(Boolean).join(' ');

/**
 * Late only when the last defensible day of a date counted from a confirmed receipt has passed: a presumed one warns us and accuses nobody.
 */
export function isLate(owed: OwedDate | null, today: string): boolean {
  return owed !== null && !owed.presumed && owed.assertAfter !== null && owed.assertAfter < today;
}

/** Where a request stands, in one or two sentences made from its facts. */
export function whereItStands(facts: StandingFacts): Standing {
  switch (facts.state) {
    case 'draft':
      return { tone: 'quiet', lead: t('Being written.'), rest: t('Nothing has been sent, and no clock runs.') };
    case 'not_sent':
      return notSent(facts.letter);
    case 'withdrawn':
      return { tone: 'closed', lead: facts.closedOn ? t('Withdrawn on {date}.', { date: formatDate(facts.closedOn) }) : t('Withdrawn.'), rest: t('No clock runs any more.') };
    case 'closed':
      return { tone: 'closed', lead: facts.closedOn ? t('Closed on {date}.', { date: formatDate(facts.closedOn) }) : t('Closed.'), rest: neverAnswered(facts) };
    default:
      return facts.owed ? owes(facts, facts.owed) : answeredOrUnclocked(facts);
  }
}

function notSent(letter: string | null): Standing {
  switch (letter) {
    case 'queued':
      return { tone: 'waiting', lead: t('The letter is approved and has not left yet.'), rest: t('No clock runs until it has.') };
    case 'sending':
      return { tone: 'waiting', lead: t('The letter is on its way out.'), rest: t('No clock runs until it has left.') };
    case 'refused':
      return { tone: 'problem', lead: t('Not sent: the mail server refused the letter.'), rest: t('Nothing went out, and no clock runs.') };
    case 'uncertain':
      return { tone: 'problem', lead: t('It is not certain that the letter went.'), rest: t('It is not sent again until somebody has looked. No clock runs.') };
    default:
      return { tone: 'unsent', lead: t('Not sent.'), rest: t('The letter is written and waits in the outbox; no clock runs.') };
  }
}

function owes(facts: StandingFacts, owed: OwedDate): Standing {
  const beside = BESIDE[owed.rule ?? ''];
  if (beside) return owesBeside(facts, owed, beside);
  if (owed.presumed) return presumed(facts, owed);
  const { agency, today } = facts;
  const due = formatDate(owed.due);
  const safe = owed.assertAfter ? formatDate(owed.assertAfter) : null;
  if (isLate(owed, today)) return late(facts, owed);
  if (owed.due < today) {
    const rest = safe ? t('It is safe to call late only after {date}: until then one reading of the law still allows it.', { date: safe }) : '';
    return { tone: 'soon', lead: t('{agency}’s determination was due by {date}.', { agency, date: due }), rest: sentence(extended(facts), rest, itemsSentence(facts)) };
  }
  const lead = owed.due === today ? t('{agency} owes its determination today, {date}.', { agency, date: due }) : t('{agency} owes its determination by {date}.', { agency, date: due });
  const rest = safe === null ? '' : owed.assertAfter === owed.due ? t('It becomes safe to call late after that day.') : t('It becomes safe to call late after {date}.', { date: safe });
  return { tone: daysBetween(today, owed.due) <= SOON_DAYS ? 'soon' : 'waiting', lead, rest: sentence(extended(facts), rest, itemsSentence(facts)) };
}

/** What FOIA has an agency decide beside the request itself. */
const BESIDE: Readonly<Record<string, () => string>> = { 'foia.expedited': () => t('its decision on expedited processing'), 'foia.appeal_decision': () => t('its decision on the appeal') };

function owesBeside(facts: StandingFacts, owed: OwedDate, what: () => string): Standing {
  const { agency, today } = facts;
  const words = { agency, what: what(), date: formatDate(owed.due), after: formatDate(owed.assertAfter ?? owed.due) };
  if (isLate(owed, today)) return { tone: 'late', lead: t('{agency} is late with {what}.', words), rest: sentence(t('It was due by {date}, and safe to call late after {after}.', words), itemsSentence(facts)) };
  const lead = owed.due < today ? t('{agency} owed {what} by {date}.', words) : t('{agency} owes {what} by {date}.', words);
  return { tone: daysBetween(today, owed.due) <= SOON_DAYS ? 'soon' : 'waiting', lead, rest: sentence(t('It becomes safe to call late after {after}.', words), itemsSentence(facts)) };
}

function late(facts: StandingFacts, owed: OwedDate): Standing {
  const { agency, today } = facts;
  const after = owed.assertAfter ?? owed.due;
  const open = numbersIn(facts, 'open');
  const some = open.length > 0 && open.length < facts.items.length;
  const lead = some ? t('{agency} is late on {items}.', { agency, items: itemsPhrase(open) }) : t('{agency} is late.', { agency });
  const since =
    after === owed.due
      ? t.count(daysBetween(after, today), 'Its determination was due by {date}, {n} day ago, on every reading of the law.', 'Its determination was due by {date}, {n} days ago, on every reading of the law.', { date: formatDate(after) })
      : t.count(
          daysBetween(after, today),
          'Its determination was due by {due}; the last reading of the law ended on {date}, {n} day ago.',
          'Its determination was due by {due}; the last reading of the law ended on {date}, {n} days ago.',
          { due: formatDate(owed.due), date: formatDate(after) },
        );
  return { tone: 'late', lead, rest: sentence(since, extended(facts), itemsSentence(facts)) };
}

/** That the date owed is not the first one; empty when it is. */
function extended({ extendedOn }: StandingFacts): string {
  return extendedOn ? t('That is with the time extended by its notice of {date}.', { date: formatDate(extendedOn) }) : '';
}

function presumed(facts: StandingFacts, owed: OwedDate): Standing {
  const { agency } = facts;
  const date = formatDate(owed.due);
  const lead = owed.due < facts.today ? t('{agency}’s determination would have been due by {date}.', { agency, date }) : t('{agency}’s determination would be due by {date}.', { agency, date });
  const rest = t('That is counted from a receipt nobody has confirmed: it warns us, and calls nobody late. Confirm when {agency} received it.', { agency });
  return { tone: 'presumed', lead, rest: sentence(rest, itemsSentence(facts)) };
}

function answeredOrUnclocked(facts: StandingFacts): Standing {
  const { agency, state, items } = facts;
  if (state === 'awaiting') {
    if (facts.pausedOn) return { tone: 'soon', lead: t('{agency} waits for our answer.', { agency }), rest: t('Its question of {date} makes the clock stand still until it has one. Record the day it has.', { date: formatDate(facts.pausedOn) }) };
    if (facts.receipt) return { tone: 'waiting', lead: t('Waiting for {agency}.', { agency }), rest: itemsSentence(facts) };
    const lead = facts.sentOn ? t('Sent on {date}.', { date: formatDate(facts.sentOn) }) : t('Sent.');
    return { tone: 'presumed', lead, rest: t('Nothing says that {agency} has it, so no clock runs. Record its receipt.', { agency }) };
  }
  if (items.length > 0 && items.every((item) => itemIsSettled(item.state))) {
    return { tone: 'done', lead: t('{agency} has answered everything.', { agency }), rest: itemsSentence(facts) };
  }
  const promised = items.some((item) => item.state === 'promised' || item.state === 'partly_produced');
  const lead = state === 'producing' ? t('{agency} has begun to produce records.', { agency }) : t('{agency} has made its determination.', { agency });
  return { tone: promised ? 'promise' : 'waiting', lead, rest: itemsSentence(facts) };
}

function numbersIn(facts: StandingFacts, ...states: ItemStateName[]): number[] {
  return facts.items.filter((item) => states.includes(item.state)).map((item) => item.n);
}

/** What became of the items, where anything has: silent while all of them wait. */
function itemsSentence(facts: StandingFacts): string {
  const parts = [promises(facts)];
  const say = (numbers: readonly number[], one: string, many: string) => {
    if (numbers.length > 0) parts.push(t.count(numbers.length, one, many, { items: itemsStart(numbers) }));
  };
  say(numbersIn(facts, 'produced'), '{items} was produced.', '{items} were produced.');
  say(numbersIn(facts, 'withheld'), '{items} was refused.', '{items} were refused.');
  const none = numbersIn(facts, 'none_found');
  if (none.length > 0) parts.push(t('For {items} they found nothing.', { items: itemsPhrase(none) }));
  const open = numbersIn(facts, 'open');
  if (!facts.owed && facts.state !== 'awaiting') say(open, '{items} has no answer.', '{items} have no answer.');
  return sentence(...parts);
}

/** Promised dates, each with its items; the word of the agency, not the law. */
function promises(facts: StandingFacts): string {
  const byDate = new Map<string, number[]>();
  for (const item of facts.items) {
    if ((item.state !== 'promised' && item.state !== 'partly_produced') || !item.promisedFor) continue;
    byDate.set(item.promisedFor, [...(byDate.get(item.promisedFor) ?? []), item.n]);
  }
  const dates = [...byDate].sort(([a], [b]) => a.localeCompare(b));
  return sentence(
    ...dates.map(([date, numbers]) => {
      const words = { items: itemsStart(numbers), date: formatDate(date) };
      return date < facts.today
        ? t.count(numbers.length, '{items} was promised for {date}, which has passed.', '{items} were promised for {date}, which has passed.', words)
        : t.count(numbers.length, '{items} is promised for {date}.', '{items} are promised for {date}.', words);
    }),
  );
}

function neverAnswered(facts: StandingFacts): string {
  const open = numbersIn(facts, 'open', 'promised');
  return open.length === 0 ? '' : t.count(open.length, '{items} was never answered.', '{items} were never answered.', { items: itemsStart(open) });
}
