import { describe, expect, test } from '@jest/globals';
import { read } from './mails/build.js';
import { MACHINE_MAILS } from './mails/machines.js';

describe('what sort of mail it is', () => {
  test.each(MACHINE_MAILS)('$name: $kind', async ({ raw, kind, failed, permanent, returned }) => {
    const { mail } = await read(raw);
    expect(mail.kind).toBe(kind);
    if (failed) expect(mail.failedRecipients).toEqual(failed);
    if (permanent !== undefined) expect(mail.permanent).toBe(permanent);
    if (returned) expect(mail.returned).toEqual(returned);
  });

  test('a bounce that says nothing readable says what its report says', async () => {
    const raw = MACHINE_MAILS[0]?.raw.replace('It was not delivered.', '') ?? '';
    expect((await read(raw)).mail.text).toContain('550 no such');
  });
});
