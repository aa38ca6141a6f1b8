import express, { type Router } from 'express';
import type { Context } from '../../context.js';
import { pendingMigrations } from '../migrate.js';

type Check = readonly [name: string, answers: () => Promise<boolean>];

const PATIENCE_MS = 3000;

/** `/healthz`: the process serves. `/readyz`: database, migrations, queue and files answer; otherwise 503 naming which do not. */
export function healthRoutes(deps: Pick<Context, 'pool' | 'jobs' | 'files'>): Router {
  const router = express.Router();
  router.get('/healthz', (_req, res) => {
    res.json({ ok: true });
  });
  router.get('/readyz', async (_req, res) => {
    const checks: Check[] = [
      ['database', async () => (await deps.pool.query('SELECT 1')).rowCount === 1],
      ['migrations', async () => (await pendingMigrations(deps.pool)).length === 0],
      ['queue', () => settled(deps.jobs.ready())],
      ['files', () => settled(deps.files.ready())],
    ];
    const states = await Promise.all(checks.map(async ([name, answers]) => [name, await inTime(answers)] as const));
    const failing = states.filter(([, fine]) => !fine).map(([name]) => name);
    res.status(failing.length === 0 ? 200 : 503).json({ ok: failing.length === 0, failing, checks: Object.fromEntries(states) });
  });
  return router;
}

/** Some parts answer yes or no, others by not throwing. */
async function settled(ready: Promise<unknown>): Promise<boolean> {
  return (await ready) !== false;
}

async function inTime(answers: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return await Promise.race([answers(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
