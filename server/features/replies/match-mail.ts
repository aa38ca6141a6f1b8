import { t } from '../../platform/words.js';
import { sameBody } from './mail-domains.js';
import type { MailToMatch, MatchKeys, NumberKey, TokenKey } from './match-keys.js';

/** A request that something of the mail points to. */
export interface PossibleRequest {
  readonly requestId: string;
  readonly groupId: string;
  /** Our number of it. */
  readonly number: string;
  readonly state: string;
  /** Addresses and portals the agency writes from, as far as we know: its channels, where our letters went, who wrote before. */
  readonly agencyAddresses: readonly string[];
}

/** What the keys of a mail were found to be, in every group; the match never crosses from one to another. */
export interface FoundByKeys {
  readonly requests: readonly PossibleRequest[];
  readonly byToken: readonly { readonly token: string; readonly requestId: string }[];
  /** `letter`: ours; otherwise a message the agency sent before. */
  readonly byMessageId: readonly { readonly messageId: string; readonly requestId: string; readonly letter: boolean }[];
  readonly byAgencyNumber: readonly { readonly number: string; readonly requestId: string }[];
  readonly byOurNumber: readonly { readonly number: string; readonly requestId: string }[];
  /** Requests whose agency writes from the sender's address, or whose letters have this subject. */
  readonly bySender: readonly { readonly requestId: string; readonly by: 'sender' | 'subject' }[];
  /** Groups one of whose own mailboxes the mail was sent to. */
  readonly groupsByMailbox: readonly string[];
}

export interface MatchInput {
  readonly mail: MailToMatch;
  readonly keys: MatchKeys;
  readonly found: FoundByKeys;
  /** The group that brought it in; then nothing else decides whose it is. */
  readonly groupId: string | null;
  /** The group, where an installation has only one. */
  readonly onlyGroupId: string | null;
  /** Where a person who uploaded it says it belongs. */
  readonly hintRequestId: string | null;
  /** Addresses that are ours, lower case, and the domain of reply addresses. */
  readonly ourAddresses: readonly string[];
  readonly replyDomain: string;
}

export type Ground = 'said' | 'reply_address' | 'thread' | 'agency_number' | 'our_number' | 'sender' | 'subject';
export type HeldWhy = 'two_groups' | 'two_requests' | 'claims_ours' | 'still_a_draft' | 'number_only' | 'sender_only' | 'nobody' | 'flood';

/** One ground with its words. */
export interface Why {
  readonly ground: Ground | 'person' | 'closed' | HeldWhy;
  readonly says: string;
}

export interface Suggestion {
  readonly requestId: string;
  readonly ground: Ground;
  readonly says: string;
}

/** Where a mail belongs and why. `groupId` null: nobody can say whose it is. */
export type MatchResult =
  | { readonly outcome: 'file'; readonly groupId: string; readonly requestId: string; readonly matchedBy: Ground; readonly why: readonly Why[]; readonly suggestions: readonly Suggestion[] }
  | { readonly outcome: 'hold'; readonly groupId: string | null; readonly heldWhy: HeldWhy; readonly why: readonly Why[]; readonly suggestions: readonly Suggestion[] };

const MOST_SUGGESTIONS = 10;

/**
 * Decides where a mail belongs; pure. The request's own address comes first, then the thread, then a number of the request from somebody who
 * writes for the agency; all else is a suggestion to a person. What points two ways is held.
 */
export function matchMail(input: MatchInput): MatchResult {
  const [whose, another] = groupsOf(input);
  if (!whose || another) {
    const heldWhy = another ? 'two_groups' : 'nobody';
    return { outcome: 'hold', groupId: null, heldWhy, why: [{ ground: heldWhy, says: heldWords(heldWhy) }], suggestions: [] };
  }
  const hits = hitsIn(input, whose);
  const suggestions = suggestionsOf(hits);
  const hold = (heldWhy: HeldWhy): MatchResult => ({ outcome: 'hold', groupId: whose, heldWhy, why: [{ ground: heldWhy, says: heldWords(heldWhy) }], suggestions });
  if (claimsOurs(input)) return hold('claims_ours');
  const decided = decide(hits);
  if (typeof decided === 'string') return hold(decided);
  const request = input.found.requests.find(({ requestId }) => requestId === decided.requestId);
  if (request?.state === 'draft') return hold('still_a_draft');
  const grounds: Why[] = hits.filter((hit) => hit.requestId === decided.requestId).map(({ ground, says }) => ({ ground, says }));
  if (request && ['closed', 'withdrawn'].includes(request.state)) grounds.push({ ground: 'closed', says: t('The request was closed before it came. That stays as it is.') });
  return {
    outcome: 'file', groupId: whose, requestId: decided.requestId, matchedBy: decided.ground, why: grounds,
    suggestions: suggestions.filter(({ requestId, ground }) => requestId !== decided.requestId && ground !== 'sender' && ground !== 'subject'),
  };
}

