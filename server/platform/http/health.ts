import express, { type Router } from 'express';
import type { Context } from '../../context.js';
import { pendingMigrations } from '../migrate.js';

type Check = readonly [name: string, answers: () => Promise<boolean>];

const PATIENCE_MS = 3000;

/**
 * `/healthz`: the process serves. `/readyz`: database, migrations, queue and files answer; otherwise 503 naming which do not.
 * @param mailIn how the doors for mail fare: told beside, as pages can be served while another process can't listen
 */
export function healthRoutes(deps: Pick<Context, 'pool' | 'jobs' | 'files'>, mailIn: () => Promise<readonly { readonly door: string; readonly state: string }[]>): Router {
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
    const doors = await doorsInTime(mailIn);
    const failing = states.filter(([, fine]) => !fine).map(([name]) => name);
    res.status(failing.length === 0 ? 200 : 503).json({ ok: failing.length === 0, failing, checks: Object.fromEntries(states), ...(doors ? { mailIn: doors } : {}) });
  });
  return router;
}

/** Some parts answer yes or no, others by not throwing. */
async function settled(ready: Promise<unknown>): Promise<boolean> {
  return (await ready) !== false;
}

/** Null where there is no door, or nobody can say. */
async function doorsInTime(mailIn: Parameters<typeof healthRoutes>[1]): Promise<Record<string, string> | null> {
  let doors: readonly { readonly door: string; readonly state: string }[] = [];
  await inTime(async () => {
    doors = await mailIn();
    return true;
  });
  return doors.length > 0 ? Object.fromEntries(doors.map(({ door, state }) => [door, state])) : null;
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
