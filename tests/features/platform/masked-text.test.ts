import { describe, expect, test } from '@jest/globals';
import { masked, secretsIn } from '../../../server/platform/masked-text.js';

describe('what opens something', () => {
  test.each([
    ['Your passcode is 7f3-QQ.', 'Your passcode is ••••••.'],
    ['Password: hunter2, valid until Friday', 'Password: ••••••, valid until Friday'],
    ['The access code for the folder: 88231', 'The access code for the folder: ••••••'],
    ['See https://files.example.org/d?key=Zq81LmT0wXv93hfQ.', 'See ••••••.'],
    ['At https://share.example.org/s/AbC123dEf456GhI789jKl012 until May', 'At •••••• until May'],
    ['At https://share.example.org/f/0b1c2d3e-4f50-4a61-8b72-9c83ad94be05 until May', 'At •••••• until May'],
    ['Your one-time passcode (OTP) is 4431.', 'Your one-time passcode (OTP) is ••••••.'],
    ['Enter the following code: 882 134', 'Enter the following code: ••••••'],
    ['Use code 553201 to sign in.', 'Use code •••••• to sign in.'],
    ['Access code – HB44X', 'Access code – ••••••'],
    ['The password for the file is “harbor”', 'The password for the file is “••••••”'],
    ['Su código de verificación es 123456', 'Su código de verificación es ••••••'],
    ['Open https://files.example.org/:f:/g/logs?e=AbC12 today', 'Open •••••• today'],
    ['Open https://mail.example.org/r?token=abc today', 'Open •••••• today'],
    ['Open https://portal.example.org/invite/abcdef-ghijkl today', 'Open •••••• today'],
    ['Open https://files.example.org/g/Ec3bJk2lQ9xLh today', 'Open •••••• today'],
    ['Token 9f8a7b6c5d4e3f2a1b0c9d8e7f', 'Token ••••••'],
  ])('%s', (text, shown) => expect(masked(text)).toBe(shown));

  test.each([
    'The records are at https://www.example.gov/records/plate-readers.', 'Your request has been assigned number 26-11873.', 'Reference 2026-ICFO-12345 of November 10, 2026.',
    'Posted at https://www.example.gov/news/annual-report-of-2026-on-plate-readers today', 'Gov. Code § 7922.535(b)', 'You need a password to open the file.', 'You need a password to open the 2026 file.', 'The password will be sent in a separate e-mail.', 'Penal code 832.7 and case number 26-4411', 'At https://www.example.gov/files/Report2026Final.pdf today', 'See https://recordsrequest.example.gov/requests/26-4411?tab=all',
  ])('stays as it is: %s', (text) => expect(masked(text)).toBe(text));

  test('half a megabyte of long links takes no longer than three seconds', () => {
    const text = `https://x.example/${'a-1.'.repeat(490)} `.repeat(250);
    const before = performance.now();
    expect(secretsIn(text)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test('stretches come in order and apart, whatever the text, in time that grows with it', () => {
    const text = 'password: a1b2c3 https://x.example/?t=abcdefghij password: '.repeat(2000) + 'a1'.repeat(100_000);
    const found = secretsIn(text);
    expect(found.length).toBeGreaterThan(3000);
    for (const [index, { start, end }] of found.entries()) expect([start < end, start >= (found[index - 1]?.end ?? 0)]).toEqual([true, true]);
  }, 10_000);
});
