import { z } from 'zod';
import { command } from './command.js';

export const listGroupsCommand = command({
  name: 'list-groups',
  summary: 'Lists the groups of this server with how many people and requests each has.',
  usage: '',
  input: z.object({}),
  run: async ({ db }) => {
    const rows = await db.group.findMany({ orderBy: { id: 'asc' }, include: { _count: { select: { people: { where: { deactivatedAt: null } }, requests: true } } } });
    const groups = rows.map((row) => ({
      groupId: row.id, name: row.name, isExample: row.isExample, people: row._count.people, requests: row._count.requests, createdAt: row.createdAt.toISOString(),
    }));
    const lines = groups.map((group) => `${group.groupId}  ${group.name}${group.isExample ? ' (example)' : ''}: ${group.people} people, ${group.requests} requests`);
    return { json: { groups }, text: lines.join('\n') || 'There is no group yet. Make one with create-group, or open the set-up link the server prints.' };
  },
});
