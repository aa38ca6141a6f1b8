import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupSettings, listTokens } from '../../../server/features/accounts/accounts.queries.js';
import { changeGroupSettings } from '../../../server/features/accounts/change-group-settings.js';
import { changePassword } from '../../../server/features/accounts/change-password.js';
import { createApiToken } from '../../../server/features/accounts/create-api-token.js';
import { groupSettingsBody, groupSettingsForm } from '../../../server/features/accounts/group-settings.schemas.js';
import { revokeApiToken } from '../../../server/features/accounts/revoke-api-token.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { type Bench, PASSWORD, accountsBench, openSession } from './bench.js';

let bench: Bench;
let owner: Actor;
beforeAll(async () => {
  bench = await accountsBench();
  owner = await bench.group('Harbor');
});
afterAll(() => bench.database.close());

describe('changing one’s password', () => {
  test('ends every other session and keeps the one it is done from', async () => {
    const here = await openSession(bench.database, owner.personId);
    await openSession(bench.database, owner.personId);
    await openSession(bench.database, owner.personId);
    const change = (currentPassword: string, password: string) => changePassword(bench.deps, owner, { currentPassword, password, sessionId: here });
    await expect(change('not the present one', 'a different long phrase')).rejects.toMatchObject({ code: 'accounts.wrong-password' });
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ code: 'accounts.weak-password' });
    expect(await bench.deps.db.session.count()).toBe(3);
    expect(await change(PASSWORD, 'a different long phrase')).toEqual({ sessionsEnded: 2 });
    expect(await bench.deps.db.session.findMany({ select: { sid: true } })).toEqual([{ sid: here }]);
  });
});

describe('an API token', () => {
  test('is stored as its hash, listed without it, and revoked by its person only', async () => {
    const { token, tokenId } = await createApiToken(bench.deps, owner, { name: 'nightly export' });
    expect(token).toMatch(/^tdy_[\w-]{43}$/);
    const row = await bench.deps.db.apiToken.findUniqueOrThrow({ where: { id: tokenId } });
    expect(JSON.stringify(row)).not.toContain(token.slice(4));
    expect(await listTokens(bench.deps.db, { groupId: owner.groupId, personId: owner.personId })).toMatchObject([{ id: tokenId, name: 'nightly export', lastUsedAt: null }]);
    const colleague = await bench.join(owner, 'owner', 'colleague@harbor.example');
    await expect(revokeApiToken(bench.deps, colleague, tokenId)).rejects.toMatchObject({ status: 404 });
    await revokeApiToken(bench.deps, owner, tokenId);
    await expect(revokeApiToken(bench.deps, owner, tokenId)).rejects.toMatchObject({ status: 404 });
    expect(await listTokens(bench.deps.db, { groupId: owner.groupId, personId: owner.personId })).toEqual([]);
  });
});

describe('the group’s settings', () => {
  test('are changed with a record of what was and is; nothing changed, nothing recorded', async () => {
    expect(await changeGroupSettings(bench.deps, owner, { numberPrefix: 'HRP', feeCeilingCents: 5000, contactEmail: 'records@harbor.example' })).toEqual(['numberPrefix', 'feeCeilingCents', 'contactEmail']);
    expect(await changeGroupSettings(bench.deps, owner, { numberPrefix: 'HRP' })).toEqual([]);
    expect(await groupSettings(bench.deps.db, owner.groupId)).toMatchObject({ numberPrefix: 'HRP', feeCeilingCents: 5000, contactEmail: 'records@harbor.example', name: 'Harbor' });
    const events = await bench.deps.db.event.findMany({ where: { groupId: owner.groupId, type: 'group.settings-changed' }, include: { words: true } });
    expect(events).toHaveLength(1);
    expect(events[0]?.words?.words).toMatchObject({ numberPrefix: { from: 'TD', to: 'HRP' }, feeCeilingCents: { from: 2500, to: 5000 } });
  });

  test.each([
    [{ numberPrefix: '2X' }, 'numberPrefix'],
    [{ numberPrefix: 'TOOLONGPREFIX' }, 'numberPrefix'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ contactEmail: 'nobody' }, 'contactEmail'],
    [{ feeCeilingCents: -1 }, 'feeCeilingCents'],
    [{ undoMinutes: 61 }, 'undoMinutes'],
    [{ undoMinutes: -1 }, 'undoMinutes'],
    [{ name: ' ' }, 'name'],
  ])('refuse %j', (given, field) => {
    expect(groupSettingsBody.safeParse(given).error?.issues[0]?.path).toEqual([field]);
  });

  test('take the ceiling in dollars from the page', () => {
    const form = { name: 'Harbor', numberPrefix: 'td', timeZone: 'America/Los_Angeles', postalAddress: '', contactEmail: '', contactPhone: '', undoMinutes: '5' };
    expect(groupSettingsForm.parse({ ...form, feeCeiling: '19.99' })).toMatchObject({ feeCeiling: 1999, numberPrefix: 'TD', undoMinutes: 5 });
    expect(groupSettingsForm.safeParse({ ...form, feeCeiling: '19,99' }).success).toBe(false);
    expect(groupSettingsForm.safeParse({ ...form, feeCeiling: '25', undoMinutes: '61' }).success).toBe(false);
  });
});
