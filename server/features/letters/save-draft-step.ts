import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import { MOST_ITEMS, type NewItem } from '../requests/replace-items.js';
import { saveDraft } from '../requests/save-draft.js';
import { tooManyItems } from '../requests/requests.errors.js';
import type { ComposeStep, DraftFields } from './draft.js';
import { loadDraft } from './drafts.queries.js';
import { requireResponsible } from './require-responsible.js';

/** What one step of the wizard changes. Whatever is not named stays. */
export interface DraftStep {
  readonly requestId: string;
  readonly version: number | null;
  readonly step?: ComposeStep;
  readonly title?: string;
  readonly responsibleId?: string;
  readonly fields?: Partial<DraftFields>;
  /** Acts in order: an open item's words, then its move. */
  readonly items?: readonly ItemEdit[];
}

/** One act on the items, or all of them at once. Numbers are 1-based, as printed. */
export type ItemEdit =
  | { readonly act: 'replace'; readonly items: readonly NewItem[] }
  | { readonly act: 'edit'; readonly n: number; readonly item: NewItem }
  | { readonly act: 'add' }
  | { readonly act: 'remove' | 'up' | 'down'; readonly n: number };

/**
 * Saves a step of the wizard, blanks included.
 * @returns the version saved and how many items there are now
 * @throws requests.not-found, requests.not-draft, requests.draft-moved-on, requests.too-many-items, letters.no-such-person
 */
export async function saveDraftStep(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: DraftStep): Promise<{ version: number; items: number }> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    const draft = await loadDraft(tx, { groupId, requestId: input.requestId });
    if (input.responsibleId !== undefined) await requireResponsible(tx, { groupId, personId: input.responsibleId });
    const items = (input.items ?? []).reduce<readonly NewItem[]>(editItems, draft.items.map(({ n: _n, ...item }) => item));
    const version = await saveDraft(tx, {
      groupId, requestId: input.requestId, version: input.version ?? draft.version, title: input.title, responsibleId: input.responsibleId,
      draft: { step: input.step ?? draft.step, fields: { ...draft.fields, ...input.fields } },
      items: input.items ? items : undefined, at: deps.clock.now(),
    });
    return { version, items: items.length };
  });
}

const BLANK: NewItem = { heading: '', text: '', whereToLook: '', period: '', format: '', fields: '' };

/** The items after one act. An act on an item that is no longer there changes nothing. */
export function editItems(items: readonly NewItem[], edit: ItemEdit): readonly NewItem[] {
  switch (edit.act) {
    case 'replace':
      return edit.items;
    case 'add':
      if (items.length >= MOST_ITEMS) throw tooManyItems(MOST_ITEMS);
      return [...items, BLANK];
    case 'edit':
      return items.map((item, index) => (index === edit.n - 1 ? edit.item : item));
    case 'remove':
      return items.filter((_, index) => index !== edit.n - 1);
    case 'up':
      return swapped(items, edit.n - 2);
    case 'down':
      return swapped(items, edit.n - 1);
  }
}

/** The list with the entries at `index` and `index + 1` exchanged. */
function swapped(items: readonly NewItem[], index: number): readonly NewItem[] {
  const [first, second] = [items[index], items[index + 1]];
  if (!first || !second) return items;
  return [...items.slice(0, index), second, first, ...items.slice(index + 2)];
}
