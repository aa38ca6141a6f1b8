import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { civilDateOf, formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { correctorName, requestCounts } from './agencies.queries.js';
import type { AgencyProfile } from './agency-profile.js';
import { type AgencyView, agencyView } from './agency.view.js';
import { bouncingOf } from './bouncing.queries.js';
import { closuresOf, waitingRecalculations } from './closures.queries.js';
import { type ClosuresView, closuresView } from './closures.view.js';

/** What an agency's page shows of the directory and of the group's closed days; its report card is a later slice's, which serves the page. */
export async function agencyPageModel(deps: Pick<Context, 'db'>, actor: Actor, agency: AgencyProfile): Promise<AgencyView & { readonly closures: ClosuresView | null; readonly bouncing: readonly BouncingView[] }> {
  const seesAll = roleMay(actor.role, 'requests.read-all');
  const requests = seesAll ? ((await requestCounts(deps.db, actor.groupId, [agency.id])).get(agency.id) ?? 0) : 0;
  const by = agency.correction && roleMay(actor.role, 'people.see') ? agency.correction.correctedById : null;
  const corrector = by ? await correctorName(deps.db, actor.groupId, by) : null;
  const may = { write: roleMay(actor.role, 'requests.write'), correct: roleMay(actor.role, 'agencies.correct') };
  return { ...agencyView({ agency, requests, corrector, zone: actor.timeZone, may }), closures: await closuresSection(deps, actor, agency), bouncing: await bouncingSection(deps, actor, agency) };
}

export interface BouncingView {
  readonly address: string;
  readonly says: string;
  /** Where a person says that it works again; null for who may not correct. */
  readonly works: string | null;
}

/** Nothing for who sees no letters: the words are a mail server's answer to one. */
async function bouncingSection(deps: Pick<Context, 'db'>, actor: Actor, agency: AgencyProfile): Promise<BouncingView[]> {
  if (!roleMay(actor.role, 'letters.see')) return [];
  const rows = await bouncingOf(deps.db, { groupId: actor.groupId, agencyId: agency.id });
  const works = roleMay(actor.role, 'agencies.correct') ? `/agencies/${agency.id}/address-works` : null;
  return rows.map(({ address, since, words }) => ({
    address, works, says: t('{address} did not take our letter of {date}. The mail server said: “{words}”', { address, words, date: formatDate(civilDateOf(since, actor.timeZone)) }),
  }));
}

/** Null for who may not see dates, and for agencies whose days a closing does not move. */
async function closuresSection(deps: Pick<Context, 'db'>, actor: Actor, agency: AgencyProfile): Promise<ClosuresView | null> {
  const key = { groupId: actor.groupId, agencyId: agency.id };
  if (!roleMay(actor.role, 'closures.record') || agency.calendarSet === 'FED') return null;
  const rows = await closuresOf(deps.db, { ...key, seesPeople: roleMay(actor.role, 'people.see') });
  return closuresView({ agency, rows, waiting: await waitingRecalculations(deps.db, key.groupId, key.agencyId), zone: actor.timeZone });
}
