import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import type { NoticeDefect } from '../../statutes/extension-notice.js';
import { type FollowUp, type Weighed, alreadyWritten, notOffered, stopped } from './follow-up.js';
import { clockText, printedDate, receiptSentence } from './printed.js';
import { type Situation, type SituationNotice, isLate, spokenOf, unanswered, writtenOf } from './situation.js';

/** letters.md 17: one paragraph for each thing the latest notice lacks. */
export const extensionObjection: FollowUp = {
  slug: 'cpra-extension-objection', statute: 'CPRA', topic: 'extension', rank: 40, replyWithin: 5,
  subject: 'Your notice of extension',
  title: () => t('Object to the extension'),
  purpose: () => t('Names what the notice lacks and asks for a corrected notice, or for the determination.'),
  needs: () => [t('an extension notice, recorded with its date, its ground and the day it names'), t('for a late or too long one, a confirmed receipt')],
  weigh,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation);
  if (why !== null) return notOffered(why);
  const notice = situation.notices.at(-1);
  if (!notice) return notOffered(t('No extension notice is on record.'));
  if (situation.owed === null) return notOffered(t('They have made their determination: nothing is extended any more.'));
  const found = defectsToRaise(situation, notice);
  if (found.length === 0) return notOffered(t('The notice of {date} has a ground, a day and the right length, or what it lacks can’t be said yet.', { date: formatDate(notice.sent) }));
  if (isLate(situation) && !found.includes('late')) return notOffered(t('The extended time is over: that says more than what the notice lacks.'));
  const fresh = found.filter((code) => !spokenOf(situation, keyOf(notice, code)));
  if (fresh.length === 0) return notOffered(alreadyWritten(writtenOf(situation, 'cpra-extension-objection').at(-1)?.sentOn ?? situation.today));
  return {
    offered: true, items: unanswered(situation), about: fresh.map((code) => keyOf(notice, code)),
    reason: reasonFor(notice, fresh), facts: factsFor(situation, notice, fresh),
  };
}

/** Named by its day and not its row, so that a corrected entry of the same notice is the same notice. */
const keyOf = (notice: SituationNotice, code: NoticeDefect) => `notice:${notice.sent}:${code}`;

/**
 * What may be said of a notice to the agency. Whatever hangs on the day of receipt waits for a confirmed one; “late” waits until the notice
 * is outside every reading of the law.
 */
export function defectsToRaise(situation: Situation, notice: SituationNotice): NoticeDefect[] {
  const confirmed = situation.receipt !== null && !situation.receipt.presumed;
  const has = (code: NoticeDefect) => notice.defects.some((defect) => defect.code === code);
  const second = has('second') && !answersOurs(situation, notice);
  const late = has('late') && !has('second') && notice.effect === 'none' && isLate(situation) && notice.sent <= situation.today;
  const raised: [NoticeDefect, boolean][] = [
    ['late', late],
    ['second', second],
    // What nobody has looked for isn't missing; and which grounds the law knew hangs on the day of receipt.
    ['no_ground', has('no_ground') && notice.ground !== null && (confirmed || notice.ground === 'none_stated')],
    ['no_date', has('no_date') && notice.specifiedDate === null],
    // A notice that extends nothing can't be too long.
    ['too_long', has('too_long') && confirmed && !second && !late],
  ];
  return raised.filter(([, holds]) => holds).map(([code]) => code);
}

/** A later notice that mends what we objected to, and reaches no further, is what we asked for. */
function answersOurs(situation: Situation, notice: SituationNotice): boolean {
  const asked = writtenOf(situation, 'cpra-extension-objection').some((letter) => letter.sentOn !== null && letter.sentOn <= notice.sent);
  const [first] = situation.notices;
  const furthest = first?.specifiedDate ?? situation.owed?.due ?? null;
  return asked && typeof notice.specifiedDate === 'string' && furthest !== null && notice.specifiedDate <= furthest;
}

function reasonFor(notice: SituationNotice, codes: readonly NoticeDefect[]): string {
  const says: Record<NoticeDefect, () => string> = {
    no_ground: () => t('names no ground the law lists'),
    no_date: () => t('names no day for the determination'),
    too_long: () => t('names a day further off than the law allows'),
    second: () => t('is a second extension'),
    late: () => t('came after the time had ended'),
  };
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(codes.map((code) => says[code]()));
  return t('The extension notice of {date} {defects}.', { date: formatDate(notice.sent), defects: list });
}

function factsFor(situation: Situation, notice: SituationNotice, codes: readonly NoticeDefect[]) {
  const has = (code: NoticeDefect) => codes.includes(code);
  const clock = clockText(situation);
  return {
    noticeSent: printedDate(notice.sent), named: printedDate(notice.specifiedDate ?? null), received: receiptSentence(situation),
    noGround: has('no_ground'), noDate: has('no_date'), tooLong: has('too_long'), second: has('second'), late: has('late'),
    firstSent: printedDate(has('second') ? (situation.notices[0]?.sent ?? null) : null),
    ended: printedDate(has('late') ? (situation.owed?.assertAfter ?? null) : null),
    determination: clock.determination, extension: clock.extension,
  };
}