/** A ground that points to a request of the group. */
interface Hit extends Suggestion {
  /** Of a thread: the mail answers it directly. Of a number: it stands in the subject. Of a sender: it is the agency of that request. */
  readonly near: boolean;
}

function decide(hits: readonly Hit[]): Hit | HeldWhy {
  const of = (...grounds: readonly Ground[]) => hits.filter(({ ground }) => grounds.includes(ground));
  const said = [...of('said'), ...of('reply_address')];
  const thread = nearest(of('thread'));
  if (said[0]) return pointsTo([...said, ...thread.filter(({ near }) => near)]) === 1 ? said[0] : 'two_requests';
  if (thread[0]) return pointsTo(thread) === 1 ? thread[0] : 'two_requests';
  const numbers = nearest(of('agency_number', 'our_number'));
  const [number] = numbers;
  if (number && pointsTo(numbers) > 1) return 'two_requests';
  if (number) return of('sender').some(({ requestId, near }) => near && requestId === number.requestId) ? number : 'number_only';
  return hits.length > 0 ? 'sender_only' : 'nobody';
}

/** Those that are near, when there are any. */
function nearest(hits: readonly Hit[]): readonly Hit[] {
  const near = hits.filter((hit) => hit.near);
  return near.length > 0 ? near : hits;
}

const pointsTo = (hits: readonly Hit[]): number => new Set(hits.map(({ requestId }) => requestId)).size;

/** Whose mail it is, as the first ground that says so has it: what it was delivered to says more than what its headers name. */
function groupsOf({ found, keys, groupId, onlyGroupId, mail }: MatchInput): readonly string[] {
  if (groupId) return [groupId];
  const home = new Map(found.requests.map((request) => [request.requestId, request.groupId]));
  const groups = (requestIds: readonly string[]) => [...new Set(requestIds.flatMap((id) => home.get(id) ?? []))];
  const tokensIn = (...places: readonly TokenKey['place'][]) => {
    const tokens = keys.tokens.filter(({ place }) => places.includes(place)).map(({ token }) => token);
    return groups(found.byToken.filter(({ token }) => tokens.includes(token)).map(({ requestId }) => requestId));
  };
  const thread = (letter: boolean) => groups(found.byMessageId.filter((one) => one.letter === letter && one.messageId !== mail.messageId).map(({ requestId }) => requestId));
  const steps = [
    () => tokensIn('envelope'), () => tokensIn('Delivered-To'), () => tokensIn('To', 'Cc'), () => thread(true), () => thread(false),
    () => [...new Set(found.groupsByMailbox)], () => (onlyGroupId ? [onlyGroupId] : []), () => groups(numberedBySender({ found, mail })),
  ];
  for (const step of steps) {
    const groupIds = step();
    if (groupIds.length > 0) return groupIds;
  }
  return [];
}

/** Requests whose number the mail names and for whose agency its sender writes. */
function numberedBySender({ found, mail }: Pick<MatchInput, 'found' | 'mail'>): string[] {
  const named = [...found.byAgencyNumber, ...found.byOurNumber].map(({ requestId }) => requestId);
  return named.filter((id) => found.requests.some((request) => request.requestId === id && writesFor(request, mail.from)));
}

const writesFor = (request: PossibleRequest, sender: string): boolean => request.agencyAddresses.some((address) => address.toLowerCase() === sender || sameBody(address, sender));

