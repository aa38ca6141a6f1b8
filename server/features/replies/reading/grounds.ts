import type { Ground } from '../../deadlines/fact-types.js';
import type { SaidSentence } from './reading-types.js';
import { saying } from './wording.js';

/** Words by which a notice of extension names a reason of Gov. Code § 7922.535(c); its order is the one they are looked for in. */
export const GROUND_WORDS: readonly { readonly ground: Ground; readonly pattern: RegExp }[] = [
  { ground: 'field_facilities', pattern: saying('(?:separate|field|other) (?:from the office )?(?:facilit|establishment|location|office)', 'facilities (?:that are )?separate', 'separate from the office', 'instalaciones') },
  { ground: 'voluminous', pattern: saying('voluminous', 'large (?:number|volume|amount)', 'numerous', 'separate and distinct records', '(?:cantidad |número )?voluminos') },
  { ground: 'consultation', pattern: saying('consult(?:ation|ing|ar)?\\b', 'consulta') },
  { ground: 'programming', pattern: saying('compile data', 'computer (?:program|report)', 'programming', 'extract data') },
  { ground: 'cyberattack', pattern: saying('cyber ?attack', 'ransomware') },
  { ground: 'governor_emergency', pattern: saying('state of emergency', 'proclaim') },
];

/** How many sentences after “we extend” may still give the reason. */
const REACH = 4;

/** The reason given for an extension; undefined when none is named. */
export function groundOf(said: readonly SaidSentence[]): Ground | undefined {
  const at = said.findIndex(({ signs }) => signs.includes('extends'));
  if (at === -1) return undefined;
  const named = (from: number, to: number) => GROUND_WORDS.find(({ pattern }) => pattern.test(said.slice(from, to).map(({ text }) => text).join(' ')))?.ground;
  return named(at, at + REACH) ?? named(Math.max(0, at - 1), at);
}
