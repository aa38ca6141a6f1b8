import type { Context } from '../../context.js';
import { t } from '../../platform/words.js';
import { recalculateDeadlines } from './recalculate-deadlines.js';

/** Counts a request's open deadlines again because rules or calendars changed since. Safe to run twice. */
export async function recalculateRequest(deps: Pick<Context, 'db' | 'clock'>, input: { groupId: string; requestId: string }): Promise<{ moved: number }> {
  return deps.db.$transaction((tx) => recalculateDeadlines(tx, { ...input, at: deps.clock.now(), reason: t('Rules or calendars of Tenday changed.') }));
}
