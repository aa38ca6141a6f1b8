/** What an amount of money is for. */
export type AmountKind = 'total' | 'deposit' | 'per_hour' | 'per_page' | 'per_medium' | 'other';

export interface NamedAmount {
  readonly cents: number;
  readonly kind: AmountKind;
  readonly start: number;
  readonly end: number;
}

const MONEY = /(?:US)?\$\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?|\b(\d{1,4})\s+cents\b|\b(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?\s+(?:dollars|USD)\b|\$\s?\.(\d{2})\b/gi;

/** Every amount of money in a sentence, with what its neighbours say it is for. */
export function amountsIn(sentence: string): NamedAmount[] {
  const amounts = [...sentence.matchAll(MONEY)].map((match): NamedAmount => {
    const end = match.index + match[0].length;
    return { cents: centsOf(match), kind: kindOf(sentence.slice(0, match.index), sentence.slice(end)), start: match.index, end };
  });
  return ratesFirst(amounts, hoursIn(sentence));
}

const HOURS = /(?<![\d.$])(\d{1,4}(?:\.\d{1,2})?)(?:\s|\s?\()?[ -]*(?:staff |additional |billable )?(?:hours?|hrs?)\b/gi;
const hoursIn = (sentence: string): number[] => [...sentence.matchAll(HOURS)].map((match) => Number(match[1]));

/** Where hours times one amount make another, the first is the rate and the other the sum, whatever word stands nearer to which. */
function ratesFirst(amounts: readonly NamedAmount[], hours: readonly number[]): NamedAmount[] {
  const open = amounts.filter(({ kind }) => kind === 'total' || kind === 'per_hour');
  for (const count of hours.filter((one) => one !== 1)) {
    const rate = open.find((one) => open.some((sum) => sum !== one && sum.cents === Math.round(one.cents * count)));
    const sum = rate && open.find((one) => one !== rate && one.cents === Math.round(rate.cents * count));
    if (rate && sum) return amounts.map((one) => (one === rate ? { ...one, kind: 'per_hour' } : one === sum ? { ...one, kind: 'total' } : one));
  }
  return [...amounts];
}

function centsOf(match: RegExpExecArray): number {
  if (match[3] !== undefined) return Number(match[3]);
  if (match[6] !== undefined) return Number(match[6]);
  const whole = Number((match[1] ?? match[4] ?? '0').replaceAll(',', ''));
  return whole * 100 + Number((match[2] ?? match[5] ?? '').padEnd(2, '0'));
}

const AFTER: readonly (readonly [AmountKind, RegExp])[] = [
  ['per_hour', /^\s*(?:\(?\s*)?(?:\/|per|an|a|each|every|for\s+(?:each|every))\s*(?:hour|hr)\b|^\s*hourly\b|^\s*\/\s*h(?:ou)?r/i],
  ['per_page', /^\)?\s*(?:\/|per|a|each|for\s+each|for\s+every|por|la|cada)\s*(?:[\w.]+[ -]){0,3}?(?:página|hoja|copia|page|copy|sheet|image|side)\b/i],
  ['per_medium', /^\s*(?:\/|per|a|each|for\s+(?:a|each))\s*(?:drive|disc|disk|cd|dvd|usb|thumb\s+drive|flash\s+drive|file|record|report|request|minute|megabyte|gb)\b/i],
  ['deposit', /^\s*(?:\w+\s+){0,2}deposit\b/i],
];
const BEFORE: readonly (readonly [AmountKind, RegExp])[] = [
  ['deposit', /\bdeposit\b(?:\s+\w+){0,4}?\s*(?:\bof|\bis|in\s+the\s+amount\s+of|:|\()\s*(?:\d+\s?(?:%|percent)\s*\(?\s*)?$/i],
  ['per_page', /\b(?:pages?|copies|copy)\b[^.$]{0,20}(?:@|\bat)\s*$/i],
  ['per_hour', /\b(?:hours?|hrs?)\s*(?:x|×|@|at)\s*$|\b(?:hourly\s+rate|rate\s+per\s+hour|per[\s-]hour\s+(?:fee|charge|rate))\s*(?:of|is|:)?\s*$/i],
];

function kindOf(before: string, after: string): AmountKind {
  for (const [kind, pattern] of AFTER) if (pattern.test(after)) return kind;
  if (/^\s*(?:in )?(?:total|altogether)\b(?!\W{0,4}\$)/i.test(after)) return 'total';
  for (const [kind, pattern] of BEFORE) if (pattern.test(before)) return kind;
  return 'total';
}
