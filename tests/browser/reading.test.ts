import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { enterRequest } from '../../server/features/letters/enter-request.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** A portal message is pasted, read, and one of its facts recorded: only then does the date move. */

const MESSAGE = `Harbor Records Project:

Your request has been assigned number 26-11873.

The Los Angeles Police Department has received your request under the California Public Records Act. Because of the need to consult with another agency having a substantial interest in the determination, the Department is extending its time to respond to December 10, 2026.

Records responsive to item 2 are estimated to be available by December 18, 2026. They will be posted at https://files.example.org/d?key=Zq81LmT0wXv93hfQ with passcode: heron-42-x.

J. Esterby
Management Analyst

On Mon, Nov 16, 2026 at 4:12 PM Harbor Records Project <desk@example.org> wrote:
> We ask for copies of the records listed below.
> 1. Sharing list.
> 2. Access logs.
> Thank you.
`;

let browser: Browser;
let site: Site;
let advocate: Actor;
beforeAll(async () => {
  site = await openSite({ now: '2026-11-24T18:00:00Z' });
  browser = await openChromium();
  const owner = await site.world.addGroup();
  advocate = await site.world.addPerson(owner, 'advocate', 'Ilse Marrowby');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function sentRequest(): Promise<string> {
  const { world } = site;
  const { id } = await enterRequest(world.context, advocate, {
    agencyId: await world.agencyId('lapd'), title: 'Who plate data goes to', sentOn: '2026-11-16', channel: 'portal', letterText: 'We ask for copies of the records listed below.', agencyNumbers: [],
    items: [{ heading: 'Sharing list', text: 'All' }, { heading: 'Access logs', text: 'All' }], received: { date: '2026-11-16', basis: 'portal' },
  });
  return id;
}

const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');

describe.each([1280, 360])('a portal message at %i px', (width) => {
  test('pasted, read, a fact recorded: the date moves; what lets in is hidden until asked for', async () => {
    const id = await sentRequest();
    const { page, complaints, close } = await visit(browser, { viewport: { width, height: 900 } });
    const sound = async (name: string) => {
      await shoot(page, `reading-${name}-${width}`);
      expect([name, await axeFindings(page), await sidewaysScroll(page), complaints()]).toEqual([name, [], 0, []]);
    };
    await signInAt(page, site.url, await site.world.emailOf(advocate));
    await page.goto(`${site.url}/requests/${id}`);
    expect(await said(page)).toContain('Mon, Nov 30');
    await page.getByRole('link', { name: 'Record a message' }).click();
    await sound('form');
    await page.getByText('Portal', { exact: true }).click();
    await page.getByLabel('Date it was sent').fill('2026-11-23');
    await page.getByLabel('At what time').fill('09:47');
    await page.getByLabel('From', { exact: true }).fill('LAPD, CPRA Unit');
    await page.getByLabel('Subject').fill('Request 26-11873: notice of extension');
    await page.getByLabel('The message').fill(MESSAGE);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.waitForURL(/messages\/[0-9a-f-]{36}$/);
    expect(await said(page)).toContain('Because of the need to consult');
    expect(await said(page)).not.toContain('heron-42-x');
    expect(await said(page)).not.toContain('> 1. Sharing list.');
    await sound('message');
    await page.locator('summary', { hasText: 'Hidden: show' }).last().click();
    expect(await said(page)).toContain('heron-42-x');

    const message = page.url();
    await page.goto(`${site.url}/`);
    expect(await said(page)).toContain('Reply to read');
    await sound('today');
    await page.goto(`${site.url}/requests/${id}/calls/new`);
    await sound('call');
    await page.goto(message);
    const extension = page.locator('.suggested', { hasText: 'Extension notice' });
    await extension.getByRole('link').first().click();
    await page.waitForURL(/\/record\//);
    await sound('correct');
    await page.goto(message);
    expect((await extension.innerText()).replaceAll('\u00a0', ' ')).toMatch(/Mon, Nov 30, 2026 → Thu, Dec 10, 2026/);
    await extension.getByRole('button', { name: 'Record this' }).click();
    await page.waitForLoadState();
    expect((await extension.innerText())).toContain('Recorded');
    await page.getByRole('button', { name: 'I have read it through' }).click();
    await page.waitForURL(new RegExp(`requests/${id}$`));
    expect(await said(page)).toMatch(/Determination, time extended[\s\S]*Thu, Dec 10/);
    expect(await said(page)).toContain('Facts confirmed from this');
    await sound('thread');
    await close();
  }, 120_000);
});
