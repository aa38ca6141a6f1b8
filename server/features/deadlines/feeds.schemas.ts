import { z } from 'zod';
import { t } from '../../platform/words.js';
import { FEED_SCOPES, FEED_TITLES } from './feed-events.js';

export const feedParams = z.object({ feedId: z.uuid() });

/** Whatever the address holds: a form that can't be a secret is answered like an unknown one. */
export const feedSecretParams = z.object({ secret: z.string() });

/** What a link may choose beforehand; what it says wrongly is passed over. */
export const newFeedQuery = z.object({ scope: z.enum(FEED_SCOPES).optional().catch(undefined), requestId: z.uuid().optional().catch(undefined) });
export type NewFeedQuery = z.output<typeof newFeedQuery>;

export const newFeedBody = z
  .object({
    scope: z.enum(FEED_SCOPES, { error: () => t('Choose whose dates.') }),
    requestId: z.preprocess((given) => (given === '' ? undefined : given), z.uuid({ error: () => t('Choose a request.') }).optional()).meta({ description: 'With scope `request`: which' }),
    titles: z.enum(FEED_TITLES, { error: () => t('Choose what the calendar may say.') }).default('opaque'),
    label: z.string().trim().max(80, { error: () => t('Use at most 80 characters.') }).default('').meta({ description: 'A note to yourself; never in the calendar' }),
  })
  .refine((feed) => feed.scope !== 'request' || feed.requestId !== undefined, { path: ['requestId'], error: () => t('Choose a request.') });
export type NewFeed = z.output<typeof newFeedBody>;

export const newFeedAnswer = z.object({
  feedId: z.uuid(),
  url: z.url().meta({ description: 'Shown once: only a hash of its secret is kept' }),
  webcalUrl: z.string().meta({ description: 'The same address, as programs that subscribe by a click take it' }),
});

export const feedsAnswer = z.object({
  feeds: z.array(
    z.object({
      id: z.uuid(),
      scope: z.enum(FEED_SCOPES),
      titles: z.enum(FEED_TITLES),
      label: z.string(),
      requestId: z.uuid().nullable(),
      requestNumber: z.string().nullable(),
      personId: z.uuid(),
      personName: z.string(),
      createdAt: z.iso.datetime(),
      lastReadAt: z.iso.datetime().nullable().meta({ description: 'To the hour' }),
    }),
  ),
});
export const revokedAnswer = z.object({});
