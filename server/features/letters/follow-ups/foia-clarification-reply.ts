import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate } from './printed.js';
import { type Situation, spokenOf } from './situation.js';

const SLUG = 'foia-clarification-reply';

/** letters.md 34: answered at once, since the time stands still until they have it. */
export const foiaClarificationReply: FollowUp = {
  slug: SLUG, statute: 'FOIA', topic: 'answered', rank: 70, replyWithin: null, atOnce: true,
  subject: 'Our answer',
  title: () => t('Answer their question'),
  purpose: () => t('Answers what they asked and says where to begin, so that the clock goes on.'),
  needs: () => [t('a question of theirs that is open, or a notice that takes more than ten working days')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { law: 'FOIA' });
  if (why !== null) return notOffered(why);
  const { question, notice } = situation.foia;
  const beyond = notice?.beyond === true && situation.owed !== null ? notice : null;
  if (!question && !beyond) return notOffered(t('No question of theirs is open, and no notice takes more than ten working days.'));
  const key = question ? `question:${question.kind}:${question.on}` : `beyond:${beyond?.on ?? ''}`;
  if (spokenOf(situation, key)) return notOffered(question ? t('It is answered in a letter. Record the day they had it.') : alreadyWritten(lastWritten(situation, SLUG) ?? situation.today));
  const date = formatDate(question?.on ?? beyond?.on ?? situation.today);
  return {
    offered: true, items: question?.items ?? [], about: [key],
    reason: question ? asksSays(situation, date) : t('Their notice of {date} takes more than ten working days, so they must offer to settle it with us.', { date }),
    facts: {
      askedOn: printedDate(question?.on ?? null), noticeOn: printedDate(question ? null : (beyond?.on ?? null)), named: printedDate(question ? null : (beyond?.named ?? null)),
      still: question?.kind === 'still_interested', fee: question?.kind === 'fee', further: question?.further ?? false,
    },
  };
}

function asksSays({ owed }: Situation, date: string): string {
  return owed === null ? t('They asked on {date}; the clock stands still until they have our answer.', { date }) : t('They asked on {date}, and the clock runs on. Answer before anything else.', { date });
}

function inputs({ foia: { question } }: Situation): readonly LetterInput[] {
  const still = question?.kind === 'still_interested';
  return [
    { name: 'answer', kind: 'lines', label: question?.kind === 'fee' ? t('Our answer about fees') : t('Our answer'), hint: still ? t('Leave empty to say only that we still want the records.') : t('For each item they asked about, what we mean or what may be left out. No client, no case.'), required: question !== null && !still },
    { name: 'first', kind: 'text', label: t('Where they may begin'), hint: t('For example: items 1 and 2.') },
    { name: 'ceiling', kind: 'money', label: t('The most we would pay'), hint: t('Only if the answer is about fees.') },
    { name: 'settle', kind: 'text', label: t('An order or a day we would agree to'), hint: t('With a day in it: never an open end.') },
  ];
}
