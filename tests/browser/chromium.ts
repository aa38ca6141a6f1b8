import { accessSync, constants } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { projectRoot } from '../../server/platform/paths.js';

declare global {
  /** axe-core as it is put into a page. */
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

function chromiumPath(): string {
  const given = process.env['CHROME_PATH'];
  const found = (given ? [given] : PLACES).find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('No Chromium was found on this machine: install it (Debian: apt-get install chromium), or set CHROME_PATH to its program.');
  return found;
}

/** Starts the machine's own Chromium, without the calls home it makes by itself. */
export function openChromium(): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', ...quiet] });
}

/** A page of a fresh visitor, and what went wrong in it: console errors, script errors, failed loads, CSP violations. */
export interface Visit {
  readonly page: Page;
  /** Complaints since the last call. */
  complaints(): string[];
  close(): Promise<void>;
}

export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(`${message.text()} at ${message.location().url}`);
  });
  page.on('pageerror', (error) => said.push(error.message));
  page.on('requestfailed', (failed) => {
    // A page that is left while it loads breaks off what it was loading.
    if (failed.failure()?.errorText !== 'net::ERR_ABORTED') said.push(`${failed.url()}: ${failed.failure()?.errorText ?? ''}`);
  });
  return { page, complaints: () => said.splice(0), close: () => context.close() };
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it stands, one line per rule and element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  const results = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags }), TAGS);
  return results.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** How many pixels the page can be scrolled sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

const SHOTS = path.join(projectRoot, 'tests', 'browser', 'screenshots');

export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage: true });
}
