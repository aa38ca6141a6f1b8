import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keysOf } from '../../../server/features/replies/match-keys.js';
import { matchMail } from '../../../server/features/replies/match-mail.js';
import { findByKeys } from '../../../server/features/replies/match.all-groups.queries.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type World, makeWorld } from '../../support/world.js';

// With 20,000 and 100,000 it takes 40 s to fill, and the look-ups as long as here.
const REQUESTS = 4_000;
const MESSAGES = 20_000;
const DOMAIN = 'replies.example.org';

let world: World;
let owner: Actor;

beforeAll(async () => {
  world = await makeWorld();
  owner = await world.addGroup();
  await world.addGroup('Another group');
}, 60_000);
afterAll(() => world.close());

/** So many requests, letters, numbers and messages, n from `from` on. */
async function fill(from: number, requests: number, messages: number): Promise<void> {
  const { pool } = world.context;
  const lapd = await world.agencyId('lapd');
  const { groupId, personId } = owner;
  await pool.query(`
    INSERT INTO records_requests (id, group_id, number, title, agency_id, statute, state, responsible_id, created_by_id, created_at, reply_token, moved_at)
    SELECT md5('r' || n)::uuid, $1, 'TD-2026-' || lpad(n::text, 5, '0'), 'Request ' || n, $2, 'CPRA', 'awaiting', $3, $3, now(), translate(left(md5('t' || n), 13), '01', 'xy'), now() FROM generate_series($4::int, $5::int) n`, [groupId, lapd, personId, from, from + requests - 1]);
  await pool.query(`
    INSERT INTO letters (id, group_id, request_id, template_slug, template_hash, state, channel, to_address, subject, body_text, body_html, content_hash, message_id, created_by_id, frozen_at)
    SELECT md5('l' || n)::uuid, $1, md5('r' || n)::uuid, 'x', 'x', 'sent', 'email', 'cpra@lapd.example', 'Request ' || n || ' about records', 'x', 'x', 'x', '<letter-' || n || '@replies.example.org>', $2, now() FROM generate_series($3::int, $4::int) n`, [groupId, personId, from, from + requests - 1]);
  await pool.query(`
    INSERT INTO agency_numbers (id, group_id, request_id, number, noted_by_id, noted_at)
    SELECT md5('a' || n)::uuid, $1, md5('r' || n)::uuid, 'W' || lpad(n::text, 6, '0') || '-010126', $2, now() FROM generate_series($3::int, $4::int) n`, [groupId, personId, from, from + requests - 1]);
  await pool.query(`
    INSERT INTO messages (id, group_id, request_id, channel, from_name, from_address, text, message_id_header, sent_on, content_hash, created_at)
    SELECT md5('m' || n)::uuid, $1, md5('r' || ($2::int + n % $3::int))::uuid, 'email', 'LAPD', 'cpra@lapd.example', 'words', '<m' || n || '@lapd.example>', '2026-11-01', 'h' || n, now() FROM generate_series($4::int, $5::int) n`, [groupId, from, requests, from, from + messages - 1]);
  await pool.query('ANALYZE records_requests, letters, agency_numbers, messages');
}

const mail = {
  envelopeTo: [], deliveredTo: [], to: [`${'a'.repeat(13)}@${DOMAIN}`], cc: [], from: 'cpra@lapd.example', subject: 'Re: Request 7 about records', text: 'Your request W000007-010126 and TD-2026-00007 is in progress.', messageId: '<new@lapd.example>',
  inReplyTo: ['<m7@lapd.example>'], references: ['<letter-7@replies.example.org>'], kind: 'reply' as const, ours: false,
};

async function matched() {
  const keys = keysOf(mail, DOMAIN);
  const around = await findByKeys(world.database.db, { mail, keys, groupId: null, hintRequestId: null });
  return matchMail({ mail, keys, ...around, groupId: null, hintRequestId: null, ourAddresses: [], replyDomain: DOMAIN });
}

/** The fastest of several, in ms. */
async function fastest(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 12; run += 1) {
    const start = performance.now();
    expect(await matched()).toMatchObject({ outcome: 'file', matchedBy: 'thread' });
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

test('a mail is matched among 20,000 messages and 4,000 requests as fast as among 100, each look-up by an index', async () => {
  await fill(1, 100, 100);
  const few = await fastest();
  await fill(101, REQUESTS - 100, MESSAGES - 100);
  const many = await fastest();
  process.stdout.write(`matching: ${few.toFixed(1)} ms among 100, ${many.toFixed(1)} ms among ${MESSAGES} messages and ${REQUESTS} requests\n`);
  expect(many).toBeLessThan(3 * few + 15);
  const plans = await Promise.all([
    `SELECT 1 FROM records_requests WHERE reply_token IN ('abcdefghij234', 'x')`,
    `SELECT 1 FROM letters WHERE message_id IN ('<letter-7@replies.example.org>', '<m7@lapd.example>')`,
    `SELECT 1 FROM messages WHERE message_id_header IN ('<letter-7@replies.example.org>', '<m7@lapd.example>') AND state = 'filed'`,
    `SELECT 1 FROM agency_numbers WHERE number IN ('W000007-010126', 'w000007-010126')`,
    `SELECT 1 FROM records_requests WHERE group_id = '${owner.groupId}' AND number IN ('TD-2026-00007', 'x')`,
    `SELECT 1 FROM letters WHERE group_id = '${owner.groupId}' AND subject = 'Request 7 about records'`,
    `SELECT 1 FROM messages WHERE group_id = '${owner.groupId}' AND state <> 'duplicate' AND (message_id_header = '<m7@lapd.example>' OR content_hash = 'h7')`,
  ].map(async (sql) => (await world.context.pool.query<Record<string, string>>(`EXPLAIN ${sql}`)).rows.map((row) => row['QUERY PLAN']).join('\n')));
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan/);
}, 240_000);
