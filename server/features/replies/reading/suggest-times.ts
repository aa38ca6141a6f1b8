import type { FactDetails } from '../../deadlines/fact-types.js';
import type { CivilDate } from '../../statutes/civil-date.js';
import type { SaidSentence } from './reading-types.js';
import { type Suggesting, evidenceOf, itemsOf, saidWith, stands, suggestion } from './suggestion.js';
import type { SuggestedFact } from './suggestion-types.js';
import { daysPromised } from './values-days.js';
import { saying } from './wording.js';

/** Receipt, acknowledgement, extension, promises, closing: what says when. */
export function suggestTimes(of: Suggesting): SuggestedFact[] {
  return [...received(of), ...acknowledged(of), ...extended(of), ...promised(of), ...closed(of)];
}

const naming = ({ reading }: Suggesting, date: string | undefined, fits: (sentence: SaidSentence) => boolean = () => true): SaidSentence | undefined =>
  date === undefined ? undefined : reading.said.find((sentence) => fits(sentence) && sentence.days.some((day) => day.date === date));

/** Their own word on the day they had the request: the clock starts there, so only while nobody has confirmed another. */
function received(of: Suggesting): SuggestedFact[] {
  const date = of.reading.values.receivedDate;
  const at = naming(of, date);
  if (date === undefined || !at || stands(of, 'received')) return [];
  return of.request.sentOn !== null && date > of.request.sentOn ? [] : [suggestion(of, 'received', {}, at, { date, moves: true })];
}

function acknowledged(of: Suggesting): SuggestedFact[] {
  const [at] = evidenceOf(of, 'acknowledgement');
  return at && !stands(of, 'acknowledged') ? [suggestion(of, 'acknowledged', {}, at)] : [];
}

function extended(of: Suggesting): SuggestedFact[] {
  const [at] = evidenceOf(of, 'extension_notice');
  if (!at) return [];
  const { extensionGround } = of.reading.values;
  const details = { specifiedDate: specifiedBy(of) ?? null, ground: extensionGround ?? 'none_stated' } as const;
  return [suggestion(of, 'extension_notice', details, at, { moves: true, missing: extensionGround ? [] : ['ground'] })];
}

/** How many sentences after “we extend” may still name the day. */
const REACH = 3;

/** The day an extension names for the answer: in its sentence or soon after. */
function specifiedBy(of: Suggesting): CivilDate | undefined {
  const [notice] = evidenceOf(of, 'extension_notice');
  const date = of.reading.values.estimatedDate;
  const from = of.reading.said.findIndex((sentence) => sentence.start === notice?.start);
  return of.reading.said.slice(Math.max(0, from), from + 1 + REACH).some(({ days }) => days.some((day) => day.date === date)) ? date : undefined;
}

const OF_DETERMINATION = saying('determin', 'decision', 'decide');

/** Every day they give for anything but the law's extension, and the day they will write again. The first of its kind has the plain key. */
function promised(of: Suggesting): SuggestedFact[] {
  const { estimatedDate, nextUpdateBy } = of.reading.values;
  const extension = evidenceOf(of, 'extension_notice').length > 0 ? specifiedBy(of) : undefined;
  const promises: SuggestedFact[] = [];
  for (const { sentence, date } of daysPromised(of.reading.said, of.request.sentOn)) {
    if (date === extension || sentence.signs.includes('fee')) continue;
    const kind = promiseOf(of, sentence);
    const items = itemsOf(of, sentence);
    if (promises.some((one) => one.type === 'promise' && one.details.by === date && one.details.items.join() === items.join())) continue;
    const key = keyAmong(promises, `promise:${kind}`, date);
    if (key) promises.push(suggestion(of, 'promise', { ...details(kind, date, sentence), items }, sentence, { key }));
  }
  const update = nextUpdateBy === estimatedDate && promises.length > 0 ? undefined : naming(of, nextUpdateBy);
  if (update && nextUpdateBy) promises.push(suggestion(of, 'promise', { ...details('other', nextUpdateBy, update), about: UPDATE }, update, { key: 'promise:update' }));
  return promises;
}

/** Its plain key where that is free, else one with its day; null where even that is taken. */
function keyAmong(taken: readonly SuggestedFact[], plain: string, date: CivilDate): string | null {
  return [plain, `${plain}:${date}`].find((key) => taken.every((one) => one.key !== key)) ?? null;
}

/** Named in their language, since it stands in letters to them. */
const UPDATE = 'update';

function details(of: FactDetails['promise']['of'], by: CivilDate, { text }: SaidSentence): FactDetails['promise'] {
  return { of, items: [], by, about: '', says: text.slice(0, 2000) };
}

function promiseOf(of: Suggesting, sentence: SaidSentence): 'determination' | 'instalment' | 'records' {
  if (sentence.signs.includes('more_coming') && evidenceOf(of, 'rolling_update').length > 0) return 'instalment';
  return OF_DETERMINATION.test(sentence.text) && !sentence.signs.includes('will_disclose') ? 'determination' : 'records';
}

function closed(of: Suggesting): SuggestedFact[] {
  const at = saidWith(of, 'closed') ?? evidenceOf(of, 'closure')[0];
  if (!at || evidenceOf(of, 'closure').length === 0 || stands(of, 'closed')) return [];
  const date = of.reading.values.closedDate;
  const past = date !== undefined && (of.request.sentOn === null || date <= of.request.sentOn);
  return [suggestion(of, 'closed', { by: 'agency' }, at, past ? { date } : {})];
}
