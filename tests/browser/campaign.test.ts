import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { workOnce } from '../features/letters/campaigns/office.js';
import { type TestSmtpServer, startSmtpServer } from '../support/smtp-server.js';
import { type Visit, axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** One request to many agencies, from its name to a grid that says who is late, at a desk and on a phone. */

let site: Site;
let smtp: TestSmtpServer;
let browser: Browser;
beforeAll(async () => {
  smtp = await startSmtpServer();
  browser = await openChromium();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await smtp?.close();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const TOWNS = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo'];
const TABLE = ['Agency,E-mail,Chief', ...TOWNS.map((town, index) => `${town} Police Department,${index === 5 ? '' : `records@${town.toLowerCase()}.example`},Chief ${town}`), 'Alder Police Department,records@alder.example,Chief Alder'].join('\n');

async function written({ page }: Visit, sound: (name: string) => Promise<void>): Promise<string> {
  await page.goto(`${site.url}/requests`);
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await sound('1-none');
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('Name of the campaign').fill('SB 580 in seven towns');
  await page.locator('label[for="template-cpra-sb580-implementation"]').click();
  await sound('2-new');
  await button(page, 'Continue to items').click();
  await page.getByRole('button', { name: 'Edit item 1', exact: true }).click();
  await page.getByLabel('What you ask for').fill('The model policy received from the Attorney General by {{agency}}, with the message that came with it');
  await sound('3-items');
  await button(page, 'Continue to letter').click();
  await sound('4-letter');
  await button(page, 'Continue to agencies').click();
  await page.getByLabel('Names and addresses').fill(TABLE);
  await page.getByLabel('Those not in your directory are').selectOption('ca_city');
  await button(page, 'Read the table').click();
  await sound('5-read');
  expect(await page.locator('main').innerText()).toContain('7 are new and join it; 1 stands there twice');
  await button(page, 'Add 7 agencies').click();
  await sound('6-agencies');
  await page.getByRole('link', { name: 'Continue to check' }).click();
  await sound('7-check');
  expect(await page.locator('.letter').innerText()).toContain('by Alder Police Department, with');
  await button(page, 'I have read them').click();
  await button(page, 'Start the campaign').click();
  await page.waitForURL(/campaigns\/[0-9a-f-]{36}$/);
  return page.url().slice(-36);
}

/** What seven agencies do in four weeks. */
async function answered(groupId: string, campaignId: string, token: string): Promise<void> {
  const call = (path: string, body: object) => request(site.world.app).post(`/api/v1/requests/${path}`).set('Authorization', `Bearer ${token}`).send(body).expect(201);
  const places = await site.world.database.db.campaignAgency.findMany({ where: { groupId, campaignId }, orderBy: { position: 'asc' } });
  const [alder = '', birch = '', cedar = '', dogwood = ''] = places.map((place) => place.requestId ?? '');
  for (const id of [alder, birch]) await call(`${id}/facts`, { type: 'received', date: '2026-11-24', basis: 'person' });
  await call(`${cedar}/facts`, { type: 'promise', date: '2026-12-01', basis: 'person', details: { of: 'records', items: [1, 2, 3], by: '2027-01-15' } });
  await call(`${dogwood}/facts`, { type: 'response', date: '2026-12-02', basis: 'person', details: { what: 'fee_estimate', amount: 25_050 } });
}

describe.each([1280, 360])('%i px wide', (width) => {
  test('a campaign is written, read, started and followed; its late agencies are written to again', async () => {
    site = await openSite({ smtpUrl: smtp.url });
    const at = await visit(browser, { viewport: { width, height: 800 } });
    try {
      const { world } = site;
      const owner = await world.addGroup();
      await signInAt(at.page, site.url, await world.emailOf(owner));
      const sound = async (name: string) => {
        await shoot(at.page, `campaign-${name}-${width}`);
        expect(await axeFindings(at.page)).toEqual([]);
        expect(await sidewaysScroll(at.page)).toBe(0);
        expect(await at.page.locator('h1').count()).toBe(1);
      };
      const campaignId = await written(at, sound);
      const where = { groupId: owner.groupId, campaignId };
      await workOnce(world.context, where);
      await at.page.reload();
      expect(await at.page.locator('main').innerText()).toContain('The first letters have gone.');
      await sound('8-first');
      await button(at.page, 'Let the others go').click();
      await workOnce(world.context, where);
      world.clock.set('2026-12-20T20:00:00Z');
      await answered(owner.groupId, campaignId, await world.tokenOf(owner));
      await workOnce(world.context, where);
      // The session is of another day by now.
      await at.page.goto(`${site.url}/campaigns/${campaignId}`);
      if (at.page.url().includes('sign-in')) await signInAt(at.page, site.url, await world.emailOf(owner));
      await at.page.goto(`${site.url}/campaigns/${campaignId}`);
      await sound('9-grid');
      const grid = (await at.page.locator('main').innerText()).replaceAll('\u00a0', ' ');
      expect(grid).toContain('1 waits for you to carry it by hand.');
      expect(grid).toContain('2 agencies are late.');
      expect(grid).toContain('$250.50');
      await at.page.getByRole('link', { name: /^Late/ }).click();
      expect(await at.page.locator('tbody tr').count()).toBe(2);
      await at.page.getByRole('link', { name: 'Write to these again' }).click();
      await at.page.locator('summary', { hasText: 'Read the letter' }).first().click();
      await sound('10-chase');
      await at.page.locator('input[name="approve"]').first().check();
      await button(at.page, 'Approve the ticked letters').click();
      expect(await at.page.locator('main').innerText()).toContain('Approved before');
      await at.page.goto(`${site.url}/campaigns`);
      await sound('11-list');
      expect(at.complaints()).toEqual([]);
    } finally {
      await at.close();
      await site.close();
    }
  }, 180_000);
});
