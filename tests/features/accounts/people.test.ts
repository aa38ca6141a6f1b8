import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { acceptInvitation } from '../../../server/features/accounts/accept-invitation.js';
import { groupSettings, listPeople, listTokens, openInvitations } from '../../../server/features/accounts/accounts.queries.js';
import { authenticate } from '../../../server/features/accounts/authenticate.js';
import { changeGroupSettings } from '../../../server/features/accounts/change-group-settings.js';
import { changePassword } from '../../../server/features/accounts/change-password.js';
import { changeRole } from '../../../server/features/accounts/change-role.js';
import { createApiToken } from '../../../server/features/accounts/create-api-token.js';
import { deactivatePerson } from '../../../server/features/accounts/deactivate-person.js';
import { groupSettingsBody, groupSettingsForm } from '../../../server/features/accounts/group-settings.schemas.js';
import { invitePerson } from '../../../server/features/accounts/invite-person.js';
import { issueResetLink } from '../../../server/features/accounts/issue-reset-link.js';
import { passwordProblem } from '../../../server/features/accounts/password-rules.js';
import { hashPassword, passwordFits } from '../../../server/features/accounts/password.js';
import { reactivatePerson } from '../../../server/features/accounts/reactivate-person.js';
import { revokeApiToken } from '../../../server/features/accounts/revoke-api-token.js';
import { revokeInvitation } from '../../../server/features/accounts/revoke-invitation.js';
import { signIn } from '../../../server/features/accounts/sign-in.js';
import { useSignInLink } from '../../../server/features/accounts/use-sign-in-link.js';
import { verifyTimeline } from '../../../server/features/timeline/verify-timeline.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { accountsBench, atTheSameMoment, type Bench, eventTypes, openSession, PASSWORD } from './bench.js';

