import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUpSlug, alreadyWritten, lastWritten, stopped } from './follow-up.js';
import type { Answer } from './situation-answers.js';
import { type Situation, spokenOf } from './situation.js';

interface Ripening {
  readonly slug: FollowUpSlug;
  /** Why not, when they never said it. */
  readonly none: () => string;
  /** Why not, when nothing is left of it. */
  readonly over: () => string;
  /** Working days of theirs from their answer until ours fits. */
  readonly after: number;
  /** A day promised for its records stops the letter while it is ahead. */
  readonly waits?: boolean;
}

/** Answers of one kind that a letter is to answer now; else one sentence why there are none. Pure. */
export function toAnswer<A extends Answer>(situation: Situation, found: readonly A[], { slug, none, over, after, waits = true }: Ripening): readonly [A, ...A[]] | string {
  // An agency's own closing ends nothing: its answer still waits for ours.
  const why = stopped(situation, { evenClosed: situation.closed?.by !== 'us' });
  if (why !== null) return why;
  if (found.length === 0) return none();
  const standing = found.filter((one) => !one.over);
  if (standing.length === 0) return over();
  const fresh = standing.filter((one) => !spokenOf(situation, one.key));
  if (fresh.length === 0) return alreadyWritten(lastWritten(situation, slug) ?? situation.today);
  const asked = waits ? fresh.filter(({ promisedFor }) => promisedFor === null || promisedFor < situation.today) : fresh;
  if (asked.length === 0) return t('They promised the records for {date}. Wait for that day.', { date: formatDate(fresh.map(({ promisedFor }) => promisedFor ?? '').sort().at(-1) ?? '') });
  const [first, ...rest] = asked.filter(({ on }) => situation.today >= situation.workingDaysAfter(on, after));
  if (first) return [first, ...rest];
  const [soonest] = asked;
  const from = situation.workingDaysAfter(soonest?.on ?? situation.today, after);
  return t('They said it on {date}; the letter fits from {from}.', { date: formatDate(soonest?.on ?? ''), from: formatDate(from) });
}

/** A cost they named comes first: while it is neither settled nor asked about, the next step is ours. */
export function costFirst(situation: Situation): string | null {
  const fee = situation.answers.fees.at(-1);
  if (!fee || fee.over || spokenOf(situation, fee.key)) return null;
  return t('They named a cost on {date}, and it is not settled. Answer that first.', { date: formatDate(fee.on) });
}

/** So does a question which records we mean. It stops no clock, but an answer is owed before a reminder. */
export function questionFirst(situation: Situation): string | null {
  const asked = situation.answers.questions.find((one) => one.asks === 'meaning' && !one.over && !spokenOf(situation, one.key));
  return asked ? t('They asked on {date} what the request means. Answer that first.', { date: formatDate(asked.on) }) : null;
}

/** Items of several answers, in order, each once. */
export const itemsIn = (answers: readonly Answer[]): number[] => [...new Set(answers.flatMap(({ items }) => items))].sort((a, b) => a - b);

export const keysIn = (answers: readonly Answer[]): string[] => answers.map(({ key }) => key);

/** The latest day of several answers. */
export const lastOn = (answers: readonly Answer[]): string => answers.map(({ on }) => on).sort().at(-1) ?? '';
