import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { recordFact } from '../../server/features/deadlines/record-fact.js';
import { enterRequest } from '../../server/features/letters/enter-request.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** A refusal is answered: what the letter asks is filled in, kept while it is typed, and stands in the letter. */

let browser: Browser;
let site: Site;
let advocate: Actor;
beforeAll(async () => {
  site = await openSite({ now: '2026-10-20T17:00:00Z' });
  browser = await openChromium();
  const owner = await site.world.addGroup();
  advocate = await site.world.addPerson(owner, 'advocate', 'Ilse Marrowby');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function refusedRequest(): Promise<string> {
  const { world } = site;
  const { id: agencyId } = await world.database.db.agency.findFirstOrThrow({ where: { slug: 'lapd', groupId: null } });
  const { id } = await enterRequest(world.context, advocate, {
    agencyId, title: 'Who plate data goes to', sentOn: '2026-10-01', channel: 'portal', letterText: 'We ask for lists.', agencyNumbers: ['26-1234'],
    items: [{ heading: 'Sharing list', text: 'All' }, { heading: 'Access logs', text: 'All' }], received: { date: '2026-10-01', basis: 'portal' },
  });
  await recordFact(world.context, advocate, { requestId: id, fact: { type: 'denial', date: '2026-10-08', basis: 'message', details: { items: [1, 2], ground: 'Plate data.', exemptions: ['Civil Code 1798.90.55(b)'] } } });
  return id;
}

const said = async (page: Page) => (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');

describe.each([1280, 360])('a refusal answered at %i px', (width) => {
  test('proposed, filled in, kept while it is typed, shown, and one kind of letter apart from another', async () => {
    const id = await refusedRequest();
    const { page, complaints, close } = await visit(browser, { viewport: { width, height: 900 } });
    const sound = async (name: string) => {
      await shoot(page, `refusals-${name}-${width}`);
      expect([name, await axeFindings(page), await sidewaysScroll(page), complaints()]).toEqual([name, [], 0, []]);
    };
    await signInAt(page, site.url, await site.world.emailOf(advocate));
    await page.goto(`${site.url}/requests/${id}`);
    expect(await said(page)).toContain('Answer the refusal, ground by ground');

    await page.goto(`${site.url}/requests/${id}/letters/new`);
    expect(await said(page)).toMatch(/Fits now[\s\S]*Answer the refusal[\s\S]*If you wish[\s\S]*Ask them to keep/);
    await sound('choose');
    await page.getByRole('button', { name: /^Write this letter ?: Answer the refusal/ }).click();
    await page.waitForURL(/letters\/[0-9a-f-]{36}$/);

    const facts = page.getByLabel(/“License-plate reader data”: what in the record speaks for release/);
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/autosave'));
    await facts.pressSequentially('Item 2 asks for the log without plates');
    expect((await kept).status()).toBe(200);
    await page.reload();
    expect(await facts.inputValue()).toBe('Item 2 asks for the log without plates');
    expect(await said(page)).toContain('Item 2 asks for the log without plates. We read the limit on sharing');

    const leaveOut = page.getByLabel('Leave the answer to “License-plate reader data” out');
    const tick = page.getByText('Leave the answer to “License-plate reader data” out');
    await tick.click();
    await page.getByRole('button', { name: 'Save and show it' }).click();
    await expect(leaveOut.isChecked()).resolves.toBe(true);
    expect(await said(page)).not.toContain('We read the limit on sharing');
    await tick.click();
    await page.getByRole('button', { name: 'Save and show it' }).click();
    expect(await said(page)).toContain('We read the limit on sharing');
    await sound('draft');
    await close();
  }, 120_000);
});
