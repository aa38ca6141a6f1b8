import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { changeRole } from '../../../server/features/accounts/change-role.js';
import { deactivatePerson } from '../../../server/features/accounts/deactivate-person.js';
import { reactivatePerson } from '../../../server/features/accounts/reactivate-person.js';
import { acknowledgeNotice } from '../../../server/features/notices/acknowledge-notice.js';
import { changeNoticeSettings } from '../../../server/features/notices/change-notice-settings.js';
import { type Delivery, USUAL } from '../../../server/features/notices/delivery.js';
import { sweepNotices } from '../../../server/features/notices/sweep-notices.js';
import { recordFact } from '../../../server/features/deadlines/record-fact.js';
import { changeResponsible } from '../../../server/features/requests/change-responsible.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import { type TestDatabase, testDatabase } from '../../support/database.js';
import { type LadderOffice, openLadder, sweepAndWork } from './office.js';

let database: TestDatabase;
let office: LadderOffice;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  office = await openLadder(database);
});

/** Somebody more in the group, who joined on the day the clock shows. */
async function join(role: 'lawyer' | 'advocate', name: string): Promise<Actor> {
  const { world, clock } = office;
  const personId = newId();
  await database.db.person.create({ data: { id: personId, groupId: world.groupId, role, name, email: `${name}.${personId}@example.org`, createdAt: clock.now() } });
  return { ...world.advocate, personId, role, name };
}
const settle = (actor: Actor, settings: Partial<Delivery>) => changeNoticeSettings({ db: database.db, clock: office.clock }, actor, { role: null, settings: { ...USUAL, ...settings } });
const handTo = (requestId: string, to: Actor) =>
  database.db.$transaction((tx) => changeResponsible(tx, { groupId: to.groupId, requestId, personId: office.world.owner.personId, responsibleId: to.personId, at: office.clock.now() }));
const DUE = 'due Mon, Nov 30, 2026';

describe('people come and go', () => {
  test('the new responsible person hears of the present rung once, the next day’s sweep included', async () => {
    const { clock } = office;
    const request = await office.confirmed();
    await office.morning('2026-11-23');
    await office.mails();
    clock.set('2026-11-25T20:00:00Z');
    const next = await join('advocate', 'nora');
    await handTo(request.id, next);
    await sweepAndWork(office.deps);
    await sweepAndWork(office.deps);
    expect(await office.mails()).toEqual([`nora: ${request.number}: ${DUE}`]);
    await office.morning('2026-11-27');
    expect(await office.mails()).toEqual([`lawyer: ${request.number}: ${DUE}`, `nora: ${request.number}: ${DUE}`]);
  });

  test('a lawyer who joins late hears of what comes after, not of every old date, also when the date is looked at for another reason', async () => {
    const { clock } = office;
    const request = await office.confirmed();
    await office.morning('2026-12-01');
    await office.mails();
    clock.set('2026-12-03T20:00:00Z');
    await join('lawyer', 'lena');
    await handTo(request.id, office.world.lawyer);
    await sweepAndWork(office.deps);
    await office.mails();
    await office.morning('2026-12-08');
    expect(await office.mails()).toEqual([`lawyer: ${request.number}: late after Mon, Nov 30, 2026`, `lena: ${request.number}: late after Mon, Nov 30, 2026`]);
  });

  test('the responsible person is let go: the owners hear of the present rung at once; back again, that person does', async () => {
    const { clock, world, deps } = office;
    const request = await office.confirmed();
    await office.morning('2026-11-23');
    await office.mails();
    clock.set('2026-11-24T20:00:00Z');
    await deactivatePerson(deps, world.owner, world.advocate.personId);
    await sweepAndWork(deps);
    expect(await office.mails()).toEqual([`owner: ${request.number}: ${DUE}`]);
    clock.set('2026-11-27T16:05:00Z');
    await sweepAndWork(deps);
    expect(await office.mails()).toEqual([`lawyer: ${request.number}: ${DUE}`, `owner: ${request.number}: ${DUE}`]);
    await reactivatePerson(deps, world.owner, world.advocate.personId);
    await sweepAndWork(deps);
    expect(await office.mails()).toEqual([`advocate: ${request.number}: ${DUE}`]);
  });

  test('a responsible person made a volunteer is told no more; the owners are', async () => {
    const { clock, world, deps } = office;
    const request = await office.confirmed();
    clock.set('2026-11-24T20:00:00Z');
    await changeRole(deps, world.owner, { personId: world.advocate.personId, role: 'volunteer' });
    await sweepAndWork(deps);
    expect(await office.mails()).toEqual([`lawyer: ${request.number}: ${DUE}`, `owner: ${request.number}: ${DUE}`]);
  });
});

