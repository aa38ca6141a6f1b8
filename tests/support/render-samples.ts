import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { securityHeaders } from '../../server/platform/http/security.js';
import { assetRoutes } from '../../server/platform/static.js';
import { createViews } from '../../server/platform/views.js';
import { samples } from '../fixtures/views/samples.js';

/** Serves every sample page at `/<name>`, under the real content policy, on a free port. Close the server when done. */
export async function serveSamples(): Promise<{ readonly url: string; readonly server: Server }> {
  const views = createViews({ cacheTemplates: false });
  const app = express();
  app.use(securityHeaders({ secure: false }));
  app.use(assetRoutes());
  app.get('/', async (_req, res) => {
    res.type('html').send(`<title>Samples</title>${samples.map(({ name }) => `<p><a href="/${name}">${name}</a></p>`).join('')}`);
  });
  app.get('/:name', async (req, res, next) => {
    const sample = samples.find(({ name }) => name === req.params.name);
    if (!sample) return next();
    res.type('html').send(await views.render(sample.view, sample.model));
  });
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

if (process.argv[1]?.endsWith('render-samples.js')) {
  const { url } = await serveSamples();
  process.stdout.write(`${url}\n`);
}
