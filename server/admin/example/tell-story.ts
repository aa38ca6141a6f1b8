import type { Context } from '../../context.js';
import { addPerson } from '../../features/accounts/add-person.js';
import { changeGroupSettings } from '../../features/accounts/change-group-settings.js';
import { createGroup } from '../../features/accounts/create-group.js';
import { isAgencySlug, type AgencySlug } from '../../features/statutes/agency-calendars.js';
import { type CivilDate, addDays, toDayNumber } from '../../features/statutes/civil-date.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Act, ExampleRequest } from './acts.js';
import { GROUP, OWNER, PEOPLE, type PersonKey } from './people.js';
import { type Played, type Stage, perform } from './perform.js';
import { answeredRequests } from './requests-answered.js';
import { endedRequests } from './requests-ended.js';
import { federalRequests } from './requests-federal.js';
import { waitingRequests } from './requests-waiting.js';
import { type StoryClock, instantAt, storyClock } from './story-clock.js';
import { type StoryDays, storyDays } from './story-days.js';

/** Where the group is, and its working day: every act is done between nine and the evening. */
const ZONE = 'America/Los_Angeles';
const MORNING = 9 * 60;
/** Between two acts of one day, in minutes. */
const APART = 7;

/** The forty requests, as they stand when the story ends today. */
export function exampleRequests(days: StoryDays): ExampleRequest[] {
  return [...waitingRequests(days), ...answeredRequests(days), ...endedRequests(days), ...federalRequests(days)];
}

/**
 * Makes the example group and plays its year: every act by its use case, with the clock at the act's instant, in order of time, so that chain and
 * dates are what they would have been.
 * @param deps its clock gives the present and nothing else
 * @param passwordHash of the one password all its people have
 */
export async function tellStory(deps: Context, passwordHash: string): Promise<{ groupId: string }> {
  const days = storyDays(civilIn(deps.clock.now(), ZONE).date as CivilDate);
  const founded = days.before(addDays(days.today, -360), 0);
  const clock = storyClock(deps.clock, instantAt(founded, MORNING, ZONE));
  const stage = await openGroup({ ...deps, clock }, clock);
  for (const { act, played, at } of inOrder(exampleRequests(days))) {
    clock.stand(at);
    await perform(stage, played, act);
  }
  return { groupId: stage.actors[OWNER].groupId };

  async function openGroup(context: Context, at: StoryClock): Promise<Stage> {
    const actors = await makePeople(context, at, passwordHash);
    await changeGroupSettings(context, actors[OWNER], GROUP.settings);
    const agencies = await context.db.agency.findMany({ where: { groupId: null }, select: { id: true, slug: true } });
    return { deps: context, actors, agencyIds: new Map(agencies.flatMap(({ id, slug }): [AgencySlug, string][] => (isAgencySlug(slug) ? [[slug, id]] : []))) };
  }
}

async function makePeople(deps: Context, clock: StoryClock, passwordHash: string): Promise<Record<PersonKey, Actor>> {
  const at = clock.now();
  const { name: ownerName, email: ownerEmail } = PEOPLE[OWNER];
  return deps.db.$transaction(async (tx) => {
    const { groupId, personId } = await createGroup(tx, { name: GROUP.name, ownerName, ownerEmail, ownerPasswordHash: passwordHash, isExample: true, timeZone: ZONE }, at);
    const actors: Partial<Record<PersonKey, Actor>> = {};
    for (const [key, { name, email, role }] of Object.entries(PEOPLE) as [PersonKey, (typeof PEOPLE)[PersonKey]][]) {
      const id = key === OWNER ? personId : await addPerson(tx, { groupId, at, name, email, role, passwordHash, how: 'operator', byPersonId: null });
      actors[key] = { groupId, personId: id, role, name, groupName: GROUP.name, isExample: true, timeZone: ZONE, via: 'session' };
    }
    return actors as Record<PersonKey, Actor>;
  });
}

interface Dated {
  readonly act: Act;
  readonly played: Played;
  readonly at: Date;
}

/** When the first act of a day is done, in minutes since midnight: not every morning at nine. */
const morningOf = (date: CivilDate): number => MORNING + ((toDayNumber(date) * 37) % 120);

/** All acts by day, and within a day in the order of the requests, minutes apart. */
function inOrder(requests: readonly ExampleRequest[]): Dated[] {
  const acts = requests.flatMap((request) => {
    const played: Played = { request, requestId: '', letterId: '' };
    return request.acts.map((act) => ({ act, played }));
  });
  const ofDay = new Map<string, number>();
  return acts.sort((a, b) => a.act.on.localeCompare(b.act.on)).map(({ act, played }) => {
    const nth = ofDay.get(act.on) ?? 0;
    ofDay.set(act.on, nth + 1);
    return { act, played, at: instantAt(act.on, morningOf(act.on) + nth * APART, ZONE) };
  });
}
