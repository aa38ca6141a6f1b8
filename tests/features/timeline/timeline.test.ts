import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appendEvent } from '../../../server/features/timeline/append-event.js';
import { eraseWordsOfPerson } from '../../../server/features/timeline/erase-words.js';
import { type EventWord, canonicalJson, digestOf } from '../../../server/features/timeline/event-chain.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import { newId } from '../../../server/platform/ids.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = new Date('2026-11-24T17:00:00.123Z');

async function groupWith(events: number, personId = newId()): Promise<string> {
  const groupId = newId();
  for (let n = 1; n <= events; n += 1) await append(groupId, { personId, words: { n, name: 'Ida Marrow' } });
  return groupId;
}

const append = (groupId: string, more: { personId?: string; words: Record<string, EventWord> }) =>
  database.db.$transaction((tx) => appendEvent(tx, { groupId, at, type: 'fact.recorded', personId: more.personId ?? null, words: more.words }));

/** What somebody with the database's password could do: past the triggers. */
async function tamper(sql: string, ...values: unknown[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(sql, values);
  } finally {
    await client.query("SET session_replication_role = 'origin'");
    client.release();
  }
}

describe('the timeline', () => {
  test('holds from the first entry to the last', async () => {
    const groupId = await groupWith(3);
    expect(await verifyTimeline(database, groupId)).toMatchObject({ events: 3, erased: 0, broken: null });
  });

  test('numbers without gaps when many write at once, and gives back the number of what was undone', async () => {
    const groupId = await groupWith(1);
    const undone = database.db.$transaction(async (tx) => {
      await appendEvent(tx, { groupId, at, type: 'fact.recorded', words: {} });
      throw new Error('undone');
    });
    await Promise.allSettled([undone, ...Array.from({ length: 8 }, (_, n) => append(groupId, { words: { n } }))]);
    expect(await verifyTimeline(database, groupId)).toMatchObject({ events: 9, broken: null });
  });

  test('is refused changes by the database itself', async () => {
    const groupId = await groupWith(1);
    await expect(database.pool.query('UPDATE events SET type = $2 WHERE group_id = $1', [groupId, 'x'])).rejects.toThrow(/append-only/);
    await expect(database.pool.query('DELETE FROM events WHERE group_id = $1', [groupId])).rejects.toThrow(/append-only/);
    await expect(database.pool.query('TRUNCATE events CASCADE')).rejects.toThrow();
    await expect(database.pool.query(`UPDATE event_words SET words = '{}' WHERE group_id = $1`, [groupId])).rejects.toThrow(/only be erased/);
    expect(await verifyTimeline(database, groupId)).toMatchObject({ broken: null });
  });

  test.each([
    ['a changed time', "UPDATE events SET at = at + interval '1 day' WHERE group_id = $1 AND seq = 2", 2, /changed after/],
    ['a changed person', 'UPDATE events SET person_id = gen_random_uuid() WHERE group_id = $1 AND seq = 2', 2, /changed after/],
    ['changed words', `UPDATE event_words w SET words = '{"n":7}' FROM events e WHERE e.id = w.event_id AND e.group_id = $1 AND e.seq = 2`, 2, /words were changed/],
    ['a removed entry', 'DELETE FROM events WHERE group_id = $1 AND seq = 2', 3, /missing/],
    ['a removed end', 'DELETE FROM events WHERE group_id = $1 AND seq = 3', 3, /were removed/],
    ['words removed without a trace', 'DELETE FROM event_words w USING events e WHERE e.id = w.event_id AND e.group_id = $1 AND e.seq = 2', 2, /without a trace/],
  ])('betrays %s', async (_, sql, seq, why) => {
    const groupId = await groupWith(3);
    await tamper(sql, groupId);
    expect(await verifyTimeline(database, groupId)).toMatchObject({ broken: { seq, why: expect.stringMatching(why) } });
  });

  test('still verifies when a person’s words are erased, and keeps nothing of them', async () => {
    const personId = newId();
    const groupId = await groupWith(2, personId);
    await append(groupId, { words: { kept: 'yes' } });
    expect(await database.db.$transaction((tx) => eraseWordsOfPerson(tx, groupId, personId, at))).toBe(2);
    expect(await verifyTimeline(database, groupId)).toMatchObject({ events: 3, erased: 2, broken: null });
    const left = await database.db.eventWords.findMany({ where: { groupId } });
    expect(JSON.stringify(left)).not.toContain('Ida Marrow');
    expect(left.filter((words) => words.salt === null)).toHaveLength(2);
  });

  test('says the same of the same words, in whatever order the database gives them back', () => {
    const words = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 })),
    })).value as fc.Arbitrary<EventWord>;
    fc.assert(fc.property(fc.dictionary(fc.string(), words), fc.string(), (given, salt) => {
      const turned = Object.fromEntries(Object.entries(given).reverse());
      expect(digestOf(turned, salt)).toBe(digestOf(given, salt));
      expect(JSON.parse(canonicalJson(given))).toEqual(JSON.parse(JSON.stringify(given)));
    }));
  });
});
