import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import request from 'supertest';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { portalParts } from '../../../server/features/letters/portal-parts.js';
import { sendLetter } from '../../../server/features/letters/send-letter.js';
import { correctAgency } from '../../../server/features/agencies/correct-agency.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { projectRoot } from '../../../server/platform/paths.js';
import { type Browser, type World, makeWorld } from '../../support/world.js';

const letter = fs.readFileSync(path.join(projectRoot, 'tests', 'features', 'letters', 'goldens', 'cpra-alpr-sharing.txt'), 'utf8');
const number = 'TD-2026-0007';
const HEAD = /^Our number TD-2026-0007, part (\d+) of (\d+)\. .*\n\n/;
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
/** As a form sends it. */
const sent = (text: string) => text.replaceAll('\n', '\r\n').length;

describe('a letter for a portal’s box', () => {
  test('what fits stays one, without a number', () => {
    expect(portalParts(letter, { limit: sent(letter), number })).toEqual([letter]);
  });

  test.each([sent(letter) - 1, 5000, 4000, 2000, 1000])('in parts of %i characters, divided between items, each saying which it is', (limit) => {
    const parts = portalParts(letter, { limit, number });
    expect(parts.length).toBeGreaterThan(1);
    parts.forEach((part, index) => {
      expect(HEAD.exec(part)?.slice(1)).toEqual([String(index + 1), String(parts.length)]);
      expect(sent(part)).toBeLessThanOrEqual(limit);
      for (const line of part.split('\n')) expect([...line].length).toBeLessThan(80);
    });
    expect(parts.map((part) => part.replace(HEAD, '')).join('\n\n')).toBe(letter);
    expect(parts.some((part) => part.trimEnd().endsWith('What we ask'))).toBe(false);
  });

  test('whatever the words and the box, nothing is lost and nothing is too long', () => {
    const text = fc.array(fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), fc.constant('What we ask'), fc.string({ minLength: 600, maxLength: 2500 })), { minLength: 1, maxLength: 12 }).map((blocks) => blocks.join('\n\n'));
    fc.assert(fc.property(text, fc.integer({ min: 500, max: 3000 }), (given, limit) => {
      const parts = portalParts(given, { limit, number });
      for (const part of parts) expect(sent(part)).toBeLessThanOrEqual(limit);
      const bodies = parts.map((part) => (parts.length === 1 ? part : part.replace(HEAD, '')));
      expect(words(bodies.join(' ')).join('')).toBe(words(given).join(''));
    }), { numRuns: 200 });
  });
});

describe('the page that records a delivery', () => {
  let world: World;
  let owner: Actor;
  let browser: Browser;
  let letterId: string;

  beforeAll(async () => {
    world = await makeWorld();
    owner = await world.addGroup();
    browser = await world.signIn(owner);
    const { id } = await createDraft(world.context, owner, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' });
    ({ letterId } = await sendLetter(world.context, owner, { requestId: id, version: null, channel: 'portal' }));
  });
  afterAll(() => world.close());

  const copied = async (query = '') => {
    const $ = load((await browser.get(`/letters/${letterId}/deliver${query}`)).text);
    return { parts: $('.portal-part [data-copy]').toArray().map((element) => $(element).attr('data-copy') ?? ''), labels: $('.portal-part label').toArray().map((element) => $(element).text()), text: $('main').text().replace(/\s+/g, ' ') };
  };

  test('gives the whole letter, in parts for the box a person says', async () => {
    expect((await copied()).labels).toEqual(['The letter as plain text']);
    const { parts, labels, text } = await copied('?limit=4000');
    expect(labels).toEqual(['Part 1 of 2', 'Part 2 of 2']);
    expect(parts[0]).toMatch(/^Our number TD-\d{4}-\d{4}, part 1 of 2\. Part 2 follows\./);
    expect(text).toContain('takes it in 2 parts');
    expect((await copied('?limit=12')).labels).toEqual(['The letter as plain text']);
  });

  test('knows the box from the agency’s entry, which the group may set', async () => {
    const lapd = await world.agencyId('lapd');
    const bad = await browser.post(`/agencies/${lapd}`, { name: 'LAPD', shortName: 'LAPD', unit: '', notes: '', 'channels[0][kind]': 'portal', 'channels[0][value]': 'https://portal.example', 'channels[0][limit]': '20' });
    expect(bad.status).toBe(400);
    expect(bad.text).toContain('at least 500');
    await correctAgency(world.context, owner, { agencyId: lapd, correction: { channels: [{ kind: 'portal', value: 'https://portal.example', note: '', designated: null, limit: 4000 }], note: 'Tried it' } });
    expect((await copied()).labels).toEqual(['Part 1 of 2', 'Part 2 of 2']);
    const token = await world.tokenOf(owner);
    const api = (query: string) => request(world.app).get(`/api/v1/letters/${letterId}/parts${query}`).set('Authorization', `Bearer ${token}`);
    expect((await api('')).body).toMatchObject({ limit: 4000, parts: [expect.stringContaining('part 1 of 2'), expect.stringContaining('part 2 of 2')] });
    expect(((await api('?limit=100000')).body as { parts: string[] }).parts).toHaveLength(1);
    expect((await api('?limit=12')).status).toBe(400);
    expect((await browser.get(`/agencies/${lapd}`)).text).toContain('A message takes 4000 characters.');
    expect(load((await browser.get(`/agencies/${lapd}/edit`)).text)('[name="channels[0][limit]"]').attr('value')).toBe('4000');
  });
});
