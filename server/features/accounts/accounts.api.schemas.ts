import { z } from 'zod';
import { ROLES } from './accounts.schemas.js';

const instant = z.iso.datetime();

export const actorAnswer = z.object({
  personId: z.uuid(),
  groupId: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES),
  groupName: z.string(),
  timeZone: z.string(),
  isExample: z.boolean(),
  permissions: z.array(z.string()).meta({ description: 'What this role may do' }),
});

export const personAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    createdAt: instant,
    lastSeenAt: instant.nullable(),
    deactivatedAt: instant.nullable(),
    hasSecondStep: z.boolean(),
    hasPassword: z.boolean().meta({ description: 'False until the person has opened their first link' }),
    openRequests: z.number().int().meta({ description: 'Requests under way whose warnings go to this person' }),
  })
  .meta({ id: 'Person' });

export const peopleAnswer = z.object({ people: z.array(personAnswer), next: z.uuid().nullable().meta({ description: 'Give it as `cursor` for the next page; null at the end' }) });

export const invitationAnswer = z.object({
  invitationId: z.uuid(),
  url: z.url().meta({ description: 'Shown once: only its hash is kept' }),
  expiresAt: instant,
});

export const invitationsAnswer = z.object({
  invitations: z.array(z.object({ id: z.uuid(), email: z.string(), role: z.enum(ROLES), createdAt: instant, expiresAt: instant, expired: z.boolean() })),
});

export const resetLinkAnswer = z.object({ url: z.url().meta({ description: 'Shown once: only its hash is kept' }), expiresAt: instant });

export const tokensAnswer = z.object({
  tokens: z.array(z.object({ id: z.uuid(), name: z.string(), createdAt: instant, lastUsedAt: instant.nullable() })),
});

export const newTokenAnswer = z.object({ tokenId: z.uuid(), token: z.string().meta({ description: 'Shown once: only its hash is kept' }) });

export const groupAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    numberPrefix: z.string(),
    isExample: z.boolean(),
    timeZone: z.string(),
    postalAddress: z.string(),
    contactEmail: z.string(),
    contactPhone: z.string(),
    feeCeilingCents: z.number().int(),
    undoMinutes: z.number().int().meta({ description: 'Minutes a letter by e-mail waits before it leaves, to be taken back; 0: at once' }),
    confirmsByItself: z.boolean().meta({ description: 'The letter that asks to confirm receipt is sent without approval when its time comes' }),
  })
  .meta({ id: 'Group' });

export const doneAnswer = z.object({});
