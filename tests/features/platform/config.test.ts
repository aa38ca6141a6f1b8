import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../server/config.js';
import { rehearsalClock } from '../../../server/platform/clock.js';
import { StartError } from '../../../server/platform/errors.js';

describe('settings', () => {
  test('are complete without any', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', redisUrl: null, rehearsalNow: null, secrets: { databaseUrl: null, smtpUrl: null, s3: null } });
    expect(path.isAbsolute(readConfig({}).dataDir)).toBe(true);
  });

  test('an empty one is as good as none', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' })).toEqual(readConfig({}));
  });

  test.each([
    [{ PORT: 'eighty' }, /^The setting PORT must be a whole number from 0 to 65535\.$/],
    [{ PORT: '70000' }, /^The setting PORT must be/],
    [{ DATABASE_URL: 'mysql://localhost/x' }, /^The setting DATABASE_URL must be an address like postgresql:/],
    [{ REDIS_URL: 'localhost:6379' }, /^The setting REDIS_URL must be/],
    [{ SMTP_URL: 'mail.example.org' }, /^The setting SMTP_URL must be/],
    [{ REPLY_DOMAIN: 'not a domain' }, /^The setting REPLY_DOMAIN must be a domain name/],
    [{ S3_ENDPOINT: 'https://s3.example.org' }, /^S3 needs all four/],
    [{ REHEARSAL_NOW: 'tomorrow' }, /^The setting REHEARSAL_NOW must be an instant/],
    [{ REHEARSAL_NOW: '2026-13-40T00:00:00Z' }, /^The setting REHEARSAL_NOW must be an instant/],
    [{ REHEARSAL_NOW: '2026-11-24T09:00:00-08:00', NODE_ENV: 'production' }, /a rehearsal clock never serves real work/],
    [{ SESSION_SECRET: 'short' }, /^The setting SESSION_SECRET must have at least 32 characters/],
  ])('a wrong one is one sentence: %j', (env, sentence) => {
    let caught: unknown;
    try {
      readConfig(env);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(StartError);
    expect((caught as StartError).message).toMatch(sentence);
    expect((caught as StartError).message).not.toContain('\n');
  });

  test('a wrong secret is not printed', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:hunter2@localhost/x' })).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
  });
});

test('a rehearsal’s clock starts where it was put and runs on', () => {
  const start = new Date('2026-11-24T17:00:00Z');
  const clock = rehearsalClock(start, Date.now() - 90_000);
  expect(clock.rehearsalStart).toEqual(start);
  expect(clock.now().getTime() - start.getTime()).toBeGreaterThanOrEqual(90_000);
  expect(clock.now().getTime() - start.getTime()).toBeLessThan(95_000);
});
