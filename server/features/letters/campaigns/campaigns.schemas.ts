import { z } from 'zod';
import { keyParam } from '../../../platform/keyset.js';
import { t } from '../../../platform/words.js';
import { AGENCY_TYPES } from '../../agencies/agencies.schemas.js';
import { titleField } from '../../requests/requests.schemas.js';
import { printedDollars } from '../draft.js';
import { itemIn } from '../letters.schemas.js';
import { CAMPAIGN_STATES, LONGEST_PACE_SECONDS, MOST_AGENCIES, MOST_CANARY, STAGES } from './campaign.js';

/** The `:campaignId` of a path. A malformed one is answered as an unknown one: 404. */
export const campaignParams = z.object({ campaignId: z.uuid() });
export const campaignAgencyParams = z.object({ campaignId: z.uuid(), agencyId: z.uuid() });

const blank = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const text = (most: number) => z.string().max(most, { error: () => t('At most {most} characters.', { most }) });
const ticked = z.preprocess((value) => value === 'on' || value === true || value === 'true', z.boolean());
const version = z.coerce.number().int().min(0);
const dollars = text(20).refine((typed) => printedDollars(typed) !== null, { error: () => t('Give an amount in dollars, for example 25 or 25.00.') });
const name = z.string({ error: () => t('Give the campaign a name.') }).trim().min(1, { error: () => t('Give the campaign a name.') }).max(200, { error: () => t('At most 200 characters.') });
const canary = z.coerce.number({ error: () => t('Give a number.') }).int({ error: () => t('Give a whole number.') }).min(0, { error: () => t('Give a number, 0 for none.') }).max(MOST_CANARY, { error: () => t('At most {most}.', { most: MOST_CANARY }) });
const template = z.string({ error: () => t('Choose a letter template.') }).max(100);
const type = z.enum(AGENCY_TYPES, { error: () => t('Say what kind of agency the new ones are.') });
const paste = text(500_000);
/** Several boxes of one name; one alone arrives as a text. */
const several = (most: number) => z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(z.uuid()).max(most, { error: () => t('At most {most} at once.', { most }) }));

export const campaignsQuery = z.object({ after: blank(keyParam.optional()), before: blank(keyParam.optional()) });
export const newCampaignBody = z.object({ name, template });

const itemAct = z.string().regex(/^(save|up|down|remove|add|continue|open-\d{1,2})$/);
const itemNumber = z.coerce.number().int().min(1).max(14);
export const campaignItemsQuery = z.object({ item: blank(itemNumber.optional()) });
export const campaignItemsBody = z.object({ version, item: blank(itemNumber.optional()), act: itemAct.default('save'), ...itemIn.shape });
export type CampaignItemsForm = z.output<typeof campaignItemsBody>;

const minutes = z.coerce.number({ error: () => t('Give a number of minutes.') }).min(0, { error: () => t('Give a number of minutes, 0 for no pause.') }).max(LONGEST_PACE_SECONDS / 60, { error: () => t('At most a day, {most} minutes.', { most: LONGEST_PACE_SECONDS / 60 }) });
export const campaignLetterBody = z.object({
  version, act: z.enum(['save', 'continue']).default('save'), name, title: titleField, feeCeiling: dollars.default(''), signerName: text(200).default(''), signerTitle: text(200).default(''),
  inspectionWanted: ticked, canary, paceMinutes: minutes,
});

export const placesQuery = z.object({ after: z.coerce.number().int().min(0).catch(0) });
export const chooseBody = z.object({ act: z.enum(['add', 'remove']), agencyId: several(MOST_AGENCIES) });
export const pasteBody = z.object({ act: z.enum(['read', 'add']).default('read'), type, text: paste });
export const versionBody = z.object({ version });

export const GRID_SHOWS = ['all', 'waiting', 'by_hand', 'trouble', 'sent', 'late', 'promised', 'fee', 'recalled'] as const;
export type GridShow = (typeof GRID_SHOWS)[number];
export const gridQuery = z.object({ show: blank(z.enum(GRID_SHOWS).default('all')), after: z.coerce.number().int().min(0).catch(0) });

export const chaseQuery = z.object({ show: blank(z.enum(GRID_SHOWS).default('late')), after: z.coerce.number().int().min(0).catch(0) });
/** A letter approved as it was read: request, letter, and the mark of what was read. */
const approval = z.string().regex(/^[0-9a-f-]{36}\|[a-z0-9-]{1,80}\|[0-9a-f]{32}$/, { error: () => t('This approval can’t be read. Reload the page.') });
export const chaseBody = z.object({
  show: z.enum(GRID_SHOWS).default('late'), after: z.coerce.number().int().min(0).catch(0),
  approve: z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(approval).min(1, { error: () => t('Tick the letters you have read.') }).max(50)),
});

