import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { t } from '../../platform/words.js';
import { agencyBySlug } from '../agencies/agencies.queries.js';
import { AGENCY_CALENDARS, type AgencyCalendar, type Law, defaultAgency, isAgencySlug } from '../statutes/agency-calendars.js';
import { type CivilDate, civilDateIn } from '../statutes/civil-date.js';
import type { DeriveInput, DerivedDeadline } from '../statutes/deadline.js';
import { deriveDeadlines } from '../statutes/derive.js';
import { rulesVersion } from '../statutes/rules.js';
import { validateInput } from '../statutes/validate-facts.js';
import { type CalculateAnswer, type CalculateBody, toStatuteFacts } from './calculator.schemas.js';
import { calculationRefused } from './deadlines.errors.js';
import { calendarOf } from './load-cases.js';

/**
 * Counts a request's deadlines and writes nothing. The directory's ten agencies are answered without the database; a signed-in person may
 * also name an agency of their group.
 * @throws deadlines.calculation-refused with what is wrong, by field
 */
export async function calculate(deps: Pick<Context, 'db'>, actor: Actor | null, body: CalculateBody): Promise<CalculateAnswer> {
  const agency = await agencyNamed(deps, actor, body.law, body.agency);
  return answerOf(countDeadlines({
    law: body.law, agency, received: receiptIn(body.received, agency.timeZone), facts: toStatuteFacts(body.facts),
    ...(body.receiptPolicy ? { receiptPolicy: body.receiptPolicy } : {}),
  }));
}

/** Deadlines of a checked input. @throws deadlines.calculation-refused */
export function countDeadlines(input: DeriveInput): readonly DerivedDeadline[] {
  const problems = validateInput(input);
  if (problems.length > 0) throw calculationRefused(Object.fromEntries(problems.map((problem) => [problem.field, t(problem.message)])));
  return deriveDeadlines(input);
}

async function agencyNamed(deps: Pick<Context, 'db'>, actor: Actor | null, law: Law, slug: string | null | undefined): Promise<AgencyCalendar> {
  if (!slug) return defaultAgency(law);
  if (isAgencySlug(slug)) return AGENCY_CALENDARS[slug];
  const own = actor ? await agencyBySlug(deps.db, actor.groupId, slug) : null;
  if (own) return calendarOf(own);
  throw calculationRefused({ agency: t('Tenday knows no agency “{slug}”. Choose one of {slugs}, or leave it out.', { slug, slugs: Object.keys(AGENCY_CALENDARS).join(', ') }) });
}

/** The day (and time) of receipt in the agency's zone. */
export function receiptIn(received: string, timeZone: string): DeriveInput['received'] {
  return received.includes('T') ? civilDateIn(new Date(received), timeZone) : (received as CivilDate);
}

function answerOf(deadlines: readonly DerivedDeadline[]): CalculateAnswer {
  return {
    deadlines: deadlines.map(({ derivation: _derivation, extendedBy: _extendedBy, byCalendar, steps, notes, ...dates }) => ({
      ...dates, byCalendar: { ...byCalendar } as Record<string, string>, steps: [...steps], notes: [...notes],
    })),
    rulesVersion,
  };
}
