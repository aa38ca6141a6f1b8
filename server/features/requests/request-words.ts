import type { StateWord } from '../../platform/views-parts.view.js';
import { formatMonthDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { answerWord } from './answer-words.js';
import { federalWord } from './federal-words.js';
import type { ItemStateName, RequestStateName } from './request-state.js';

/** Short names of the rules a clock runs by, as they head a row. An unknown rule shows its own name rather than nothing. */
export function clockName(rule: string): string {
  return CLOCKS[rule]?.() ?? rule;
}

/** The rule's own section; what it is counted with stands on the worksheet. The Government Code is understood: “§ 7922.535(a)”. */
export function sectionAlone(citation: string): string {
  // Up to the first semicolon, but for one within brackets.
  const [own = citation] = /^(?:\([^()]*\)|[^;])*/.exec(citation) ?? [];
  return own.trim().replace(/^Cal\. Gov\. Code (?=§)/, '');
}

const CLOCKS: Readonly<Record<string, () => string>> = {
  'cpra.determination': () => t('Determination'),
  'cpra.extension': () => t('Determination, time extended'),
  'pc832_7.production': () => t('Peace officer records'),
  'cpra.incident_video': () => t('Critical-incident video'),
  'cpra.appellate_writ': () => t('Writ petition, Court of Appeal'),
  'cpra.fee_order_appeal': () => t('Appeal from the fee order'),
  'cpra.petition_reference': () => t('Petition, reference date'),
  'foia.determination': () => t('Determination'),
  'foia.extension': () => t('Determination, time extended'),
  'foia.expedited': () => t('Decision on expedited processing'),
  'foia.appeal': () => t('FOIA appeal'),
  'foia.appeal_decision': () => t('Decision on the FOIA appeal'),
  'foia.suit': () => t('FOIA suit'),
  'promise.determination': () => t('Answer promised'),
  'promise.records': () => t('Records promised'),
  'promise.instalment': () => t('Instalment promised'),
  'promise.other': () => t('Promised'),
  reminder: () => t('Reminder'),
  'records.retention': () => t('Records may be destroyed'),
};

/** What a clock beside the law's is about, as it heads its row: “Records, items 1 and 2”, “Instalment 2”, a reminder's own words. */
export function clockWhat(rule: string, key: string, { items, about }: { readonly items: readonly number[]; readonly about: string }): string {
  const named = items.length > 0 ? itemsPhrase(items) : '';
  switch (rule) {
    case 'promise.determination':
      return named ? t('Answer, {items}', { items: named }) : t('Answer');
    case 'promise.records':
      return named ? t('Records, {items}', { items: named }) : t('Records');
    case 'promise.instalment':
      return t('Instalment {n}', { n: key });
    case 'records.retention':
      return t('May be destroyed: {what}', { what: about });
    default:
      return about || clockName(rule);
  }
}

/** A stored state as a filter or a program's reader is told it. */
export function requestStateWord(state: RequestStateName): string {
  const words: Record<RequestStateName, () => string> = {
    draft: () => t('Being written'),
    not_sent: () => t('Not sent'),
    awaiting: () => t('Waiting for the agency'),
    determined: () => t('Answered, records owed'),
    producing: () => t('Producing'),
    closed: () => t('Closed'),
    withdrawn: () => t('Withdrawn'),
  };
  return words[state]();
}

/** An item's state; `late` when the whole request is late and the item has no answer. */
export function itemStateWord(item: { readonly state: ItemStateName; readonly promisedFor: string | null }, late: boolean): StateWord {
  switch (item.state) {
    case 'open':
      return late ? { tone: 'late', words: t('Not answered, late') } : openWords(item.promisedFor);
    case 'promised':
      return { tone: 'promise', words: item.promisedFor ? t('Promised for {date}', { date: formatMonthDate(item.promisedFor) }) : t('Promised, no date given') };
    case 'partly_produced':
      return { tone: 'promise', words: item.promisedFor ? t('Produced in part, rest {date}', { date: formatMonthDate(item.promisedFor) }) : t('Produced in part') };
    case 'produced':
      return { tone: 'done', words: t('Produced') };
    case 'withheld':
      return { tone: 'refused', words: t('Refused') };
    case 'none_found':
      return { tone: 'done', words: t('None found, they say') };
    case 'withdrawn':
      return { tone: 'quiet', words: t('Withdrawn') };
  }
}

/** A day promised is no answer. */
function openWords(promisedFor: string | null): StateWord {
  return promisedFor ? { tone: 'promise', words: t('Not answered, promised for {date}', { date: formatMonthDate(promisedFor) }) } : { tone: 'waiting', words: t('Not answered') };
}

/** How a receipt is known, in words. */
export function basisWords(basis: string): string {
  return BASES[basis]?.() ?? basis;
}

const BASES: Readonly<Record<string, () => string>> = {
  portal: () => t('portal receipt'),
  automatic_reply: () => t('automatic reply'),
  delivery_proof: () => t('proof of delivery'),
  person: () => t('a person’s word'),
  presumed: () => t('presumed from the sending'),
  letter: () => t('a letter says so'),
  message: () => t('a message says so'),
};

/** Facts by name, as they begin an entry of the timeline; an answer by what was answered, which its details name. */
export function factName(type: string, details: unknown): string {
  if (type !== 'response' && type !== 'federal') return FACTS[type]?.() ?? type;
  const what = details && typeof details === 'object' && 'what' in details ? String(details.what) : '';
  const name = type === 'federal' ? federalWord(what) : answerWord(what);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const FACTS: Readonly<Record<string, () => string>> = {
  received: () => t('Receipt'),
  acknowledged: () => t('Acknowledgement'),
  extension_notice: () => t('Extension notice'),
  determination: () => t('Determination'),
  produced: () => t('Production'),
  denial: () => t('Denial'),
  closed: () => t('Closing'),
  withdrawn: () => t('Withdrawal'),
  promise: () => t('Promise'),
  promise_kept: () => t('Promise kept'),
  reminder: () => t('Reminder'),
  reminder_done: () => t('Reminder done'),
  retention: () => t('Date of destruction'),
};

/** “by e-mail”, “on the agency’s portal”. */
export function sendingWords(channel: string): string {
  return SENDINGS[channel]?.() ?? channel;
}

const SENDINGS: Readonly<Record<string, () => string>> = {
  email: () => t('by e-mail'),
  portal: () => t('on the agency’s portal'),
  post: () => t('by post'),
  fax: () => t('by fax'),
  in_person: () => t('in person'),
  phone: () => t('on the phone'),
  meeting: () => t('in a meeting'),
};

/** What is the matter with a letter that has not left; null when nothing is. */
export function letterTrouble(state: string): StateWord | null {
  return TROUBLES[state]?.() ?? null;
}

const TROUBLES: Readonly<Record<string, () => StateWord>> = {
  not_sent: () => ({ tone: 'unsent', words: t('Not sent') }),
  queued: () => ({ tone: 'waiting', words: t('On its way out') }),
  sending: () => ({ tone: 'waiting', words: t('On its way out') }),
  refused: () => ({ tone: 'problem', words: t('Not sent: the mail server refused it') }),
  uncertain: () => ({ tone: 'problem', words: t('Not certain that it went') }),
};

/** “item 3”, “items 3 and 5”, “items 1, 2 and 4”. Never empty. */
export function itemsPhrase(numbers: readonly number[]): string {
  const last = numbers.at(-1) ?? 0;
  const before = numbers.slice(0, -1).join(', ');
  return before === '' ? t('item {n}', { n: last }) : t('items {before} and {last}', { before, last });
}

/** The same at the beginning of a sentence. */
export function itemsStart(numbers: readonly number[]): string {
  const last = numbers.at(-1) ?? 0;
  const before = numbers.slice(0, -1).join(', ');
  return before === '' ? t('Item {n}', { n: last }) : t('Items {before} and {last}', { before, last });
}

