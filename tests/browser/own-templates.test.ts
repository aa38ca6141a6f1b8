import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { enterRequest } from '../../server/features/letters/enter-request.js';
import { copyTemplate } from '../../server/features/letters/own-templates/copy-template.js';
import { libraryLetter } from '../../server/features/letters/own-templates/library.js';
import { saveTemplate } from '../../server/features/letters/own-templates/save-template.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** A group rewrites a letter of the library: from the copy to a request written in its own words. */

let browser: Browser;
let site: Site;
let advocate: Actor;
let lawyer: Actor;
let late: string;
beforeAll(async () => {
  site = await openSite();
  browser = await openChromium();
  const owner = await site.world.addGroup();
  advocate = await site.world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  lawyer = await site.world.addPerson(owner, 'lawyer', 'Tom Reyes');
  const { context } = site.world;
  const entered = await enterRequest(context, advocate, {
    agencyId: await site.world.agencyId('lapd'), title: 'Jail lists', sentOn: '2026-11-02', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'], items: [{ heading: 'Lists', text: 'All' }], received: { date: '2026-11-02', basis: 'portal' },
  });
  late = entered.id;
  const { id } = await copyTemplate(context, lawyer, { baseSlug: 'cpra-overdue-ten-days' });
  const words = libraryLetter('cpra-overdue-ten-days').body.replace('We have not received', 'To our regret we have not received');
  await saveTemplate(context, lawyer, { templateId: id, version: 1, title: 'Kindly late', purpose: 'The same, in gentler words.', source: words });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const copyButton = (page: Page) => button(page, /^Copy it ?: Who license-plate reader data goes to/);
const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');

describe.each([1280, 360])('a template of the group’s own at %i px', (width) => {
  test('copied, mended where it has a fault, previewed, saved, used in compose, and taken in its newer words', async () => {
    const opened = await visit(browser, { viewport: { width, height: 900 } });
    const { page, complaints } = opened;
    const sound = async (name: string) => {
      await shoot(page, `own-templates-${name}-${width}`);
      expect([name, await axeFindings(page), await sidewaysScroll(page)]).toEqual([name, [], 0]);
    };
    await signInAt(page, site.url, await site.world.emailOf(advocate));
    await page.goto(`${site.url}/letter-templates`);

    if (!(await copyButton(page).isVisible())) await page.locator('summary', { hasText: 'First requests' }).click();
    await sound('1-list');
    await copyButton(page).click();
    await page.waitForURL(/letter-templates\/[0-9a-f-]{36}$/);
    const templateId = page.url().slice(-36);
    await sound('2-copied');
    expect(await said(page)).toContain('We ask for copies of the records listed below');

    const words = page.getByLabel('The letter’s words');
    const before = await words.inputValue();
    await page.getByLabel('Title', { exact: true }).fill(`Plate data, plainly ${width}`);
    await words.fill(before.replace('Please send them by electronic means.', 'Please send them by e-mail, {{agency.nickname}}.'));
    await button(page, 'Show it').click();
    await page.waitForURL(new RegExp(templateId));
    expect(await said(page)).toMatch(/Line 1: This letter has no field “agency.nickname”/);
    await sound('3-fault');

    await words.fill(before.replace('Please send them by electronic means.', 'Please send them by e-mail; {{agency.shortName}} has our address.'));
    await button(page, 'Show it').click();
    await expect(said(page)).resolves.toContain('LAPD has our address');
    expect(await said(page)).not.toContain('fault');
    await sound('4-preview');
    await button(page, 'Save as the next version').click();
    await page.waitForURL(new RegExp(`${templateId}$`));
    expect(await said(page)).toContain('Version 2.');
    await page.getByRole('link', { name: 'Versions' }).click();
    expect(await said(page)).toMatch(/From version 1 to version 2: 2 lines changed/);
    await sound('5-versions');

    await page.goto(`${site.url}/compose/template?agency=${await site.world.agencyId('lapd')}`);
    expect(await said(page)).toContain('Your group’s own');
    await sound('6-compose');
    await button(page, new RegExp(`^(Use this|Ask again all the same) ?: Plate data, plainly ${width}`)).click();
    await page.waitForURL(/compose\/items/);
    await button(page, 'Continue to letter').click();
    expect(await said(page)).toContain('LAPD has our address');
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe(`Plate data, plainly ${width}`);

    const source = before.replace('Please send them by electronic means.', 'Please send them by e-mail, one by one.');
    await saveTemplate(site.world.context, lawyer, { templateId, version: 2, title: `Plate data, plainly ${width}`, purpose: 'Ours.', source });
    await page.reload();
    expect(await said(page)).toContain('Tom Reyes saved version 3');
    expect(await said(page)).toContain('LAPD has our address');
    await sound('7-newer');
    await button(page, 'Take the newer words').click();
    await page.waitForURL(/compose\/letter/);
    expect(await said(page)).toContain('one by one');

    await page.goto(`${site.url}/requests/${late}/letters/new`);
    expect(await said(page)).toContain('In your group’s own words: Kindly late');
    await sound('8-follow-up');
    await button(page, /^(Write it in these words) ?: Kindly late/).click();
    await page.waitForURL(/letters\/[0-9a-f-]{36}$/);
    expect(await said(page)).toContain('To our regret we have not received');
    await sound('9-follow-up-written');
    await page.locator('summary', { hasText: 'Throw this letter away' }).click();
    await button(page, 'Throw it away').click();
    expect(complaints()).toEqual([]);
    await opened.close();
  }, 180_000);
});
