import type { Server } from 'node:http';
import type { Express } from 'express';
import { readConfig } from './config.js';
import { createContext, type OwnedContext } from './context.js';
import { openInstallation } from './features/accounts/open-installation.js';
import { setUpLink } from './features/accounts/set-up-link.js';
import { seedDirectory } from './features/agencies/seed-directory.js';
import { StartError } from './platform/errors.js';

type Part = 'all' | 'web' | 'worker';

/** How long a stop may take before the process ends anyway. */
const DRAIN_MS = 20_000;

async function run(part: Part): Promise<void> {
  const config = readConfig();
  const context = await createContext(config);
  const closers: (() => Promise<void>)[] = [];
  // Before anything serves: a stop that comes while the rest starts must still end the database with us.
  stopOnSignal(closers, context);
  try {
    const installation = await openInstallation(context);
    await seedDirectory(context);
    // Each part is loaded where it runs: a worker without the pages starts in half the time.
    if (part !== 'worker') {
      const { createApp } = await import('./app.js');
      const server = await listen(createApp(context, { sessionSecret: installation.sessionSecret }), config);
      closers.push(() => closeServer(server));
    }
    if (part !== 'web') {
      const [{ startWorkers }, { handlers }] = await Promise.all([import('../workers/main.js'), import('../workers/handlers.js')]);
      const workers = await startWorkers(context, { handlers });
      closers.unshift(() => workers.close());
      const [{ listenForMail }, { fetchMail }] = await Promise.all([import('./features/replies/listen-for-mail.js'), import('./features/replies/fetch-mail.js')]);
      const listener = await listenForMail(context);
      if (listener) closers.unshift(() => listener.close());
      const fetcher = fetchMail(context);
      if (fetcher) closers.unshift(() => fetcher.close());
    }
    if (part !== 'worker') await greet(context);
  } catch (error) {
    await drain(closers, context);
    throw error;
  }
}

async function greet(context: OwnedContext): Promise<void> {
  say(`Tenday is at ${context.config.publicUrl}`);
  const link = await setUpLink(context);
  if (link) say(`Nobody has set it up yet. Open this link once to make your group: ${link}`);
}

const LONGEST_UPLOAD_MS = 12 * 60 * 60 * 1000;

function listen(app: Express, config: { port: number; host: string }): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(config.port, config.host, (error?: Error) => {
      if (error) return reject(listenProblem(error as NodeJS.ErrnoException, config));
      // Node's own five minutes would cut a big upload over a slow line; `http/uploads.ts` notices a sender that fell silent.
      server.requestTimeout = LONGEST_UPLOAD_MS;
      return resolve(server);
    });
  });
}

function listenProblem(error: NodeJS.ErrnoException, { port, host }: { port: number; host: string }): Error {
  if (error.code === 'EADDRINUSE') return new StartError(`Port ${port} is in use. Stop what uses it, or set PORT to another number.`, { cause: error });
  if (error.code === 'EACCES') return new StartError(`Port ${port} may not be used by this user. Set PORT to a number above 1023.`, { cause: error });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new StartError(`HOST is ${host}, which is no address of this machine. Set it to 127.0.0.1 or 0.0.0.0.`, { cause: error });
  return error;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

async function drain(closers: readonly (() => Promise<void>)[], context: OwnedContext): Promise<void> {
  await Promise.allSettled(closers.map((close) => close()));
  await context.close();
}

function stopOnSignal(closers: readonly (() => Promise<void>)[], context: OwnedContext): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    drain(closers, context).then(
      () => process.exit(0),
      (error: unknown) => {
        context.logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

const part = process.argv[2];
run(part === 'web' || part === 'worker' ? part : 'all').catch((error: unknown) => {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`Tenday could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
