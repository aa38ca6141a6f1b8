import type { NewItem } from '../requests/replace-items.js';
import type { ItemEdit } from './save-draft-step.js';

/** What a page of items posts: the open item's words, and the button that was pressed. */
export interface ItemsForm extends Required<NewItem> {
  /** Number of the open item. */
  readonly item?: number | undefined;
  /** `save`, `up`, `down`, `remove`, `add`, `continue`, `open-3`. */
  readonly act: string;
}

/** What a press of a button on the items page does, and where it leads. The open item's words are kept whatever is pressed. */
export function itemEdits(form: ItemsForm): { edits: ItemEdit[]; open: (count: number) => number | null } {
  const { item: n, act, heading, text, whereToLook, period, format, fields } = form;
  const edits: ItemEdit[] = n ? [{ act: 'edit', n, item: { heading, text, whereToLook, period, format, fields } }] : [];
  if (act.startsWith('open-')) return { edits, open: () => Number(act.slice(5)) };
  if (act === 'add') return { edits: [...edits, { act: 'add' }], open: (count) => count };
  if (n && act === 'remove') return { edits: [{ act: 'remove', n }], open: () => null };
  if (n && act === 'up') return { edits: [...edits, { act: 'up', n }], open: () => Math.max(1, n - 1) };
  if (n && act === 'down') return { edits: [...edits, { act: 'down', n }], open: (count) => Math.min(count, n + 1) };
  return { edits, open: () => n ?? null };
}
