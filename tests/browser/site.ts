import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Page } from 'playwright-core';
import { PASSWORD, type World, type WorldOptions, makeWorld } from '../support/world.js';

/** The application listening on a free port of this machine. */
export interface Site {
  readonly world: World;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

export async function openSite(options: WorldOptions = {}): Promise<Site> {
  const world = await makeWorld(options);
  const server = await new Promise<Server>((resolve) => {
    const listening = world.app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await world.close();
  };
  return { world, url: `http://127.0.0.1:${port}`, close };
}

/** Signs in by the form, as a person does. */
export async function signInAt(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/`);
}
