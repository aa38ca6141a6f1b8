import { citationsIn } from './citations.js';
import { followUpSource } from './follow-ups/follow-up-letter.js';
import { followUps } from './follow-ups/offer-letters.js';
import { type TemplateSource, letterTemplates, templateSource } from './letter-templates.js';

type Title = () => string;

let found: ReadonlyMap<string, readonly Title[]> | null = null;

/** Titles of the library's letters whose words cite something. A frame's citations count for each letter in it. */
export function lettersCiting(citation: string): string[] {
  found ??= read();
  return (found.get(citation) ?? []).map((title) => title());
}

function read(): ReadonlyMap<string, readonly Title[]> {
  const uses = new Map<string, Title[]>();
  const note = (title: Title, source: TemplateSource): void => {
    for (const citation of citationsIn([source.main, ...Object.values(source.partials)].join('\n\n'))) uses.set(citation, [...(uses.get(citation) ?? []), title]);
  };
  for (const template of letterTemplates()) note(() => template.title, templateSource(template));
  for (const followUp of followUps()) note(followUp.title, followUpSource(followUp));
  return uses;
}
