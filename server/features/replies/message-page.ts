import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { masked } from '../../platform/masked-text.js';
import { formatClockTime, formatDate, formatInstant } from '../../platform/views-dates.js';
import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { type TypedFact, typedFact } from '../deadlines/fact-types.js';
import { factProblems } from '../deadlines/fact-problems.js';
import { loadCases } from '../deadlines/load-cases.js';
import type { CountedCase } from '../deadlines/plan-request.js';
import { actOf } from '../deadlines/record-acts.js';
import { type RecordContext, recordContext } from '../deadlines/record.queries.js';
import { factName } from '../requests/request-words.js';
import { basisOf } from './confirm-suggestion.js';
import { type MailRow, mailOf } from './mail.queries.js';
import { mailView } from './mail.view.js';
import { messageWords } from './message-pieces.js';
import { type DecidedSuggestion, type MessageRow, type ReadMessage, readMessage } from './message-reading.queries.js';
import { channelPhrase, isSpoken } from './message-words.js';
import type { MessageView, SuggestionView } from './message.view.js';
import { consequenceOf, detailRows } from './suggestion-words.js';
import { whatItMoves } from './what-it-moves.js';

interface Around {
  readonly context: RecordContext;
  readonly counted: CountedCase | null;
  /** HH:MM at the agency. */
  readonly clock: string;
}

/**
 * A message's page: its words, what was read from them, and what each would move. Nothing is written.
 * @throws replies.not-found
 */
export async function messagePage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, key: { requestId: string; messageId: string }, problem: string | null): Promise<MessageView> {
  const { groupId } = actor;
  const now = deps.clock.now();
  const read = await readMessage(deps.db, { groupId, ...key });
  const [context, request, mail, by] = await Promise.all([
    recordContext(deps.db, { groupId, requestId: key.requestId }, now),
    deps.db.recordsRequest.findUniqueOrThrow({ where: { groupId_id: { groupId, id: key.requestId } }, select: { agencyId: true, statute: true } }),
    mailOf(deps.db, groupId, key.messageId),
    read.message.createdById ? deps.db.person.findFirst({ where: { groupId, id: read.message.createdById }, select: { name: true } }) : null,
  ]);
  const [loaded] = await loadCases(deps.db, groupId, [{ requestId: key.requestId, agencyId: request.agencyId, statute: request.statute as CountedCase['law'] }]);
  const counted = loaded && 'counted' in loaded ? loaded.counted : null;
  const zone = counted?.agency.timeZone ?? actor.timeZone;
  return messageView(read, { context, counted, clock: civilIn(now, zone).time }, { actor, zone: actor.timeZone, by: by?.name ?? '', mail, problem });
}

function messageView(read: ReadMessage, around: Around, told: { actor: Actor; zone: string; by: string; mail: MailRow; problem: string | null }): MessageView {
  const { message, reading } = read;
  const { context } = around;
  const at = `/requests/${message.requestId}/messages/${message.id}`;
  const mayHandle = roleMay(told.actor.role, 'replies.handle');
  const isMail = message.createdById === null;
  const suggestions = read.suggestions.map((one, index) => suggestionView(one, message, around, { n: index + 1, at }));
  return {
    request: { href: `/requests/${message.requestId}`, label: context.number, title: context.title },
    title: masked(message.subject) || (isSpoken(message.channel) ? t('What {name} said', { name: message.fromName }) : t('Message of {name}', { name: message.fromName })),
    lede: ledeOf(suggestions, read.suggestions), message: told.problem, subject: message.subject, about: isMail ? [filedOn(message, context)] : aboutRows(message, context, told), mail: isMail ? mailView(told.mail, told.zone) : null,
    words: messageWords(message.text, reading.aside, read.suggestions.map(({ suggestion }, index) => ({ n: index + 1, ...suggestion.span }))),
    suggestions, notUnderstood: reading.unread.map((sentence) => masked(sentence.text)),
    acts: mayHandle ? actLinks(message.requestId) : null, at, mayHandle, correct: mayHandle && !isMail ? `${at}/correction` : null, move: mayHandle ? `/replies/${message.id}/move` : null, unread: message.doneAt === null,
  };
}

/** A day on which records can no longer be fetched comes first. */
function ledeOf(suggestions: readonly SuggestionView[], read: ReadMessage['suggestions']): string {
  const fetching = read.flatMap(({ suggestion, state }) => (suggestion.type === 'reminder' && state === 'open' ? [suggestion.details.says] : []));
  return [...fetching, countOf(suggestions)].join(' ');
}

