import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type Offered, type Weighed, alreadyWritten, lastWritten, notOffered, stopped } from './follow-up.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { printedDate, receiptSentence } from './printed.js';
import { type Situation, spokenOf } from './situation.js';

const WORKING_DAYS = 2;

/** letters.md 19: an agency that closes a request has not thereby answered it. */
export const closedWithoutAnswer: FollowUp = {
  slug: 'cpra-closed-without-answer', statute: 'CPRA', topic: 'closed', rank: 60, replyWithin: 10,
  subject: 'Closed without an answer',
  title: () => t('Ask them to reopen it, or to say what they decided'),
  purpose: () => t('Names the items that have no answer, and asks what was decided on each.'),
  needs: () => [t('a closing by the agency'), t('an item without an answer')],
  weigh, inputs, refine,
};

function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { evenClosed: true });
  if (why !== null) return notOffered(why);
  const { closed, today, agency, denials } = situation;
  if (closed?.by === 'us') return notOffered(t('We closed it ourselves.'));
  const { closing } = denials;
  if (closing === null) return notOffered(t('The request is not closed.'));
  // What is promised or partly here was answered: other letters ask for the rest.
  const items = situation.items.filter((item) => item.state === 'open' && (closing.items.length === 0 || closing.items.includes(item.n))).map((item) => item.n);
  if (items.length === 0 || situation.answeredOn !== null) return notOffered(t('Every item was answered before it was closed.'));
  const key = `closed:${closing.on}`;
  if (spokenOf(situation, key)) return notOffered(alreadyWritten(lastWritten(situation, 'cpra-closed-without-answer') ?? today));
  const from = situation.workingDaysAfter(closing.on, WORKING_DAYS);
  if (today < from) return notOffered(t('It was closed on {date}. An answer may still be on its way until {from}.', { date: formatDate(closing.on), from: formatDate(from) }));
  return {
    offered: true, items, about: [key],
    reason: t.count(items.length, '{agency} closed it on {date}, and {n} item has no answer.', '{agency} closed it on {date}, and {n} items have no answer.', { agency: agency.shortName, date: formatDate(closing.on) }),
    facts: {
      closedOn: printedDate(closing.on), received: receiptSentence(situation), producedOn: printedDate(situation.producedOn), partial: items.length < situation.items.length, onPortal: situation.sentBy === 'portal',
      shown: closing.reason.replace(/\.$/, ''), repliedOn: printedDate(repliedOn(situation)),
    },
  };
}

/** The day our answer to their question went; null when none did. */
function repliedOn({ written }: Situation): string | null {
  return written.filter(({ slug }) => slug === 'cpra-clarification-reply').at(-1)?.sentOn ?? null;
}

const KINDS: readonly (readonly [string, RegExp])[] = [['duplicate', /duplicat/i], ['silent', /no (response|reply|answer)|not respond|did not reply/i], ['link', /\blinks?\b|posted|online/i]];

/** What the closing rests on: as the writer says, else as the reason it showed reads. */
function refine(offered: Offered, typed: TypedInputs, { denials }: Situation): Offered {
  const reason = denials.closing?.reason ?? '';
  const kind = typed['kind'] || (KINDS.find(([, pattern]) => pattern.test(reason))?.[0] ?? '');
  return { ...offered, facts: { ...offered.facts, duplicate: kind === 'duplicate', silent: kind === 'silent', link: kind === 'link' } };
}

function inputs(): readonly LetterInput[] {
  return [
    {
      name: 'kind', kind: 'choice', label: t('Why they closed it'), hint: t('Leave empty to go by the reason on record.'),
      options: [{ value: 'duplicate', label: t('As a duplicate') }, { value: 'silent', label: t('As if we had not answered a question') }, { value: 'link', label: t('With a link only') }, { value: 'other', label: t('For another reason, or none') }],
    },
    { name: 'otherNumber', kind: 'text', label: t('A duplicate: the number they name'), hint: t('Their number of the other request.') },
    { name: 'differs', kind: 'text', label: t('A duplicate: what differs here'), hint: t('For example: item 3 asks for a later year.') },
  ];
}
