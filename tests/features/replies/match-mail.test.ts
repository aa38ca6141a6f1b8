import { describe, expect, test } from '@jest/globals';
import { domainOf, ownedDomain, sameBody } from '../../../server/features/replies/mail-domains.js';
import { type MailToMatch, bareSubject, keysOf } from '../../../server/features/replies/match-keys.js';
import { type FoundByKeys, type MatchInput, type PossibleRequest, matchMail } from '../../../server/features/replies/match-mail.js';

const DOMAIN = 'replies.example.org';
const [ours, theirs] = ['group-one', 'group-two'];

interface Known extends PossibleRequest {
  readonly token: string;
  readonly letters: readonly string[];
  readonly agencyNumbers: readonly string[];
  readonly earlier?: readonly string[];
  readonly letterSubject?: string;
}

const plates: Known = {
  requestId: 'plates', groupId: ours, number: 'TD-2026-0001', state: 'awaiting', agencyAddresses: ['cpra@lapd.example'], token: 'abcdefghij234',
  letters: ['<letter-1@replies.example.org>'], agencyNumbers: ['26-4411', 'W012297-030826'], earlier: ['<ack-1@lapd.example>'], letterSubject: 'Records request on plate readers',
};
const prints: Known = { requestId: 'prints', groupId: ours, number: 'TD-2026-0002', state: 'awaiting', agencyAddresses: ['records@sheriff.example'], token: 'bcdefghij2345', letters: ['<letter-2@replies.example.org>'], agencyNumbers: ['2026-ICFO-21220'] };
const closed: Known = { ...prints, requestId: 'closed', number: 'TD-2025-0009', state: 'closed', token: 'cdefghij23456', letters: ['<letter-3@replies.example.org>'], agencyNumbers: [] };
const draft: Known = { ...closed, requestId: 'draft', number: 'TD-2026-0003', state: 'draft', token: 'defghij234567', letters: [] };
const foreign: Known = { ...plates, requestId: 'foreign', groupId: theirs, token: 'efghij2345678', letters: ['<letter-9@replies.example.org>'], agencyNumbers: ['26-4411', '2026-ICFO-99999'], earlier: [] };
const all = [plates, prints, closed, draft, foreign];

const at = (known: Known): string => `${known.token}@${DOMAIN}`;
const mailOf = (part: Partial<MailToMatch>): MailToMatch => ({
  envelopeTo: [], deliveredTo: [], to: [], cc: [], from: 'someone@elsewhere.example', subject: '', text: '', messageId: '<new@elsewhere.example>', inReplyTo: [], references: [], kind: 'reply', ours: false, ...part,
});

/** Looks up as the database would, among `known`. */
function match(part: Partial<MailToMatch>, more: Partial<MatchInput> = {}, known: readonly Known[] = all) {
  const mail = mailOf(part);
  const keys = keysOf(mail, DOMAIN);
  const named = new Set(keys.numbers.map(({ number }) => number));
  const found: FoundByKeys = {
    requests: known,
    byToken: known.filter(({ token }) => keys.tokens.some((key) => key.token === token)),
    byMessageId: known.flatMap((one) => [
      ...one.letters.map((messageId) => ({ messageId, requestId: one.requestId, letter: true })), ...(one.earlier ?? []).map((messageId) => ({ messageId, requestId: one.requestId, letter: false })),
    ]).filter(({ messageId }) => keys.messageIds.includes(messageId)),
    byAgencyNumber: known.flatMap((one) => one.agencyNumbers.map((number) => ({ number, requestId: one.requestId }))).filter(({ number }) => named.has(number)),
    byOurNumber: known.filter(({ number }) => named.has(number)).map(({ number, requestId }) => ({ number, requestId })),
    bySender: known.flatMap((one) => [
      ...(one.agencyAddresses.some((address) => sameBody(address, mail.from)) ? [{ requestId: one.requestId, by: 'sender' as const }] : []),
      ...(keys.subject !== '' && one.letterSubject === keys.subject ? [{ requestId: one.requestId, by: 'subject' as const }] : []),
    ]),
    groupsByMailbox: [],
  };
  return matchMail({ mail, keys, found, groupId: null, onlyGroupId: null, hintRequestId: null, ourAddresses: ['tenday@example.org'], replyDomain: DOMAIN, ...more });
}

const one = { onlyGroupId: ours };
const LAPD = 'desk@mail.lapd.example';

