import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { sendFollowUp } from '../../../server/features/letters/follow-ups/send-follow-up.js';
import { startFollowUp } from '../../../server/features/letters/follow-ups/start-follow-up.js';
import { type IncomingMail, keepRawMail } from '../../../server/features/replies/keep-raw-mail.js';
import { processMail } from '../../../server/features/replies/process-mail.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { TestSmtpServer } from '../../support/smtp-server.js';
import { makeMailingWorld, type World } from '../../support/world.js';
import { ADDRESS, type Sent, mailText, mailWithPdf, sentRequest, takeMail } from './mail-world.js';
import { expectAllTaken } from './mails/expect-taken.js';

let world: World;
let smtp: TestSmtpServer;
let owner: Actor;
let advocate: Actor;

beforeAll(async () => {
  ({ world, smtp } = await makeMailingWorld());
  await world.addGroup('Another group');
});
afterAll(() => world.close());
beforeEach(async () => {
  owner = await world.addGroup();
  advocate = await world.addPerson(owner, 'advocate');
  world.jobs.enqueued.length = 0;
  world.clock.set('2026-11-24T17:00:00Z');
});

const sent = () => sentRequest(world, advocate);
const take = (raw: string, more: Partial<IncomingMail> = {}) => takeMail(world, raw, more);
const toRequest = (raw: string, { address }: Sent) => take(raw, { envelopeTo: [address] });

const db = () => world.database.db;
const messages = (requestId: string) => db().message.findMany({ where: { requestId }, orderBy: { createdAt: 'asc' }, include: { attachments: true } });
const heldOf = (groupId: string) => db().message.findMany({ where: { groupId, state: 'held' } });
const events = async (type: string) => (await db().event.findMany({ where: { groupId: owner.groupId, type }, include: { words: true }, orderBy: { seq: 'asc' } })).map(({ requestId, words }) => ({ requestId, words: words?.words }));
async function standing(requestId: string) {
  const [request, facts, deadlines, items] = await Promise.all([
    db().recordsRequest.findUniqueOrThrow({ where: { id: requestId }, select: { state: true, nextDue: true, nextAssertAfter: true, closedOn: true } }),
    db().fact.findMany({ where: { requestId }, select: { id: true, supersededAt: true } }), db().deadline.findMany({ where: { requestId }, select: { rule: true, due: true, state: true } }),
    db().requestItem.findMany({ where: { requestId }, select: { n: true, state: true } }),
  ]);
  return { request, facts, deadlines, items };
}

