/** What no text of the database can hold: U+0000, and half a surrogate pair. Neither is typed; programs and damaged pastes send them. */
const UNKEEPABLE = /[\0\p{Cs}]/u;

/**
 * Where parsed input holds such a character, in a value or a name.
 * @returns the field's path as zod would write it, `items.0.text`; null when there is none
 */
export function unkeepableAt(input: unknown): string | null {
  // A list of what is left to look at in place of calls: input nests as deep as its sender likes.
  const left: { value: unknown; path: string }[] = [{ value: input, path: '' }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && UNKEEPABLE.test(value)) return path || 'body';
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (UNKEEPABLE.test(key)) return path || 'body';
      left.push({ value: inner, path: path === '' ? key : `${path}.${key}` });
    }
  }
  return null;
}
