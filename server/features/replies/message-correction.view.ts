import type { Link } from '../../platform/views-parts.view.js';

/** The form that corrects who a message is from and when it was sent. */
export interface MessageCorrectionView {
  readonly request: Link & { readonly title: string };
  readonly back: Link;
  readonly action: string;
  readonly spoken: boolean;
  readonly today: string;
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
  readonly values: MessageCorrectionValues;
  readonly errors: MessageCorrectionValues;
}

export interface MessageCorrectionValues {
  readonly fromName: string;
  readonly sentOn: string;
  readonly sentTime: string;
}