describe('a reply', () => {
  test('to the request’s own address is filed there with its file as a document, and moves no clock and no state', async () => {
    const request = await sent();
    const before = await standing(request.id);
    const { outcome } = await toRequest(mailWithPdf({ Subject: 'Your request is closed and denied' }), request);
    expect(outcome).toBe('filed');
    const [message] = await messages(request.id);
    expect(message).toMatchObject({ state: 'filed', matchedBy: 'reply_address', fromName: 'LAPD CPRA Unit', fromAddress: ADDRESS, subject: 'Your request is closed and denied', createdById: null, doneAt: null, sentTime: '10:12' });
    expect(message?.text.trim()).toBe('The records are attached.');
    const documents = await db().document.findMany({ where: { requestId: request.id } });
    expect(documents).toMatchObject([{ n: 1, originalName: 'records.pdf', mediaType: 'application/pdf', kind: 'response', source: 'mail', uploadedById: null, releasedAt: null }]);
    expect(message?.attachments).toMatchObject([{ documentId: documents[0]?.id }]);
    expect(await standing(request.id)).toEqual(before);
    expect(await events('message.filed')).toMatchObject([{ requestId: request.id, words: { from: 'LAPD CPRA Unit', date: '2026-11-23', why: 'It was delivered to the request’s own address.', documents: 1 } }]);
    expect(await events('document.added')).toMatchObject([{ words: { message: expect.stringMatching(/^LAPD CPRA Unit, Mon,\sNov\s23,\s2026$/), source: 'mail' } }]);
  });

  test('to a letter of ours, by its thread, though it came to another mailbox; and then one to that reply', async () => {
    const request = await sent();
    await take(mailText({ 'In-Reply-To': request.letter, 'Message-ID': '<first@lapd.example>' }));
    await take(mailText({ References: '<other@x.example> <first@lapd.example>' }, 'A second word.'));
    expect((await messages(request.id)).map(({ matchedBy }) => matchedBy)).toEqual(['thread', 'thread']);
  });

  test('bytes stay as they came, in the folder of the group, and the raw mail is done', async () => {
    const request = await sent();
    const raw = mailText({ Subject: 'Bytes' });
    const { rawMailId } = await toRequest(raw, request);
    const row = await db().rawMail.findUniqueOrThrow({ where: { id: rawMailId } });
    expect(row).toMatchObject({ state: 'processed', groupId: owner.groupId, fileKey: `${owner.groupId}/${row.sha256}` });
    const chunks: Buffer[] = [];
    for await (const chunk of await world.context.files.open(owner.groupId, row.sha256)) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe(raw);
  });

  test('the same file twice on one request is one document, told of by both messages', async () => {
    const request = await sent();
    await toRequest(mailWithPdf({}), request);
    await toRequest(mailWithPdf({ Subject: 'Again' }, 'the same.pdf'), request);
    expect(await db().document.count({ where: { requestId: request.id } })).toBe(1);
    const kept = await messages(request.id);
    expect(new Set(kept.map(({ attachments }) => attachments[0]?.documentId))).toEqual(new Set([(await db().document.findFirstOrThrow({ where: { requestId: request.id } })).id]));
  });

  test('to a closed request is filed, and it says so', async () => {
    const request = await sent();
    await db().recordsRequest.update({ where: { id: request.id }, data: { state: 'closed', closedOn: new Date('2026-11-20') } });
    await toRequest(mailText({}), request);
    expect(await events('message.filed')).toMatchObject([{ words: { closed: true } }]);
    expect((await db().recordsRequest.findUniqueOrThrow({ where: { id: request.id } })).state).toBe('closed');
  });
});