/** A mail server's report about our letter may well come from our own server. */
function claimsOurs({ mail, found, ourAddresses, replyDomain }: MatchInput): boolean {
  if (mail.ours || found.byMessageId.some(({ letter, messageId }) => letter && messageId === mail.messageId)) return true;
  if (mail.kind === 'bounce' || mail.kind === 'delay') return false;
  return ourAddresses.includes(mail.from) || mail.from.endsWith(`@${replyDomain.toLowerCase()}`);
}

function hitsIn(input: MatchInput, groupId: string): Hit[] {
  const { found, keys, mail, hintRequestId } = input;
  const requests = new Map(found.requests.filter((request) => request.groupId === groupId).map((request) => [request.requestId, request]));
  const said: Hit[] = hintRequestId ? [{ requestId: hintRequestId, ground: 'said', near: true, says: t('Whoever uploaded it said so.') }] : [];
  const address = keys.tokens.flatMap(({ token, place }) => found.byToken.filter((one) => one.token === token).map(({ requestId }): Hit => ({ requestId, ground: 'reply_address', near: place === 'envelope', says: addressWords(place) })));
  const thread = found.byMessageId.filter(({ messageId }) => messageId !== mail.messageId).map(({ requestId, messageId, letter }): Hit => {
    const near = mail.inReplyTo.includes(messageId);
    return { requestId, ground: 'thread', near, says: threadWords(letter, near) };
  });
  const numbers = [...numberHits(keys.numbers, found.byAgencyNumber, 'agency_number'), ...numberHits(keys.numbers, found.byOurNumber, 'our_number')];
  const named = new Set(numbers.map(({ requestId }) => requestId));
  const writers = [...requests.values()].filter((request) => named.has(request.requestId) && writesFor(request, mail.from)).map(({ requestId }): Hit => ({ requestId, ground: 'sender', near: true, says: senderWords(mail.from) }));
  const weak = found.bySender.map(({ requestId, by }): Hit => ({ requestId, ground: by, near: false, says: by === 'sender' ? senderWords(mail.from) : t('Its subject is that of a letter about this request.') }));
  return [...said, ...address, ...thread, ...numbers, ...writers, ...weak].filter(({ requestId }) => requests.has(requestId));
}

function numberHits(named: readonly NumberKey[], found: FoundByKeys['byAgencyNumber'], ground: 'agency_number' | 'our_number'): Hit[] {
  return named.flatMap(({ number, inSubject, words }) => found.filter((one) => one.number.toUpperCase() === number).map(({ requestId }): Hit => {
    const says = ground === 'agency_number' ? t('It names the agency’s number {number}: “{words}”.', { number, words }) : t('It names our number {number}: “{words}”.', { number, words });
    return { requestId, ground, near: inSubject, says };
  }));
}

/** Each request once, on its best ground. */
function suggestionsOf(hits: readonly Hit[]): Suggestion[] {
  const best = new Map<string, Suggestion>();
  for (const { requestId, ground, says } of hits) if (!best.has(requestId)) best.set(requestId, { requestId, ground, says });
  return [...best.values()].slice(0, MOST_SUGGESTIONS);
}

function addressWords(place: TokenKey['place']): string {
  return place === 'envelope' ? t('It was delivered to the request’s own address.') : t('The request’s own address stands in its header {header}.', { header: place });
}

function threadWords(letter: boolean, near: boolean): string {
  if (letter) return near ? t('It answers a letter about this request.') : t('It is in the thread of a letter about this request.');
  return near ? t('It answers a message filed on this request.') : t('It is in the thread of a message filed on this request.');
}

const senderWords = (sender: string): string => t('It is from {sender}, who writes for the agency.', { sender });

/** Why a mail waits for a person. */
export function heldWords(why: HeldWhy): string {
  switch (why) {
    case 'two_groups': return t('It points to requests of more than one group, so that it was given to none.');
    case 'two_requests': return t('It points to more than one request.');
    case 'claims_ours': return t('It says that it is from us. Tenday did not send it this way.');
    case 'still_a_draft': return t('It points to a request that is still being written, so that nobody can have answered it.');
    case 'number_only': return t('It names a number of a request, but its sender is not known to write for the agency.');
    case 'sender_only': return t('Only its sender or its subject point to a request.');
    case 'flood': return t('So many came for this request within an hour that a person should look first.');
    case 'nobody': return t('Nothing in it says which request it belongs to.');
  }
}
