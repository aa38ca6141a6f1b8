import type { NamedNumber, SaidSentence } from './reading-types.js';

/** Numbers whose form alone shows whose they are: GovQA, ICE, the FBI, OIP, CBP, USCIS. */
const KNOWN = [String.raw`[A-Z]{1,4}\d{6}-\d{6}`, String.raw`20\d{2}-[A-Z]{2,4}-\d{4,6}`, String.raw`20\d{2}FOIA\d{2,6}`, String.raw`\d{7}-\d{3}`, String.raw`A-20\d{2}-\d{4,6}`, String.raw`CBP-[A-Z]{2,4}-20\d{2}-\d{4,7}`, String.raw`[A-Z]{3}20\d{8}`, String.raw`FOIL-20\d{2}-\d{3}-\d{4,6}`];
const BY_FORM = new RegExp(String.raw`(?<![\w-])(?:${KNOWN.join('|')})(?![\w-])`, 'g');
/** What an agency calls it, straight before any other number: “request number is 26-4411”, “Reference #: P009-123”. */
const CALLED = String.raw`(?:(?:request|PRR|PRA|CPRA|FOIL|OPRA|ticket|reference|tracking|control|case|confirmation|file|FOIPA|FOIA|solicitud|referencia)(?:,? (?:request|number|no\.?|id|#))*|(?:assigned|given) (?:it )?(?:the )?(?:(?:number|no\.?|id)\b|(?=#|[A-Z]*-?\d+-))|número|^re(?=:)|(?:logged|entered|recorded|filed|opened) as)`;
const BY_NAME = new RegExp(String.raw`\b${CALLED}(?: (?:is|es|of|for (?:this|your) request is))?,?\s?[:#]*\s?#?((?:[A-Z]{1,6}-?)?\d[\w-]{2,24})(?![\w/-])`, 'gi');
/** Days, years and telephone numbers are no request numbers. */
const NO_NUMBER = /^(?:(?:19|20)\d{2}|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|\d{1,2}-\d{1,2}-\d{2,4})$/;
/** A heading that names the request. */
const HEADS = /^(?:re|ref|subject|in response to)\b|\b(?:PRR|PRA|request) (?:no\. ?)?#/i;
const CONTEXT = new Set(['numbered', 'received', 'closed', 'released', 'extends', 'portal', 'more_coming', 'denies', 'none_found', 'asks', 'fee', 'more_time', 'estimate', 'next_update', 'will_disclose', 'withholds_part', 'appeal_decided', 'elsewhere']);

/** Numbers the agency gives the request, each once, in order. A number without words around it that say so isn't read. */
export function numbersIn(text: string, said: readonly SaidSentence[]): NamedNumber[] {
  const found = new Map<string, NamedNumber>();
  for (const sentence of said) {
    const named = sentence.signs.some((sign) => CONTEXT.has(sign)) || HEADS.test(sentence.text) ? [...sentence.text.matchAll(BY_NAME)].map((match) => match[1] ?? '') : [];
    for (const number of [...[...sentence.text.matchAll(BY_FORM)].map(([one]) => one), ...named]) {
      if (NO_NUMBER.test(number) || found.has(number)) continue;
      const start = text.indexOf(number, sentence.start);
      if (start !== -1 && start < sentence.end) found.set(number, { number, start, end: start + number.length });
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