describe('held or nobody’s', () => {
  test('two requests at once: held with both suggested, on neither', async () => {
    const [one, two] = [await sent(), await sent()];
    const { outcome } = await take(mailWithPdf({}), { envelopeTo: [one.address, two.address] });
    expect(outcome).toBe('held');
    expect(await heldOf(owner.groupId)).toMatchObject([{ heldWhy: 'two_requests', requestId: null, suggestions: [{ requestId: one.id }, { requestId: two.id }] }]);
    expect(await db().document.count({ where: { groupId: owner.groupId } })).toBe(0);
    expect(await events('message.held')).toMatchObject([{ requestId: null, words: { why: 'It points to more than one request.' } }]);
  });

  test('nothing says whose: kept for an operator, in no group', async () => {
    const { outcome, rawMailId } = await take(mailText({}));
    expect(outcome).toBe('unplaced');
    expect(await db().rawMail.findUniqueOrThrow({ where: { id: rawMailId } })).toMatchObject({ state: 'processed', groupId: null });
  });

  test('uploaded by a group: in its pen; with a request named: there', async () => {
    const request = await sent();
    expect(await take(mailText({}), { door: 'upload', groupId: owner.groupId, uploadedById: advocate.personId })).toMatchObject({ outcome: 'held', groupId: owner.groupId });
    expect(await take(mailText({}, 'Other words.'), { door: 'upload', groupId: owner.groupId, uploadedById: advocate.personId, hintRequestId: request.id })).toMatchObject({ outcome: 'filed' });
    expect((await messages(request.id)).map(({ matchedBy }) => matchedBy)).toEqual(['said']);
  });

  test('another group’s request, named in the headers, is neither filed on nor told of', async () => {
    const theirs = await sent();
    owner = await world.addGroup('Third group');
    advocate = await world.addPerson(owner, 'advocate');
    const request = await sent();
    await take(mailText({ Cc: theirs.address, References: theirs.letter }), { envelopeTo: [request.address] });
    expect(await messages(theirs.id)).toEqual([]);
    const [filed] = await messages(request.id);
    expect(JSON.stringify([filed?.why, filed?.suggestions])).not.toContain(theirs.id);
  });

  test('what claims to be from us is held', async () => {
    const request = await sent();
    await toRequest(mailText({ From: 'Tenday <tenday@example.org>' }), request);
    expect(await heldOf(owner.groupId)).toMatchObject([{ heldWhy: 'claims_ours', suggestions: [{ requestId: request.id }] }]);
  });

  test('the agency’s number from a stranger suggests; from where our letters went it files', async () => {
    const request = await sent();
    await db().agencyNumber.create({ data: { id: request.letterId, groupId: owner.groupId, requestId: request.id, number: '26-4411', notedById: advocate.personId, notedAt: world.clock.now() } });
    const upload = { door: 'upload', groupId: owner.groupId } as const;
    await take(mailText({ From: 'x@stranger.example', Subject: 'Request 26-4411 closed' }), upload);
    expect(await heldOf(owner.groupId)).toMatchObject([{ heldWhy: 'number_only', suggestions: [{ requestId: request.id }] }]);
    await take(mailText({ Subject: 'Request 26-4411 closed' }, 'Closed it is.'), upload);
    expect((await messages(request.id)).map(({ matchedBy }) => matchedBy)).toEqual(['agency_number']);
  });

  test('a flood: the first are filed, then a person looks; an upload of a whole mailbox is none', async () => {
    const request = await sent();
    const auto = (n: number) => mailText({ 'Auto-Submitted': 'auto-replied', Subject: `Out of office ${n}` }, `I am away, ${n}.`);
    for (let n = 0; n < 22; n += 1) await toRequest(auto(n), request);
    expect([await db().message.count({ where: { requestId: request.id } }), (await heldOf(owner.groupId)).map(({ heldWhy }) => heldWhy)]).toEqual([20, ['flood', 'flood']]);
    await take(auto(30), { door: 'upload', groupId: owner.groupId, hintRequestId: request.id });
    expect(await db().message.count({ where: { requestId: request.id } })).toBe(21);
  });
});

