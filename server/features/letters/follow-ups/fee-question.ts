import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { dollarsFromCents } from '../draft.js';
import { oneLine } from '../plain-words.js';
import { keysIn, toAnswer } from './answered.js';
import { type FollowUp, type Weighed, notOffered } from './follow-up.js';
import type { LetterInput } from './letter-inputs.js';
import { printedDate } from './printed.js';
import type { SituationAnswers } from './situation-answers.js';
import type { Situation } from './situation.js';

type Fee = SituationAnswers['fees'][number];

/** letters.md 26: asks what each charge is for. Agrees to none. */
export const feeQuestion: FollowUp = {
  slug: 'cpra-fee-question', statute: 'CPRA', topic: 'answered', rank: 46, replyWithin: 10,
  subject: 'The cost estimate',
  title: () => t('Ask what the cost is made of'),
  purpose: () => t('Asks which part is the copy and which is staff time. Agrees to no charge.'),
  needs: () => [t('a cost they named that is more than copying, or that they did not break down'), t('five working days past it')],
  weigh, inputs,
};

function weigh(situation: Situation): Weighed {
  const found = toAnswer(situation, situation.answers.fees.slice(-1), {
    slug: 'cpra-fee-question', after: 5, waits: false, none: () => t('No cost waits to be settled.'), over: () => t('The records have come, or were withdrawn.'),
  });
  if (typeof found === 'string') return notOffered(found);
  const [fee] = found;
  if (onlyCopies(fee)) return notOffered(t('The estimate of {date} is for copies alone, which the Act lets them charge.', { date: formatDate(fee.on) }));
  return {
    offered: true, items: [], about: keysIn(found),
    reason: fee.lines.length === 0 ? t('They named a cost on {date} and not what it is made of.', { date: formatDate(fee.on) }) : t('The estimate of {date} charges more than copies.', { date: formatDate(fee.on) }),
    facts: {
      namedOn: printedDate(fee.on), amount: fee.amount === null ? '' : printedSum(fee.amount), lines: fee.lines.map(line), undivided: fee.lines.length === 0,
      staff: charges(fee, STAFF), redaction: charges(fee, REDACTION), programming: charges(fee, PROGRAMMING), pages: charges(fee, PAGES), deposit: charges(fee, DEPOSIT),
    },
  };
}

const STAFF = /\b(staff|labou?r|hours?|hourly|time|search\w*|review\w*|research|attorneys?|legal|supervis\w*|administrati\w*|retriev\w*)\b/i;
const REDACTION = /\b(redact\w*|mask\w*|blur\w*)\b/i;
const PROGRAMMING = /\b(program\w*|extract\w*|compil\w*|quer(y|ies)|script\w*|export\w*|data ?base)\b/i;
const PAGES = /\bpages?\b/i;
const DEPOSIT = /\b(deposit|advance|prepa\w+)\b/i;
const COPIES = /\b(cop(y|ies|ying)|duplicat\w*|discs?|disks?|cds?|dvds?|usb|drives?|postage|mailing|envelopes?)\b/i;

const charges = ({ lines }: Fee, pattern: RegExp): boolean => lines.some(({ what }) => pattern.test(what));

/** Every line is a copy or its carrier, and none is work. Paper by the page is left to a person: a file has no pages to charge. */
function onlyCopies({ lines }: Fee): boolean {
  return lines.length > 0 && lines.every(({ what }) => COPIES.test(what) && ![STAFF, REDACTION, PROGRAMMING, PAGES, DEPOSIT].some((pattern) => pattern.test(what)));
}

/** “Staff time, 6 hours: $480”. */
const line = ({ what, amount }: Fee['lines'][number]): string => (amount === null ? oneLine(what) : `${oneLine(what)}: ${printedSum(amount)}`);

const printedSum = (amount: number): string => `$${dollarsFromCents(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;

function inputs(): readonly LetterInput[] {
  return [{ name: 'free', kind: 'text', label: t('Items that need no such work'), hint: t('For example: items 1 and 4. The letter asks for them now.') }];
}
