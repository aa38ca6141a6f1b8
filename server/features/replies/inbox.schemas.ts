import { z } from 'zod';
import { MESSAGE_CHANNELS } from './messages.schemas.js';

const row = {
  id: z.string(), state: z.enum(['filed', 'held', 'set_aside', 'duplicate']), kind: z.enum(['reply', 'bounce', 'delay', 'auto_reply']), channel: z.enum(MESSAGE_CHANNELS), fromName: z.string(), fromAddress: z.string(),
  subject: z.string(), sentOn: z.string(), sentTime: z.string().nullable(), createdAt: z.string(), requestId: z.string().nullable(),
  heldWhy: z.string().meta({ description: 'Why it waits for a person; empty when it does not' }),
  why: z.array(z.string()).meta({ description: 'Why it stands where it stands, a sentence each' }),
  suggestions: z.array(z.object({ requestId: z.string(), says: z.string() })),
};
export const inboxOut = z.object({ messages: z.array(z.object(row)), next: z.string().nullable() });

const person = z.object({ name: z.string(), address: z.string() });
const result = z.string().nullable();
export const inboxMessageOut = z.object({
  ...row,
  text: z.string().meta({ description: 'Its words, with what opens something: handle as a secret' }),
  to: z.array(person), cc: z.array(person),
  auth: z.object({ spf: result, dkim: result, dmarc: result, by: result }).meta({ description: 'As a mail server reported it: never decisive' }),
  failedRecipients: z.array(z.string()), duplicateOfId: z.string().nullable(),
  attachments: z.array(z.object({ n: z.number().int(), name: z.string(), mediaType: z.string(), size: z.number(), sha256: z.string(), documentId: z.string().nullable() })),
  raw: z.object({ door: z.string(), sha256: z.string(), size: z.number(), arrivedAt: z.string() }).nullable(),
});
