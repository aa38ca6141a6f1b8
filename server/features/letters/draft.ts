import { z } from 'zod';
import { CHANNELS } from './channels.js';
import { foiaDraftShape } from './foia-fields.js';

/** Steps of the compose wizard after agency and template, in order. */
export const COMPOSE_STEPS = ['items', 'letter', 'send'] as const;
export type ComposeStep = (typeof COMPOSE_STEPS)[number];

/** What the wizard keeps beside title and items. Anything may still be blank: a draft is always kept. */
export const draftFields = z.object({
  /** Dollars, as typed: “25” or “25.00”. */
  feeCeiling: z.string().max(20).catch(''),
  signerName: z.string().max(200).catch(''),
  signerTitle: z.string().max(200).catch(''),
  inspectionWanted: z.boolean().catch(false),
  channel: z.enum(CHANNELS).or(z.literal('')).catch(''),
  toAddress: z.string().max(254).catch(''),
  /** The version of the group's own template it is written from; '' for the library's words. */
  templateVersionId: z.uuid().or(z.literal('')).catch(''),
  ...foiaDraftShape,
});
export type DraftFields = z.output<typeof draftFields>;

const stored = z.object({ step: z.enum(COMPOSE_STEPS).catch('items'), fields: draftFields });

/** The wizard's part of a draft as stored in `RecordsRequest.draft`; what is missing there is blank. */
export function readDraft(json: unknown): { step: ComposeStep; fields: DraftFields } {
  const parsed = stored.safeParse(json);
  return parsed.success ? parsed.data : { step: 'items', fields: draftFields.parse({}) };
}

const DOLLARS = /^\$?(\d{1,5})(?:\.(\d{1,2}))?$/;

/** “25” → “$25”, “25.5” → “$25.50”; null when it is no amount of money. Blank stays blank. */
export function printedDollars(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return '';
  const match = DOLLARS.exec(text);
  if (!match) return null;
  const cents = (match[2] ?? '').padEnd(2, '0');
  return cents === '00' ? `$${Number(match[1])}` : `$${Number(match[1])}.${cents}`;
}

/** Whole cents as typed dollars: 2500 → “25”, 2550 → “25.50”. */
export function dollarsFromCents(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}
