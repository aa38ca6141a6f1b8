import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { setUpLink } from '../../server/features/accounts/set-up-link.js';
import { PASSWORD } from '../support/world.js';
import { type Visit, axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite } from './site.js';

/** The way of a first visitor, by mouse and keyboard: set-up, a letter in five steps, receipt, extension, worksheet, files, sign-out. */

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
}, 60_000);
afterAll(() => browser?.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
/** A file of some kilobytes as one chooses it. */
const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`${name} `.repeat(4000)) });

/** Words of the page with ordinary spaces. */
const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');

async function setUp({ page }: Visit, site: Site): Promise<void> {
  const address = new URL((await setUpLink(site.world.context)) ?? '');
  await page.goto(site.url + address.pathname + address.search);
  await page.getByLabel('Name of the group').fill('Harbor Records Project');
  await page.getByLabel('Your name').fill('Olive Owner');
  await page.getByLabel('Your e-mail address').fill('olive@example.org');
  await page.getByLabel('Password').fill('short');
  await button(page, 'Make the group').click();
  expect(await page.getByLabel('Name of the group').inputValue()).toBe('Harbor Records Project');
  expect(await page.locator('#password-error').innerText()).toContain('12');
  await page.getByLabel('Password').fill(PASSWORD);
  await button(page, 'Make the group').click();
  await page.waitForURL(`${site.url}/`);
}

/** Agency, template, items, letter, sending: to the letter that waits in the outbox. */
async function compose({ page, complaints }: Visit, site: Site, sound: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${site.url}/compose`);
  await sound('1-agency');
  await page.getByRole('link', { name: 'Write to LAPD', exact: true }).click();
  await sound('2-template');
  await button(page, /^Use this/).first().click();
  await page.waitForURL(/compose\/items/);
  await sound('3-items');
  await button(page, 'Continue to letter').click();
  await page.waitForURL(/compose\/letter/);
  await page.getByLabel('Who signs').fill('Olive Owner');
  await sound('4-letter');
  await button(page, 'Continue to sending').click();
  await page.waitForURL(/compose\/send/);
  await page.locator('input[name="channel"][value="portal"]').check({ force: true });
  await sound('5-send');
  expect(complaints()).toEqual([]);
  await button(page, /^(Approve|Send) letter$/).click();
  await page.waitForURL(/\/letters\//);
  await sound('6-letter-not-sent');
  expect(await said(page)).toMatch(/not sent/i);
}

async function recordDelivery({ page }: Visit, sound: (name: string) => Promise<void>): Promise<void> {
  await link(page, /^Record how it went/).first().click();
  await page.waitForURL(/\/deliver$/);
  await page.locator('input[name="channel"][value="portal"]').check({ force: true });
  await button(page, 'Record delivery').click();
  await sound('7-deliver-error');
  expect(await page.locator('#date-error').innerText()).not.toBe('');
  await page.getByLabel('The day it went').fill('2026-11-16');
  await page.getByLabel('The number they gave it').fill('26-11204');
  await page.getByLabel('On a portal: the day it showed the request received').fill('2026-11-16');
  await button(page, 'Record delivery').click();
  await page.waitForURL(/\/(letters|requests)\/[^/]+$/);
}

async function recordExtension({ page }: Visit, requestAt: string, sound: (name: string) => Promise<void>): Promise<void> {
  await page.goto(requestAt);
  await sound('8-request');
  expect(await said(page)).toContain('Mon, Nov 30');
  await link(page, 'Extended').click();
  await sound('9-extension');
  await page.locator('#date').fill('2026-11-24');
  await page.locator('#basis').selectOption('letter');
  await page.locator('#specifiedDate').fill('2026-12-10');
  await page.locator('#reason').selectOption('consultation');
  await page.locator('form.form button[type="submit"]').click();
  await page.waitForURL(requestAt);
  expect(await said(page)).toContain('Thu, Dec 10');
  await link(page, /time extended/i).first().click();
  await page.waitForURL(/\/deadlines\//);
  await sound('10-worksheet');
  expect(await said(page)).toContain('Mon, Dec 14, 2026');
}

async function uploadWithBars({ page }: Visit, requestAt: string, sound: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${requestAt}/documents/new`);
  await page.locator('#files').setInputFiles([file('response-1.txt'), file('response-2.txt'), { ...file('nothing.txt'), buffer: Buffer.alloc(0) }]);
  await page.locator('[data-sum]', { hasText: 'In: 2 of 3' }).waitFor();
  expect(await page.locator('.ups progress').count()).toBe(3);
  await sound('11-uploaded');
  await link(page, 'Go to the request').click();
  await link(page, 'response-1.txt').first().waitFor();
}

describe.each([1280, 360])('%i px wide', (width) => {
  test('from the set-up link to a kept reply', async () => {
    const site = await openSite({ now: '2026-11-16T18:00:00Z' });
    const at = await visit(browser, { viewport: { width, height: 800 } });
    const sound = async (name: string) => {
      await shoot(at.page, `journey-${name}-${width}`);
      expect({ name, axe: await axeFindings(at.page), scroll: await sidewaysScroll(at.page) }).toEqual({ name, axe: [], scroll: 0 });
    };
    try {
      await setUp(at, site);
      at.complaints();
      await compose(at, site, sound);
      const request = await site.world.database.db.recordsRequest.findFirstOrThrow({ where: { title: { not: '' } } });
      const requestAt = `${site.url}/requests/${request.id}`;
      await recordDelivery(at, sound);
      at.complaints();
      site.world.clock.set('2026-11-24T17:00:00Z');
      await recordExtension(at, requestAt, sound);
      await uploadWithBars(at, requestAt, sound);
      expect(at.complaints()).toEqual([]);
      await at.page.locator(width > 400 ? '.hd__person > summary' : '.hd__all > summary').click();
      await button(at.page, 'Sign out').locator('visible=true').click();
      await at.page.waitForURL(/sign-in/);
      await at.page.goto(requestAt);
      expect(at.page.url()).toContain('/sign-in');
    } finally {
      await at.close();
      await site.close();
    }
  }, 420_000);
});
