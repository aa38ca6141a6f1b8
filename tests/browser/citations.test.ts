import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createDraft } from '../../server/features/letters/create-draft.js';
import { saveDraftStep } from '../../server/features/letters/save-draft-step.js';
import type { Actor } from '../../server/platform/http/actor.js';
import { axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

let site: Site;
let browser: Browser;
let lawyer: Actor;
let draftId: string;

beforeAll(async () => {
  site = await openSite({ now: '2026-11-24T20:00:00Z' });
  browser = await openChromium();
  const { world } = site;
  const owner = await world.addGroup();
  lawyer = await world.addPerson(owner, 'lawyer', 'Tom Reyes');
  const advocate = await world.addPerson(owner, 'advocate', 'Ilse Marrowby');
  ({ id: draftId } = await createDraft(world.context, advocate, { agencyId: await world.agencyId('lapd'), templateSlug: 'cpra-alpr-sharing' }));
  await saveDraftStep(world.context, advocate, { requestId: draftId, version: null, title: 'Illegal sharing of plate data' });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe.each([1280, 360])('%i px wide', (width) => {
  test('from the sentence left out of a draft to a lawyer’s word, and back to the letter that says it', async () => {
    const at = await visit(browser, { viewport: { width, height: 800 } });
    const { page } = at;
    const sound = async (name: string) => {
      await shoot(page, `${name}-${width}`);
      expect(await axeFindings(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(at.complaints()).toEqual([]);
    };
    try {
      await signInAt(page, site.url, await site.world.emailOf(lawyer));
      await page.goto(`${site.url}/requests/${draftId}/compose/send`);
      await page.getByText('1 sentence is left out').click();
      await sound('left-out');
      await page.getByRole('link', { name: /waits for a lawyer of your group/ }).click();
      await page.waitForURL(/letters\/citations#c-gov-code-7922-570/);
      const row = page.locator('#c-gov-code-7922-570');
      await row.locator('summary').click();
      await row.getByRole('button').click();
      await row.getByText('Say what you read, and where.').first().waitFor();
      // The refusal itself, which the browser notes.
      expect(at.complaints()).toEqual([expect.stringContaining('400')]);
      await sound('citation-note-missing');
      await row.getByLabel('What you read, and where').fill('The whole section on leginfo, November 24, 2026.');
      await row.getByRole('button').click();
      await row.getByText('Approved', { exact: true }).waitFor();
      await sound('citation-approved');
      await page.goto(`${site.url}/requests/${draftId}/compose/letter`);
      expect(await page.locator('.letter').first().innerText()).toContain('7922.570');
      expect(await page.locator('.left-out').count()).toBe(0);
      expect(await page.getByText('“Illegal”: Says that they broke the law.').count()).toBe(1);
      await sound('draft-findings');
      await page.goto(`${site.url}/letters/citations`);
      await row.locator('summary').click();
      await row.getByLabel('Why letters should no longer use it').fill('It changed.');
      await row.getByRole('button').click();
      await row.getByText('Left out of letters').waitFor();
    } finally {
      await at.close();
    }
  }, 180_000);
});
