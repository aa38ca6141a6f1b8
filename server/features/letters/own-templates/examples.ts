import { t } from '../../../platform/words.js';
import type { LibraryLetter } from './library.js';
import type { OwnLetterSource } from './render-own.js';
import { type FieldKind, fieldsIn } from './template-tree.js';

/** What a field is, and what it prints in the example. */
interface Known {
  readonly says: () => string;
  readonly example: string;
}

const DAY = 'October 8, 2026';
const day = (says: () => string): Known => ({ says, example: DAY });

const KNOWN: Readonly<Record<string, Known>> = {
  date: { says: () => t('The day of the letter'), example: 'November 24, 2026' },
  subject: { says: () => t('The subject line'), example: 'Public records request TD-2026-0007: Lists' },
  'org.name': { says: () => t('Your group’s name'), example: 'Harbor Records Project' },
  'org.lines[]': { says: () => t('Your group’s address and phone'), example: 'P.O. Box 1140, San Pedro, California 90733' },
  'org.contact': { says: () => t('The request’s own reply address'), example: 'k7m2@replies.example.org' },
  'agency.name': { says: () => t('The agency’s name'), example: 'Los Angeles Police Department' },
  'agency.shortName': { says: () => t('The agency’s short name'), example: 'LAPD' },
  'agency.lines[]': { says: () => t('The agency’s unit and address'), example: 'CPRA Unit' },
  'request.ref': { says: () => t('Our number of the request'), example: 'TD-2026-0007' },
  'request.title': { says: () => t('The request’s title'), example: 'Lists' },
  'request.theirNumbers': { says: () => t('The agency’s numbers of the request; may be blank'), example: '26-1234' },
  'request.sentOn': day(() => t('The day the request went')),
  'request.how': { says: () => t('How the request went, as part of a sentence; may be blank'), example: 'on your portal' },
  'request.items[].n': { says: () => t('An item’s number'), example: '1' },
  'request.items[].heading': { says: () => t('An item’s heading'), example: 'Agencies that receive.' },
  'request.items[].text': { says: () => t('What an item asks for'), example: 'The list of every agency that receives the data.' },
  'request.items[].where': { says: () => t('Where to look'), example: 'Information Technology Bureau.' },
  'request.items[].period': { says: () => t('An item’s period'), example: 'the date of your search.' },
  'request.items[].format': { says: () => t('The format asked for'), example: 'CSV or XLSX.' },
  'request.items[].fields': { says: () => t('The fields asked for'), example: 'name, start date, end date.' },
  'about.items': { says: () => t('The items the letter is about; blank when it is about all of them'), example: 'items 1 and 2' },
  'fee.ceiling': { says: () => t('What you pay without being asked'), example: '$25' },
  inspectionWanted: { says: () => t('Whether you also want to inspect the records'), example: '' },
  'signer.name': { says: () => t('Who signs'), example: 'Ilse Marrowby' },
  'signer.title': { says: () => t('Their title; may be blank'), example: 'Secretary' },
  replyBy: { says: () => t('The day you would like a reply by; may be blank'), example: 'December 4, 2026' },
  'rule.determination': { says: () => t('The time the Act gives for the determination, in its words of today'), example: 'within 10 days' },
  'rule.policyDue': { says: () => t('Whether the policy of SB 580 is due by now'), example: '' },
  'facts.received': { says: () => t('A sentence that says when and how they received it; blank while nobody confirmed it'), example: `Your portal shows the request received on ${DAY}.` },
  'facts.determination': { says: () => t('The time the Act gives for the determination, as a clause'), example: 'The Act gives 10 days from receipt for the determination' },
  'facts.extension': { says: () => t('How far the Act lets a notice extend it, as a clause'), example: 'The Act lets a notice extend that time by no more than 14 days' },
  'facts.acknowledgedOn': day(() => t('The day they acknowledged it; may be blank')),
  'facts.noticeSent': day(() => t('The day of their extension notice')),
  'facts.named': day(() => t('The day their notice names; may be blank')),
  'facts.ended': day(() => t('The day on which the time ended by the longest count')),
  'facts.firstSent': day(() => t('The day of their first notice; may be blank')),
  'facts.reminded': day(() => t('The day you asked before; may be blank')),
  'facts.producedOn': day(() => t('The last day on which records came; may be blank')),
  'facts.decidedOn': day(() => t('The day of their determination')),
  'facts.deniedOn': day(() => t('The day of their refusal')),
  'facts.closedOn': day(() => t('The day they closed it')),
  'facts.sentOn': day(() => t('The day the request went')),
  'facts.how': { says: () => t('How the request went, as part of a sentence; may be blank'), example: 'on your portal' },
  'facts.slips[]': { says: () => t('A sentence for each row of promised days'), example: 'For item 1 you gave October 8, 2026, then October 30, 2026.' },
};

