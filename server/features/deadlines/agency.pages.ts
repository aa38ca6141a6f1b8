import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { roleMay } from '../accounts/permissions.js';
import { agencyNotFound } from '../agencies/agencies.errors.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { agencyParams } from '../agencies/agencies.schemas.js';
import { agencyPageModel } from '../agencies/agency-page.js';
import { reportOf } from './agency-report.queries.js';
import { agencyReportView } from './agency-report.view.js';

/** The agency's page lives here because its report card is made of facts and deadlines. */
export const agencyReportPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/agencies/:agencyId', summary: 'One agency: channels, refusals, how sure each field is, and how it has answered', access: 'agencies.see', params: agencyParams,
    handle: async ({ deps, actor, params }) => {
      const agency = await agencyFor(deps.db, actor.groupId, params.agencyId);
      if (!agency) throw agencyNotFound();
      const directory = await agencyPageModel(deps, actor, agency);
      // A volunteer sees no dates, so no figures made of them either.
      const report = roleMay(actor.role, 'deadlines.see') ? agencyReportView(await reportOf(deps.db, actor.groupId, agency, deps.clock.now()), agency.shortName, agency.statute) : null;
      return { view: 'agencies/show', title: agency.name, nav: 'agencies', model: { ...directory, report } };
    },
  }),
];
