import type { Actor } from '../../../server/platform/http/actor.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { newId } from '../../../server/platform/ids.js';
import { makeAdvocatesWorld, type World } from '../../support/world.js';

/** A request of two items at a police department of the group's own, sent on October 1, 2026 and received that day. Gives its id. */
export async function jailLists(world: World, advocate: Actor): Promise<string> {
  const agencyId = newId();
  await world.database.db.agency.create({
    data: {
      id: agencyId, groupId: advocate.groupId, slug: 'zanzibar-police', name: 'Zanzibar Police Department', shortName: 'ZPD', level: 'city', statute: 'CPRA', calendarSet: 'LA_CITY', timeZone: 'America/Los_Angeles',
      channels: [{ kind: 'portal', value: 'https://zpd.example/records', designated: true, confidence: 'group' }],
    },
  });
  const { id } = await enterRequest(world.context, advocate, {
    agencyId, title: 'Jail lists', sentOn: '2026-10-01', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'],
    items: [{ heading: 'Lists', text: 'All' }, { heading: 'Logs', text: 'All' }], received: { date: '2026-10-01', basis: 'portal' },
  });
  return id;
}

/** The group of that request eight days later, its advocate at the browser. */
export async function jailListsWorld() {
  const made = await makeAdvocatesWorld({ now: '2026-10-09T17:00:00Z', name: 'Ilse Marrowby' });
  return { ...made, id: await jailLists(made.world, made.advocate) };
}
