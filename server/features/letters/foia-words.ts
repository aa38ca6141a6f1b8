import { formatLetterDate } from '../../platform/views-dates.js';
import { isCivilDate } from '../statutes/civil-date.js';
import type { FoiaFields } from './foia-fields.js';
import { asSentence, manyLines } from './plain-words.js';

/** What only a request under FOIA prints. Sections that were not asked for are false, and their words are then not printed. */
export interface FoiaWords {
  /** The part of the agency to search first; may be blank. */
  readonly component: string;
  readonly category: string;
  /** Why that category; '' where it needs no reason. */
  readonly feeBasis: string;
  readonly needsBasis: boolean;
  readonly waiver: boolean;
  readonly waiverShows: string;
  readonly waiverRecord: string;
  readonly waiverAudience: string;
  readonly waiverExpertise: string;
  readonly urgency: boolean;
  readonly threat: boolean;
  readonly expediteWho: string;
  readonly expediteEvent: string;
  /** “November 24, 2026”. */
  readonly expediteOn: string;
  readonly expediteWhy: string;
  readonly certifier: string;
}

const CATEGORIES = { media: 'a representative of the news media', educational: 'an educational or noncommercial scientific institution', other: 'other requesters' } as const;

/** Typed fields as sentences. Pure. */
export function foiaWords(fields: FoiaFields): FoiaWords {
  const record = manyLines(fields.waiverRecord).split('\n').filter((line) => line !== '').join('; ');
  return {
    component: fields.component.trim(), category: fields.feeCategory === '' ? '' : CATEGORIES[fields.feeCategory], feeBasis: asSentence(fields.feeBasis),
    needsBasis: fields.feeCategory === 'media' || fields.feeCategory === 'educational',
    waiver: fields.waiver, waiverShows: asSentence(fields.waiverShows), waiverRecord: asSentence(record), waiverAudience: asSentence(fields.waiverAudience), waiverExpertise: asSentence(fields.waiverExpertise),
    urgency: fields.expedite === 'urgency', threat: fields.expedite === 'threat', expediteWho: asSentence(fields.expediteWho), expediteEvent: asSentence(fields.expediteEvent),
    expediteOn: isCivilDate(fields.expediteDate) ? formatLetterDate(fields.expediteDate) : '', expediteWhy: asSentence(fields.expediteWhy), certifier: fields.certifier,
  };
}

/** Gives a value, or notes that it is missing and gives its mark. */
type Mark = (value: string, path: string, label: string) => string;

/**
 * Marks what is missing. A waiver without its facts, and a wish for speed without a dated event and somebody who certifies it, are worse
 * than none (letters.md 5f), so each blank stops the letter.
 */
export function markFoia(words: FoiaWords, need: Mark): FoiaWords {
  const when = (asked: boolean, value: string, path: string, label: string) => (asked ? need(value, path, label) : value);
  const speed = words.urgency || words.threat;
  return {
    ...words,
    category: need(words.category, 'feeCategory', 'fee category is missing'),
    feeBasis: when(words.needsBasis, words.feeBasis, 'feeBasis', 'why this fee category is missing'),
    waiverShows: when(words.waiver, words.waiverShows, 'waiverShows', 'what the records would show is missing'),
    waiverRecord: when(words.waiver, words.waiverRecord, 'waiverRecord', 'what you have published is missing'),
    waiverAudience: when(words.waiver, words.waiverAudience, 'waiverAudience', 'who will read it is missing'),
    waiverExpertise: when(words.waiver, words.waiverExpertise, 'waiverExpertise', 'what you know of the subject is missing'),
    expediteWho: when(words.urgency, words.expediteWho, 'expediteWho', 'who spreads the information is missing'),
    expediteEvent: when(speed, words.expediteEvent, 'expediteEvent', 'what happened is missing'),
    expediteOn: when(speed, words.expediteOn, 'expediteDate', 'the day it happened is missing'),
    expediteWhy: when(speed, words.expediteWhy, 'expediteWhy', 'why it can’t wait is missing'),
    certifier: when(speed, words.certifier, 'certifier', 'who certifies it is missing'),
  };
}
