import { z } from 'zod';
import { groupNotFound } from '../features/accounts/accounts.errors.js';
import { toCivil } from '../platform/clock.js';
import type { Db } from '../platform/db.js';
import { AppError } from '../platform/errors.js';
import { t } from '../platform/words.js';
import { command } from './command.js';

const NUMBER = /^[A-Z][A-Z0-9]{0,7}-\d{4}-\d{4,}$/i;

export const ledgerCommand = command({
  name: 'ledger',
  summary: 'Prints the ledger of notices, newest first: who was to be told of which date, and what became of it.',
  usage: '[--group ID] [--request NUMBER-OR-ID] [--person EMAIL-OR-ID] [--limit N]',
  input: z.object({
    group: z.uuid({ error: 'it must be a group’s id, as list-groups shows it.' }).optional(),
    request: z.union([z.uuid(), z.string().regex(NUMBER)], { error: 'it must be a request’s number, like TD-2026-0001, or its id.' }).optional(),
    person: z.union([z.uuid(), z.email()], { error: 'it must be a person’s e-mail address or id.' }).optional(),
    limit: z.coerce.number({ error: 'it must be a number.' }).int().min(1).max(10_000).default(200),
  }),
  run: async ({ db }, { group, request, person, limit }) => {
    if (group && !(await db.group.findUnique({ where: { id: group }, select: { id: true } }))) throw groupNotFound(group);
    const where = {
      ...(group ? { groupId: group } : {}), ...(request ? { requestId: { in: await requestIds(db, request, group) } } : {}), ...(person ? { personId: { in: await personIds(db, person, group) } } : {}),
    };
    const rows = await db.notice.findMany({ where, orderBy: [{ createdAt: 'desc' }, { dueOn: 'desc' }, { id: 'desc' }], take: limit });
    const ids = <K extends 'deadlineId' | 'personId' | 'digestId'>(key: K) => [...new Set(rows.flatMap((row) => row[key] ?? []))];
    const [deadlines, people, digests] = await Promise.all([
      db.deadline.findMany({ where: { id: { in: ids('deadlineId') } }, select: { id: true, rule: true, key: true, request: { select: { number: true } } } }),
      db.person.findMany({ where: { id: { in: ids('personId') } }, select: { id: true, email: true } }),
      db.noticeDigest.findMany({ where: { id: { in: ids('digestId') } } }),
    ]);
    const deadlineOf = new Map(deadlines.map((deadline) => [deadline.id, deadline]));
    const emailOf = new Map(people.map((one) => [one.id, one.email]));
    const digestOf = new Map(digests.map((digest) => [digest.id, digest]));
    const notices = rows.map((row) => {
      const digest = row.digestId ? digestOf.get(row.digestId) : undefined;
      return {
        noticeId: row.id, groupId: row.groupId, number: deadlineOf.get(row.deadlineId)?.request.number ?? null, rule: deadlineOf.get(row.deadlineId)?.rule ?? null, rung: row.rung,
        forDate: toCivil(row.forDate), dueOn: toCivil(row.dueOn), to: emailOf.get(row.personId) ?? null, state: row.state, attempts: row.attempts, lastError: row.lastError,
        messageId: row.messageId, writtenAt: row.createdAt.toISOString(), nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null, sentAt: row.sentAt?.toISOString() ?? null,
        seenAt: row.seenAt?.toISOString() ?? null, acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
        digest: digest ? { digestId: digest.id, day: toCivil(digest.day), state: digest.state, attempts: digest.attempts, lastError: digest.lastError, messageId: digest.messageId, sentAt: digest.sentAt?.toISOString() ?? null } : null,
      };
    });
    const lines = notices.map((notice) => {
      const gathered = notice.digest ? `, in the mail of ${notice.digest.day} (${notice.digest.state})` : '';
      const answered = notice.acknowledgedAt ? `, acknowledged ${notice.acknowledgedAt}` : '';
      return `${notice.dueOn}  ${notice.rung.padEnd(9)}  ${notice.number ?? '?'} (${notice.forDate})  ${notice.to ?? '?'}  ${notice.state}${notice.lastError ? `: ${notice.lastError}` : ''}${gathered}${answered}`;
    });
    return { json: { notices }, text: lines.join('\n') || 'The ledger is empty: no date has come near yet.' };
  },
});

/** A number may be in several groups: all of them, unless one is named. */
async function requestIds(db: Db, request: string, group: string | undefined): Promise<string[]> {
  const named = NUMBER.test(request) ? { number: request.toUpperCase() } : { id: request };
  const found = await db.recordsRequest.findMany({ where: { ...named, ...(group ? { groupId: group } : {}) }, select: { id: true } });
  if (found.length === 0) throw new AppError('requests.not-found', { status: 404, message: t('There is no request {name}.', { name: request }) });
  return found.map((one) => one.id);
}

async function personIds(db: Db, person: string, group: string | undefined): Promise<string[]> {
  const named = person.includes('@') ? { email: person } : { id: person };
  const found = await db.person.findMany({ where: { ...named, ...(group ? { groupId: group } : {}) }, select: { id: true } });
  if (found.length === 0) throw new AppError('accounts.person-not-found', { status: 404, message: t('There is no person {name}.', { name: person }) });
  return found.map((one) => one.id);
}
