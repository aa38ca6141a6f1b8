import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type FollowUp, type LetterFacts, type Weighed, notOffered, stopped } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { joined, printedDate, printedItems } from './printed.js';
import type { Adverse } from './situation-foia.js';
import { type Situation, spokenOf } from './situation.js';

/** letters.md 36: a section to each thing refused, and to nothing else. */
export const foiaAppeal: FollowUp = {
  slug: 'foia-appeal', statute: 'FOIA', topic: 'denied', rank: 60, replyWithin: null, lawyer: 'advised', elsewhere: true, atOnce: true, frame: 'foia-to-appeals',
  subject: 'Freedom of Information Act Appeal',
  title: () => t('Appeal the answer'),
  purpose: () => t('Appeals what was refused, ground by ground, before our own date.'),
  needs: () => [t('an answer that refuses something, finds nothing, or refuses speed or the waiver'), t('our date for the appeal, still ahead')],
  weigh, inputs,
};

/** A suit needs an appeal first once an answer came, so this is offered on the day of the answer. */
function weigh(situation: Situation): Weighed {
  const why = stopped(situation, { law: 'FOIA', evenClosed: true });
  if (why !== null) return notOffered(why);
  const { foia, today } = situation;
  if (foia.adverse.length === 0) return notOffered(foia.appeal === null ? t('No answer of theirs refuses anything.') : t('The appeal of {date} covers every answer so far.', { date: formatDate(foia.appeal.sentOn) }));
  const fresh = foia.adverse.filter((one) => !spokenOf(situation, keyOf(one)));
  const last = fresh.at(-1);
  if (!last) return notOffered(t('The appeal is written. Record the day it went.'));
  const by = foia.appealBy;
  if (by && today > (by.lastLawful ?? by.due)) return notOffered(t('The last day the law may allow for an appeal was {date}. Ask a lawyer.', { date: formatDate(by.lastLawful ?? by.due) }));
  return { offered: true, items: [...new Set(fresh.flatMap(({ items }) => items))].sort((a, b) => a - b), about: fresh.map(keyOf), reason: reasonFor(situation, last), facts: factsFor(situation, fresh) };
}

const keyOf = ({ on, what, items }: Adverse) => `appeal:${on}:${what}:${items.join(',')}`;

function reasonFor({ foia: { appealBy }, today }: Situation, { on }: Adverse): string {
  const date = formatDate(on);
  if (!appealBy) return t('Their answer of {date} can be appealed.', { date });
  const by = formatDate(appealBy.due);
  return today <= appealBy.due
    ? t('Their answer of {date} can be appealed. Our date is {by}: the earliest reading, never moved later.', { date, by })
    : t('Our date for the appeal of their answer of {date} was {by}. The law may allow until {last}; send it today and ask a lawyer.', { date, by, last: formatDate(appealBy.lastLawful ?? appealBy.due) });
}

/** Exemptions as agencies write them: “(b)(7)(E)”, “Exemption 7E”, “b7E”. */
const CITED: readonly [Ground, RegExp][] = [
  ['techniques', /7\)?\s*\(?E\)?(?![a-z])/i],
  ['privacy', /7\)?\s*\(?C\)?(?![a-z])|\(?\bb\)?\s*\(?6\)?(?!\d)|\b(?:exemption|ex\.?)s?\s*\(?6\)?(?!\d)/i],
  ['deliberation', /\(?\bb\)?\s*\(?5\)?(?!\d)|\b(?:exemption|ex\.?)s?\s*\(?5\)?(?!\d)|deliberative/i],
  ['commercial', /\(?\bb\)?\s*\(?4\)?(?!\d)|\b(?:exemption|ex\.?)s?\s*\(?4\)?(?!\d)|trade secret/i],
  ['statute', /\(?\bb\)?\s*\(?3\)?(?!\d)|\b(?:exemption|ex\.?)s?\s*\(?3\)?(?!\d)/i],
  ['referral', /\breferr(?:ed|al)\b|\bconsult/i],
  ['glomar', /neither (?:confirm|admit)|glomar/i],
];
type Ground = 'techniques' | 'privacy' | 'deliberation' | 'commercial' | 'statute' | 'referral' | 'glomar';

/** What they cited, so far as it is read here; nothing else is answered. */
export function groundsIn(words: readonly string[]): ReadonlySet<Ground> {
  return new Set(CITED.filter(([, pattern]) => words.some((one) => pattern.test(one))).map(([ground]) => ground));
}

function factsFor(situation: Situation, adverse: readonly Adverse[]): LetterFacts {
  const { foia, today } = situation;
  const of = (what: Adverse['what']) => adverse.filter((one) => one.what === what);
  const withheld = of('withheld');
  const grounds = groundsIn(withheld.flatMap((one) => one.grounds));
  const itemsOf = (some: readonly Adverse[]) => printedItems([...new Set(some.flatMap(({ items }) => items))].sort((a, b) => a - b));
  return {
    answeredOn: joined([...new Set(adverse.map(({ on }) => printedDate(on)))]), inTime: foia.appealBy !== null && today <= foia.appealBy.due,
    dhs: foia.component === 'DHS', doj: foia.component === 'DOJ',
    notFound: itemsOf(of('none_found')), withheld: itemsOf(withheld), cited: joined([...new Set(withheld.flatMap((one) => one.grounds))].map((words) => `“${words}”`)),
    techniques: grounds.has('techniques'), privacy: grounds.has('privacy'), deliberation: grounds.has('deliberation'), commercial: grounds.has('commercial'), statute: grounds.has('statute'), referral: grounds.has('referral'), glomar: grounds.has('glomar'),
    speed: of('expedition').length > 0, waiver: of('waiver').length > 0,
    reversal: joined([...(of('waiver').length > 0 ? ['the fee waiver'] : []), ...(of('expedition').length > 0 ? ['expedited processing'] : [])]),
  };
}

/** Asked only for what was refused; a ground nobody cited has no field. */
function inputs({ foia: { adverse } }: Situation): readonly LetterInput[] {
  const has = (what: Adverse['what']) => adverse.some((one) => one.what === what);
  const grounds = groundsIn(adverse.flatMap((one) => one.grounds));
  const lines = (name: string, label: string, hint: string, required = false): LetterInput => ({ name, kind: 'lines', label, hint, required });
  const when = (asked: boolean, input: LetterInput) => (asked ? [input] : []);
  return [
    { name: 'office', kind: 'text', label: t('Whom the answer names for appeals'), hint: t('As the answer writes it. Send it the way the answer says.'), required: true },
    lines('search', t('What was not searched, and what suggests that records exist'), t('Systems, offices, words, leads in what came. One to a line, each with its source.'), has('none_found')),
    ...when(grounds.has('techniques'), lines('techniques', t('What is known already of the technique'), t('Published descriptions, with their dates. One to a line.'))),
    ...when(grounds.has('deliberation'), lines('deliberation', t('What shows that it was decided or in use'), t('One to a line.'))),
    ...when(grounds.has('commercial'), lines('commercial', t('What the vendor or the government has made public'), t('Prices, terms, papers. One to a line.'))),
    ...when(has('waiver'), lines('waiver', t('The facts for the waiver, against each of their reasons'), t('What the records show, who reads it, what you have published. One to a line.'), true)),
    ...when(has('expedition'), lines('speed', t('The facts for speed, against each of their reasons'), t('What happened and when, why it can’t wait. One to a line.'), true)),
    lines('other', t('Another reason'), t('Only with facts. One to a line.')),
    lines('attached', t('What you attach'), t('The request, the answer, and papers named above. One to a line.')),
  ];
}
