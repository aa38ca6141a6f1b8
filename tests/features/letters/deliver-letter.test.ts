import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { deliverLetter } from '../../../server/features/letters/deliver-letter.js';
import { recallLetter } from '../../../server/features/letters/recall-letter.js';
import { resendNotSent } from '../../../server/features/letters/resend-not-sent.js';
import { resolveUncertain } from '../../../server/features/letters/resolve-uncertain.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { MOST_ATTEMPTS, retryMinutes } from '../../../server/features/letters/settle-delivery.js';
import { sweepLetters } from '../../../server/features/letters/sweep-letters.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import type { Mailer } from '../../../server/platform/mailer.js';
import { createSmtpMailer } from '../../../server/platform/mailer.smtp.js';
import { type TestSmtpServer, startSmtpServer } from '../../support/smtp-server.js';
import { NOON, type World, makeWorld } from './world.js';

let world: World;
let smtp: TestSmtpServer;
let mailer: Mailer;
let groupId: string;
let advocate: Actor;

beforeAll(async () => {
  world = await makeWorld();
  groupId = await world.addGroup();
  advocate = await world.addPerson(groupId);
});

beforeEach(async () => {
  smtp = await startSmtpServer();
  mailer = createSmtpMailer({ url: smtp.url, ehloName: 'replies.example.org', timeouts: { connect: 2000, greeting: 2000, reply: 2000, send: 4000 } });
  world.setNow(NOON);
  // What one test's server refused must not ask the next one.
  await world.database.db.bouncingAddress.deleteMany();
});

afterEach(() => smtp.close());
afterAll(() => world.close());

async function queuedLetter(): Promise<{ requestId: string; letterId: string }> {
  const draft = await world.addDraft(advocate);
  const { letterId } = await sendLetter(world.deps(mailer), advocate, { requestId: draft.id, version: null, channel: 'email', toAddress: 'cpra@lapd.example' });
  return { requestId: draft.id, letterId };
}

const letterRow = (id: string) => world.database.db.letter.findUniqueOrThrow({ where: { id } });
const requestRow = (id: string) => world.database.db.recordsRequest.findUniqueOrThrow({ where: { id } });
const lastEvent = async (requestId: string) => (await world.database.db.event.findMany({ where: { requestId }, orderBy: { seq: 'asc' } })).map((event) => event.type);
const deliver = (letterId: string) => deliverLetter(world.deps(mailer), { groupId, letterId });

