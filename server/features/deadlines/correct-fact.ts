import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { fieldProblems } from '../../platform/http/errors.js';
import { checkDocument } from './check-document.js';
import { factNotFound, factNotStanding, factRefused } from './deadlines.errors.js';
import { type FactBasis, type FactDetails, type FactType, factDetails } from './fact-types.js';
import { reasonConfirmed, reasonCorrected } from './fact-words.js';
import { type WrittenFact, openCase, writeFact } from './write-fact.js';

export interface CorrectFact {
  readonly requestId: string;
  readonly factId: string;
  /** YYYY-MM-DD in the agency's zone. */
  readonly date: string;
  readonly time?: string | null;
  readonly basis: FactBasis;
  /** Kept as they were when absent. */
  readonly details?: object | undefined;
  readonly note?: string | undefined;
  readonly documentId?: string | null | undefined;
  /** Why it is corrected, in the person's words. */
  readonly why: string;
}

/**
 * Replaces a fact by what is right: the old one stays readable as superseded, dates are recalculated, and the timeline says what moved and
 * why. Correcting a presumed receipt confirms it.
 * @throws deadlines.fact-not-found, deadlines.fact-not-standing, deadlines.fact-refused
 */
export async function correctFact(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: CorrectFact): Promise<WrittenFact> {
  return deps.db.$transaction(async (tx) => {
    const loaded = await openCase(tx, actor, input.requestId);
    const row = await tx.fact.findFirst({ where: { id: input.factId, groupId: actor.groupId, requestId: input.requestId } });
    if (!row) throw factNotFound();
    const old = loaded.facts.find((fact) => fact.id === row.id);
    if (!old) throw factNotStanding();
    await checkDocument(tx, { groupId: actor.groupId, requestId: input.requestId, documentId: input.documentId });
    const reason = old.type === 'received' && old.presumed ? reasonConfirmed(input.date, old.date) : reasonCorrected(old.type, old.date, input.date, input.why);
    return writeFact(tx, deps.clock, actor, {
      requestId: input.requestId, loaded, reason, replaces: [{ factId: old.id, why: input.why }],
      fact: {
        type: old.type, date: input.date, time: input.time ?? null, basis: input.basis, details: checkedDetails(old.type, input.details ?? row.details),
        note: input.note ?? row.note, documentId: input.documentId ?? row.documentId,
      },
    });
  });
}

/** The details as their type has them. @throws deadlines.fact-refused, by field */
function checkedDetails(type: FactType, details: unknown): FactDetails[FactType] {
  const parsed = factDetails[type].safeParse(details);
  if (parsed.success) return parsed.data;
  throw factRefused(Object.fromEntries(Object.entries(fieldProblems(parsed.error)).map(([path, problem]) => [`details.${path}`, problem])));
}
