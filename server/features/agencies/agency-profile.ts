import { z } from 'zod';

/** Ways to reach an agency. */
export const CHANNEL_KINDS = ['portal', 'email', 'post', 'fax', 'phone', 'in_person'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** How sure a field is: words read · part of them · not found or not read · set by the group itself. */
export const CONFIDENCES = ['confirmed', 'partly', 'unverified', 'group'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const channelSchema = z.object({
  kind: z.enum(CHANNEL_KINDS),
  /** Address, number or name of the portal; never empty: what is not known is left out. */
  value: z.string().min(1),
  note: z.string().default(''),
  /** Whether the agency designated it for requests; null when that is not known. */
  designated: z.boolean().nullable().default(null),
  /** Characters a message there takes, where that is known. */
  limit: z.number().int().min(500).optional(),
  confidence: z.enum(CONFIDENCES),
  source: z.string().default(''),
});
export type Channel = z.output<typeof channelSchema>;

export const refusalSchema = z.object({
  what: z.enum(CHANNEL_KINDS),
  why: z.string().min(1),
  /** YYYY-MM-DD, null when not known */
  since: z.string().nullable().default(null),
  confidence: z.enum(CONFIDENCES),
  source: z.string().default(''),
});
export type Refusal = z.output<typeof refusalSchema>;

export const surenessSchema = z.object({ confidence: z.enum(CONFIDENCES), source: z.string().default('') });
export type Sureness = z.output<typeof surenessSchema>;

/** What a group may correct about an agency of the directory. What the clocks count with is not among it. */
export const correctionSchema = z.object({
  name: z.string().optional(),
  shortName: z.string().optional(),
  unit: z.string().optional(),
  channels: z.array(channelSchema).optional(),
  refuses: z.array(refusalSchema).optional(),
  notes: z.string().optional(),
});
export type CorrectedFields = z.output<typeof correctionSchema>;
export type CorrectableField = keyof CorrectedFields;

/** An agency's row as it lies in the table. */
export const agencyRowSchema = z.object({
  id: z.string(),
  groupId: z.string().nullable(),
  slug: z.string(),
  name: z.string(),
  shortName: z.string(),
  unit: z.string(),
  level: z.enum(['city', 'county', 'state', 'federal']),
  statute: z.enum(['CPRA', 'FOIA']),
  calendarSet: z.enum(['LA_CITY', 'CA', 'FED']),
  component: z.enum(['DHS', 'DOJ']).nullable(),
  timeZone: z.string(),
  channels: z.array(channelSchema),
  refuses: z.array(refusalSchema),
  sureness: z.record(z.string(), surenessSchema),
  notes: z.string(),
  retiredAt: z.date().nullable(),
});
export type AgencyRow = z.output<typeof agencyRowSchema>;

export interface Correction {
  readonly fields: CorrectedFields;
  /** Why, or how the group knows. */
  readonly note: string;
  readonly correctedById: string;
  readonly updatedAt: Date;
}

/** An agency as one group sees it: the directory's row with that group's corrections laid over it, or a row the group added itself. */
export interface AgencyProfile extends Omit<AgencyRow, 'retiredAt'> {
  /** No longer offered for new requests. */
  readonly retired: boolean;
  /** Added by the group, not of the directory. */
  readonly addedByGroup: boolean;
  readonly correction: { readonly fields: readonly CorrectableField[]; readonly note: string; readonly correctedById: string; readonly at: Date } | null;
  /** Ways by which most agencies can be reached and which are not known for this one. */
  readonly notKnown: readonly ChannelKind[];
}

const USUAL_KINDS: readonly ChannelKind[] = ['portal', 'email', 'post', 'phone'];

/** Lays a group's corrections over a row; pure. A corrected field's sureness becomes `group`. */
export function agencyProfile(row: AgencyRow, correction: Correction | null): AgencyProfile {
  const { retiredAt, ...rest } = row;
  const given = Object.entries(correction?.fields ?? {}).filter(([, value]) => value !== undefined);
  const fields = given.map(([field]) => field as CorrectableField);
  const corrected = { ...rest, ...(Object.fromEntries(given) as CorrectedFields) };
  const byGroup: Sureness = { confidence: 'group', source: correction?.note ?? '' };
  return {
    ...corrected,
    sureness: { ...row.sureness, ...Object.fromEntries(fields.map((field) => [field, byGroup])) },
    retired: retiredAt !== null,
    addedByGroup: row.groupId !== null,
    correction: correction && fields.length > 0 ? { fields, note: correction.note, correctedById: correction.correctedById, at: correction.updatedAt } : null,
    notKnown: USUAL_KINDS.filter((kind) => !corrected.channels.some((channel) => channel.kind === kind) && !refusalOf(corrected, kind)),
  };
}

/** Why an agency takes no request by a channel, or null when nothing is known against it. Ask before a letter goes out by it. */
export function refusalOf(agency: { readonly refuses: readonly Refusal[] }, kind: ChannelKind): Refusal | null {
  return agency.refuses.find((refusal) => refusal.what === kind) ?? null;
}

/** The known ways of one kind, those the agency designated first. */
export function channelsOf(agency: { readonly channels: readonly Channel[] }, kind: ChannelKind): Channel[] {
  const rank = (channel: Channel) => (channel.designated === true ? 0 : channel.designated === null ? 1 : 2);
  return agency.channels.filter((channel) => channel.kind === kind).sort((a, b) => rank(a) - rank(b));
}
