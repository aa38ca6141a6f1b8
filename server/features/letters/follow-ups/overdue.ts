import { addDays, parseCivilDate } from '../../statutes/civil-date.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { questionFirst } from './answered.js';
import { defectsToRaise, extensionObjection } from './extension-objection.js';
import { type FollowUp, type FollowUpSlug, type Weighed, notOffered, stopped } from './follow-up.js';
import { clockText, printedDate, receiptSentence } from './printed.js';
import { type Situation, isLate, spokenOf, unanswered, writtenOf } from './situation.js';

/** A second reminder goes after so many days without an answer; a third is another letter's matter (letters.md 6). */
const DAYS_TO_SECOND = 10;
const MOST = 2;

/** letters.md 16 (a), (b), (d), (e). */
export const overdueTenDays: FollowUp = {
  slug: 'cpra-overdue-ten-days', statute: 'CPRA', topic: 'overdue', rank: 30, replyWithin: 10,
  subject: 'No determination yet',
  title: () => t('Say that the determination is late'),
  purpose: () => t('Asks for the determination on each item still open, with reasons and a day. Threatens nothing.'),
  needs: () => [t('a confirmed receipt'), t('the day after which it is safe to call them late, passed')],
  weigh: (situation) => weigh(situation, 'cpra.determination', 'cpra-overdue-ten-days'),
};

/** letters.md 16 (c). */
export const overdueExtension: FollowUp = {
  slug: 'cpra-overdue-extension', statute: 'CPRA', topic: 'overdue', rank: 31, replyWithin: 10,
  subject: 'The extended time has ended',
  title: () => t('Say that the extended time is over'),
  purpose: () => t('Asks for the determination their notice promised, on each item still open.'),
  needs: () => [t('a confirmed receipt'), t('an extension that counted'), t('the day after which it is safe to call them late, passed')],
  weigh: (situation) => weigh(situation, 'cpra.extension', 'cpra-overdue-extension'),
};

function weigh(situation: Situation, rule: string, slug: FollowUpSlug): Weighed {
  const why = stopped(situation) ?? against(situation, rule, slug);
  if (why !== null) return notOffered(why);
  const items = unanswered(situation);
  const before = writtenOf(situation, slug).at(-1) ?? null;
  const ended = situation.owed?.assertAfter ?? situation.today;
  return {
    offered: true, items, about: [`overdue:${rule}:${before === null ? 'first' : 'second'}`],
    reason: before === null
      ? t('Every reading of the law ended on {date}, and no determination has come.', { date: formatDate(ended) })
      : t('The reminder of {date} has had no answer.', { date: formatDate(before.sentOn ?? situation.today) }),
    facts: factsFor(situation, { items, ended, reminded: before?.sentOn ?? null, extended: rule === 'cpra.extension' }),
  };
}

function against(situation: Situation, rule: string, slug: FollowUpSlug): string | null {
  const { owed, receipt, agency } = situation;
  if (owed === null) return t('No determination is owed any more, or no clock runs.');
  if (receipt === null || receipt.presumed || owed.presumed) return t('Its receipt is only presumed. Nobody is late until the receipt is confirmed.');
  if (owed.rule !== rule) return rule === 'cpra.determination' ? t('The time was extended.') : t('No extension that counts is on record.');
  if (!isLate(situation)) return owed.assertAfter === null ? t('No day is known after which it is safe to call them late.') : t('One reading of the law still allows them until {date}.', { date: formatDate(owed.assertAfter) });
  if (situation.items.length > 0 && unanswered(situation).length === 0) return t('{agency} has answered every item, or promised a day for it.', { agency: agency.shortName });
  const { determinationPromised: promised } = situation;
  if (promised !== null && promised >= situation.today) return t('They promised it for {date}. Wait for that day.', { date: formatDate(promised) });
  return questionFirst(situation) ?? lateNoticeFirst(situation) ?? repeated(situation, slug);
}

/** A notice that came too late is answered before the silence after it is. */
function lateNoticeFirst(situation: Situation): string | null {
  const notice = situation.notices.at(-1);
  if (!notice || spokenOf(situation, `notice:${notice.sent}:late`)) return null;
  return defectsToRaise(situation, notice).includes('late') ? t('First the extension notice that came too late: “{letter}”.', { letter: extensionObjection.title() }) : null;
}

function repeated(situation: Situation, slug: FollowUpSlug): string | null {
  const written = writtenOf(situation, slug);
  const last = written.at(-1);
  if (!last) return null;
  if (written.length >= MOST) return t('Two reminders have gone. A third says nothing new: ask for a second look by somebody else there.');
  if (last.sentOn === null) return t('The reminder before it has not gone out yet.');
  const from = addDays(parseCivilDate(last.sentOn), DAYS_TO_SECOND);
  return situation.today < from ? t('A reminder went on {date}; the next fits from {from}.', { date: formatDate(last.sentOn), from: formatDate(from) }) : null;
}

interface Overdue {
  readonly items: readonly number[];
  readonly ended: string;
  readonly reminded: string | null;
  readonly extended: boolean;
}

function factsFor(situation: Situation, { items, ended, reminded, extended }: Overdue) {
  const notice = extended ? situation.notices.find(({ effect }) => effect !== 'none') : undefined;
  const named = notice?.specifiedDate ?? null;
  return {
    received: receiptSentence(situation), ended: printedDate(ended), acknowledgedOn: printedDate(situation.acknowledgedOn), reminded: printedDate(reminded),
    partial: items.length > 0 && items.length < situation.items.length, producedOn: printedDate(situation.producedOn),
    noticeSent: printedDate(notice?.sent ?? null), named: printedDate(named !== null && named <= ended ? named : null), determination: clockText(situation).determination,
  };
}
