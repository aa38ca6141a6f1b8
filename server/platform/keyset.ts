import { z } from 'zod';
import { t } from './words.js';

/** Where a row stands in a sorted list: the value sorted by, then the id that breaks ties. */
export type Key = readonly [value: string | null, id: string];

const key = z.tuple([z.string().max(200).nullable(), z.uuid()]);

/** A key as it stands in an address: opaque to whoever carries it. */
export function encodeKey(value: Key): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Reads a key out of an address. */
export const keyParam = z
  .string()
  .max(400)
  .transform((text, context): Key => {
    try {
      return key.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    } catch {
      context.addIssue({ code: 'custom', message: t('This page of the list can’t be found. Begin at the first page.') });
      return z.NEVER;
    }
  })
  .meta({ description: 'Where to go on: `next` or `previous` of the page before', type: 'string' });

/** What part of a list is asked for: the first page, or the one beyond a key, in either direction. */
export interface PageAsk {
  readonly limit: number;
  readonly after?: Key | undefined;
  readonly before?: Key | undefined;
}

/**
 * Cuts what was fetched (one row more than the limit, in the direction asked) to a page in the list's own order.
 * @returns whether there are rows on either side
 */
export function cutPage<Row>(fetched: readonly Row[], ask: PageAsk): { rows: Row[]; hasPrevious: boolean; hasNext: boolean } {
  const more = fetched.length > ask.limit;
  const rows = fetched.slice(0, ask.limit);
  if (ask.before) return { rows: rows.reverse(), hasPrevious: more, hasNext: true };
  return { rows, hasPrevious: ask.after !== undefined, hasNext: more };
}
