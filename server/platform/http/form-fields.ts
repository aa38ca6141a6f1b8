/** A form's fields as nested values, the shape `express.urlencoded` gives: `items[0][state]` → `{ items: [{ state }] }`. */
export interface FormFields {
  [name: string]: FormValue;
}
export type FormValue = string | FormValue[] | FormFields;

/** Deeper than any form of ours; more is a mistake or an attack. */
const DEEPEST = 6;
/** Names that would reach an object's prototype. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/** Nests the pairs of a form in the order they came. A name given twice becomes a list; indexes in brackets become a list in their order. */
export function nestFields(pairs: readonly (readonly [string, string])[]): FormFields {
  const root: FormFields = {};
  for (const [name, value] of pairs) {
    const path = pathOf(name);
    if (path) place(root, path, value);
  }
  for (const key of Object.keys(root)) root[key] = withLists(root[key] ?? '');
  return root;
}

function pathOf(name: string): string[] | null {
  const [, head, brackets = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (head === undefined) return FORBIDDEN.has(name) ? null : [name];
  const path = [head, ...Array.from(brackets.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? '')];
  return path.length > DEEPEST || path.some((step) => FORBIDDEN.has(step)) ? null : path;
}

function place(root: FormFields, path: readonly string[], value: string): void {
  let node = root;
  for (const [depth, given] of path.entries()) {
    const step = given === '' ? String(Object.keys(node).length) : given;
    const there = Object.hasOwn(node, step) ? node[step] : undefined;
    if (depth === path.length - 1) {
      node[step] = there === undefined ? value : [there, value].flat();
      return;
    }
    const next: FormFields = typeof there === 'object' && !Array.isArray(there) ? there : {};
    node[step] = next;
    node = next;
  }
}

function withLists(value: FormValue): FormValue {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(withLists);
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => /^\d{1,4}$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => withLists(value[key] ?? ''));
  }
  return Object.fromEntries(keys.map((key) => [key, withLists(value[key] ?? '')]));
}
