import { z } from 'zod';
import { groupNotFound } from '../features/accounts/accounts.errors.js';
import { toCivil } from '../platform/clock.js';
import { command } from './command.js';

export const ledgerCommand = command({
  name: 'ledger',
  summary: 'Prints the ledger of notices, newest first: who was to be told of which date, and what became of it.',
  usage: '[--group ID] [--limit N]',
  input: z.object({
    group: z.uuid({ error: 'it must be a group’s id, as list-groups shows it.' }).optional(),
    limit: z.coerce.number({ error: 'it must be a number.' }).int().min(1).max(10_000).default(200),
  }),
  run: async ({ db }, { group, limit }) => {
    if (group && !(await db.group.findUnique({ where: { id: group }, select: { id: true } }))) throw groupNotFound(group);
    const rows = await db.notice.findMany({ where: group ? { groupId: group } : {}, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: limit });
    const [deadlines, people] = await Promise.all([
      db.deadline.findMany({ where: { id: { in: [...new Set(rows.map((row) => row.deadlineId))] } }, select: { id: true, rule: true, request: { select: { number: true } } } }),
      db.person.findMany({ where: { id: { in: [...new Set(rows.map((row) => row.personId))] } }, select: { id: true, email: true } }),
    ]);
    const deadlineOf = new Map(deadlines.map((deadline) => [deadline.id, deadline]));
    const emailOf = new Map(people.map((person) => [person.id, person.email]));
    const notices = rows.map((row) => ({
      noticeId: row.id, groupId: row.groupId, number: deadlineOf.get(row.deadlineId)?.request.number ?? null, rule: deadlineOf.get(row.deadlineId)?.rule ?? null, rung: row.rung,
      forDate: toCivil(row.forDate), dueOn: toCivil(row.dueOn), to: emailOf.get(row.personId) ?? null, state: row.state, attempts: row.attempts, lastError: row.lastError,
      messageId: row.messageId, sentAt: row.sentAt?.toISOString() ?? null, seenAt: row.seenAt?.toISOString() ?? null,
    }));
    const lines = notices.map((notice) => `${notice.dueOn}  ${notice.rung.padEnd(8)}  ${notice.number ?? '?'} (${notice.forDate})  ${notice.to ?? '?'}  ${notice.state}${notice.lastError ? `: ${notice.lastError}` : ''}`);
    return { json: { notices }, text: lines.join('\n') || 'The ledger is empty: no date has come near yet.' };
  },
});