describe('how somebody is told', () => {
  test('a warning not wanted is left out; the day itself can’t be', async () => {
    const request = await office.confirmed();
    await settle(office.world.advocate, { without: ['before-7', 'before-3', 'before-1', 'due'] });
    const told: string[][] = [];
    for (const day of ['2026-11-23', '2026-11-27', '2026-11-29', '2026-11-30']) {
      await office.morning(day);
      told.push((await office.mails()).filter((mail) => mail.startsWith('advocate')));
    }
    expect(told).toEqual([[], [], [], [`advocate: ${request.number}: ${DUE}`]]);
  });

  test('a role’s settings hold for whoever has none of their own', async () => {
    const request = await office.confirmed();
    const { world, clock } = office;
    await changeNoticeSettings({ db: database.db, clock }, world.owner, { role: 'lawyer', settings: { ...USUAL, without: ['before-7'] } });
    await changeNoticeSettings({ db: database.db, clock }, world.owner, { role: 'advocate', settings: { ...USUAL, without: ['before-7'] } });
    await settle(world.advocate, {});
    await office.morning('2026-11-23');
    expect(await office.mails()).toEqual([`advocate: ${request.number}: ${DUE}`]);
  });

  test('on quiet days a warning waits for the next day, or comes early when the date would be reached by then; late is said on its day', async () => {
    const request = await office.confirmed();
    // Mon and Tue, then Sat and Sun without mail: before-7 (Mon 23) waits for Wed; before-1 (Sun 29) and the day itself (Mon 30) come on Fri 27.
    await settle(office.world.advocate, { quietDays: [0, 1, 2, 6] });
    const told: Record<string, string[]> = {};
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01']) {
      await office.morning(day);
      told[day] = (await office.mails()).filter((mail) => mail.startsWith('advocate'));
    }
    const due = [`advocate: ${request.number}: ${DUE}`];
    expect(told).toEqual({
      '2026-11-23': [], '2026-11-24': [], '2026-11-25': due, '2026-11-27': due, '2026-11-28': [], '2026-11-29': [], '2026-11-30': [], '2026-12-01': [`advocate: ${request.number}: late`],
    });
    // The day itself took the place of the two before it: all three came up on the same Friday.
    const own = (await office.ledger(request.id)).filter((row) => row.who === office.world.advocate.personId).map(({ rung, state }) => [rung, state]);
    expect(own).toEqual([['before-7', 'sent'], ['before-3', 'cancelled'], ['before-1', 'cancelled'], ['due', 'sent'], ['late', 'sent']]);
  });

  test('while the responsible person is away the owner is told; back, they get what still stands', async () => {
    const request = await office.confirmed();
    await settle(office.world.advocate, { awayFrom: '2026-11-20', awayTo: '2026-11-28' });
    await office.morning('2026-11-23');
    expect(await office.mails()).toEqual([`lawyer: ${request.number}: ${DUE}`, `owner: ${request.number}: ${DUE}`]);
    await office.morning('2026-11-27');
    await office.mails();
    await office.morning('2026-11-29');
    expect(await office.mails()).toEqual([`advocate: ${request.number}: ${DUE}`, `lawyer: ${request.number}: ${DUE}`]);
  });

  test('away with nobody else to tell, the mail goes all the same', async () => {
    const { world } = office;
    await database.db.person.updateMany({ where: { id: { in: [world.lawyer.personId, world.owner.personId] } }, data: { deactivatedAt: new Date('2026-11-01T00:00:00Z') } });
    const request = await office.confirmed();
    await settle(world.advocate, { awayFrom: '2026-11-20', awayTo: '2026-12-20' });
    await office.morning('2026-11-30');
    expect(await office.mails()).toEqual([`advocate: ${request.number}: ${DUE}`]);
  });
});

