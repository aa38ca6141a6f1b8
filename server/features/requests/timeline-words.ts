import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { basisWords, clockName, factName, sendingWords } from './request-words.js';

/** An event as the timeline reads it: its type, and its words or null when they were erased. */
export interface ToldEvent {
  readonly type: string;
  readonly words: Readonly<Record<string, unknown>> | null;
}

export interface EventSentence {
  /** What happened, short: “Receipt”, “Determination due”. */
  readonly what: string;
  /** From what to what, or what there is to know; may hold `**strong**`; may be empty. */
  readonly change: string;
}

type Words = Reader;

/** Reads an event's words, which are whatever was stored: nothing is taken for granted. */
class Reader {
  constructor(private readonly words: Readonly<Record<string, unknown>>) {}

  text(name: string): string {
    const value = this.words[name];
    return typeof value === 'string' || typeof value === 'number' ? plain(String(value)) : '';
  }

  /** The name of the fact it tells of. */
  fact(): string {
    return plain(factName(this.text('fact'), this.words['details']));
  }

  flag(name: string): boolean {
    return this.words[name] === true;
  }

  /** A civil date as pages write it; other text as it stands. */
  date(name: string): string {
    const value = this.text(name);
    try {
      return value === '' ? '' : formatDate(value);
    } catch {
      return value;
    }
  }
}

/** Names and words of people never become markup: `rich` makes `**` strong. */
const plain = (text: string): string => text.replaceAll('**', '* *');

const fromTo = (from: string, to: string): string => (from === '' ? to : `${from} → ${to}`);
const joined = (...parts: string[]): string => parts.filter(Boolean).join('. ');
const listed = (...parts: string[]): string => parts.filter(Boolean).join(', ');

type Teller = (words: Words) => EventSentence;

const REQUESTS: Readonly<Record<string, Teller>> = {
  'request.created': (w) => ({ what: t('Request begun'), change: w.text('title') }),
  'request.entered': (w) => ({ what: t('Request entered as under way'), change: w.text('title') }),
  'request.discarded': (w) => ({ what: t('Draft discarded'), change: joined(w.text('number'), w.text('title')) }),
  'request.renamed': (w) => ({ what: t('Title'), change: fromTo(w.text('from'), w.text('to')) }),
  'request.responsible-changed': (w) => ({ what: t('Responsible person'), change: fromTo(w.text('from'), w.text('to')) }),
  'agency-number.noted': (w) => ({ what: t('Agency’s number'), change: w.text('number') }),
};

const DOCUMENTS: Readonly<Record<string, Teller>> = {
  'document.added': (w) => ({ what: t('Document {n} added', { n: w.text('n') }), change: listed(w.text('name'), w.text('message') === '' ? '' : t('came with the message of {message}', { message: w.text('message') })) }),
  'document.released': (w) => ({ what: t('Document {n} released', { n: w.text('n') }), change: t('{name}: kept from volunteers → released to them', { name: w.text('name') }) }),
  'document.withheld': (w) => ({ what: t('Document {n} withheld', { n: w.text('n') }), change: t('{name}: released to volunteers → kept from them', { name: w.text('name') }) }),
};

const LETTERS: Readonly<Record<string, Teller>> = {
  'letter.begun': (w) => ({ what: t('Letter begun'), change: joined(w.text('letter'), w.text('why')) }),
  'letter.given-up': (w) => ({ what: t('Letter given up before it was sent'), change: w.text('letter') }),
  'letter.frozen': (w) => {
    const orderedBy = w.text('orderedBy');
    if (orderedBy === '') return { what: t('Letter frozen'), change: listed(w.text('subject'), way(w)) };
    return { what: t('Letter frozen by Tenday'), change: listed(w.text('subject'), way(w), t('on the group’s standing order, given by {name}', { name: orderedBy })) };
  },
  'letter.entered': (w) => ({ what: t('Letter entered'), change: listed(w.text('subject'), way(w), w.date('date')) }),
  'letter.queued': (w) => ({ what: t('Letter on its way out'), change: w.text('to') }),
  'letter.sent': (w) => ({ what: t('Letter sent'), change: listed(way(w), w.text('to'), w.flag('decidedByPerson') ? t('so a person found') : '') }),
  'letter.delivered': (w) => ({ what: t('Letter delivered by hand'), change: listed(way(w), w.date('date'), w.flag('proof') ? t('with proof') : '') }),
  'letter.deferred': (w) => ({ what: t('Letter put off'), change: listed(t('the mail server asked to try again later'), w.text('server')) }),
  'letter.refused': (w) => ({ what: t('Letter refused by the mail server'), change: w.text('server') }),
  'letter.bounced': (w) => ({ what: t('Letter came back'), change: joined(w.text('to'), w.text('server')) }),
  'letter.uncertain': (w) => ({ what: t('Letter: not certain that it went'), change: w.text('server') }),
  'letter.held': (w) => ({ what: t('Letter not sent'), change: w.text('server') }),
  'letter.not-gone': () => ({ what: t('Letter did not go'), change: t('so a person found') }),
  'letter.recalled': (w) => ({ what: t('Letter taken back'), change: w.text('subject') }),
};

