import { type FoiaWords, markFoia } from './foia-words.js';
import { escapedDeeply, oneLine, asSentence } from './plain-words.js';
import type { CpraRuleText } from './rule-texts.js';

/** One numbered item as it prints. Sentences end with a full stop; an empty part is left out. */
export interface ItemWords {
  readonly n: number;
  readonly heading: string;
  readonly text: string;
  readonly where: string;
  readonly period: string;
  readonly format: string;
  readonly fields: string;
}

/** Everything a letter template may print. Plain words; the composer escapes them. */
export interface LetterVariables {
  /** “November 24, 2026”. */
  readonly date: string;
  readonly subject: string;
  readonly org: { readonly name: string; readonly lines: readonly string[]; readonly contact: string };
  readonly agency: { readonly name: string; readonly shortName: string; readonly lines: readonly string[] };
  readonly request: { readonly ref: string; readonly title: string; readonly items: readonly ItemWords[] };
  readonly fee: { readonly ceiling: string };
  readonly signer: { readonly name: string; readonly title: string };
  /** The clock's words are data (rule-texts.ts), never typed into a template. */
  readonly rule: CpraRuleText;
  readonly inspectionWanted: boolean;
  /** Under FOIA only. */
  readonly foia?: FoiaWords;
}

/** What a subject line calls a request, by its law. */
export const requestWords = (statute: 'CPRA' | 'FOIA'): string => (statute === 'FOIA' ? 'Freedom of Information Act request' : 'Public records request');

/** A blank where the letter needs words. `path` names the form field; `label` is what stands in the preview. */
export interface Gap {
  readonly path: string;
  readonly label: string;
  /** False for words to be mended, which stand in the preview as they are. */
  readonly marked?: boolean;
}

/** The composer's own marks around a gap's number; typed words never hold private-use characters. */
export const GAP_OPEN = '\uE000';
export const GAP_CLOSE = '\uE001';

/** Reads a value, or notes a gap and gives its mark. */
export type Need = (value: string, path: string, label: string) => string;

export function needsInto(gaps: Gap[]): Need {
  return (value, path, label) => {
    if (oneLine(value) !== '') return value;
    gaps.push({ path, label });
    return `${GAP_OPEN}${gaps.length - 1}${GAP_CLOSE}`;
  };
}

/** Escapes every value and puts marks where a needed one is blank. Labels are in the letter's own language. */
export function withGapMarks(variables: LetterVariables): { readonly marked: LetterVariables; readonly gaps: readonly Gap[] } {
  const gaps: Gap[] = [];
  const need = needsInto(gaps);
  const safe = escapedDeeply(variables);
  const items = safe.request.items.map((item, index) => markItem(item, index, need));
  const marked: LetterVariables = {
    ...safe,
    org: { ...safe.org, name: need(safe.org.name, 'org.name', 'the group’s name is missing'), contact: need(safe.org.contact, 'org.contact', 'reply address is missing') },
    request: { ...safe.request, title: need(safe.request.title, 'title', 'title is missing'), items },
    fee: { ceiling: need(safe.fee.ceiling, 'feeCeiling', 'fee ceiling is missing') },
    signer: { ...safe.signer, name: need(safe.signer.name, 'signerName', 'who signs is missing') },
    ...(safe.foia ? { foia: markFoia(safe.foia, need) } : {}),
  };
  if (items.length === 0) gaps.push({ path: 'items', label: 'items are missing' });
  return { marked, gaps };
}

function markItem(item: ItemWords, index: number, need: Need): ItemWords {
  const path = (field: string) => `items.${index}.${field}`;
  return {
    ...item,
    heading: need(item.heading, path('heading'), 'heading is missing'),
    text: need(item.text, path('text'), 'what you ask for is missing'),
    period: need(item.period, path('period'), 'period is missing'),
  };
}

/** An item's typed words as sentences. */
export function itemWords(item: { n: number; heading: string; text: string; whereToLook: string; period: string; format: string; fields: string }): ItemWords {
  return {
    n: item.n, heading: asSentence(item.heading), text: asSentence(item.text), where: asSentence(item.whereToLook),
    period: asSentence(item.period), format: asSentence(item.format), fields: asSentence(item.fields),
  };
}
