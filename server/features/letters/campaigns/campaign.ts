import { z } from 'zod';
import { MOST_ITEMS } from '../../requests/replace-items.js';
import { draftFields } from '../draft.js';

export const CAMPAIGN_STATES = ['draft', 'checked', 'canary', 'running', 'paused', 'recalled', 'done'] as const;
export type CampaignStateName = (typeof CAMPAIGN_STATES)[number];

/** How far an agency's letter is. The campaign's own row says so until a letter is frozen; from then on the letter does. */
export const STAGES = ['planned', 'waiting', 'queued', 'sent', 'by_hand', 'trouble', 'recalled'] as const;
export type Stage = (typeof STAGES)[number];

export const MOST_AGENCIES = 1000;
export const MOST_COLUMNS = 10;
export const MOST_CANARY = 50;
/** A day. */
export const LONGEST_PACE_SECONDS = 86_400;

const item = z.object({
  heading: z.string().catch(''), text: z.string().catch(''), whereToLook: z.string().catch(''), period: z.string().catch(''), format: z.string().catch(''), fields: z.string().catch(''),
});
export type CampaignItem = z.output<typeof item>;

const items = z.array(item).max(MOST_ITEMS).catch([]);
const values = z.record(z.string(), z.string()).catch({});

/** The items as stored. */
export const readItems = (json: unknown): CampaignItem[] => items.parse(json);
/** What each letter says besides its items, as stored. */
export const readCampaignFields = (json: unknown) => draftFields.parse(json ?? {});
/** An agency's merge values as stored. */
export const readValues = (json: unknown): Record<string, string> => values.parse(json);

/** States in which words and agencies may still be changed. */
export const EDITABLE: readonly CampaignStateName[] = ['draft', 'checked'];
/** States in which letters leave by themselves. */
export const GOING: readonly CampaignStateName[] = ['canary', 'running'];

export const mayEdit = (state: CampaignStateName): boolean => EDITABLE.includes(state);

/** The part after the @ of an address, in small letters; '' when there is none. */
export function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1).trim().toLowerCase() : '';
}
