import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { oneLine } from '../plain-words.js';
import { itemsIn, keysIn, lastOn, toAnswer } from './answered.js';
import { type FollowUp, type Offered, type Weighed, notOffered } from './follow-up.js';
import type { LetterInput, TypedInputs } from './letter-inputs.js';
import { printedDate } from './printed.js';
import type { Situation } from './situation.js';

/** letters.md 24: what is stored already is asked for, and no new record. */
export const existingData: FollowUp = {
  slug: 'cpra-existing-data', statute: 'CPRA', topic: 'answered', rank: 43, replyWithin: 10,
  subject: 'Data you already hold',
  title: () => t('Say that the data are held already'),
  purpose: () => t('Asks for an export, or a screen print, of what the system holds. Asks for no new record.'),
  needs: () => [t('an answer that there is no duty to create a record'), t('five working days past it')],
  weigh, inputs, refine,
};

function weigh(situation: Situation): Weighed {
  const found = toAnswer(situation, situation.answers.existing, {
    slug: 'cpra-existing-data', after: 5, none: () => t('They did not say that they would have to create a record.'), over: () => t('What they would not create has come, or was withdrawn.'),
  });
  if (typeof found === 'string') return notOffered(found);
  return {
    offered: true, items: itemsIn(found), about: keysIn(found), reason: t('They said on {date} that they need not create a record.', { date: formatDate(lastOn(found)) }),
    facts: { saidOn: printedDate(lastOn(found)), system: recorded(found, 'system'), path: recorded(found, 'exportPath') },
  };
}

function recorded(found: Situation['answers']['existing'], name: 'system' | 'exportPath'): string {
  return oneLine(found.map((one) => one[name]).filter((words) => words !== '').at(-1) ?? '');
}

function inputs(): readonly LetterInput[] {
  return [
    { name: 'held', kind: 'tick', label: t('I have checked that the items ask for stored data'), hint: t('If an item asks for a new list or an analysis that nobody holds, word it anew instead.'), required: true },
    { name: 'system', kind: 'text', label: t('The system, by the name on its screen'), hint: t('Goes before what is on record.') },
    { name: 'path', kind: 'text', label: t('The way to its export'), hint: t('Through its menus, for example: Reports, Sharing, Export.') },
  ];
}

function refine(offered: Offered, typed: TypedInputs): Offered {
  const given = (name: string, known: unknown) => oneLine(typed[name] ?? '') || known;
  return { ...offered, facts: { ...offered.facts, system: String(given('system', offered.facts['system'])), path: String(given('path', offered.facts['path'])) } };
}