describe('the same mail again', () => {
  test('by SMTP and IMAP, with other trace headers, stands once; the second is kept as a duplicate', async () => {
    const request = await sent();
    const headers = { 'Message-ID': '<twice@lapd.example>' };
    await toRequest(mailWithPdf(headers), request);
    const { outcome } = await take(mailWithPdf({ Received: 'from mx.example by imap.example; Mon, 23 Nov 2026 10:13:00 -0800', 'Delivered-To': request.address, ...headers }), { door: 'imap' });
    expect(outcome).toBe('duplicate');
    const [first] = await messages(request.id);
    expect(await db().message.findMany({ where: { groupId: owner.groupId, state: 'duplicate' } })).toMatchObject([{ duplicateOfId: first?.id, requestId: null }]);
    expect(await events('message.came-again')).toMatchObject([{ requestId: request.id }]);
  });

  test('the very same bytes, without a Message-ID', async () => {
    const request = await sent();
    const raw = mailText({ 'Message-ID': '' });
    expect([(await toRequest(raw, request)).outcome, (await toRequest(raw, request)).outcome]).toEqual(['filed', 'duplicate']);
  });

  test('delivered to the own address of a second request too, it stands on both', async () => {
    const [first, second] = [await sent(), await sent()];
    const raw = mailText({});
    expect([(await toRequest(raw, first)).outcome, (await toRequest(raw, second)).outcome, (await toRequest(raw, second)).outcome]).toEqual(['filed', 'filed', 'duplicate']);
    expect([await messages(first.id), await messages(second.id)].map(({ length }) => length)).toEqual([1, 1]);
  });

  test('at one time by two workers: once', async () => {
    const request = await sent();
    const raw = mailText({});
    const outcomes = await Promise.all([toRequest(raw, request), toRequest(raw, request), toRequest(raw, request)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['duplicate', 'duplicate', 'filed']);
  });

  test('a copy that says where it belongs brings the held one there', async () => {
    const request = await sent();
    const raw = mailText({});
    await take(raw, { door: 'upload', groupId: owner.groupId });
    expect(await heldOf(owner.groupId)).toHaveLength(1);
    await toRequest(raw, request);
    expect([await heldOf(owner.groupId), (await messages(request.id)).map(({ state }) => state)]).toEqual([[], ['filed']]);
  });

  test('a Message-ID alone makes nothing a duplicate: who knows it can’t keep a reply from us', async () => {
    const request = await sent();
    const headers = { 'Message-ID': '<guessed@lapd.example>' };
    await toRequest(mailText({ ...headers, From: 'x@stranger.example' }, 'Nothing to see.'), request);
    expect((await toRequest(mailText(headers, 'Your request is denied.'), request)).outcome).toBe('filed');
  });

  test('two mails of a day with the same words are two', async () => {
    const request = await sent();
    const outcomes = [await toRequest(mailText({}, 'A document was released.'), request), await toRequest(mailText({}, 'A document was released.'), request)];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['filed', 'filed']);
  });

  test('other mails of a day without a Message-ID are others: of another subject, or with no words to tell them by', async () => {
    const request = await sent();
    const takeAll = async (mails: readonly string[]) => {
      const outcomes: string[] = [];
      for (const raw of mails) outcomes.push((await toRequest(raw, request)).outcome);
      return outcomes;
    };
    const subjects = ['Your request is closed', 'Your request is closed', 'Records were released'];
    expect(await takeAll(subjects.map((Subject, n) => mailText({ 'Message-ID': '', Subject, 'X-Trace': String(n) }, 'See the portal.')))).toEqual(['filed', 'duplicate', 'filed']);
    expect(await takeAll(['1', '2'].map((n) => mailText({ 'Message-ID': '', 'X-Trace': n }, '')))).toEqual(['filed', 'filed']);
  });

  test('one job called twice does nothing twice', async () => {
    const request = await sent();
    const { rawMailId } = await toRequest(mailText({}), request);
    expect(await processMail(world.context, { rawMailId })).toBeNull();
    expect(await messages(request.id)).toHaveLength(1);
  });
});