describe('a letter that is taken', () => {
  test('arrives as frozen, with our Message-ID and the request’s reply address; then it is sent, and receipt is presumed that day', async () => {
    const { requestId, letterId } = await queuedLetter();
    expect(await deliver(letterId)).toBe('sent');
    const letter = await letterRow(letterId);
    const mail = await simpleParser(smtp.messages[0]?.raw ?? Buffer.alloc(0));
    expect(mail.messageId).toBe(letter.messageId);
    expect(mail.replyTo?.text).toBe(letter.replyAddress);
    expect(mail.subject).toBe(letter.subject);
    expect(mail.text?.trim()).toBe(letter.bodyText.trim());
    expect(mail.html).toContain('<ol>');
    expect(mail.from?.value[0]).toMatchObject({ name: 'Harbor Records Project', address: 'records@example.org' });
    expect(smtp.messages[0]).toMatchObject({ to: ['cpra@lapd.example'], ehlo: 'replies.example.org' });
    expect(letter).toMatchObject({ state: 'sent', attempts: 1 });
    expect(letter.sentOn?.toISOString().slice(0, 10)).toBe('2026-11-24');
    expect(letter.serverReply).toMatch(/^250/);
    const facts = await world.database.db.fact.findMany({ where: { requestId } });
    expect(facts).toMatchObject([{ type: 'received', presumed: true, basis: 'presumed', letterId, recordedById: null }]);
    const [deadline] = await world.database.db.deadline.findMany({ where: { requestId, rule: 'cpra.determination' } });
    expect(deadline).toMatchObject({ presumed: true });
    expect(deadline?.due.toISOString().slice(0, 10)).toBe('2026-12-04');
    const request = await requestRow(requestId);
    expect(request).toMatchObject({ state: 'awaiting', nextPresumed: true });
    expect(request.sentOn?.toISOString().slice(0, 10)).toBe('2026-11-24');
    expect(await lastEvent(requestId)).toEqual(expect.arrayContaining(['letter.frozen', 'letter.sent', 'fact.recorded']));
  });

  test('the database drops the connection that writes the answer down: the letter is sent all the same', async () => {
    const { requestId, letterId } = await queuedLetter();
    const other = await world.database.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('SELECT 1 FROM records_requests WHERE id = $1 FOR UPDATE', [requestId]);
      const delivered = deliver(letterId);
      // The worker has the server's answer and waits for the request's row.
      const waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      while ((await world.database.pool.query(waiting)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      // It is written down after midnight; sent it was the day before.
      world.setNow('2026-11-25T09:00:00Z');
      await world.database.pool.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS waits`);
      await other.query('COMMIT');
      expect(await delivered).toBe('sent');
    } finally {
      other.release();
    }
    expect(smtp.messages).toHaveLength(1);
    const letter = await letterRow(letterId);
    expect(letter).toMatchObject({ state: 'sent', attempts: 1, serverReply: expect.stringMatching(/^250/) });
    expect(letter.sentOn?.toISOString().slice(0, 10)).toBe('2026-11-24');
    expect((await lastEvent(requestId)).filter((type) => type === 'letter.sent')).toHaveLength(1);
  });

  test('two workers called at once send one message', async () => {
    const { letterId } = await queuedLetter();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => deliver(letterId)));
    expect(outcomes.sort()).toEqual(['not-claimed', 'not-claimed', 'not-claimed', 'not-claimed', 'sent']);
    expect(smtp.messages).toHaveLength(1);
    expect(await deliver(letterId)).toBe('not-claimed');
    expect(smtp.messages).toHaveLength(1);
  });

  test('sent late in the evening in Los Angeles, it is sent on that day there', async () => {
    world.setNow('2026-11-25T07:30:00Z');
    const { letterId } = await queuedLetter();
    await deliver(letterId);
    expect((await letterRow(letterId)).sentOn?.toISOString().slice(0, 10)).toBe('2026-11-24');
  });

  test('another group’s worker call does nothing', async () => {
    const { letterId } = await queuedLetter();
    const other = await world.addGroup('Other');
    expect(await deliverLetter(world.deps(mailer), { groupId: other, letterId })).toBe('not-claimed');
    expect(smtp.messages).toHaveLength(0);
  });
});

describe('a letter that is not taken', () => {
  test('a temporary refusal queues it again with a pause, starts no clock, and the next try sends it once', async () => {
    const { requestId, letterId } = await queuedLetter();
    smtp.behave({ refuse: { at: 'recipient', code: 451, text: 'Try later' } });
    const before = world.called.length;
    expect(await deliver(letterId)).toBe('queued');
    const letter = await letterRow(letterId);
    expect(letter.state).toBe('queued');
    expect(letter.lastError).toContain('Try later');
    expect(letter.nextAttemptAt?.toISOString()).toBe('2026-11-24T20:01:00.000Z');
    expect(world.called.slice(before)).toEqual([{ name: 'letter.deliver', payload: { groupId, letterId }, delayMs: 60_000 }]);
    expect(await world.database.db.fact.count({ where: { requestId } })).toBe(0);
    smtp.behave({});
    expect(await deliver(letterId)).toBe('not-claimed');
    world.setNow('2026-11-24T20:01:00Z');
    expect(await deliver(letterId)).toBe('sent');
    expect(smtp.messages).toHaveLength(1);
  });

  test.each([
    ['says 421 once it has heard the whole message', { refuse: { at: 'message', code: 421, text: '4.3.2 Shutting down' } }, 'Shutting down'],
    ['greets with 421', { refuse: { at: 'greeting', code: 421, text: '4.3.2 Too busy' } }, 'Too busy'],
  ] as const)('a server that %s does not have it: it is tried again, and then goes once', async (_what, behaviour, words) => {
    const { letterId } = await queuedLetter();
    smtp.behave(behaviour);
    expect(await deliver(letterId)).toBe('queued');
    expect((await letterRow(letterId)).lastError).toContain(words);
    smtp.behave({});
    world.setNow('2026-11-24T20:01:00Z');
    expect(await deliver(letterId)).toBe('sent');
    expect(smtp.messages).toHaveLength(1);
  });

  test('a server that offers no STARTTLS where it is demanded hears nothing of the letter: it is tried again', async () => {
    const { letterId } = await queuedLetter();
    const strict = createSmtpMailer({ url: `${smtp.url}?requireTLS=true`, ehloName: 'replies.example.org' });
    expect(await deliverLetter(world.deps(strict), { groupId, letterId })).toBe('queued');
    expect((await letterRow(letterId)).lastError).not.toBe('');
    expect(smtp.messages).toHaveLength(0);
  });

  test('after too many temporary refusals a person decides', async () => {
    const { letterId } = await queuedLetter();
    await world.database.db.letter.update({ where: { id: letterId }, data: { attempts: MOST_ATTEMPTS - 1 } });
    smtp.behave({ refuse: { at: 'message', code: 452, text: 'Full' } });
    const before = world.called.length;
    await deliver(letterId);
    expect(await letterRow(letterId)).toMatchObject({ state: 'refused' });
    expect(world.called).toHaveLength(before);
    expect([1, 2, 3, 7, 12].map(retryMinutes)).toEqual([1, 2, 4, 60, 60]);
  });

  test('a permanent refusal keeps the server’s words, and sending again after the address works sends it once', async () => {
    const { requestId, letterId } = await queuedLetter();
    smtp.behave({ refuse: { at: 'recipient', code: 550, text: 'No such mailbox' } });
    expect(await deliver(letterId)).toBe('refused');
    expect((await letterRow(letterId)).lastError).toContain('No such mailbox');
    expect(await requestRow(requestId)).toMatchObject({ state: 'not_sent' });
    expect(await world.database.db.fact.count({ where: { requestId } })).toBe(0);
    smtp.behave({});
    await resendNotSent(world.deps(mailer), advocate, { letterId, evenIfBounces: true });
    expect(await deliver(letterId)).toBe('sent');
    expect(smtp.messages).toHaveLength(1);
    await expect(resendNotSent(world.deps(mailer), advocate, { letterId })).rejects.toMatchObject({ code: 'letters.wrong-state' });
  });

  test('a lost answer leaves it uncertain, and nothing sends it again by itself', async () => {
    const { letterId } = await queuedLetter();
    smtp.behave({ drop: 'after-message' });
    expect(await deliver(letterId)).toBe('uncertain');
    expect(smtp.messages).toHaveLength(1);
    smtp.behave({});
    world.setNow('2026-11-25T20:00:00Z');
    await sweepLetters(world.deps(mailer));
    expect(await deliver(letterId)).toBe('not-claimed');
    expect(smtp.messages).toHaveLength(1);
    await expect(recallLetter(world.deps(), advocate, { letterId })).rejects.toMatchObject({ code: 'letters.wrong-state' });
  });

  test('in an example group nothing is offered to any server, even if a row says queued', async () => {
    const { letterId } = await queuedLetter();
    await world.database.db.group.update({ where: { id: groupId }, data: { isExample: true } });
    try {
      expect(await deliver(letterId)).toBe('not_sent');
    } finally {
      await world.database.db.group.update({ where: { id: groupId }, data: { isExample: false } });
    }
    expect(smtp.messages).toHaveLength(0);
    expect(await letterRow(letterId)).toMatchObject({ state: 'not_sent' });
  });
});

describe('a worker that dies', () => {
  async function abandoned(): Promise<{ requestId: string; letterId: string }> {
    const made = await queuedLetter();
    await world.database.db.letter.update({ where: { id: made.letterId }, data: { state: 'sending', claimedAt: world.clock.now(), attempts: 1 } });
    return made;
  }

  test('leaves its letter to the sweep, which asks a person only when no send can still be going on', async () => {
    const { letterId, requestId } = await abandoned();
    world.setNow('2026-11-24T20:09:59Z');
    await sweepLetters(world.deps(mailer));
    expect(await letterRow(letterId)).toMatchObject({ state: 'sending' });
    world.setNow('2026-11-24T20:10:01Z');
    expect((await sweepLetters(world.deps(mailer))).uncertain).toBe(1);
    expect(await letterRow(letterId)).toMatchObject({ state: 'uncertain' });
    expect((await lastEvent(requestId)).at(-1)).toBe('letter.uncertain');
    expect((await sweepLetters(world.deps(mailer))).uncertain).toBe(0);
    expect(smtp.messages).toHaveLength(0);
  });

  test('“it went” counts it as sent on the day it was tried, with a presumed receipt', async () => {
    const { letterId, requestId } = await abandoned();
    world.setNow('2026-11-25T20:00:00Z');
    await sweepLetters(world.deps(mailer));
    expect(await resolveUncertain(world.deps(mailer), advocate, { letterId, outcome: 'went' })).toBe('sent');
    expect((await letterRow(letterId)).sentOn?.toISOString().slice(0, 10)).toBe('2026-11-24');
    expect(await world.database.db.fact.findMany({ where: { requestId } })).toMatchObject([{ presumed: true, recordedById: advocate.personId }]);
    await expect(resolveUncertain(world.deps(mailer), advocate, { letterId, outcome: 'did_not_go' })).rejects.toMatchObject({ code: 'letters.wrong-state' });
    expect(smtp.messages).toHaveLength(0);
  });

  test('“it did not go” sends it, once, with the same Message-ID', async () => {
    const { letterId } = await abandoned();
    world.setNow('2026-11-25T20:00:00Z');
    await sweepLetters(world.deps(mailer));
    expect(await resolveUncertain(world.deps(mailer), advocate, { letterId, outcome: 'did_not_go' })).toBe('queued');
    expect(await deliver(letterId)).toBe('sent');
    expect(smtp.messages).toHaveLength(1);
    expect(smtp.messages[0]?.raw.toString()).toContain((await letterRow(letterId)).messageId);
  });

  test('a slow worker whose claim was swept can’t overwrite what the person decided', async () => {
    const { letterId, requestId } = await queuedLetter();
    const slow: Mailer = {
      ...mailer, canSend: true,
      send: async (message) => {
        world.setNow('2026-11-25T20:00:00Z');
        await sweepLetters(world.deps(mailer));
        return mailer.send(message);
      },
    };
    await deliverLetter(world.deps(slow), { groupId, letterId });
    expect(await letterRow(letterId)).toMatchObject({ state: 'uncertain' });
    expect(await world.database.db.fact.count({ where: { requestId } })).toBe(0);
  });

  test('a queued letter whose call was lost is called again', async () => {
    await world.database.db.letter.updateMany({ where: { state: 'queued' }, data: { state: 'recalled' } });
    const { letterId } = await queuedLetter();
    const before = world.called.length;
    expect((await sweepLetters(world.deps(mailer))).called).toBe(0);
    world.setNow('2026-11-24T20:02:00Z');
    expect((await sweepLetters(world.deps(mailer))).called).toBe(1);
    expect(world.called.slice(before).map((call) => call.payload)).toEqual([{ groupId, letterId }]);
  });
});