/* The API's bodies and answers. */

const civil = z.string().nullable().meta({ description: 'YYYY-MM-DD', example: '2026-11-30' });
export const apiCampaignBody = z.object({
  name, template: template.meta({ example: 'cpra-sb580-implementation' }), title: titleField.optional(), items: z.array(itemIn).max(14).optional().meta({ description: 'The template’s own list when absent; may hold merge fields like {{agency}}' }),
  feeCeiling: dollars.optional(), signerName: text(200).optional(), signerTitle: text(200).optional(), inspectionWanted: z.boolean().optional(),
  canary: canary.optional().meta({ description: 'How many letters go first; the others wait for a person' }),
  paceSeconds: z.number().int().min(0).max(LONGEST_PACE_SECONDS).optional().meta({ description: 'Between two letters to one recipient domain' }),
});
export const apiCampaignPatch = apiCampaignBody.omit({ template: true }).partial().extend({ version: z.number().int().min(0).nullish() });
const chosen = z.object({ agencyId: z.uuid(), values: z.record(z.string().max(60), z.string().max(500)).optional().meta({ description: 'Merge field → what this agency’s letter prints' }) });
export const apiChooseBody = z.object({
  add: z.array(chosen).max(MOST_AGENCIES).default([]), remove: z.array(z.uuid()).max(MOST_AGENCIES).default([]), columns: z.array(z.string().trim().min(1).max(60)).max(10).optional(),
});
export const apiPasteBody = z.object({ text: paste, type });
export const apiVersionBody = z.object({ version: z.number().int().min(0).nullish().meta({ description: 'The version that was read; refused when it has changed since' }) });

export const campaignOut = z.object({
  id: z.uuid(), name: z.string(), template: z.string(), title: z.string(), state: z.enum(CAMPAIGN_STATES), version: z.number(), canary: z.number(), paceSeconds: z.number(),
  columns: z.array(z.string()), items: z.array(itemIn), startedAt: z.iso.datetime().nullable(), trouble: z.string(), counts: z.record(z.enum(STAGES), z.number()),
});
export const campaignListOut = z.object({
  campaigns: z.array(z.object({ id: z.uuid(), name: z.string(), template: z.string(), state: z.enum(CAMPAIGN_STATES), agencies: z.number(), createdAt: z.iso.datetime() })), next: z.string().nullable(),
});
export const createdOut = z.object({ id: z.uuid(), version: z.number() });
export const savedOut = z.object({ version: z.number() });
export const chosenOut = z.object({ added: z.number(), changed: z.number().meta({ description: 'Agencies that were there and have other merge values now' }), agencies: z.number() });
export const pastedOut = chosenOut.extend({ left: z.number().meta({ description: 'Lines that say an agency twice, or can’t be read' }) });
export const pasteReadOut = z.object({
  fault: z.string().nullable(), columns: z.array(z.string()),
  lines: z.array(z.object({ line: z.number(), name: z.string(), email: z.string(), verdict: z.enum(['known', 'new', 'twice', 'there', 'wrong']), agencyId: z.uuid().nullable(), says: z.string() })),
});
export const stateOut = z.object({ state: z.string() });
/** Before `notBefore`, an instant, nothing leaves and all of it can be taken back; null where the group sends at once. */
export const goingOut = z.object({ state: z.string(), notBefore: z.string().nullable() });
export const checkedOut = z.object({ version: z.number() });
export const placesOut = z.object({
  places: z.array(
    z.object({
      position: z.number(), agency: z.object({ id: z.uuid(), name: z.string() }), stage: z.enum(STAGES), requestId: z.uuid().nullable(), number: z.string().nullable(), letterId: z.uuid().nullable(),
      sentOn: civil, late: z.boolean(), feeCents: z.number().nullable(), problem: z.string(), items: z.array(z.object({ n: z.number(), state: z.string(), promisedFor: civil })),
    }),
  ),
  next: z.number().nullable().meta({ description: 'Send it as `after`' }),
});

const approvalIn = z.object({ requestId: z.uuid(), letter: z.string().max(80), seen: z.string().regex(/^[0-9a-f]{32}$/).meta({ description: 'As the list gave it: what is sent is what was read' }) });
export const apiChaseBody = z.object({ approve: z.array(approvalIn).min(1).max(50) });
export const approvedOut = z.object({ approved: z.number() });
export const chasesOut = z.object({
  letters: z.array(
    z.object({ requestId: z.uuid(), number: z.string(), agency: z.string(), letter: z.string().nullable(), why: z.string(), text: z.string().nullable(), seen: z.string().nullable() }),
  ).meta({ description: '`letter` null: none is among those approved together, and `why` says so' }),
  next: z.number().nullable().meta({ description: 'Send it as `after`' }),
});
