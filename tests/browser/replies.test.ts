import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { enterRequest } from '../../server/features/letters/enter-request.js';
import { pasteMessage } from '../../server/features/replies/paste-message.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { holdMail } from '../features/replies/held.js';
import { axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** Mail that could not be placed: seen, filed with one key, moved, set aside; each list and page at both widths. */

let browser: Browser;
let site: Site;
let owner: Actor;
let plates: string;
let prints: string;
beforeAll(async () => {
  site = await openSite({ now: '2026-11-24T18:00:00Z' });
  browser = await openChromium();
  owner = await site.world.addGroup();
  plates = await sentRequest('Who plate data goes to', 'lapd');
  prints = await sentRequest('Fingerprint sharing agreements', 'lasd');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function sentRequest(title: string, agency: string): Promise<string> {
  const { world } = site;
  const { id } = await enterRequest(world.context, owner, {
    agencyId: await world.agencyId(agency), title, sentOn: '2026-11-16', channel: 'portal', letterText: 'We ask for copies of the records listed below.', agencyNumbers: [],
    items: [{ heading: 'Sharing list', text: 'All' }], received: { date: '2026-11-16', basis: 'portal' },
  });
  return id;
}

const WORDS = `Good morning,

We have received your request 26-11873. Your files are at https://files.example.org/d?key=Zq81LmT0wXv93hfQ with passcode: heron-42-x.

J. Esterby

On Mon, Nov 16, 2026 at 4:12 PM Harbor Records Project <desk@example.org> wrote:
> We ask for copies of the records listed below.
> 1. Sharing list.
> Thank you.
`;

const held = (subject: string, more: object = {}) => holdMail(site.world, owner, {
  subject, text: WORDS, html: '<p>Good morning, we have received your request.</p>', raw: 'Subject: Mail\r\n\r\nWords.\r\n', files: { 'sharing list.csv': 'agency,since\n' }, fromName: 'J. Esterby', fromAddress: 'j.esterby@records.example.org',
  says: 'It points to more than one request.', auth: { spf: 'pass', dkim: 'pass', dmarc: null, by: 'mx.example.net' },
  suggestions: [
    { requestId: plates, ground: 'agency_number', says: 'It names the agency’s number 26-11873: “your request 26-11873”.' },
    { requestId: prints, ground: 'sender', says: 'It is from j.esterby@records.example.org, who writes for the agency.' },
  ],
  ...more,
});

const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');

describe.each([1280, 360])('the holding pen at %i px', (width) => {
  test('lists, the pen and a held mail are sound, tell why, and hide what opens something', async () => {
    const subject = `Your request ${width}`;
    await held(subject);
    await holdMail(site.world, owner, { subject: `Newsletter ${width}`, suggestions: [], heldWhy: 'nobody', says: 'Nothing in it says which request it belongs to.' });
    await pasteMessage(site.world.context, owner, { requestId: plates, channel: 'portal', fromName: 'LAPD, CPRA Unit', subject: 'We have your request', text: `We have it, ${width}.`, sentOn: '2026-11-23' });
    const { page, complaints, close } = await visit(browser, { viewport: { width, height: 900 } });
    const sound = async (name: string) => {
      await shoot(page, `replies-${name}-${width}`);
      expect([name, await axeFindings(page), await sidewaysScroll(page), complaints()]).toEqual([name, [], 0, []]);
    };
    await signInAt(page, site.url, await site.world.emailOf(owner));
    expect(await said(page)).toContain('Holding pen');
    await page.goto(`${site.url}/replies`);
    expect(await said(page)).toContain('We have your request');
    await sound('list');
    await page.getByRole('link', { name: 'Holding pen' }).first().click();
    await page.waitForURL(/show=held/);
    expect(await said(page)).not.toContain('heron-42-x');
    await sound('pen');
    await page.getByRole('link', { name: subject, exact: true }).click();
    expect(await said(page)).toContain('It points to more than one request.');
    expect(await said(page)).not.toContain('heron-42-x');
    await sound('held');
    await page.getByRole('link', { name: 'Another request' }).click();
    await page.getByLabel('Number or words').fill('fingerprint');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.waitForURL(/find=fingerprint/);
    expect(await page.locator('#find-request').locator('xpath=ancestor::section').innerText()).toContain('Fingerprint sharing agreements');
    await sound('move');
    await close();
  }, 120_000);

  test('filed with one key, moved from there, and read; without a script too', async () => {
    const subject = `A reply to file ${width}`;
    const id = await held(subject, { text: `Filed and moved, ${width}.`, raw: `Subject: Mail ${width}\r\n\r\nWords.\r\n` });
    const { page, complaints, close } = await visit(browser, { viewport: { width, height: 900 } });
    await signInAt(page, site.url, await site.world.emailOf(owner));
    await page.goto(`${site.url}/replies?show=held`);
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(subject);
    await page.keyboard.press('1');
    await page.waitForLoadState();
    await page.getByText('Filed. It moves no date').waitFor();
    expect(await said(page)).not.toContain(subject);
    const filed = await site.world.database.db.message.findUniqueOrThrow({ where: { id } });
    expect([filed.state, filed.requestId]).toEqual(['filed', plates]);
    await page.goto(`${site.url}/replies/${id}`);
    expect(page.url()).toBe(`${site.url}/requests/${plates}/messages/${id}`);
    await shoot(page, `replies-filed-${width}`);
    expect([await axeFindings(page), await sidewaysScroll(page), complaints()]).toEqual([[], 0, []]);
    await close();

    const plain = await visit(browser, { viewport: { width, height: 900 }, javaScriptEnabled: false });
    await signInAt(plain.page, site.url, await site.world.emailOf(owner));
    await plain.page.goto(`${site.url}/requests/${plates}/messages/${id}`);
    await plain.page.getByRole('link', { name: 'File elsewhere' }).click();
    await plain.page.getByRole('button', { name: /^File here.*TD-2026-0002/ }).first().click();
    await plain.page.waitForURL(`${site.url}/requests/${prints}/messages/${id}`);
    expect(await said(plain.page)).toContain('moved it here from TD-2026-0001');
    await plain.page.goto(`${site.url}/requests/${plates}/timeline`);
    expect(await said(plain.page)).toContain('TD-2026-0002');
    await plain.close();
  }, 120_000);
});
