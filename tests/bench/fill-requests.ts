import type pg from 'pg';
import type { Actor } from '../../server/platform/http/actor.js';

/**
 * Fills a group with `count` requests that have items, a letter, a receipt and an open deadline each, in bulk: what lists and pages read.
 * Movements are a minute apart; every tenth is closed, every third belongs to another agency.
 */
export async function fillRequests(pool: pg.Pool, owner: Actor, count: number, agencyIds: readonly [string, string]): Promise<void> {
  const id = (kind: number) => `('0190${kind}000-0000-7' || substr(md5($1::uuid::text), 1, 3) || '-8' || substr(md5($1::uuid::text), 4, 3) || '-' || lpad(to_hex(n), 12, '0'))::uuid`;
  const values = [owner.groupId, owner.personId, count, agencyIds[0], agencyIds[1]];
  await pool.query(
    `INSERT INTO records_requests (id, group_id, number, title, agency_id, statute, state, responsible_id, created_by_id, created_at, reply_token, sent_on, moved_at,
       next_due, next_assert_after, next_presumed)
     SELECT ${id(1)}, $1::uuid, 'TD-2026-' || lpad(n::text, 6, '0'), 'Plate reader searches, month ' || n, CASE WHEN n % 3 = 0 THEN $5::uuid ELSE $4::uuid END, 'CPRA',
       (CASE WHEN n % 10 = 0 THEN 'closed' ELSE 'awaiting' END)::request_state, $2::uuid, $2::uuid, now() - n * interval '1 minute', substr(md5($1::uuid::text || n), 1, 13), current_date - n % 300,
       now() - n * interval '1 minute', current_date + (n % 90) - 30, current_date + (n % 90) - 29, n % 5 = 0
     FROM generate_series(1, $3::int) n`,
    values,
  );
  await pool.query(
    `INSERT INTO request_items (id, group_id, request_id, n, heading, text)
     SELECT gen_random_uuid(), $1::uuid, ${id(1)}, i, 'Item ' || i, 'Every search in the period, with date, unit and stated purpose.' FROM generate_series(1, $2::int) n, generate_series(1, 5) i`,
    [owner.groupId, count],
  );
  await pool.query(
    `INSERT INTO letters (id, group_id, request_id, template_slug, template_hash, state, channel, subject, body_text, body_html, content_hash, message_id, created_by_id, frozen_at, sent_at, sent_on)
     SELECT gen_random_uuid(), $1::uuid, ${id(1)}, 'cpra-alpr-sharing', '', 'sent', 'portal', 'Public records request', repeat('We ask for copies of the records listed below. ', 60), '', md5(n::text),
       '<' || $1::uuid::text || n || '@bench>', $2::uuid, now(), now(), current_date FROM generate_series(1, $3::int) n`,
    [owner.groupId, owner.personId, count],
  );
  await pool.query(
    `INSERT INTO facts (id, group_id, request_id, type, date, basis, recorded_by_id, recorded_at)
     SELECT gen_random_uuid(), $1::uuid, ${id(1)}, 'received', current_date - 5, 'portal', $2::uuid, now() FROM generate_series(1, $3::int) n`,
    [owner.groupId, owner.personId, count],
  );
  await pool.query(
    `INSERT INTO deadlines (id, group_id, request_id, rule, owner, kind, nominal, earliest, due, assert_after, citation, confidence, derivation, time_zone, rules_version, created_at, updated_at)
     SELECT ${id(2)}, $1::uuid, ${id(1)}, 'cpra.determination', 'agency', 'statutory', current_date, current_date, current_date + (n % 90) - 30, current_date + (n % 90) - 29,
       'Cal. Gov. Code § 7922.535(a)', 'settled', '{"steps":[],"notes":[]}', 'America/Los_Angeles', 'bench', now(), now() FROM generate_series(1, $2::int) n`,
    [owner.groupId, count],
  );
  await pool.query('ANALYZE');
}
