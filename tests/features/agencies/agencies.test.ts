import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addAgency } from '../../../server/features/agencies/add-agency.js';
import { agencyBySlug, agencyFor, listAgencies, pageOfAgencies } from '../../../server/features/agencies/agencies.queries.js';
import { channelInput, correctAgencyBody, newAgencyBody } from '../../../server/features/agencies/agencies.schemas.js';
import { refusalOf } from '../../../server/features/agencies/agency-profile.js';
import { correctAgency } from '../../../server/features/agencies/correct-agency.js';
import { seedDirectory } from '../../../server/features/agencies/seed-directory.js';
import { withdrawCorrection } from '../../../server/features/agencies/withdraw-correction.js';
import { AGENCY_CALENDARS } from '../../../server/features/statutes/agency-calendars.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Bench, accountsBench, atTheSameMoment, eventTypes } from '../accounts/bench.js';

let bench: Bench;
let ours: Actor;
let theirs: Actor;
beforeAll(async () => {
  bench = await accountsBench();
  await seedDirectory(bench.deps);
  ours = await bench.group('Harbor');
  theirs = await bench.group('Canal');
});
afterAll(() => bench.database.close());

const bySlug = async (actor: Actor, slug: string) => {
  const agency = await agencyBySlug(bench.deps.db, actor.groupId, slug);
  if (!agency) throw new Error(`no ${slug}`);
  return agency;
};
const correct = (actor: Actor, agencyId: string, correction: object) => correctAgency(bench.deps, actor, { agencyId, correction: correctAgencyBody.parse(correction) });

