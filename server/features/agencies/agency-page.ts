import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { roleMay } from '../accounts/permissions.js';
import { correctorName, requestCounts } from './agencies.queries.js';
import type { AgencyProfile } from './agency-profile.js';
import { type AgencyView, agencyView } from './agency.view.js';
import { closuresOf, waitingRecalculations } from './closures.queries.js';
import { type ClosuresView, closuresView } from './closures.view.js';

/** What an agency's page shows of the directory and of the group's closed days; its report card is a later slice's, which serves the page. */
export async function agencyPageModel(deps: Pick<Context, 'db'>, actor: Actor, agency: AgencyProfile): Promise<AgencyView & { readonly closures: ClosuresView | null }> {
  const seesAll = roleMay(actor.role, 'requests.read-all');
  const requests = seesAll ? ((await requestCounts(deps.db, actor.groupId, [agency.id])).get(agency.id) ?? 0) : 0;
  const by = agency.correction && roleMay(actor.role, 'people.see') ? agency.correction.correctedById : null;
  const corrector = by ? await correctorName(deps.db, actor.groupId, by) : null;
  const may = { write: roleMay(actor.role, 'requests.write'), correct: roleMay(actor.role, 'agencies.correct') };
  return { ...agencyView({ agency, requests, corrector, zone: actor.timeZone, may }), closures: await closuresSection(deps, actor, agency) };
}

/** Null for who may not see dates, and for agencies whose days a closing does not move. */
async function closuresSection(deps: Pick<Context, 'db'>, actor: Actor, agency: AgencyProfile): Promise<ClosuresView | null> {
  const key = { groupId: actor.groupId, agencyId: agency.id };
  if (!roleMay(actor.role, 'closures.record') || agency.calendarSet === 'FED') return null;
  const rows = await closuresOf(deps.db, { ...key, seesPeople: roleMay(actor.role, 'people.see') });
  return closuresView({ agency, rows, waiting: await waitingRecalculations(deps.db, key.groupId, key.agencyId), zone: actor.timeZone });
}