describe('filed, and why', () => {
  test.each<[string, Partial<MailToMatch>, Partial<MatchInput>, string, string, RegExp]>([
    ['the address it was delivered to', { envelopeTo: [at(plates)] }, {}, 'plates', 'reply_address', /delivered to/],
    ['that address in capitals, with a tag', { envelopeTo: [`${plates.token.toUpperCase()}+portal@REPLIES.example.org`] }, {}, 'plates', 'reply_address', /delivered to/],
    ['Delivered-To, as a mailbox keeps it', { deliveredTo: [at(plates)], to: ['records@group.example'] }, {}, 'plates', 'reply_address', /Delivered-To/],
    ['To', { to: ['someone@lapd.example', at(plates)] }, {}, 'plates', 'reply_address', /To/],
    ['Cc', { to: ['someone@lapd.example'], cc: [at(plates)] }, {}, 'plates', 'reply_address', /Cc/],
    ['In-Reply-To a letter', { inReplyTo: ['<letter-2@replies.example.org>'] }, {}, 'prints', 'thread', /answers a letter/],
    ['References to a letter', { references: ['<x@y.example>', '<letter-2@replies.example.org>'] }, {}, 'prints', 'thread', /thread of a letter/],
    ['an answer to what the agency sent before', { inReplyTo: ['<ack-1@lapd.example>'] }, {}, 'plates', 'thread', /answers a message/],
    ['In-Reply-To one request while the thread has another', { inReplyTo: ['<letter-1@replies.example.org>'], references: ['<letter-2@replies.example.org>', '<letter-1@replies.example.org>'] }, {}, 'plates', 'thread', /answers/],
    ['the short number from the agency', { from: LAPD, subject: 'Request 26-4411 has been closed' }, one, 'plates', 'agency_number', /26-4411/],
    ['the long number from the agency, in the text', { from: LAPD, text: 'Dear requester,\nW012297-030826 is in progress.' }, one, 'plates', 'agency_number', /W012297-030826/],
    ['our number from the agency', { from: LAPD, subject: 'RE: TD-2026-0001 plate readers' }, one, 'plates', 'our_number', /TD-2026-0001/],
    ['the number in the subject, though the text has another', { from: LAPD, subject: 'Request #26-4411', text: 'See also request 2026-ICFO-21220.' }, one, 'plates', 'agency_number', /26-4411/],
    ['a number only one group has, from that agency', { from: LAPD, text: 'Reference W012297-030826' }, {}, 'plates', 'agency_number', /W012297/],
    ['whoever uploaded it', { from: LAPD }, { groupId: ours, hintRequestId: 'prints' }, 'prints', 'said', /uploaded/],
    ['an out-of-office, as anything else', { envelopeTo: [at(plates)], kind: 'auto_reply' }, {}, 'plates', 'reply_address', /delivered/],
    ['a bounce from our own server', { envelopeTo: [at(plates)], kind: 'bounce', from: `mailer-daemon@${DOMAIN}` }, {}, 'plates', 'reply_address', /delivered/],
    ['a closed request, and it says so', { envelopeTo: [at(closed)] }, {}, 'closed', 'reply_address', /closed before it came/],
  ])('%s', (_, mail, more, requestId, matchedBy, says) => {
    const result = match(mail, more);
    expect(result).toMatchObject({ outcome: 'file', requestId, matchedBy });
    expect(result.why.map((why) => why.says).join(' ')).toMatch(says);
  });
});

describe('held, and why', () => {
  test.each<[string, Partial<MailToMatch>, Partial<MatchInput>, string, readonly string[]]>([
    ['two requests’ addresses at once', { envelopeTo: [at(plates), at(prints)] }, {}, 'two_requests', ['plates', 'prints']],
    ['one delivered, the other in To', { envelopeTo: [at(plates)], to: [at(prints)] }, {}, 'two_requests', ['plates', 'prints']],
    ['delivered to one, an answer to the other', { envelopeTo: [at(plates)], inReplyTo: ['<letter-2@replies.example.org>'] }, {}, 'two_requests', ['plates', 'prints']],
    ['the thread of two', { references: ['<letter-1@replies.example.org>', '<letter-2@replies.example.org>'] }, {}, 'two_requests', ['plates', 'prints']],
    ['numbers of two', { from: LAPD, text: 'Requests 26-4411 and 2026-ICFO-21220 are combined.' }, one, 'two_requests', ['plates', 'prints']],
    ['uploaded to one, addressed to the other', { to: [at(plates)] }, { groupId: ours, hintRequestId: 'prints' }, 'two_requests', ['prints', 'plates']],
    ['a number from nobody we know', { text: 'Your request 26-4411 is closed.' }, one, 'number_only', ['plates']],
    ['a number from a mailbox anybody may have', { from: 'lapd@gmail.com', text: 'Your request 26-4411 is closed.' }, one, 'number_only', ['plates']],
    ['the sender alone', { from: LAPD, text: 'We have your request.' }, one, 'sender_only', ['plates']],
    ['the subject alone', { subject: 'AW: Re: Records request on plate readers' }, one, 'sender_only', ['plates']],
    ['a day that looks like a number', { from: LAPD, text: 'They met on 10-26-4411 and 26-4411/2, pages 26-4411, room 26-4411.' }, one, 'sender_only', ['plates']],
    ['the number without a word that says what it is', { text: 'It went 26-4411 for the home team.' }, one, 'nobody', []],
    ['nothing at all, with one group here', {}, one, 'nobody', []],
    ['a mail that claims to be from us', { envelopeTo: [at(plates)], from: 'tenday@example.org' }, {}, 'claims_ours', ['plates']],
    ['a mail from an address of ours', { envelopeTo: [at(plates)], from: at(prints) }, {}, 'claims_ours', ['plates']],
    ['our own letter come back', { envelopeTo: [at(plates)], messageId: '<letter-1@replies.example.org>' }, {}, 'claims_ours', ['plates']],
    ['a request still being written', { envelopeTo: [at(draft)] }, {}, 'still_a_draft', ['draft']],
  ])('%s', (_, mail, more, heldWhy, suggested) => {
    const result = match(mail, more);
    expect(result).toMatchObject({ outcome: 'hold', groupId: ours, heldWhy });
    expect(result.suggestions.map(({ requestId }) => requestId)).toEqual(suggested);
  });
});