describe('“I have this”', () => {
  const noticeOf = (requestId: string, actor: Actor, rung: string) => database.db.notice.findFirstOrThrow({ where: { requestId, personId: actor.personId, rung } });

  test('said by anyone, nothing goes up', async () => {
    const request = await office.confirmed(office.world.advocate, '2026-11-12');
    const { world, deps } = office;
    await office.morning('2026-11-30');
    await acknowledgeNotice(deps, world.lawyer, (await noticeOf(request.id, world.lawyer, 'late')).id);
    await office.morning('2026-12-02');
    await office.morning('2026-12-04');
    expect((await office.ledger(request.id)).filter((row) => row.rung === 'escalated')).toEqual([]);
  });

  test('not said by the morning of the second working day, the owners hear, once; a weekend does not count', async () => {
    office.clock.set('2026-11-23T17:00:00Z');
    const request = await office.confirmed(office.world.advocate, '2026-11-23');
    const up: Record<string, string[]> = {};
    // Due Thu, Dec 3: told on Thursday, so asked by Monday; late from Friday.
    for (const day of ['2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07', '2026-12-08', '2026-12-09']) {
      await office.morning(day);
      up[day] = (await office.mails()).filter((mail) => mail.startsWith('owner'));
    }
    expect(up).toEqual({ '2026-12-03': [], '2026-12-04': [], '2026-12-05': [], '2026-12-06': [], '2026-12-07': [`owner: ${request.number}: nobody has answered`], '2026-12-08': [], '2026-12-09': [] });
  });

  test('said after the owners’ notice was written and before it went, it does not go', async () => {
    const { world, deps, clock } = office;
    const request = await office.confirmed();
    await office.morning('2026-11-30');
    await office.mails();
    clock.set('2026-12-01T15:00:00Z');
    await acknowledgeNotice(deps, world.advocate, (await noticeOf(request.id, world.advocate, 'due')).id);
    await office.morning('2026-12-01');
    clock.set('2026-12-03T16:05:00Z');
    await sweepNotices(deps);
    await acknowledgeNotice(deps, world.lawyer, (await noticeOf(request.id, world.lawyer, 'late')).id);
    await sweepAndWork(deps);
    expect((await office.ledger(request.id)).filter((row) => row.rung === 'escalated').map((row) => row.why)).toEqual(['somebody acknowledged it']);
  });

  test('nobody acknowledges another person’s notice', async () => {
    const { world, deps } = office;
    const request = await office.confirmed();
    await office.morning('2026-11-30');
    const notice = await noticeOf(request.id, world.lawyer, 'due');
    await expect(acknowledgeNotice(deps, world.advocate, notice.id)).rejects.toMatchObject({ code: 'notices.not-found' });
    await expect(acknowledgeNotice(deps, world.volunteer, notice.id)).rejects.toMatchObject({ code: 'notices.not-found' });
  });
});

test('a receipt confirmed for another day than presumed is told to the lawyer, not to whoever confirmed it', async () => {
  const { world, clock, deps } = office;
  const request = await office.confirmed(world.advocate, '2026-11-16', '2026-11-09');
  clock.set('2026-11-20T18:00:00Z');
  await sweepAndWork(deps);
  expect(await office.mails()).toEqual([`lawyer: ${request.number}: now Mon, Nov 30, 2026`]);
});

describe('dates that are not the law’s', () => {
  test('a reminder goes to the person it was for alone, on its day and weekly until it is ticked off', async () => {
    const { world, clock, deps } = office;
    const request = await office.confirmed();
    await database.db.deadline.updateMany({ where: { requestId: request.id }, data: { state: 'void', wakeAt: null } });
    await recordFact(deps, world.lawyer, { requestId: request.id, fact: { type: 'reminder', date: '2026-11-20', basis: 'person', details: { n: 0, on: '2026-12-04', says: 'Call them', forPersonId: world.owner.personId, whateverHappens: true } } });
    await database.db.deadline.updateMany({ where: { requestId: request.id, kind: 'statutory' }, data: { state: 'void', wakeAt: null } });
    clock.set('2026-11-20T18:00:00Z');
    await sweepAndWork(deps);
    const told: Record<string, string[]> = {};
    for (const day of ['2026-12-01', '2026-12-03', '2026-12-04', '2026-12-05', '2026-12-11']) {
      await office.morning(day);
      told[day] = await office.mails();
    }
    expect(told).toEqual({
      '2026-12-01': [], '2026-12-03': [], '2026-12-04': [`owner: ${request.number}: due Fri, Dec 4, 2026`], '2026-12-05': [], '2026-12-11': [`owner: ${request.number}: reminder, Fri, Dec 4, 2026`],
    });
  });

  test('an agency’s promise is told three days before, on the day, the day after, and weekly; and never as late', async () => {
    const { world, deps } = office;
    const request = await office.confirmed();
    const promise = { of: 'records', items: [1], by: '2026-12-15', about: '', says: '' } as const;
    await recordFact(deps, world.advocate, { requestId: request.id, fact: { type: 'promise', date: '2026-11-20', basis: 'letter', details: { ...promise, items: [...promise.items] } } });
    for (const day of ['2026-12-12', '2026-12-15', '2026-12-16', '2026-12-23']) await office.morning(day);
    const own = await database.db.notice.findMany({ where: { requestId: request.id, personId: world.lawyer.personId, forDate: new Date('2026-12-15') }, orderBy: { dueOn: 'asc' } });
    expect(own.map((row) => [row.rung, row.state])).toEqual([['before-3', 'sent'], ['due', 'sent'], ['passed', 'sent'], ['weekly-1', 'sent']]);
    expect(await database.db.notice.count({ where: { requestId: request.id, rung: 'escalated', forDate: new Date('2026-12-15') } })).toBe(0);
  });
});
