import { z } from 'zod';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { agencyNotFound } from '../agencies/agencies.errors.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { agencyParams } from '../agencies/agencies.schemas.js';
import { reportOf } from './agency-report.queries.js';
import { GROUNDS } from './fact-types.js';

const count = z.number().int();
const share = z.object({ n: count, of: count.meta({ description: 'The denominator; below five make no percentage of it' }) });
const days = z.number().nullable().meta({ description: 'Median, in days; null when there is nothing to take it of' });

export const agencyReportAnswer = z.object({
  requests: count.meta({ description: 'Requests of your group that left' }),
  measured: count.meta({ description: 'Those with a confirmed receipt; only they are measured' }),
  determined: z.object({
    answered: share, late: share, lateStill: count, medianDays: days, bins: z.array(z.object({ from: count, to: count.nullable(), requests: count })),
    statutoryDays: z.number().nullable().meta({ description: 'The statutory day in days from receipt; the middle one where it differs by request' }),
  }),
  extended: share,
  grounds: z.array(z.object({ ground: z.enum(GROUNDS), notices: count })),
  defective: share,
  defects: z.array(z.object({ defect: z.enum(['no_ground', 'no_date', 'too_long', 'second', 'late']), notices: count })),
  slipped: share,
  slips: count,
  medianSlipDays: days,
}).meta({ id: 'AgencyReport' });

export const agencyReportApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/agencies/:agencyId/report', summary: 'How an agency has answered your group: days, extensions, defects and broken promises, with denominators', tag: 'Agencies', access: 'deadlines.see',
    params: agencyParams, response: agencyReportAnswer,
    handle: async ({ deps, actor, params }) => {
      const agency = await agencyFor(deps.db, actor.groupId, params.agencyId);
      if (!agency) throw agencyNotFound();
      return reportOf(deps.db, actor.groupId, agency, deps.clock.now());
    },
  }),
];
