import type { FormView } from '../accounts/form.view.js';
import type { EffectView } from './closures.view.js';
import type { LawSwitchRow } from './law-switches.queries.js';

/** The switch of a bill not known to be law. */
export interface LawView {
  readonly on: boolean;
  readonly state: string;
  readonly history: readonly LawSwitchRow[];
  readonly zone: string;
  /** Null for who may not switch. */
  readonly form: (FormView & { readonly action: string; readonly button: string; readonly label: string; readonly effect: EffectView }) | null;
}
