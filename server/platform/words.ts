import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './paths.js';

/** What a sentence's placeholders are filled with. */
export type WordParams = Readonly<Record<string, string | number>>;

/** One language's sentences: English sentence → that language's sentence, placeholders kept. */
export type Catalogue = Readonly<Record<string, string>>;

export interface Translate {
  /**
   * The sentence in the reader's language; the English one is the key and the fallback.
   * `{name}` is replaced by `params.name`; a placeholder without a value is a programmer's error and throws.
   */
  (english: string, params?: WordParams, locale?: string): string;
  /** As above, choosing the sentence by the language's plural rule for `n`; `{n}` is the number itself. */
  count(n: number, one: string, many: string, params?: WordParams, locale?: string): string;
}

export const DEFAULT_LOCALE = 'en';

/** Makes a translator over the given catalogues (locale → sentences). Pure: the same input gives the same words. */
export function createTranslate(catalogues: Readonly<Record<string, Catalogue>>): Translate {
  const translate = (english: string, params: WordParams = {}, locale = DEFAULT_LOCALE): string =>
    fill(catalogues[locale]?.[english] ?? english, params);
  const plurals = new Map<string, Intl.PluralRules>();
  const pluralOf = (n: number, locale: string): string => {
    const rules = plurals.get(locale) ?? new Intl.PluralRules(locale);
    plurals.set(locale, rules);
    return rules.select(n);
  };
  const count = (n: number, one: string, many: string, params: WordParams = {}, locale = DEFAULT_LOCALE): string =>
    translate(pluralOf(n, locale) === 'one' ? one : many, { ...params, n }, locale);
  return Object.assign(translate, { count });
}

/** A name that is a plural takes the apostrophe alone: “the Commissioners’ determination”, but “USCIS’s”. */
function fill(sentence: string, params: WordParams): string {
  return sentence.replace(/\{(\w+)\}(’s\b)?/g, (_, name: string, possessive = '') => {
    const value = params[name];
    if (value === undefined) throw new Error(`The sentence “${sentence}” needs a value for {${name}}.`);
    return `${value}${possessive !== '' && String(value).endsWith('s') ? '’' : possessive}`;
  });
}

function readCatalogues(folder: string): Record<string, Catalogue> {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return Object.fromEntries(files.map((file) => [path.basename(file, '.json'), JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Catalogue]));
}

/** The translator of pages and e-mails; other languages lie in `templates/words/<locale>.json`. */
export const t: Translate = createTranslate(readCatalogues(path.join(projectRoot, 'templates', 'words')));
