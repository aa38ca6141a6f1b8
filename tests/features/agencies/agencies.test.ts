import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import { addAgency } from '../../../server/features/agencies/add-agency.js';
import { agenciesAnswer, agencyAnswer } from '../../../server/features/agencies/agencies.api.schemas.js';
import { agencyBySlug, agencyFor, listAgencies, pageOfAgencies } from '../../../server/features/agencies/agencies.queries.js';
import { channelInput, correctAgencyBody, newAgencyBody } from '../../../server/features/agencies/agencies.schemas.js';
import { refusalOf } from '../../../server/features/agencies/agency-profile.js';
import { correctAgency } from '../../../server/features/agencies/correct-agency.js';
import { seedDirectory } from '../../../server/features/agencies/seed-directory.js';
import { withdrawCorrection } from '../../../server/features/agencies/withdraw-correction.js';
import { AGENCY_CALENDARS } from '../../../server/features/statutes/agency-calendars.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Browser, makeWorld, type World } from '../../support/world.js';
import { accountsBench, atTheSameMoment, type Bench, eventTypes } from '../accounts/bench.js';

describe('agencies', () => {
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
});

describe('their pages', () => {
  let world: World;
  let advocate: Actor;
  let stranger: Actor;
  let mine: Browser;
  beforeAll(async () => {
    world = await makeWorld();
    advocate = await world.addPerson(await world.addGroup(), 'advocate');
    stranger = await world.addGroup('Another');
    mine = await world.signIn(advocate);
  });
  afterAll(() => world.close());

  const text = (html: string, selector: string): string => load(html)(selector).text().replace(/\s+/g, ' ').trim();
  const call = async (actor: Actor, method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
    request(world.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${await world.tokenOf(actor)}`).send(body);

  /** The form as a browser would send it back, fields as they stand. */
  function fieldsOf(html: string): Record<string, string> {
    const $ = load(html);
    const fields: Record<string, string> = {};
    $('main form input:not([type=checkbox]), main form select, main form textarea').each((_, field) => {
      const name = $(field).attr('name');
      if (name && name !== '_csrf') fields[name] = String($(field).val() ?? '').replace(/^\n/, '');
    });
    return fields;
  }

  describe('an agency’s page', () => {
    test('says what DHS refuses, since when and by which rule', async () => {
      const page = await mine.get(`/agencies/${await world.agencyId('ice')}`);
      expect(page.status).toBe(200);
      expect(text(page.text, '.note')).toMatch(/Not by e-mail, post, and fax\. .*Since Thu, Jan 22, 2026\. .*2025-23783/);
    });

    test('shows how sure each detail is, and what is not known', async () => {
      const page = await mine.get(`/agencies/${await world.agencyId('lapd')}`);
      expect(text(page.text, 'main')).toMatch(/Not known: e-mail and telephone/);
      expect(text(page.text, '.conf')).toMatch(/Confirmed/);
      expect(load(page.text)('a[href="https://recordsrequest.lacity.org/"]').length).toBe(1);
      expect(text((await mine.get(`/agencies/${await world.agencyId('lasd')}`)).text, '.note')).toMatch(/County Counsel.*Send to both/);
    });

    test('is corrected with the form, for this group only, and back again', async () => {
      const path = `/agencies/${await world.agencyId('lapd')}`;
      const form = await mine.get(`${path}/edit`);
      const fields = fieldsOf(form.text);
      const unchanged = await mine.post(path, fields);
      expect(unchanged.headers['location']).toBe(path);
      expect((await mine.get(path)).text).toContain('Nothing was changed.');

      const wrong = await mine.post(path, { ...fields, 'channels[2][kind]': 'email', 'channels[2][value]': 'records at lapd', note: 'Their letter' });
      expect(wrong.status).toBe(400);
      const $ = load(wrong.text);
      expect([$('#channels-2-value').val(), $('#channels-2-value-error').text(), $('#note').val()]).toEqual(['records at lapd', expect.stringMatching(/e-mail address/), 'Their letter']);

      expect((await mine.post(path, { ...fields, 'channels[2][kind]': 'email', 'channels[2][value]': 'records@lapd.example', note: 'Their letter of Nov 20' })).status).toBe(303);
      const corrected = await mine.get(path);
      expect(text(corrected.text, 'main')).toMatch(/records@lapd\.example By your group/);
      expect(text(corrected.text, 'main')).toMatch(/Your group changed ways to reach it/);
      expect((await (await world.signIn(stranger)).get(path)).text).not.toContain('records@lapd.example');
      expect((await mine.post(`${path}/correction/withdraw`)).status).toBe(303);
      expect((await mine.get(path)).text).not.toContain('records@lapd.example');
    });
  });

  describe('adding an agency', () => {
    test('asks for its kind, keeps what was typed, and shows it to this group only', async () => {
      const form = await mine.get('/agencies/new');
      const fields = { ...fieldsOf(form.text), name: 'Long Beach Police Department', shortName: 'Long Beach PD' };
      delete (fields as Record<string, string>)['type'];
      const wrong = await mine.post('/agencies', fields);
      expect([wrong.status, load(wrong.text)('#name').val()]).toEqual([400, 'Long Beach Police Department']);
      expect(text(wrong.text, '#type-error')).toMatch(/what kind/);
      const done = await mine.post('/agencies', { ...fields, type: 'ca_city', 'channels[0][kind]': 'post', 'channels[0][value]': '400 W. Broadway' });
      expect(done.status).toBe(303);
      const path = done.headers['location'] ?? '';
      expect(text((await mine.get(path)).text, 'main')).toMatch(/Added by your group.*400 W\. Broadway By your group/);
      expect((await mine.get('/agencies')).text).toContain('Long Beach PD');
      expect((await (await world.signIn(stranger)).get(path)).status).toBe(404);
      const twice = await mine.post('/agencies', { ...fields, type: 'ca_city' });
      expect([twice.status, text(twice.text, '#shortName-error')]).toEqual([409, expect.stringMatching(/Already in your directory/)]);
    });

    test('is not for volunteers, who may look', async () => {
      const volunteer = await world.signIn(await world.addPerson(advocate, 'volunteer'));
      expect((await volunteer.get('/agencies/new')).status).toBe(403);
      const list = await volunteer.get('/agencies');
      expect(list.status).toBe(200);
      expect(list.text).not.toContain('Your requests');
    });
  });

  describe('agencies over the API', () => {
    test('come in the documented shape; an agency read may be sent back unchanged', async () => {
      const { agencies } = agenciesAnswer.parse((await call(advocate, 'get', '/agencies')).body);
      const fbi = agencies.find((agency) => agency.slug === 'fbi');
      const sent = await call(advocate, 'patch', `/agencies/${fbi?.id}`, { channels: fbi?.channels, unit: fbi?.unit });
      expect(agencyAnswer.parse(sent.body)).toMatchObject({ correction: null, channels: fbi?.channels });
    });

    test('are corrected field by field; another group’s is not there', async () => {
      const id = await world.agencyId('cbp');
      expect(agencyAnswer.parse((await call(advocate, 'patch', `/agencies/${id}`, { notes: 'Slow in summer' })).body)).toMatchObject({ notes: 'Slow in summer', correction: { fields: ['notes'] } });
      const added = agencyAnswer.parse((await call(stranger, 'post', '/agencies', { type: 'federal', name: 'U.S. Marshals Service', shortName: 'USMS', department: 'DOJ' })).body);
      expect(added).toMatchObject({ statute: 'FOIA', component: 'DOJ', addedByGroup: true });
      expect((await call(advocate, 'get', `/agencies/${added.id}`)).status).toBe(404);
      expect((await call(advocate, 'patch', `/agencies/${added.id}`, { notes: 'x' })).status).toBe(404);
    });

    test('a wrong way is named by its path', async () => {
      const answer = await call(advocate, 'patch', `/agencies/${await world.agencyId('cbp')}`, { channels: [{ kind: 'email', value: 'nope' }] });
      expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([400, ['channels.0.value']]);
    });
  });
});