describe('groups are walls', () => {
  test('what was delivered to one group’s address belongs to it, whatever else the mail names', () => {
    const result = match({ envelopeTo: [at(plates)], to: [at(plates)], cc: [at(foreign)], references: ['<letter-9@replies.example.org>'], text: 'Request 2026-ICFO-99999' });
    expect(result).toMatchObject({ outcome: 'file', groupId: ours, requestId: 'plates' });
    expect(JSON.stringify(result)).not.toMatch(/foreign|99999/);
  });

  test('a number another group has too finds only this group’s request', () => {
    expect(match({ from: LAPD, subject: 'Request 26-4411' }, { groupId: ours })).toMatchObject({ outcome: 'file', requestId: 'plates', suggestions: [] });
  });

  test.each<[string, Partial<MailToMatch>]>([
    ['a number that two groups have', { from: LAPD, subject: 'Request 26-4411' }],
    ['the addresses of two groups', { envelopeTo: [at(plates), at(foreign)] }],
    ['letters of two groups', { references: ['<letter-1@replies.example.org>', '<letter-9@replies.example.org>'] }],
  ])('%s: given to none, and nothing suggested', (_, mail) => {
    expect(match(mail)).toMatchObject({ outcome: 'hold', groupId: null, heldWhy: 'two_groups', suggestions: [] });
  });

  test('a number from nobody we know, and nobody’s mail, are nobody’s where there are several groups', () => {
    for (const mail of [{ text: 'Your request 2026-ICFO-21220 is closed.' }, { from: 'x@y.example' }]) expect(match(mail)).toMatchObject({ outcome: 'hold', groupId: null, heldWhy: 'nobody' });
  });

  test('an upload to one group stays in it, also with the other’s address', () => {
    expect(match({ to: [at(foreign)] }, { groupId: ours })).toMatchObject({ outcome: 'hold', groupId: ours, heldWhy: 'nobody', suggestions: [] });
  });
});

test('a number that points elsewhere does not hold what was delivered to a request, and is told', () => {
  expect(match({ envelopeTo: [at(plates)], text: 'We closed request 2026-ICFO-21220 too.' })).toMatchObject({ outcome: 'file', requestId: 'plates', suggestions: [{ requestId: 'prints', ground: 'agency_number' }] });
});

test('a header with ten thousand ids costs fifty look-ups, the nearest ones', () => {
  const references = Array.from({ length: 10_000 }, (_, n) => `<${n}@x.example>`);
  const { messageIds } = keysOf(mailOf({ inReplyTo: ['<last@x.example>'], references }), DOMAIN);
  expect(messageIds).toHaveLength(50);
  expect(messageIds.slice(0, 2)).toEqual(['<last@x.example>', '<9999@x.example>']);
});

test.each([
  ['cpra@lapd.lacity.org', 'https://recordsrequest.lacity.org', true],
  ['a@doj.ca.gov', 'b@cdcr.ca.gov', false],
  ['a@mail.doj.ca.gov', 'b@doj.ca.gov', true],
  ['a@ci.pomona.ca.us', 'b@ci.chino.ca.us', false],
  ['a@gmail.com', 'b@gmail.com', false],
  ['lapd@nextrequest.com', 'ice@nextrequest.com', false],
  ['a@notlacity.org', 'b@lacity.org', false],
  ['SecureRelease', 'x@ice.dhs.gov', false],
])('%s and %s are of one body: %s', (a, b, same) => {
  expect(sameBody(a, b)).toBe(same);
});

test('domains', () => {
  expect([domainOf('“A” <a@B.example>'.replace(/[“”<>]/g, '')), domainOf('no domain'), ownedDomain('ca.gov')]).toEqual(['b.example', null, null]);
});

test.each([
  ['Re: FW: [EXTERNAL] Records request 12', 'Records request 12'],
  ['Automatic reply: Records request 12', 'Records request 12'],
  ['Re: hello', ''],
])('the subject %s is %s', (subject, bare) => {
  expect(bareSubject(subject)).toBe(bare);
});
