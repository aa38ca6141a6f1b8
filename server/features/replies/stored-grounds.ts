import { z } from 'zod';

/** A request as pages name it. */
export interface RequestNamed {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  /** The agency's short name. */
  readonly agency: string;
}

/** Why a message stands where it stands, and where else it may belong. */
export interface WaysOut {
  /** Each ground as a sentence, the strongest first. */
  readonly why: readonly string[];
  readonly suggestions: readonly Likely[];
}

export interface Likely {
  readonly requestId: string;
  readonly says: string;
  /** Absent until it was looked up. */
  readonly request?: RequestNamed;
}

const why = z.array(z.object({ says: z.string() }));
const suggestions = z.array(z.object({ requestId: z.uuid(), says: z.string() }));

/** Reads what the match left with a message; what is not of its shape is as nothing. */
export function waysOut(storedWhy: unknown, storedSuggestions: unknown): WaysOut {
  const grounds = why.safeParse(storedWhy);
  const likely = suggestions.safeParse(storedSuggestions);
  return { why: grounds.success ? grounds.data.map(({ says }) => says) : [], suggestions: likely.success ? likely.data : [] };
}
