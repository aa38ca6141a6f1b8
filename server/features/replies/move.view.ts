import type { Link } from '../../platform/views-parts.view.js';
import type { LikelyView } from './inbox.view.js';

/** Where a message may be filed: what looks likely, and what a search finds. */
export interface MoveView {
  readonly id: string;
  readonly title: string;
  readonly back: Link;
  /** Where it stands now; null for a held one. */
  readonly from: Link | null;
  readonly lede: string;
  readonly message: string | null;
  readonly likely: readonly LikelyView[];
  readonly find: string;
  /** Null before anything was looked for. */
  readonly found: readonly LikelyView[] | null;
  readonly mayHandle: boolean;
  /** Messages of its request that it may be once more. */
  readonly same: readonly { readonly id: string; readonly href: string; readonly title: string; readonly says: string }[];
}