describe('people', () => {
  const DAY = 24 * 60 * 60 * 1000;
  const secretOf = (url: string): string => url.split('/').at(-1) ?? '';

  let bench: Bench;
  let owner: Actor;
  let stranger: Actor;
  beforeAll(async () => {
    bench = await accountsBench();
    owner = await bench.group('Harbor');
    stranger = await bench.group('Canal');
  });
  afterAll(() => bench.database.close());

  const byToken = (token: string) => authenticate(bench.deps, { get: (name: string) => (name === 'authorization' ? `Bearer ${token}` : undefined), session: {} } as unknown as Request);
  const bySession = (personId: string) => authenticate(bench.deps, { get: () => undefined, session: { personId } } as unknown as Request);

  describe('an invitation', () => {
    test('lets one person join, once, with the role it names', async () => {
      const { url } = await invitePerson(bench.deps, owner, { email: 'new@harbor.example', role: 'advocate' });
      expect(url).toMatch(/^https:\/\/tenday\.example\.org\/invitations\/[\w-]{43}$/);
      const join = () => acceptInvitation(bench.deps, { token: secretOf(url), name: 'Newcomer', password: PASSWORD });
      const twice = await Promise.allSettled([join(), join()]);
      expect(twice.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      await expect(join()).rejects.toMatchObject({ code: 'accounts.invitation-accepted', status: 410 });
      expect(await signIn(bench.deps, { email: 'new@harbor.example', password: PASSWORD, address: '203.0.113.5' })).toHaveLength(1);
      const { people } = await listPeople(bench.deps.db, owner.groupId, { limit: 50 });
      expect(people.find((person) => person.email === 'new@harbor.example')).toMatchObject({ name: 'Newcomer', role: 'advocate' });
    });

    test('expires after seven days', async () => {
      const { url } = await invitePerson(bench.deps, owner, { email: 'late@harbor.example', role: 'volunteer' });
      bench.deps.clock.move(7 * DAY);
      await expect(acceptInvitation(bench.deps, { token: secretOf(url), name: 'Late', password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.invitation-expired', status: 410 });
      const [open] = await openInvitations(bench.deps.db, owner.groupId, bench.deps.clock.now());
      expect(open).toMatchObject({ email: 'late@harbor.example', expired: true });
    });

    test('is replaced by a newer one, and can be taken back, but not by another group', async () => {
      const old = await invitePerson(bench.deps, owner, { email: 'late@harbor.example', role: 'volunteer' });
      const present = await invitePerson(bench.deps, owner, { email: 'late@harbor.example', role: 'volunteer' });
      await expect(acceptInvitation(bench.deps, { token: secretOf(old.url), name: 'L', password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.invitation-revoked' });
      await expect(revokeInvitation(bench.deps, stranger, present.invitationId)).rejects.toMatchObject({ status: 404 });
      await revokeInvitation(bench.deps, owner, present.invitationId);
      await expect(acceptInvitation(bench.deps, { token: secretOf(present.url), name: 'L', password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.invitation-revoked' });
    });

    test('is refused for somebody who already belongs, and leaves no e-mail in the timeline', async () => {
      await expect(invitePerson(bench.deps, owner, { email: 'new@harbor.example', role: 'owner' })).rejects.toMatchObject({ code: 'accounts.already-member', fields: { email: expect.any(String) } });
      const issued = await bench.deps.db.event.findMany({ where: { groupId: owner.groupId, type: 'invitation.issued' }, include: { words: true } });
      expect(issued.length).toBeGreaterThan(0);
      expect(JSON.stringify(issued.map((event) => event.words?.words))).not.toContain('@');
    });
  });

  describe('deactivating somebody', () => {
    test('ends sessions, tokens and links at once, and letting them in again brings none back', async () => {
      const person = await bench.join(owner, 'lawyer', 'leaver@harbor.example');
      const bystander = await bench.join(owner, 'lawyer', 'stayer@harbor.example');
      await openSession(bench.database, person.personId);
      await openSession(bench.database, bystander.personId);
      const { token } = await createApiToken(bench.deps, person, { name: 'script' });
      const link = await issueResetLink(bench.deps, owner, person.personId);
      expect(await byToken(token)).toMatchObject({ personId: person.personId, via: 'token', role: 'lawyer' });

      await deactivatePerson(bench.deps, owner, person.personId);
      expect(await byToken(token)).toBeNull();
      expect(await bySession(person.personId)).toBeNull();
      expect(await bench.deps.db.session.findMany({ select: { personId: true } })).toEqual([{ personId: bystander.personId }]);
      await expect(useSignInLink(bench.deps, { token: secretOf(link.url), password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.link-over' });
      await expect(signIn(bench.deps, { email: 'leaver@harbor.example', password: PASSWORD, address: '203.0.113.8' })).rejects.toMatchObject({ code: 'accounts.sign-in-refused' });
      await expect(deactivatePerson(bench.deps, owner, person.personId)).rejects.toMatchObject({ code: 'accounts.already-deactivated' });

      await reactivatePerson(bench.deps, owner, person.personId);
      expect(await byToken(token)).toBeNull();
      await expect(useSignInLink(bench.deps, { token: secretOf(link.url), password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.link-over' });
      expect(await signIn(bench.deps, { email: 'leaver@harbor.example', password: PASSWORD, address: '203.0.113.8' })).toHaveLength(1);
    });

    test.each([
      ['deactivated', (leaver: Actor) => deactivatePerson(bench.deps, owner, leaver.personId)],
      ['no longer owner', (leaver: Actor) => changeRole(bench.deps, owner, { personId: leaver.personId, role: 'advocate' })],
    ])('an owner who is %s can’t come back by an invitation or a reset link they issued before', async (_how, out) => {
      const leaver = await bench.join(owner, 'owner', `${randomUUID()}@harbor.example`);
      const other = await bench.join(owner, 'lawyer', `${randomUUID()}@harbor.example`);
      const invitation = await invitePerson(bench.deps, leaver, { email: `${randomUUID()}@elsewhere.example`, role: 'owner' });
      const link = await issueResetLink(bench.deps, leaver, other.personId);
      await out(leaver);
      await expect(acceptInvitation(bench.deps, { token: secretOf(invitation.url), name: 'Again', password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.invitation-revoked' });
      await expect(useSignInLink(bench.deps, { token: secretOf(link.url), password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.link-over' });
    });

    test('is not possible across groups', async () => {
      const person = await bench.join(owner, 'advocate', 'walled@harbor.example');
      for (const act of [
        () => deactivatePerson(bench.deps, stranger, person.personId),
        () => reactivatePerson(bench.deps, stranger, person.personId),
        () => changeRole(bench.deps, stranger, { personId: person.personId, role: 'owner' }),
        () => issueResetLink(bench.deps, stranger, person.personId),
      ]) {
        await expect(act()).rejects.toMatchObject({ code: 'accounts.person-not-found', status: 404 });
      }
      expect(await bySession(person.personId)).toMatchObject({ role: 'advocate' });
    });
  });

  describe('the last owner', () => {
    test('can neither leave nor become something else', async () => {
      await expect(deactivatePerson(bench.deps, stranger, stranger.personId)).rejects.toMatchObject({ code: 'accounts.last-owner', status: 409 });
      await expect(changeRole(bench.deps, stranger, { personId: stranger.personId, role: 'lawyer' })).rejects.toMatchObject({ code: 'accounts.last-owner' });
    });

    test('stays even when two owners remove each other at the same moment', async () => {
      const second = await bench.join(stranger, 'owner', 'second@canal.example');
      const both = await atTheSameMoment(bench.database, stranger.groupId, [
        () => deactivatePerson(bench.deps, stranger, second.personId),
        () => changeRole(bench.deps, second, { personId: stranger.personId, role: 'volunteer' }),
      ]);
      expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      expect(await bench.deps.db.person.count({ where: { groupId: stranger.groupId, role: 'owner', deactivatedAt: null } })).toBe(1);
    });
  });

  describe('a reset link', () => {
    test('sets a new password once and ends the sessions; the second step is still to be given', async () => {
      const person = await bench.join(owner, 'advocate', 'forgot@harbor.example');
      await bench.deps.db.person.update({ where: { id: person.personId }, data: { totpSecret: 'A'.repeat(32), totpConfirmedAt: bench.deps.clock.now() } });
      await openSession(bench.database, person.personId);
      const old = await issueResetLink(bench.deps, owner, person.personId);
      const { url } = await issueResetLink(bench.deps, owner, person.personId);
      const set = (link: string, password: string) => useSignInLink(bench.deps, { token: secretOf(link), password });
      await expect(set(old.url, 'a different long phrase')).rejects.toMatchObject({ code: 'accounts.link-over', status: 410 });
      await expect(set(url, 'forgot@harbor.example')).rejects.toMatchObject({ code: 'accounts.weak-password' });
      expect(await set(url, 'a different long phrase')).toMatchObject({ personId: person.personId, needsCode: true });
      await expect(set(url, 'yet another long phrase')).rejects.toMatchObject({ code: 'accounts.link-over' });
      expect(await bench.deps.db.session.count({ where: { personId: person.personId } })).toBe(0);
      const attempt = (password: string) => signIn(bench.deps, { email: 'forgot@harbor.example', password, address: '203.0.113.6' });
      await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: 'accounts.sign-in-refused' });
      expect(await attempt('a different long phrase')).toHaveLength(1);
    });

    test('is good for a day', async () => {
      const person = await bench.join(owner, 'advocate', 'slow@harbor.example');
      const { url } = await issueResetLink(bench.deps, owner, person.personId);
      bench.deps.clock.move(DAY);
      await expect(useSignInLink(bench.deps, { token: secretOf(url), password: PASSWORD })).rejects.toMatchObject({ code: 'accounts.link-over' });
    });
  });

  describe('who is calling', () => {
    test('a role given just now holds at the very next call', async () => {
      const person = await bench.join(owner, 'volunteer', 'riser@harbor.example');
      const { token } = await createApiToken(bench.deps, person, { name: 'script' });
      await changeRole(bench.deps, owner, { personId: person.personId, role: 'lawyer' });
      expect(await byToken(token)).toMatchObject({ role: 'lawyer' });
    });

    test('a wrong token is nobody, whatever session comes with it', async () => {
      const req = { get: () => 'Bearer tdy_wrong', session: { personId: owner.personId } } as unknown as Request;
      expect(await authenticate(bench.deps, req)).toBeNull();
    });

    test('being seen is written once a minute at most', async () => {
      const seenAt = async () => (await bench.deps.db.person.findUniqueOrThrow({ where: { id: owner.personId } })).lastSeenAt?.getTime();
      await bySession(owner.personId);
      const first = await seenAt();
      bench.deps.clock.move(59_000);
      await bySession(owner.personId);
      expect(await seenAt()).toBe(first);
      bench.deps.clock.move(1_000);
      await bySession(owner.personId);
      expect(await seenAt()).toBe((first ?? 0) + 60_000);
    });
  });

  test('people are listed a page at a time, each once, the group’s own only', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listPeople(bench.deps.db, owner.groupId, { after, limit: 3 });
      seen.push(...page.people.map((person) => person.id));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(await bench.deps.db.person.count({ where: { groupId: owner.groupId } }));
  });

  test('every change stands in the timeline, and the timeline holds', async () => {
    const types = new Set(await eventTypes(bench.database, owner.groupId));
    for (const type of ['person.added', 'invitation.issued', 'invitation.revoked', 'person.deactivated', 'person.reactivated', 'person.role-changed', 'person.reset-link-issued', 'person.password-set', 'token.created']) {
      expect(types).toContain(type);
    }
    expect((await verifyTimeline(bench.deps, owner.groupId)).broken).toBeNull();
  });
});

describe('one’s own account', () => {
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
});

describe('passwords', () => {
  const whose = { email: 'ilse.marrowby@harbor.example', groupName: 'Harbor Records Project' };

  describe('a password is refused when it is', () => {
    test.each([
      ['too short', 'eleven char', /at least 12/],
      ['too long', 'x1'.repeat(200), /at most 256/],
      ['among the commonest', 'Password1234', /first that are tried/],
      ['the same with other spacing', 'qwerty 123456', /first that are tried/],
      ['one character over and over', 'aaaaaaaaaaaaaaaa', /first that are tried/],
      ['the e-mail address', 'ilse.marrowby@harbor.example', /e-mail/],
      ['the e-mail’s name and a few digits', 'Ilse.Marrowby1', /e-mail/],
      ['the group’s name', 'harborrecordsproject', /group/],
      ['the group’s name and a year', 'Harbor Records Project 2026', /group/],
    ])('%s', (_, password, why) => {
      expect(passwordProblem(password, whose)).toMatch(why);
    });

    test('a long one of common words is taken, whatever kinds of characters it has', () => {
      expect(passwordProblem('seven small blue otters', whose)).toBeNull();
      expect(passwordProblem('harbor seals sleep on the pier', whose)).toBeNull();
    });
  });

  test('a password is stored as argon2id and fits however its letters were composed', async () => {
    const stored = await hashPassword('cafe\u0301 au lait before nine', whose);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordFits(stored, 'caf\u00e9 au lait before nine')).toBe(true);
    expect(await passwordFits(stored, 'cafe au lait before nine')).toBe(false);
    expect(await passwordFits(null, 'nobody has this password')).toBe(false);
  });
});