describe('the directory', () => {
  test('has the ten agencies, counted as the calculator counts them', async () => {
    const agencies = await listAgencies(bench.deps.db, ours.groupId);
    expect(agencies.map((agency) => agency.slug)).toEqual(['lapd', 'bopc', 'lapd-oig', 'la-city-attorney', 'lasd', 'cal-doj', 'ice', 'cbp', 'fbi', 'obim']);
    for (const agency of agencies) {
      const known: { law: string; calendarSet: string; timeZone: string; component?: string } = AGENCY_CALENDARS[agency.slug as keyof typeof AGENCY_CALENDARS];
      expect([agency.slug, agency.statute, agency.calendarSet, agency.timeZone, agency.component]).toEqual([agency.slug, known.law, known.calendarSet, known.timeZone, known.component ?? null]);
    }
  });

  test('is the same after another start, with corrections kept', async () => {
    const before = await bench.deps.db.agency.findMany({ orderBy: { id: 'asc' } });
    await seedDirectory(bench.deps);
    expect(await bench.deps.db.agency.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  test('gives a source for every way to reach an agency, and never an empty address', async () => {
    for (const agency of await listAgencies(bench.deps.db, ours.groupId)) {
      expect(agency.channels.length).toBeGreaterThan(0);
      for (const channel of agency.channels) expect(channel).toMatchObject({ value: expect.stringMatching(/\S/), source: expect.stringMatching(/\S/) });
      for (const field of ['statute', 'calendarSet', 'timeZone']) expect(agency.sureness[field]?.source).toMatch(/\S/);
    }
  });

  test('says what it does not know instead of guessing', async () => {
    expect((await bySlug(ours, 'lapd')).notKnown).toEqual(['email', 'phone']);
    expect((await bySlug(ours, 'lasd')).notKnown).toEqual(['portal', 'email', 'phone']);
    expect((await bySlug(ours, 'lasd')).notes).toMatch(/County Counsel.*Send to both/);
    expect((await bySlug(ours, 'lasd')).sureness['calendarSet']).toMatchObject({ confidence: 'unverified' });
  });

  test.each(['ice', 'cbp', 'obim'])('%s takes requests by its portal only', async (slug) => {
    const agency = await bySlug(ours, slug);
    for (const kind of ['email', 'post', 'fax'] as const) expect(refusalOf(agency, kind)).toMatchObject({ since: '2026-01-22', source: expect.stringContaining('2025-23783') });
    expect(refusalOf(agency, 'portal')).toBeNull();
    expect(agency.channels.find((channel) => channel.kind === 'portal')).toMatchObject({ designated: true });
  });
});

describe('a correction', () => {
  test('is seen by the group that made it and by nobody else, and says it is theirs', async () => {
    const lapd = await bySlug(ours, 'lapd');
    const channels = [...lapd.channels, { kind: 'email', value: 'records@lapd.example', note: 'From their auto-reply', designated: true }];
    expect(await correct(ours, lapd.id, { channels, unit: 'CPRA Unit', note: 'Their reply of Nov 20' })).toEqual(['unit', 'channels']);

    const corrected = await bySlug(ours, 'lapd');
    expect(corrected.channels.at(-1)).toMatchObject({ value: 'records@lapd.example', confidence: 'group', designated: true });
    expect(corrected.channels[0]).toEqual(lapd.channels[0]);
    expect(corrected.notKnown).toEqual(['phone']);
    expect(corrected.sureness['unit']).toEqual({ confidence: 'group', source: 'Their reply of Nov 20' });
    expect(corrected.correction).toMatchObject({ fields: ['unit', 'channels'], note: 'Their reply of Nov 20', correctedById: ours.personId });
    expect(corrected.name).toBe(lapd.name);
    expect(await bySlug(theirs, 'lapd')).toEqual(lapd);
    expect((await eventTypes(bench.database, ours.groupId)).filter((type) => type.startsWith('agency'))).toEqual(['agency.corrected']);
  });

  test('adds to earlier ones; the same words again change nothing', async () => {
    const lapd = await bySlug(ours, 'lapd');
    expect(await correct(ours, lapd.id, { notes: 'Ask for Sgt. on duty' })).toEqual(['notes']);
    expect(await correct(ours, lapd.id, { notes: 'Ask for Sgt. on duty', unit: 'CPRA Unit' })).toEqual([]);
    expect(await bySlug(ours, 'lapd')).toMatchObject({ unit: 'CPRA Unit', notes: 'Ask for Sgt. on duty' });
  });

  test('two at once both stay', async () => {
    const fbi = await bySlug(ours, 'fbi');
    await atTheSameMoment(bench.database, ours.groupId, [() => correct(ours, fbi.id, { unit: 'Records' }), () => correct(ours, fbi.id, { notes: 'Slow' })]);
    expect(await bySlug(ours, 'fbi')).toMatchObject({ unit: 'Records', notes: 'Slow' });
  });

  test('can note and lift a refusal', async () => {
    const { id } = await bySlug(ours, 'ice');
    await correct(ours, id, { refusedKinds: ['post', 'fax'] });
    const ice = await bySlug(ours, 'ice');
    expect(refusalOf(ice, 'email')).toBeNull();
    expect(refusalOf(ice, 'post')).toMatchObject({ confidence: 'confirmed' });
  });

  test('survives a start and is taken back whole', async () => {
    await seedDirectory(bench.deps);
    const { id } = await bySlug(ours, 'lapd');
    expect((await bySlug(ours, 'lapd')).unit).toBe('CPRA Unit');
    await withdrawCorrection(bench.deps, ours, id);
    expect(await bySlug(ours, 'lapd')).toEqual(await bySlug(theirs, 'lapd'));
    await expect(withdrawCorrection(bench.deps, ours, id)).rejects.toMatchObject({ code: 'agencies.no-correction' });
  });

  test('cannot touch what clocks count with', () => {
    expect(correctAgencyBody.parse({ statute: 'FOIA', calendarSet: 'FED', timeZone: 'UTC', unit: 'X' })).toEqual({ unit: 'X', note: '' });
  });
});

describe('an agency a group adds', () => {
  const input = (given: object) => newAgencyBody.parse({ type: 'ca_city', name: 'City of Long Beach Police Department', shortName: 'Long Beach PD', ...given });

  test('gets statute, calendar and zone from its kind, and is the group’s alone', async () => {
    const { agencyId, slug } = await addAgency(bench.deps, ours, input({ channels: [{ kind: 'email', value: 'records@longbeach.example' }] }));
    expect(slug).toBe('long-beach-pd');
    expect(await agencyFor(bench.deps.db, ours.groupId, agencyId)).toMatchObject({
      addedByGroup: true, statute: 'CPRA', calendarSet: 'CA', timeZone: 'America/Los_Angeles', level: 'city', channels: [{ confidence: 'group' }],
    });
    expect(await agencyFor(bench.deps.db, theirs.groupId, agencyId)).toBeNull();
    expect(await agencyBySlug(bench.deps.db, theirs.groupId, slug)).toBeNull();
    expect((await listAgencies(bench.deps.db, theirs.groupId)).map((agency) => agency.slug)).not.toContain(slug);
    await expect(correct(theirs, agencyId, { unit: 'Stolen' })).rejects.toMatchObject({ code: 'agencies.not-found', status: 404 });
    expect(await correct(ours, agencyId, { unit: 'Records Division' })).toEqual(['unit']);
    expect(await agencyFor(bench.deps.db, ours.groupId, agencyId)).toMatchObject({ unit: 'Records Division', correction: null });
  });

  test('needs a short name of its own, among several at once too', async () => {
    await expect(addAgency(bench.deps, ours, input({ shortName: 'LAPD' }))).rejects.toMatchObject({ code: 'agencies.name-taken', status: 409, fields: { shortName: expect.any(String) } });
    const tries = await Promise.allSettled([1, 2, 3].map(() => addAgency(bench.deps, ours, input({ shortName: 'Signal Hill PD' }))));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await addAgency(bench.deps, theirs, input({ shortName: 'Signal Hill PD' }));
  });

  test('a federal one is counted under FOIA', async () => {
    const { agencyId } = await addAgency(bench.deps, ours, input({ type: 'federal', department: 'DOJ', shortName: 'USMS' }));
    expect(await agencyFor(bench.deps.db, ours.groupId, agencyId)).toMatchObject({ statute: 'FOIA', calendarSet: 'FED', component: 'DOJ', timeZone: 'America/New_York' });
  });

  test.each([
    [{ kind: 'email', value: 'not an address' }, ['value']],
    [{ kind: 'phone', value: 'call us' }, ['value']],
    [{ kind: 'pigeon', value: 'x' }, ['kind']],
    [{ kind: 'post', value: ' ' }, ['value']],
  ])('refuses the way %j', (channel, path) => {
    expect(channelInput.safeParse(channel).error?.issues[0]?.path).toEqual(path);
  });
});

test('the directory is listed a page at a time, each agency once', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await pageOfAgencies(bench.deps.db, ours.groupId, { after, limit: 4 });
    seen.push(...page.agencies.map((agency) => agency.slug));
    after = page.next ?? undefined;
  } while (after);
  expect(seen).toEqual((await listAgencies(bench.deps.db, ours.groupId)).map((agency) => agency.slug));
});