function countOf(suggestions: readonly SuggestionView[]): string {
  const open = suggestions.filter((one) => one.state === 'open').length;
  if (suggestions.length === 0) return t('No fact was read from this message. If it says something that counts, record it by hand.');
  if (open === 0) return t('Everything read from this message is decided.');
  return t.count(open, '{n} fact was read from this message. Nothing changes until you record it.', '{n} facts were read from this message. Nothing changes until you record them.');
}

const filedOn = (message: MessageRow, context: RecordContext) => ({ label: t('Filed on'), value: context.number, href: `/requests/${message.requestId}` });

function aboutRows(message: MessageRow, context: RecordContext, told: { zone: string; by: string }): MessageView['about'] {
  const day = formatDate(message.sentOn);
  const way = channelPhrase(message.channel);
  return [
    { label: isSpoken(message.channel) ? t('With') : t('From'), value: message.fromName, href: null },
    { label: t('On'), value: message.sentTime ? t('{date}, {time}, {way}', { date: day, time: formatClockTime(message.sentTime), way }) : t('{date}, {way}', { date: day, way }), href: null },
    filedOn(message, context),
    { label: t('Recorded'), value: t('{when} by {name}', { when: formatInstant(message.createdAt, told.zone, { year: true }), name: told.by }), href: null },
    ...(message.documentId ? [{ label: t('Read from'), value: t('Document'), href: `/documents/${message.documentId}` }] : []),
  ];
}

function suggestionView({ suggestion, state, fact }: DecidedSuggestion, message: MessageRow, around: Around, place: { n: number; at: string }): SuggestionView {
  const basis = basisOf(message);
  const supposed = fact ?? typedFact({ id: 'supposed', type: suggestion.type, date: suggestion.date ?? message.sentOn, time: null, basis, presumed: false, details: suggestion.details });
  const day = fact?.date ?? suggestion.date;
  const { lacks, consequence } = state === 'confirmed' ? { lacks: '', consequence: null } : judged(suggestion, message, around);
  return {
    n: place.n, key: suggestion.key, name: factName(suggestion.type, suggestion.details), sentence: masked(suggestion.sentence),
    rows: [{ label: t('Dated'), value: day ? formatDate(day) : t('the message does not say'), href: null }, ...(supposed ? detailRows(supposed) : [])],
    state, lacks, consequence,
    correct: actOf(suggestion) && state !== 'confirmed' ? `${place.at}/record/${encodeURIComponent(suggestion.key)}` : null,
    facts: fact ? `/requests/${message.requestId}/facts` : null,
  };
}

/** Whether it can be recorded as read, and what that would do; counted only when it can. */
function judged(suggestion: DecidedSuggestion['suggestion'], message: MessageRow, { context, counted, clock }: Around): Pick<SuggestionView, 'lacks' | 'consequence'> {
  const { type, date, details } = suggestion;
  if (date === null || suggestion.missing.length > 0) return { lacks: t('The message does not say all of it. Fill in the rest, then record it.'), consequence: null };
  const fact = { type, date, details, basis: basisOf(message) };
  const facts: readonly TypedFact[] = type === 'received' ? context.facts.filter((other) => !(other.type === 'received' && other.presumed)) : context.facts;
  const problems = Object.values(factProblems(fact, { facts, items: context.items.map((item) => item.n), law: context.statute as CountedCase['law'], today: context.today, now: clock, sentOn: context.sentOn }));
  if (problems[0] !== undefined) return { lacks: t('It can’t be recorded as read: {why}', { why: problems[0] }), consequence: null };
  return { lacks: '', consequence: counted ? consequenceOf(whatItMoves(counted, fact, context.today), suggestion.agencyNumber) : null };
}

/** Forms for what was not read. */
function actLinks(requestId: string): Link[] {
  const at = `/requests/${requestId}/record`;
  return [
    { href: `${at}/acknowledged`, label: t('Acknowledged') }, { href: `${at}/extended`, label: t('Extended') }, { href: `${at}/determined`, label: t('Determined') },
    { href: `${at}/promised`, label: t('Promised a date') }, { href: `${at}/produced`, label: t('Produced') }, { href: `${at}/denied`, label: t('Denied') }, { href: `${at}/closed`, label: t('Closed') },
  ];
}