const DATE_LIKE = /(On|Sent|By|Ended|Until|Since|Date)$|^(ended|named|reminded)$/;

/** What a field is, in words. */
export function fieldSays(name: string, kind: FieldKind): string {
  const known = KNOWN[name];
  if (known) return known.says();
  const what = humanised(name);
  if (name.endsWith('[]')) return t('An entry of the list before: {what}', { what });
  if (name.startsWith('typed.')) return kind === 'tick' ? t('Whether something was typed or ticked: {what}', { what }) : t('What was typed: {what}', { what });
  if (name.startsWith('chosen.')) return t('Whether it was chosen: {what}', { what });
  if (kind === 'tick') return t('Whether the record says so: {what}', { what });
  return kind === 'list' ? t('A list from the record: {what}', { what }) : t('From the record: {what}', { what });
}

/** What a field prints in the example; of a condition, nothing. */
export function fieldExample(name: string, kind: FieldKind): string {
  if (kind === 'tick') return t('yes');
  const last = lastOf(name);
  return KNOWN[name]?.example ?? (DATE_LIKE.test(last) ? DAY : `(${humanised(name)})`);
}

const lastOf = (name: string): string => name.replaceAll('[]', '').split('.').at(-1) ?? '';
const humanised = (name: string): string => lastOf(name).replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

/** A group's words as a letter with an example in every field: each condition holds, each list has one entry. Pure. */
export function exampleOf(library: LibraryLetter, body: string, approved: ReadonlySet<string> = new Set()): OwnLetterSource {
  const { frame, pieces, allowed } = library;
  const all = [frame, ...Object.values(pieces)].flatMap((source) => [...fieldsIn(source)]);
  const marked: Values = {};
  // Lists and what stands in them last: an entry needs its list.
  for (const [name, kind] of [...all, ...allowed.fields].sort(([a], [b]) => a.length - b.length)) put(marked, name.split('.'), kind, fieldExample(name, kind));
  return { subject: KNOWN['subject']?.example ?? '', frame, pieces, body, marked, gaps: [], approved, highlight: null };
}

type Values = { [name: string]: unknown };

function put(values: Values, parts: readonly string[], kind: FieldKind, example: string): void {
  const [first = '', ...rest] = parts;
  const name = first.replaceAll('[]', '');
  if (first !== name) {
    const list = Array.isArray(values[name]) ? (values[name] as unknown[]) : [];
    if (rest.length === 0) list[0] ??= kind === 'list' ? [] : example;
    else {
      if (typeof list[0] !== 'object' || list[0] === null) list[0] = {};
      put(list[0] as Values, rest, kind, example);
    }
    values[name] = list;
  } else if (rest.length > 0) {
    if (typeof values[name] !== 'object' || values[name] === null) values[name] = {};
    put(values[name] as Values, rest, kind, example);
  } else values[name] ??= kind === 'list' ? [] : kind === 'tick' ? true : example;
}
