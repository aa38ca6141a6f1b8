import { citationsIn } from './citations.js';
import { followUpSource } from './follow-ups/follow-up-letter.js';
import { followUps } from './follow-ups/offer-letters.js';
import { type TemplateSource, letterTemplates, templateSource } from './letter-templates.js';

let found: ReadonlyMap<string, readonly string[]> | null = null;

/** Titles of the library's letters by what their words cite. A frame's citations count for each letter in it. */
export function citationUses(): ReadonlyMap<string, readonly string[]> {
  found ??= read();
  return found;
}

function read(): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  const note = (title: string, source: TemplateSource): void => {
    for (const citation of citationsIn([source.main, ...Object.values(source.partials)].join('\n\n'))) uses.set(citation, [...(uses.get(citation) ?? []), title]);
  };
  for (const template of letterTemplates()) note(template.title, templateSource(template));
  for (const followUp of followUps()) note(followUp.title(), followUpSource(followUp));
  return uses;
}
