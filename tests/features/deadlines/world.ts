import { load } from 'cheerio';
import type { Clock } from '../../../server/platform/clock.js';
import { fromCivil } from '../../../server/platform/clock.js';
import type { Db } from '../../../server/platform/db.js';
import type { Actor, RoleName } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { agencyBySlug } from '../../../server/features/agencies/agencies.queries.js';
import { seedDirectory } from '../../../server/features/agencies/seed-directory.js';
import { addFact } from '../../../server/features/deadlines/add-fact.js';
import { recalculateDeadlines } from '../../../server/features/deadlines/recalculate-deadlines.js';
import { createRequest } from '../../../server/features/requests/create-request.js';
import { refreshState } from '../../../server/features/requests/refresh-state.js';

/** A clock a test sets. */
export interface SetClock extends Clock {
  set(instant: string): void;
}

export function setClock(instant: string): SetClock {
  let now = new Date(instant);
  return { now: () => now, rehearsalStart: null, set: (next) => { now = new Date(next); } };
}

export interface World {
  readonly groupId: string;
  readonly owner: Actor;
  readonly lawyer: Actor;
  readonly advocate: Actor;
  readonly volunteer: Actor;
}

/** A group with one person of each role. */
export async function makeGroup(db: Db, name = 'Harbor Watch', options: { isExample?: boolean } = {}): Promise<World> {
  await seedDirectory({ db });
  const groupId = newId();
  await db.group.create({ data: { id: groupId, name, isExample: options.isExample ?? false } });
  const person = async (role: RoleName): Promise<Actor> => {
    const personId = newId();
    const said = `${role} of ${name}`;
    await db.person.create({ data: { id: personId, groupId, role, name: said, email: `${role}.${personId}@example.org` } });
    return { groupId, personId, role, name: said, groupName: name, isExample: options.isExample ?? false, timeZone: 'America/Los_Angeles', via: 'session' };
  };
  return { groupId, owner: await person('owner'), lawyer: await person('lawyer'), advocate: await person('advocate'), volunteer: await person('volunteer') };
}

export interface MadeRequest {
  readonly id: string;
  readonly number: string;
}

/** A request of three items to an agency, not sent. */
export async function draftRequest(db: Db, actor: Actor, options: { agency?: string; at: Date }): Promise<MadeRequest> {
  const agency = await agencyBySlug(db, actor.groupId, options.agency ?? 'lapd');
  if (!agency) throw new Error('no such agency');
  const items = ['Access logs', 'Sharing agreements', 'Audits'].map((heading) => ({ heading, text: `${heading}, all of them.` }));
  return db.$transaction((tx) =>
    createRequest(tx, actor, { agencyId: agency.id, statute: agency.statute, title: 'Who plate data goes to', templateSlug: null, items, draft: null }, options.at));
}

/** A request whose letter left on a day; receipt is presumed on that day. */
export async function sentRequest(db: Db, actor: Actor, options: { agency?: string; sentOn: string; at: Date; presumed?: boolean }): Promise<MadeRequest & { letterId: string }> {
  const request = await draftRequest(db, actor, options);
  const letterId = newId();
  const where = { groupId: actor.groupId, requestId: request.id };
  await db.letter.create({
    data: {
      id: letterId, ...where, templateSlug: 'cpra-alpr-sharing', templateHash: '', state: 'sent', channel: 'email', subject: 'Request', bodyText: 'Text', bodyHtml: '<p>Text</p>',
      contentHash: '', messageId: `<${letterId}@replies.example.org>`, createdById: actor.personId, frozenAt: options.at, sentAt: options.at, sentOn: fromCivil(options.sentOn),
    },
  });
  await db.$transaction(async (tx) => {
    if (options.presumed !== false) await addFact(tx, { ...where, type: 'received', date: options.sentOn, basis: 'presumed', presumed: true, letterId, recordedById: null, at: options.at });
    await refreshState(tx, { ...where, at: options.at });
    await recalculateDeadlines(tx, { ...where, at: options.at, reason: 'The letter was sent.' });
  });
  return { ...request, letterId };
}

/** The words of a request's events of one type, oldest first. */
export async function eventWords(db: Db, requestId: string, type: string): Promise<Record<string, unknown>[]> {
  const events = await db.event.findMany({ where: { requestId, type }, orderBy: { seq: 'asc' }, include: { words: true } });
  return events.map((event) => (event.words?.words ?? {}) as Record<string, unknown>);
}

/** A page's words, or those of a part of it, with ordinary spaces. */
export const wordsIn = (html: string, selector = 'main'): string => load(html)(selector).text().replaceAll('\u00a0', ' ').replace(/\s+/g, ' ');
