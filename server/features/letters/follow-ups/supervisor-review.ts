import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { openPoints } from './open-points.js';
import { joined, printedDate } from './printed.js';
import { type Situation, type WrittenLetter, spokenOf } from './situation.js';

/** Days a follow-up, and one that disputes, has to be answered (letters.md 6). */
const DAYS_UNANSWERED = 10;
const DAYS_DISPUTED = 14;
/** This near to a day of destruction, a second look would take too long. */
const DAYS_TO_LOSS = 30;

const DISPUTES: ReadonlySet<string> = new Set(['cpra-denial-dispute', 'cpra-redaction-dispute']);
/** Ask nothing an answer is owed to. */
const NO_QUESTION: ReadonlySet<string> = new Set(['cpra-thanks', 'cpra-narrowing', 'cpra-confirm-receipt', 'cpra-preservation', 'cpra-supervisor-review']);

/** letters.md 30: a courtesy, since the Act knows no such step. */
export const supervisorReview: FollowUp = {
  slug: 'cpra-supervisor-review', statute: 'CPRA', topic: 'end', rank: 36, replyWithin: 10,
  subject: 'A second look',
  title: () => t('Ask their supervisor for a second look'),
  purpose: () => t('Puts the open points on one page for somebody who has not read the file.'),
  needs: () => [t('two letters without an answer, or a refusal that stands two weeks after you answered it')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { today, agency, denials } = situation;
  const points = openPoints(situation);
  if (points.length === 0) return notOffered(t('No point is open.'));
  const unanswered = unansweredLetters(situation);
  const disputed = disputesThatStand(situation);
  if (disputed.length === 0 && !longUnanswered(unanswered, today)) return notOffered(t('Fewer than two letters have gone without an answer for ten days, and no refusal stands two weeks after you answered it.'));
  // Asked for once, until they answer something.
  const key = `review:${denials.answeredOn ?? 'never'}`;
  if (spokenOf(situation, key)) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-supervisor-review') ?? today));
  const [loss] = denials.destructions;
  if (loss && loss.from < addDays(parseCivilDate(today), DAYS_TO_LOSS)) return notOffered(t('Records may be destroyed from {date} on: a second look would take too long.', { date: formatDate(loss.from) }));
  const wrote = situation.written.flatMap(({ sentOn, slug }) => (sentOn === null || NO_QUESTION.has(slug) ? [] : [sentOn]));
  return {
    offered: true, items: points.map(({ n }) => n), about: [key],
    reason: disputed.length > 0
      ? t('Their refusal stands two weeks after you answered it.')
      : t('{agency} has not answered your last {n} letters.', { n: unanswered.length, agency: agency.shortName }),
    facts: { points: points.map(({ answer }) => answer), asks: points.map(({ ask }) => ask), wroteOn: joined([...new Set(wrote)].map(printedDate)), answeredOn: printedDate(denials.answeredOn) },
  };
}

/** Our letters that ask something and went after their last answer, oldest first. */
export function unansweredLetters({ written, denials }: Situation): WrittenLetter[] {
  return written.filter(({ sentOn, slug }) => sentOn !== null && !NO_QUESTION.has(slug) && (denials.answeredOn === null || sentOn > denials.answeredOn));
}

function longUnanswered(letters: readonly WrittenLetter[], today: string): boolean {
  const last = letters.at(-1)?.sentOn;
  return letters.length >= 2 && typeof last === 'string' && addDays(parseCivilDate(last), DAYS_UNANSWERED) <= today;
}

/** Letters that answered a refusal or a cut two weeks ago and did not help: what they spoke of is still withheld or cut. */
export function disputesThatStand({ written, today, denials }: Situation): WrittenLetter[] {
  const withheld = denials.refusals.flatMap(({ items }) => items);
  return written.filter(({ slug, sentOn, about }) => {
    if (!DISPUTES.has(slug) || sentOn === null || addDays(parseCivilDate(sentOn), DAYS_DISPUTED) > today) return false;
    return slug === 'cpra-redaction-dispute' ? denials.restoredOn === null || denials.restoredOn <= sentOn : withheld.some((n) => about.some((key) => key.startsWith(`dispute:${n}:`)));
  });
}

function inputs(): readonly LetterInput[] {
  return [{ name: 'addressee', kind: 'text', label: t('Whom it is for'), hint: t('An office, not a person’s home: the head of the records unit, the City Attorney, the Board’s executive director.'), required: true }];
}
