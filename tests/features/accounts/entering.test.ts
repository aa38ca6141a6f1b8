import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TOTP } from 'otpauth';
import { myAccount } from '../../../server/features/accounts/accounts.queries.js';
import { beginSecondStep } from '../../../server/features/accounts/begin-second-step.js';
import { confirmSecondStep } from '../../../server/features/accounts/confirm-second-step.js';
import { createGroup } from '../../../server/features/accounts/create-group.js';
import { openInstallation } from '../../../server/features/accounts/open-installation.js';
import { operatorCreateGroup } from '../../../server/features/accounts/operator-create-group.js';
import { removeSecondStep } from '../../../server/features/accounts/remove-second-step.js';
import { resetSecondStep } from '../../../server/features/accounts/reset-second-step.js';
import { setUpGroup } from '../../../server/features/accounts/set-up-group.js';
import { setUpLink } from '../../../server/features/accounts/set-up-link.js';
import { signIn } from '../../../server/features/accounts/sign-in.js';
import { takeCode } from '../../../server/features/accounts/take-code.js';
import { passCeiling, rememberNetwork, TRIES } from '../../../server/features/accounts/try-limits.js';
import { rehearsalClock } from '../../../server/platform/clock.js';
import { StartError } from '../../../server/platform/errors.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { accountsBench, type Bench, eventTypes, openSession, PASSWORD } from './bench.js';

describe('set-up', () => {
  const codeOf = (link: string | null): string => new URL(link ?? 'https://none').searchParams.get('code') ?? '';
  const first = (code: string) => ({ code, groupName: 'Harbor Records Project', name: 'Ada', email: 'ada@harbor.example', password: PASSWORD });

  describe('the first run', () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await accountsBench();
      await openInstallation(bench.deps);
    });
    afterAll(() => bench.database.close());

    test('keeps the session secret from start to start', async () => {
      const once = await openInstallation(bench.deps);
      const again = await openInstallation(bench.deps);
      expect(once.sessionSecret).toHaveLength(43);
      expect(again).toEqual(once);
    });

    test('prints a new link at each start, and only the last one works', async () => {
      const old = await setUpLink(bench.deps);
      const present = await setUpLink(bench.deps);
      expect(old).toMatch(/^https:\/\/tenday\.example\.org\/set-up\?code=[\w-]{43}$/);
      await expect(setUpGroup(bench.deps, first(codeOf(old)))).rejects.toMatchObject({ code: 'accounts.set-up-code', status: 403 });
      await expect(setUpGroup(bench.deps, first(''))).rejects.toMatchObject({ code: 'accounts.set-up-code' });
      expect(await bench.deps.db.installation.findUnique({ where: { id: 1 } })).not.toMatchObject({ setupCodeHash: codeOf(present) });
    });

    test('a weak password leaves set-up open and makes nothing', async () => {
      const code = codeOf(await setUpLink(bench.deps));
      await expect(setUpGroup(bench.deps, { ...first(code), password: 'short' })).rejects.toMatchObject({ code: 'accounts.weak-password', fields: { password: expect.any(String) } });
      expect(await bench.deps.db.group.count()).toBe(0);
    });

    test('of five visitors at once one makes the group, and set-up is closed for ever', async () => {
      const code = codeOf(await setUpLink(bench.deps));
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => setUpGroup(bench.deps, first(code))));
      const made = tries.filter((one) => one.status === 'fulfilled');
      expect(made).toHaveLength(1);
      for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'accounts.set-up-closed', status: 410 });
      expect(await bench.deps.db.group.count()).toBe(1);
      expect(await setUpLink(bench.deps)).toBeNull();
      const groupId = made[0]?.status === 'fulfilled' ? made[0].value.groupId : '';
      expect(await eventTypes(bench.database, groupId)).toEqual(['group.created', 'person.added']);
      const [owner] = await signIn(bench.deps, { email: 'ada@harbor.example', password: PASSWORD, address: '203.0.113.1' });
      expect(owner).toMatchObject({ groupName: 'Harbor Records Project', needsCode: false });
    });

    test('a database of real work refuses a rehearsal clock', async () => {
      const clock = rehearsalClock(new Date('2027-03-01T17:00:00Z'));
      await expect(openInstallation({ ...bench.deps, clock })).rejects.toBeInstanceOf(StartError);
      await expect(openInstallation({ ...bench.deps, clock })).rejects.toThrow(/^REHEARSAL_NOW is set, but this database holds real work\./);
    });
  });

  describe('an operator’s first group', () => {
    test('closes set-up too', async () => {
      const bench = await accountsBench();
      try {
        await openInstallation(bench.deps);
        const code = codeOf(await setUpLink(bench.deps));
        await operatorCreateGroup(bench.deps, { name: 'Canal Records', ownerEmail: 'o@canal.example', ownerName: 'O' });
        await expect(setUpGroup(bench.deps, first(code))).rejects.toMatchObject({ code: 'accounts.set-up-closed' });
        expect(await setUpLink(bench.deps)).toBeNull();
        expect(await bench.deps.db.installation.findUnique({ where: { id: 1 } })).toMatchObject({ setupClosedAt: expect.any(Date), setupCodeHash: null });
      } finally {
        await bench.database.close();
      }
    });

    test('an example group leaves set-up open: the link printed beside it makes the first group', async () => {
      const bench = await accountsBench();
      try {
        await openInstallation(bench.deps);
        const code = codeOf(await setUpLink(bench.deps));
        const example = { name: 'Bayside (example)', ownerName: 'M', ownerEmail: 'm@example.org', ownerPasswordHash: null, isExample: true };
        await bench.deps.db.$transaction((tx) => createGroup(tx, example, bench.deps.clock.now()));
        expect(await setUpGroup(bench.deps, first(code))).toMatchObject({ groupId: expect.any(String) });
        expect(await setUpLink(bench.deps)).toBeNull();
      } finally {
        await bench.database.close();
      }
    });

    test('a rehearsal’s database refuses an ordinary start', async () => {
      const bench = await accountsBench();
      try {
        await openInstallation({ ...bench.deps, clock: rehearsalClock(new Date('2027-03-01T17:00:00Z')) });
        await expect(openInstallation(bench.deps)).rejects.toThrow(/^This database belongs to a rehearsal/);
      } finally {
        await bench.database.close();
      }
    });
  });
});

