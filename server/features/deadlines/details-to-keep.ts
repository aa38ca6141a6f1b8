import type { Tx } from '../../platform/db.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { factRefused } from './deadlines.errors.js';
import type { FactDetails, FactType } from './fact-types.js';
import type { LoadedCase } from './load-case.js';
import { nothingOwed } from './parallel-endings.js';

interface Proposed {
  readonly type: FactType;
  readonly details: FactDetails[FactType];
  readonly loaded: LoadedCase;
  /** Facts it takes the place of. */
  readonly replaces: readonly string[];
}

type Where = { groupId: string; requestId: string };

/**
 * A fact's details as they are stored: reminders and dates of destruction get their number, which a correction keeps, so that a moved one is the
 * same clock; a reminder set when nothing is owed any more is meant whatever happens. Other facts keep theirs. A step of the caller's transaction.
 * @throws deadlines.fact-refused for a reminder to somebody who may not see dates
 */
export async function detailsToKeep(tx: Tx, where: Where, { type, details, loaded, replaces }: Proposed): Promise<FactDetails[FactType]> {
  if (type === 'reminder') {
    const reminder = details as FactDetails['reminder'];
    await checkPerson(tx, where.groupId, reminder.forPersonId ?? null);
    const ended = nothingOwed(loaded.facts, loaded.items).length > 0;
    return { ...reminder, n: await numberOf(tx, where, type, loaded, replaces), whateverHappens: reminder.whateverHappens || ended };
  }
  if (type === 'retention') return { ...(details as FactDetails['retention']), n: await numberOf(tx, where, type, loaded, replaces) };
  if (type === 'reminder_done') {
    const done = details as FactDetails['reminder_done'];
    return { ...done, n: numberIn(loaded, [done.reminderFactId]) ?? done.n };
  }
  return details;
}

/** That of the fact it replaces, or the next one free; the request is locked, so nobody takes it meanwhile. */
async function numberOf(tx: Tx, where: Where, type: 'reminder' | 'retention', loaded: LoadedCase, replaces: readonly string[]): Promise<number> {
  return numberIn(loaded, replaces) ?? (await tx.fact.count({ where: { groupId: where.groupId, requestId: where.requestId, type } })) + 1;
}

function numberIn(loaded: LoadedCase, ids: readonly string[]): number | null {
  const [known] = loaded.facts.filter((fact) => ids.includes(fact.id));
  return known?.type === 'reminder' || known?.type === 'retention' ? known.details.n : null;
}

async function checkPerson(tx: Tx, groupId: string, personId: string | null): Promise<void> {
  if (!personId) return;
  const person = await tx.person.findUnique({ where: { groupId_id: { groupId, id: personId } }, select: { role: true, deactivatedAt: true } });
  if (!person || person.deactivatedAt || !roleMay(person.role, 'deadlines.see')) throw factRefused({ 'details.forPersonId': t('Choose somebody of your group who sees dates.') });
}