function way(w: Words): string {
  const channel = w.text('channel');
  return channel === '' ? '' : sendingWords(channel);
}

const FACTS: Readonly<Record<string, Teller>> = {
  'fact.recorded': (w) => ({ what: w.fact(), change: joined(w.flag('presumed') ? t('presumed, {date}', { date: w.date('date') }) : joinedDate(w), ended(w.text('says')), w.text('message') === '' ? '' : t('Read from the message of {message}', { message: w.text('message') }), w.text('note')) }),
  'fact.superseded': (w) => ({ what: w.fact(), change: joined(t('{date} set aside for another', { date: w.date('date') }), w.text('reason')) }),
  'fact.taken-back': (w) => ({ what: w.fact(), change: joined(t('{date} taken back', { date: w.date('date') }), w.text('reason')) }),
};

/** Parts are joined by full stops: what ends with one loses it. */
const ended = (says: string): string => says.replace(/\.$/, '');

function joinedDate(w: Words): string {
  const time = w.text('time');
  const basis = w.text('basis');
  return [`**${w.date('date')}**`, time, basis === '' ? '' : basisWords(basis)].filter(Boolean).join(', ');
}

const named = (w: Words): string => joined(listed(w.text('from'), w.date('date')), w.text('subject'));

function filedWhat(w: Words): string {
  switch (w.text('kind')) {
    case 'bounce': return t('Report filed: our letter did not arrive');
    case 'delay': return t('Report filed: our letter is delayed');
    case 'auto_reply': return t('Out-of-office filed');
    default: return t('Message filed');
  }
}

const MESSAGES: Readonly<Record<string, Teller>> = {
  'message.recorded': (w) => ({ what: t('Message recorded'), change: joined(listed(w.text('from'), way(w), w.date('date')), w.text('subject')) }),
  'message.corrected': (w) => ({
    what: t('Message corrected'),
    change: joined(
      t('{from}, {date}', { from: w.text('from'), date: w.date('date') }),
      w.text('newFrom') && t('From: {change}', { change: fromTo(w.text('from'), w.text('newFrom')) }),
      w.text('newDate') && t('Date: {change}', { change: fromTo(w.date('date'), w.date('newDate')) }),
      w.text('time') || w.text('newTime') ? t('Time: {change}', { change: fromTo(w.text('time') || t('none'), w.text('newTime') || t('none')) }) : '',
    ),
  }),
  'message.filed': (w) => ({ what: filedWhat(w), change: joined(named(w), ended(w.text('why')), w.flag('closed') ? t('The request was closed already') : '') }),
  'message.held': (w) => ({ what: t('Mail held for a person'), change: joined(named(w), ended(w.text('why'))) }),
  'message.came-again': (w) => ({ what: t('The same mail came again'), change: named(w) }),
  'message.moved-away': (w) => ({ what: t('Message moved to another request'), change: joined(named(w), t('now on {number}', { number: w.text('number') }), w.text('reason')) }),
  'message.set-aside': (w) => ({ what: t('Message set aside'), change: joined(named(w), w.text('reason')) }),
  'message.taken-up': (w) => ({ what: t('Message taken up again'), change: named(w) }),
  'message.merged': (w) => ({ what: t('Message joined to the same one'), change: joined(named(w), w.text('reason')) }),
  'message.split': (w) => ({ what: t('Message taken apart from the same one'), change: joined(named(w), w.text('reason')) }),
  'message.read-through': (w) => ({ what: t('Message read through'), change: w.text('from') }),
  'message.suggestion-dismissed': (w) => ({ what: t('Suggestion dismissed'), change: joined(t('{fact}, from the message of {from}', { fact: w.fact(), from: w.text('from') }), t('“{sentence}”', { sentence: w.text('sentence') })) }),
};

const DEADLINES: Readonly<Record<string, Teller>> = {
  'deadline.set': (w) => ({ what: due(w), change: joined(w.flag('presumed') ? t('{date}, from a presumed receipt', { date: w.date('to') }) : w.date('to'), w.text('reason')) }),
  'deadline.moved': (w) => ({ what: due(w), change: joined(moved(w), w.text('reason')) }),
  'deadline.confirmed': (w) => ({ what: due(w), change: joined(t('presumed → confirmed, {date}', { date: w.date('to') }), w.text('reason')) }),
  'deadline.presumed': (w) => ({ what: due(w), change: joined(t('confirmed → presumed, {date}', { date: w.date('to') }), w.text('reason')) }),
  'deadline.met': (w) => ({ what: due(w), change: joined(t('open → met on {date}', { date: w.date('closedOn') }), w.text('reason')) }),
  'deadline.voided': (w) => ({ what: due(w), change: joined(t('open → no longer applies'), w.text('reason')) }),
  'deadline.reopened': (w) => ({ what: due(w), change: joined(t('open again, {date}', { date: w.date('to') }), w.text('reason')) }),
};

