import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createRequest } from '../../server/features/requests/create-request.js';
import { type Visit, openChromium, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

declare global {
  /** The browser’s own; the compiler knows Node’s world only. */
  function getComputedStyle(element: unknown): { readonly outlineStyle: string; readonly boxShadow: string };
}

let site: Site;
let browser: Browser;
let email: string;
let requestId: string;

beforeAll(async () => {
  site = await openSite();
  browser = await openChromium();
  const owner = await site.world.addGroup();
  email = await site.world.emailOf(owner);
  const agencyId = await site.world.agencyId('lapd');
  const draft = { agencyId, statute: 'CPRA' as const, title: 'Who plate data goes to', templateSlug: null, items: [], draft: null };
  const made = await site.world.context.db.$transaction((tx) => createRequest(tx, owner, draft, site.world.clock.now()));
  requestId = made.id;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function signedIn(width: number, javaScriptEnabled = true): Promise<Visit> {
  const at = await visit(browser, { viewport: { width, height: 800 }, javaScriptEnabled });
  await signInAt(at.page, site.url, email);
  return at;
}

describe('with the keyboard alone', () => {
  test('the first Tab reaches the skip link, and it leads to the page’s own content', async () => {
    const { page, close } = await signedIn(1280);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toMatch(/skip/i);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#main');
    await close();
  });

  test('a slash goes to the search, but stays a slash while one types', async () => {
    const { page, close } = await signedIn(1280);
    await page.keyboard.press('/');
    expect(await page.locator(':focus').getAttribute('id')).toBe('search');
    await page.keyboard.type('a/b');
    expect(await page.locator('#search').inputValue()).toBe('a/b');
    await close();
  });

  test.each([['.hd__person', 1280], ['.hd__all', 360]])('the menu %s opens with Enter and Escape closes it', async (menu, width) => {
    const { page, close } = await signedIn(width);
    await page.locator(`${menu} > summary`).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator(`${menu} a[href="/account"]`).isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator(`${menu} a[href="/account"]`).isVisible()).toBe(false);
    expect(await page.locator(`${menu} > summary:focus`).count()).toBe(1);
    await close();
  });

  test.each(['/', '/requests', '/compose', '/agencies'])('Tab reaches every link, button and field of %s, and each shows that it has focus', async (address) => {
    const { page, close } = await signedIn(1280);
    await page.goto(site.url + address);
    const reachable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary';
    const wanted = await page.locator(reachable).evaluateAll((all) => all.filter((one) => one.checkVisibility() && one.getAttribute('tabindex') !== '-1').length);
    const reached = new Set<string>();
    for (let press = 0; press < wanted + 5; press += 1) {
      await page.keyboard.press('Tab');
      const here = page.locator(':focus');
      if ((await here.count()) === 0) break;
      reached.add(await here.evaluate((one) => `${one.outerHTML}${one.getBoundingClientRect().top}`));
      // A field in a frame of its own, as the search is, may leave it to the frame.
      const plain = await here.evaluate((one) => {
        const shows = (part: typeof one): boolean => getComputedStyle(part).outlineStyle !== 'none' || getComputedStyle(part).boxShadow !== 'none';
        return shows(one) || (one.parentElement !== null && shows(one.parentElement)) ? '' : one.outerHTML;
      });
      expect(plain).toBe('');
    }
    expect(reached.size).toBeGreaterThanOrEqual(wanted);
    await close();
  }, 60_000);
});

describe('without JavaScript', () => {
  test('files are uploaded by the form itself', async () => {
    const { page, close } = await signedIn(360, false);
    await page.goto(`${site.url}/requests/${requestId}/documents/new`);
    await page.locator('#files').setInputFiles(['one.txt', 'two.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`${name} of the agency`) })));
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.waitForURL(new RegExp(requestId));
    await page.goto(`${site.url}/requests/${requestId}`);
    expect(await page.locator('main').innerText()).toContain('two.txt');
    await close();
  }, 60_000);

  test('one signs out by the menu', async () => {
    const { page, close } = await signedIn(1280, false);
    await page.locator('.hd__person > summary').click();
    await page.locator('.hd__person').getByRole('button', { name: 'Sign out' }).click();
    await page.goto(`${site.url}/requests`);
    expect(page.url()).toContain('/sign-in');
    await close();
  });
});
