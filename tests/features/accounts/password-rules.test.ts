import { describe, expect, test } from '@jest/globals';
import { hashPassword, passwordFits } from '../../../server/features/accounts/password.js';
import { passwordProblem } from '../../../server/features/accounts/password-rules.js';

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