function due(w: Words): string {
  if (w.text('rule').startsWith('promise.')) return clockName(w.text('rule'));
  return w.text('owner') === 'requester' ? t('{clock}, our date', { clock: clockName(w.text('rule')) }) : t('{clock} due', { clock: clockName(w.text('rule')) });
}

/** The due date when it moved, else the date that is safe to call late after. */
function moved(w: Words): string {
  if (w.text('from') !== w.text('to')) return fromTo(w.date('from'), w.date('to'));
  return t('safe to call late after {dates}', { dates: fromTo(w.date('safeFrom'), w.date('safeTo')) });
}

const NOTICES: Readonly<Record<string, Teller>> = {
  'notice.mail-told': (w) => ({ what: t('Told that mail came'), change: w.text('by') === 'app' ? t('shown in the app') : t('by e-mail') }),
  'notice.sent': (w) => ({ what: t('Notice sent'), change: joined(t('about {date}', { date: w.date('date') }), w.text('by') === 'app' ? t('shown in the app') : t('by e-mail')) }),
  'notice.acknowledged': (w) => ({ what: t('“I have this”'), change: t('about {date}', { date: w.date('date') }) }),
};

const FEEDS: Readonly<Record<string, Teller>> = {
  'feed.created': (w) => ({ what: t('Calendar feed made'), change: listed(feedSays(w), w.text('label')) }),
  'feed.revoked': (w) => ({ what: t('Calendar feed revoked'), change: listed(feedSays(w), w.text('label')) }),
};

function feedSays(w: Words): string {
  return w.text('titles') === 'full' ? t('says agency and title') : t('says number and date only');
}

const GROUP: Readonly<Record<string, Teller>> = {
  'agency.corrected': (w) => ({ what: t('Agency corrected'), change: joined(w.text('agency'), w.text('reason')) }),
  'campaign.begun': (w) => ({ what: t('Campaign begun'), change: w.text('campaign') }),
  'campaign.started': (w) => ({ what: t('Campaign started'), change: listed(w.text('campaign'), t('{n} agencies', { n: w.text('agencies') })) }),
  'campaign.continued': (w) => ({ what: t('Campaign let go on after its first letters'), change: w.text('campaign') }),
  'campaign.resumed': (w) => ({ what: t('Campaign gone on with'), change: w.text('campaign') }),
  'campaign.paused': (w) => ({ what: t('Campaign paused'), change: w.text('campaign') }),
  'campaign.recalled': (w) => ({ what: t('Campaign taken back'), change: w.text('campaign') }),
  'campaign.chased': (w) => ({ what: t('Letters of a campaign approved together'), change: listed(w.text('campaign'), t('{n} letters', { n: w.text('letters') })) }),
  'agency.address-bounced': (w) => ({ what: t('Address bounces'), change: listed(w.text('address'), w.text('server')) }),
  'agency.address-works': (w) => ({ what: t('Address works again, so a person says'), change: w.text('address') }),
  'agency.added': (w) => ({ what: t('Agency added'), change: w.text('name') }),
};

const TELLERS: Readonly<Record<string, Teller>> = { ...REQUESTS, ...DOCUMENTS, ...LETTERS, ...FACTS, ...MESSAGES, ...DEADLINES, ...NOTICES, ...FEEDS, ...GROUP };

/**
 * An event in words. One whose words were erased says so; a type this version does not know is shown plainly, by its own name and words,
 * for an entry of the chain is never left out.
 */
export function tellEvent(event: ToldEvent): EventSentence {
  const tell = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined;
  if (event.words === null) return { what: typeInWords(event.type), change: t('The words of this entry were erased; its place in the chain is kept.') };
  return tell ? tell(new Reader(event.words)) : { what: typeInWords(event.type), change: plainWords(event.words) };
}

/** 'person.role-changed' → “Person: role changed”. */
function typeInWords(type: string): string {
  const [noun = '', deed = ''] = type.split('.').map((part) => part.replaceAll('-', ' '));
  const head = noun.charAt(0).toUpperCase() + noun.slice(1);
  return deed === '' ? head : `${head}: ${deed}`;
}

function plainWords(words: Readonly<Record<string, unknown>>): string {
  const { from, to, ...rest } = words;
  const told = Object.entries(rest).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [`${name}: ${plain(String(value))}`] : []));
  const change = typeof to === 'string' ? [fromTo(typeof from === 'string' ? plain(from) : '', plain(to))] : [];
  return [...change, ...told].join(', ');
}