describe('signing in', () => {
  let bench: Bench;
  let owner: Actor;
  beforeAll(async () => {
    bench = await accountsBench();
    owner = await bench.group('Harbor');
  });
  afterAll(() => bench.database.close());

  const attempt = (email: string, password: string, address = '203.0.113.7') => signIn(bench.deps, { email, password, address });

  describe('a password', () => {
    test('lets in; a wrong one and an unknown e-mail get the same answer', async () => {
      expect(await attempt('owner@harbor.example', PASSWORD)).toMatchObject([{ personId: owner.personId, groupName: 'Harbor' }]);
      const wrong = await attempt('owner@harbor.example', 'something else entirely').catch((error: unknown) => error);
      const unknown = await attempt('nobody@harbor.example', 'something else entirely').catch((error: unknown) => error);
      expect(wrong).toMatchObject({ code: 'accounts.sign-in-refused', status: 401 });
      expect(unknown).toMatchObject({ code: 'accounts.sign-in-refused', status: 401, message: (wrong as Error).message });
    });

    test('an unknown e-mail takes as long as a wrong password', async () => {
      const time = async (email: string): Promise<number> => {
        const began = performance.now();
        await attempt(email, 'something else entirely').catch(() => undefined);
        return performance.now() - began;
      };
      const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
      await bench.join(owner, 'advocate', 'timed@harbor.example');
      const known: number[] = [];
      const unknown: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        known.push(await time('timed@harbor.example'));
        unknown.push(await time(`nobody-${i}@harbor.example`));
      }
      expect(median(unknown)).toBeGreaterThan(median(known) * 0.5);
    });

    test('a person of two groups with one password chooses; with two passwords does not', async () => {
      const other = await bench.group('Canal', 'both@people.example');
      const here = await bench.join(owner, 'lawyer', 'both@people.example');
      const fitting = await attempt('both@people.example', PASSWORD);
      expect(fitting.map((one) => one.personId).sort()).toEqual([other.personId, here.personId].sort());
      await bench.deps.db.person.update({ where: { id: other.personId }, data: { passwordHash: null } });
      expect(await attempt('both@people.example', PASSWORD)).toMatchObject([{ personId: here.personId }]);
    });

    test('after ten wrong tries at an account an address waits, even with the right password; its owner comes in from another', async () => {
      await bench.join(owner, 'advocate', 'guessed@harbor.example');
      const tries = await Promise.allSettled(Array.from({ length: 14 }, (_, i) => attempt('guessed@harbor.example', `wrong guess ${i} again`, '198.51.100.1')));
      const codes = tries.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'in'));
      expect(codes.filter((code) => code === 'accounts.sign-in-refused')).toHaveLength(10);
      const blocked = await attempt('guessed@harbor.example', PASSWORD, '198.51.100.1').catch((error: unknown) => error);
      expect(blocked).toMatchObject({ code: 'accounts.too-many-tries', status: 429 });
      expect((blocked as { retryAfter: number }).retryAfter).toBeGreaterThan(600);
      expect(await attempt('guessed@harbor.example', PASSWORD, '198.51.100.2')).toHaveLength(1);
      expect(await attempt('owner@harbor.example', PASSWORD, '198.51.100.1')).toHaveLength(1);
    });

    test('a guess spread over many addresses is slowed to one in five seconds; who signed in from an address before comes in from there', async () => {
      const person = await bench.join(owner, 'lawyer', 'spread@harbor.example');
      const namesake = await bench.group('Spread', 'spread@harbor.example');
      await rememberNetwork(bench.deps.pool, person.personId, '2001:db8:5:6::1');
      const guess = (address: string) => passCeiling(bench.deps.pool, { email: 'spread@harbor.example', address }, [person.personId, namesake.personId]);
      for (let i = 0; i < TRIES.ceiling.points; i += 1) await guess(`198.18.0.${i}`);

      expect(await attempt('spread@harbor.example', PASSWORD, '198.19.0.1')).toHaveLength(2);
      await expect(attempt('spread@harbor.example', PASSWORD, '2001:db8:5:7::1')).rejects.toMatchObject({ code: 'accounts.too-many-tries' });
      const slowed = await attempt('spread@harbor.example', PASSWORD, '198.19.0.2').catch((error: unknown) => error);
      expect(slowed).toMatchObject({ code: 'accounts.too-many-tries', message: 'Too many tries. Wait a minute, then try again.' });
      expect((slowed as { retryAfter: number }).retryAfter).toBeLessThanOrEqual(TRIES.turn.seconds);
      expect(await attempt('spread@harbor.example', PASSWORD, '2001:db8:5:6:ffff::2')).toMatchObject([{ personId: person.personId }]);
      await expect(attempt('spread@harbor.example', 'a wrong guess from there', '2001:db8:5:6::3')).rejects.toMatchObject({ code: 'accounts.sign-in-refused' });
    });

    test('nobody’s e-mail is braked as somebody’s is', async () => {
      const email = 'nobody-at-all@harbor.example';
      for (let i = 0; i < TRIES.ceiling.points; i += 1) await passCeiling(bench.deps.pool, { email, address: `198.18.1.${i}` }, []);
      await expect(attempt(email, PASSWORD, '198.19.1.1')).rejects.toMatchObject({ code: 'accounts.sign-in-refused' });
      await expect(attempt(email, PASSWORD, '198.19.1.2')).rejects.toMatchObject({ code: 'accounts.too-many-tries' });
    });

    test('an address that guesses at many accounts waits', async () => {
      const tries = [];
      for (let i = 0; i < 61; i += 1) tries.push(attempt(`a${i}@nowhere.example`, 'one and the same guess', '192.0.2.66').catch((error: { code: string }) => error.code));
      const codes = await Promise.all(tries);
      expect(codes.filter((code) => code === 'accounts.too-many-tries')).toHaveLength(1);
    });
  });

  describe('a second step', () => {
    const codeFor = (secret: string): string => new TOTP({ secret }).generate({ timestamp: bench.deps.clock.now().getTime() });
    let person: Actor;
    let secret: string;
    beforeAll(async () => {
      person = await bench.join(owner, 'lawyer', 'lawyer@harbor.example');
    });

    test('counts for nothing until a code of it was typed', async () => {
      await beginSecondStep(bench.deps, person);
      secret = (await myAccount(bench.deps.db, person)).secret ?? '';
      expect(await attempt('lawyer@harbor.example', PASSWORD)).toMatchObject([{ needsCode: false }]);
      await expect(confirmSecondStep(bench.deps, person, '000000')).rejects.toMatchObject({ code: 'accounts.wrong-code' });
      await confirmSecondStep(bench.deps, person, codeFor(secret));
      expect(await attempt('lawyer@harbor.example', PASSWORD)).toMatchObject([{ needsCode: true }]);
      expect(await myAccount(bench.deps.db, person)).toMatchObject({ secondStep: 'on', secret: null });
    });

    test('takes each code once, and a neighbouring one for a clock that is off', async () => {
      const give = (code: string) => takeCode(bench.deps, { ...person, code, address: '203.0.113.9' });
      await expect(give(codeFor(secret))).rejects.toMatchObject({ code: 'accounts.wrong-code' });
      bench.deps.clock.move(30_000);
      const code = codeFor(secret);
      const twice = await Promise.allSettled([give(code), give(code)]);
      expect(twice.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      bench.deps.clock.move(60_000);
      const early = codeFor(secret);
      bench.deps.clock.move(29_000);
      await give(early);
      bench.deps.clock.move(120_000);
      await expect(give(early)).rejects.toMatchObject({ code: 'accounts.wrong-code' });
    });

    test('is guessed at six times in a quarter of an hour at most', async () => {
      const codes = [];
      for (let i = 0; i < 8; i += 1) {
        codes.push(await takeCode(bench.deps, { ...person, code: `00000${i}`, address: `203.0.113.${i + 20}` }).catch((error: { code: string }) => error.code));
      }
      expect(codes.at(-1)).toBe('accounts.too-many-tries');
    });

    test('is turned off with one’s password, or by an owner, whose act ends the sessions', async () => {
      await expect(removeSecondStep(bench.deps, person, 'not my password at all')).rejects.toMatchObject({ code: 'accounts.wrong-password', fields: { currentPassword: expect.any(String) } });
      await expect(resetSecondStep(bench.deps, owner, owner.personId)).rejects.toMatchObject({ code: 'accounts.own-second-step' });
      await openSession(bench.database, person.personId);
      await resetSecondStep(bench.deps, owner, person.personId);
      expect(await bench.deps.db.session.count({ where: { personId: person.personId } })).toBe(0);
      expect(await attempt('lawyer@harbor.example', PASSWORD)).toMatchObject([{ needsCode: false }]);
      expect((await eventTypes(bench.database, owner.groupId)).filter((type) => type.includes('second-step'))).toEqual(['person.second-step-on', 'person.second-step-off']);
    });
  });
});
