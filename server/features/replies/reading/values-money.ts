import type { NamedAmount } from './amounts.js';
import type { ReplyValues, SaidSentence } from './reading-types.js';

/** Words shortly before an amount that make it the sum asked for. */
const SUM = /\b(?:total|estimated cost|balance|fee will be|fee of|cost[^.]{0,60}\bis|amount due|to be)\b(?:[^.]|\.(?=\.)|(?<=\.)\.){0,60}$/i;
/** “Please remit $12.80”: what they want in the end, whatever it is made of. */
const TO_PAY = /\b(?:please|you|must) (?:\w+ )?(?:remit|pay|owe)(?: (?:us|the|a|an|total|amount|of|sum))* $/i;
const TOTAL_WORDS = String.raw`(?:total (?:cost|due|amount|fee)|amount due|balance due)`;
const NAMES_TOTAL = new RegExp(String.raw`\b${TOTAL_WORDS}\b`, 'i');
const TOTAL_THEN_SUM = new RegExp(String.raw`\b${TOTAL_WORDS}\W{0,5}(\d[\d,]{0,12}\.\d{2})\b`, 'i');
const SUM_THEN_TOTAL = /(\d[\d,]{0,12}\.\d{2})\W{0,5}$/;

/** Sums asked for, in whole cents: the whole, a deposit, rates. */
export function moneyOf(said: readonly SaidSentence[]): Partial<ReplyValues> {
  const asking = said.filter(({ signs }) => signs.includes('fee'));
  const all = asking.flatMap(({ text, amounts }) => amounts.map((amount) => ({ ...amount, text })));
  const of = (kind: NamedAmount['kind']) => all.find((amount) => amount.kind === kind)?.cents;
  const totals = all.filter(({ kind }) => kind === 'total');
  const best = totals.find(({ text, start }) => TO_PAY.test(text.slice(0, start))) ?? totals.find(({ text, start }) => SUM.test(text.slice(0, start))) ?? totals[0];
  return { feeCents: best?.cents ?? (asking.length > 0 ? tableTotal(said) : undefined), depositCents: of('deposit'), perHourCents: of('per_hour'), perPageCents: of('per_page') };
}

/** An invoice's total where the sign for dollars stands nowhere near: “30.00 Total Cost:”. */
function tableTotal(said: readonly SaidSentence[]): number | undefined {
  for (const [index, { text }] of said.entries()) {
    const at = text.search(NAMES_TOTAL);
    if (at === -1) continue;
    const after = TOTAL_THEN_SUM.exec(`${text} ${said[index + 1]?.text ?? ''}`)?.[1];
    const sum = after ?? SUM_THEN_TOTAL.exec(`${said[index - 1]?.text ?? ''} ${text.slice(0, at)}`)?.[1];
    if (sum !== undefined) return Math.round(Number(sum.replaceAll(',', '')) * 100);
  }
  return undefined;
}
