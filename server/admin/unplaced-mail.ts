import { z } from 'zod';
import { giveRawMail } from '../features/replies/give-raw-mail.js';
import { UsageError, command } from './command.js';

export const unplacedMailCommand = command({
  name: 'unplaced-mail',
  summary: 'Lists mails that belong to no group and mails that could not be read, newest first; with --give and --group, gives one to a group, which has it read again.',
  usage: '[--give ID --group ID] [--limit N]',
  input: z.object({
    give: z.uuid({ error: 'it must be a mail’s id, as this command lists it.' }).optional(),
    group: z.uuid({ error: 'it must be a group’s id, as list-groups shows it.' }).optional(),
    limit: z.coerce.number({ error: 'it must be a number.' }).int().min(1).max(10_000).default(200),
  }),
  run: async ({ db, clock }, { give, group, limit }) => {
    if (give || group) {
      if (!give || !group) throw new UsageError('--give and --group go together: which mail, and to which group.');
      await giveRawMail({ db, clock }, { rawMailId: give, groupId: group });
      return { json: { given: give, groupId: group }, text: 'Given. The server reads it again within minutes, and files it or holds it in the group’s pen.' };
    }
    const rows = await db.rawMail.findMany({ where: { OR: [{ groupId: null, state: 'processed' }, { state: 'failed' }] }, orderBy: [{ arrivedAt: 'desc' }, { id: 'desc' }], take: limit });
    const mails = rows.map((row) => ({
      rawMailId: row.id, groupId: row.groupId, state: row.state, door: row.door, arrivedAt: row.arrivedAt.toISOString(), size: Number(row.size), sha256: row.sha256, from: row.envelopeFrom, to: row.envelopeTo, lastError: row.lastError,
    }));
    const lines = mails.map((one) => `${one.rawMailId}  ${one.arrivedAt}  ${one.door}  ${one.size} bytes  from ${one.from || '?'} to ${one.to.join(', ') || '?'}${one.state === 'failed' ? `  could not be read: ${one.lastError}${one.groupId ? ` (group ${one.groupId})` : ''}` : ''}`);
    return { json: { mails }, text: lines.join('\n') || 'Every mail belongs to a group and was read.' };
  },
});
