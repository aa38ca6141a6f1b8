import { z } from 'zod';
import { groupNotFound } from '../features/accounts/accounts.errors.js';
import { type TimelineVerdict, verifyTimeline } from '../features/timeline/verify-timeline.js';
import { command } from './command.js';

export const verifyTimelineCommand = command({
  name: 'verify-timeline',
  summary: 'Proves that no entry of a timeline was changed, removed or put in between; exits with 1 when one was.',
  usage: '[--group ID]',
  input: z.object({ group: z.uuid({ error: 'it must be a group’s id, as list-groups shows it.' }).optional() }),
  run: async ({ db }, { group }) => {
    const chosen = await db.group.findMany({ where: group ? { id: group } : {}, orderBy: { id: 'asc' }, select: { id: true, name: true } });
    if (group && chosen.length === 0) throw groupNotFound(group);
    const groups: (TimelineVerdict & { name: string })[] = [];
    for (const { id, name } of chosen) groups.push({ name, ...(await verifyTimeline({ db }, id)) });
    const ok = groups.every((verdict) => verdict.broken === null);
    return { json: { ok, groups }, text: groups.map(sentence).join('\n') || 'There is no group yet, so there is no timeline.', exitCode: ok ? 0 : 1 };
  },
});

function sentence({ name, events, erased, broken, headHash }: TimelineVerdict & { name: string }): string {
  if (broken) return `${name}: BROKEN at entry ${broken.seq}: ${broken.why}.`;
  return `${name}: ${events} entries hold${erased > 0 ? `, ${erased} with their words erased` : ''}. Head: ${headHash}`;
}
