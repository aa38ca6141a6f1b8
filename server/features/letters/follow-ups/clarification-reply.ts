import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { itemsIn, keysIn, lastOn, toAnswer } from './answered.js';
import { type FollowUp, type Weighed, notOffered } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate, printedItems } from './printed.js';
import type { SituationAnswers } from './situation-answers.js';
import type { Situation } from './situation.js';

type Asked = SituationAnswers['questions'][number];

/** letters.md 15 (a) to (e). A question stops no clock: this answers it, and withdraws nothing. */
export const clarificationReply: FollowUp = {
  slug: 'cpra-clarification-reply', statute: 'CPRA', topic: 'answered', rank: 50, replyWithin: 10,
  subject: 'Answer to your question',
  title: () => t('Answer their question'),
  purpose: () => t('Says what is meant, what to start with, or that no reason is given. The request stays as it is.'),
  needs: () => [t('a question of theirs, recorded, that nobody has answered')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const found = openQuestions(situation);
  if (typeof found === 'string') return notOffered(found);
  const items = itemsIn(found);
  return {
    offered: true, items, about: keysIn(found),
    reason: t('They asked on {date}, and nobody has answered.', { date: formatDate(lastOn(found)) }),
    facts: {
      several: found.length > 1, asked: found.map(sentence), less: asks(found, 'narrow', 'volume', 'burden'), much: asks(found, 'volume', 'burden'), purpose: asks(found, 'purpose'),
    },
  };
}

function openQuestions(situation: Situation) {
  return toAnswer(situation, situation.answers.questions, {
    slug: 'cpra-clarification-reply', after: 0, waits: false, none: () => t('They asked nothing that waits for an answer.'), over: () => t('The items they asked about are settled: a question about them needs no answer any more.'),
  });
}

const asks = (found: readonly Asked[], ...kinds: readonly Asked['asks'][]): boolean => found.some((one) => kinds.includes(one.asks));

/** “Your message of October 9, 2026 asks what items 1 and 2 mean.” */
function sentence({ on, items, asks: question }: Asked): string {
  const about = items.length === 0 ? 'the request' : printedItems(items);
  const means = items.length > 1 ? 'mean' : 'means';
  const asked: Readonly<Record<Asked['asks'], string>> = {
    meaning: `asks what ${about} ${means}`, narrow: `asks us to narrow ${about}`, volume: `says that ${about} would bring very many records`, burden: `says that ${about} would be a burden`,
    purpose: `asks why we want the records`,
  };
  return `Your message of ${printedDate(on)} ${asked[question]}.`;
}

function inputs(situation: Situation): readonly LetterInput[] {
  const found = openQuestions(situation);
  const questions = typeof found === 'string' ? situation.answers.questions : found;
  const meaning = asks(questions, 'meaning');
  const less = asks(questions, 'narrow', 'volume', 'burden');
  return [
    { name: 'answer', kind: 'lines', label: t('Your answer'), hint: t('One paragraph a line, item by item: “Item 3 means the list as it stands today.”'), required: meaning },
    ...(less ? [
      { name: 'first', kind: 'lines' as const, label: t('What to send first'), hint: t('One part a line. The rest stays asked for and can follow. Leave empty when you can’t tell without knowing what there is: the letter then asks for that.') },
    ] : []),
  ];
}
