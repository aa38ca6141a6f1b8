import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { tellStory } from '../../server/admin/example/tell-story.js';
import { hashPassword } from '../../server/features/accounts/password.js';
import { PASSWORD } from '../support/world.js';
import { type Visit, axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** The month, worksheets on paper, rules and calendars, and the calculator without a script. */

let site: Site;
let browser: Browser;
let email: string;
let worksheets: string[];

beforeAll(async () => {
  site = await openSite();
  browser = await openChromium();
  const { context, database: { db } } = site.world;
  const { groupId } = await tellStory(context, await hashPassword(PASSWORD, { email: '', groupName: '' }));
  email = (await db.person.findFirstOrThrow({ where: { groupId, role: 'lawyer' } })).email;
  const rows = await db.deadline.findMany({ where: { groupId, kind: 'statutory', state: 'open', rule: { in: ['cpra.determination', 'foia.determination'] }, presumed: false }, orderBy: { id: 'asc' }, take: 6 });
  worksheets = rows.map((row) => `/requests/${row.requestId}/deadlines/${row.id}`);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function signedIn(width: number): Promise<Visit> {
  const at = await visit(browser, { viewport: { width, height: 800 } });
  await signInAt(at.page, site.url, email);
  return at;
}

const PAGES = [
  ['month', '/deadlines/month?month=2026-11'], ['month-ours', '/deadlines/month?owner=us'], ['agenda-ours', '/deadlines?owner=us'], ['agenda-day', '/deadlines?day=2026-11-30'],
  ['rules', '/rules'], ['calendar', '/rules/calendars/LA_CPRA_MAX?year=2040'],
  ['calculator-many', '/calculator?law=CPRA&agency=lapd&received=2026-11-16&time=by5&f1=extension_notice&f1_sent=2026-11-24&f1_specifiedDate=2026-12-10&f1_ground=consultation&f2=denial&f2_date=2026-12-09'],
  ['calculator-row-wrong', '/calculator?law=FOIA&agency=ice&received=2026-11-04&f1=denial&f1_date=&f2=toll_information_request&f2_from=2026-11-10&f2_to='],
] as const;

test.each([1280, 360])('every page is accessible, quiet and fits at %i px', async (width) => {
  const { page, complaints, close } = await signedIn(width);
  for (const [name, address] of PAGES) {
    expect((await page.goto(site.url + address))?.status()).toBe(200);
    await shoot(page, `${name}-${width}`);
    expect([name, await axeFindings(page)]).toEqual([name, []]);
    expect([name, complaints(), await page.locator('h1').count(), await sidewaysScroll(page)]).toEqual([name, [], 1, 0]);
  }
  await close();
}, 180_000);

describe('the month', () => {
  test('is walked with the keyboard: to a date, to its day’s list, and on to the next month', async () => {
    const { page, close } = await signedIn(1280);
    await page.goto(`${site.url}/deadlines/month?month=2026-11`);
    await page.locator('.month-nav a[rel=next]').focus();
    const focused = () => page.locator(':focus');
    for (let presses = 0; presses < 12 && !(await focused().evaluate((element) => element.classList.contains('month__count'))); presses += 1) await page.keyboard.press('Tab');
    expect(await focused().innerText()).toMatch(/\d+ owed by/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/deadlines\?.*day=/);
    expect(await page.locator('h1').innerText()).toMatch(/^Due /);
    await page.goBack();
    await page.locator('.month-nav a[rel=next]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/month=2026-12/);
    await close();
  }, 60_000);

  test('is a table to a screen reader, and a list of days on a phone', async () => {
    const wide = await signedIn(1280);
    await wide.page.goto(`${site.url}/deadlines/month?month=2026-11`);
    await wide.page.getByRole('table', { name: 'November 2026' }).waitFor();
    expect(await wide.page.getByRole('columnheader').count()).toBe(7);
    await wide.close();
    const narrow = await signedIn(360);
    await narrow.page.goto(`${site.url}/deadlines/month?month=2026-11`);
    expect(await narrow.page.locator('#m-2026-11-30 .month__date').isVisible()).toBe(true);
    expect(await narrow.page.locator('#m-2026-11-17').isVisible()).toBe(false);
    expect(await narrow.page.getByRole('table', { name: 'November 2026' }).count()).toBe(1);
    await narrow.close();
  }, 60_000);
});

test('a worksheet prints on one page', async () => {
  const { page, close } = await signedIn(1280);
  for (const address of worksheets) {
    await page.goto(site.url + address);
    const pdf = (await page.pdf({ format: 'Letter', preferCSSPageSize: true })).toString('latin1');
    expect([address, pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length]).toEqual([address, 1]);
  }
  await close();
}, 60_000);

test('without a script, without a cookie, the calculator takes a row, fills it, counts and lets it go', async () => {
  const { page, close } = await visit(browser, { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false });
  await page.context().clearCookies();
  await page.goto(`${site.url}/calculator?agency=lapd&received=2026-11-16`);
  await page.getByLabel('Something happened').selectOption({ label: 'They extended the time' });
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByLabel('Notice sent').fill('2026-11-24');
  await page.getByRole('button', { name: 'Count the days' }).click();
  expect(new URL(page.url()).hash).toBe('#answer');
  expect((await page.locator('.calc__answer').innerText()).replaceAll('\u00a0', ' ')).toBe('Thu, Dec 10, 2026');
  await page.getByRole('link', { name: /^Remove/ }).click();
  expect((await page.locator('.calc__answer').innerText()).replaceAll('\u00a0', ' ')).toBe('Mon, Nov 30, 2026');
  await close();
}, 60_000);
