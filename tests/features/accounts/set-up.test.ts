import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createGroup } from '../../../server/features/accounts/create-group.js';
import { openInstallation } from '../../../server/features/accounts/open-installation.js';
import { operatorCreateGroup } from '../../../server/features/accounts/operator-create-group.js';
import { setUpGroup } from '../../../server/features/accounts/set-up-group.js';
import { setUpLink } from '../../../server/features/accounts/set-up-link.js';
import { signIn } from '../../../server/features/accounts/sign-in.js';
import { rehearsalClock } from '../../../server/platform/clock.js';
import { StartError } from '../../../server/platform/errors.js';
import { type Bench, PASSWORD, accountsBench, eventTypes } from './bench.js';

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