describe('what machines answer', () => {
  const dsn = (request: Sent, { action = 'failed', status = '5.1.1', to = ADDRESS } = {}) => mailText(
    { From: 'MAILER-DAEMON@mx.example', Subject: 'Undelivered Mail Returned to Sender', 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=edge', 'Auto-Submitted': 'auto-replied' },
    ['--edge', 'Content-Type: text/plain', '', `550 ${status} ${to}: no such mailbox`, '--edge', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', `Final-Recipient: rfc822; ${to}`, `Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: smtp; 550 ${status} no such mailbox`, '', '--edge', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${request.letter}`, 'Subject: Your letter', '', '--edge--'].join('\r\n'),
  );
  const presumed = (requestId: string) => db().fact.count({ where: { requestId, type: 'received', presumed: true, supersededAt: null } });
  const bouncing = () => db().bouncingAddress.findMany({ where: { groupId: owner.groupId, clearedAt: null } });

  test('a permanent bounce withdraws the presumed receipt and marks the address, found by what it returns', async () => {
    const request = await sent();
    expect(await presumed(request.id)).toBe(1);
    const { outcome } = await take(dsn(request));
    expect(outcome).toBe('filed');
    expect(await messages(request.id)).toMatchObject([{ kind: 'bounce', failedRecipients: [ADDRESS] }]);
    expect([await presumed(request.id), await db().deadline.count({ where: { requestId: request.id, state: 'open' } })]).toEqual([0, 0]);
    expect(await bouncing()).toMatchObject([{ address: ADDRESS, words: expect.stringContaining('no such mailbox') }]);
    expect(await events('letter.bounced')).toMatchObject([{ requestId: request.id, words: { to: ADDRESS } }]);
  });

  test('one about an address we did not write to changes nothing', async () => {
    const request = await sent();
    await toRequest(dsn(request, { to: 'someone@elsewhere.example' }), request);
    expect([await presumed(request.id), await bouncing()]).toEqual([1, []]);
  });

  test('a delay is filed, says so, and changes nothing', async () => {
    const request = await sent();
    await take(dsn(request, { action: 'delayed', status: '4.4.1' }));
    expect([(await messages(request.id)).map(({ kind }) => kind), await presumed(request.id), await bouncing()]).toEqual([['delay'], 1, []]);
  });

  test('an out-of-office is filed and nothing else', async () => {
    const request = await sent();
    const before = await standing(request.id);
    await toRequest(mailText({ 'Auto-Submitted': 'auto-replied', Subject: 'Automatic reply: Your request' }, 'I am out of the office until December 1, 2026.'), request);
    expect([(await messages(request.id)).map(({ kind }) => kind), await standing(request.id)]).toEqual([['auto_reply'], before]);
  });
});

test('the next letter answers the agency’s last mail, and names the whole thread', async () => {
  const request = await sent();
  await toRequest(mailText({ 'Message-ID': '<got-it@lapd.example>', 'In-Reply-To': request.letter }), request);
  await toRequest(mailText({ 'Message-ID': '<away@lapd.example>', 'Auto-Submitted': 'auto-replied', Subject: 'Automatic reply: away' }, 'Out of office.'), request);
  world.clock.set('2026-12-03T17:00:00Z');
  const { id: draftId } = await startFollowUp(world.context, advocate, { requestId: request.id, templateSlug: 'cpra-confirm-receipt', fields: { signerName: 'Ada Advocate', channel: 'email', toAddress: ADDRESS } });
  const { letterId } = await sendFollowUp(world.context, advocate, { requestId: request.id, draftId, version: null, channel: 'email', toAddress: ADDRESS });
  expect(await deliverLetter(world.context, { groupId: owner.groupId, letterId })).toBe('sent');
  const raw = (smtp.messages.at(-1)?.raw ?? Buffer.alloc(0)).toString().replace(/\r\n[ \t]+/g, ' ');
  expect([/^In-Reply-To: (.*)$/m.exec(raw)?.[1]?.trim(), /^References: (.*)$/m.exec(raw)?.[1]?.trim()]).toEqual(['<got-it@lapd.example>', `${request.letter} <got-it@lapd.example>`]);
});

test('what fails is tried again later, and its bytes stay', async () => {
  const request = await sent();
  const { rawMailId, sha256 } = await keepRawMail(world.context, { stream: Readable.from([Buffer.from(mailText({}))]), door: 'smtp', groupId: null, envelopeTo: [request.address] });
  const files = { ...world.context.files, open: () => Promise.reject(new Error('the disk is away')), exists: () => Promise.resolve(true) };
  expect(await processMail({ ...world.context, files }, { rawMailId })).toBeNull();
  expect(await db().rawMail.findUniqueOrThrow({ where: { id: rawMailId } })).toMatchObject({ state: 'kept', claimedAt: null, lastError: 'the disk is away', sha256 });
  expect(await processMail(world.context, { rawMailId })).toMatchObject({ outcome: 'filed' });
});

test('any bytes at all are kept, read and placed, four at one time, and nothing fails', async () => {
  const request = await sent();
  await expectAllTaken(world, { mails: 300, envelopes: [request.address, 'nobody@elsewhere.example'], groupId: owner.groupId });
}, 120_000);
