import { printedDate, printedItems } from './printed.js';
import type { Situation, SituationItem } from './situation.js';

/** An item of which something is still asked, as a line of a letter: what was answered, and what we ask. */
export interface OpenPoint {
  readonly n: number;
  readonly answer: string;
  readonly ask: string;
}

/** Every item that has not come whole and uncut and was not given up, with the answer there is. Pure. */
export function openPoints(situation: Situation): OpenPoint[] {
  return situation.items.flatMap((item) => {
    const [answer, ask] = pointOf(situation, item);
    return answer === '' ? [] : [{ n: item.n, answer: `Item ${item.n}, ${item.heading.replace(/\.$/, '')}: ${answer}.`, ask: `Item ${item.n}: ${ask}.` }];
  });
}

function pointOf(situation: Situation, { n, state, promisedFor }: SituationItem): readonly [answer: string, ask: string] {
  switch (state) {
    case 'open':
      return ['no answer', 'what was decided, and why'];
    case 'promised':
      return [promisedFor === null ? 'to be released, without a day' : `promised for ${printedDate(promisedFor)}`, 'the records, or the day on which they will come'];
    case 'partly_produced':
      return ['part of it came', 'the rest, or the day on which it will come'];
    case 'withheld':
      return [refusalOf(situation, n), 'release with what is exempt masked, or the fact behind the ground'];
    case 'none_found':
      return ['none found', 'how it was searched for'];
    case 'produced':
      return cutOf(situation, n);
    default:
      return ['', ''];
  }
}

/** What came whole and was cut is open too. */
function cutOf({ denials }: Situation, n: number): readonly [string, string] {
  const cut = denials.redactions.filter(({ items }) => items.length === 0 || items.includes(n)).at(-1);
  return cut ? [`came with parts removed: ${cut.where.replace(/\.$/, '')}`, 'the parts removed, or the ground for each'] : ['', ''];
}

function refusalOf({ denials }: Situation, n: number): string {
  const refusal = denials.refusals.filter(({ items }) => items.includes(n)).at(-1);
  if (!refusal) return 'withheld';
  const cited = refusal.exemptions.length > 0 ? refusal.exemptions.join('; ') : refusal.ground.replace(/\.$/, '');
  return `withheld on ${printedDate(refusal.on)}${cited === '' ? '' : `, citing “${cited}”`}`;
}

/** What has passed between us, day by day, as lines of a letter. Pure. */
export function passed(situation: Situation): string[] {
  const { sentOn, receipt, denials, written } = situation;
  const days = [
    ...(sentOn === null ? [] : [[sentOn, 'our request'] as const]),
    ...(receipt && !receipt.presumed && receipt.date !== sentOn ? [[receipt.date, 'your receipt of it'] as const] : []),
    ...denials.refusals.map(({ on, items }) => [on, `your answer that withholds ${printedItems(items)}`] as const),
    ...denials.redactions.map(({ on }) => [on, 'records with parts removed'] as const),
    ...written.flatMap((letter) => (letter.sentOn === null ? [] : [[letter.sentOn, 'our letter'] as const])),
  ];
  const lines = days.sort(([a], [b]) => a.localeCompare(b)).map(([on, what]) => `${printedDate(on)}: ${what}.`);
  return [...new Set(lines)];
}
