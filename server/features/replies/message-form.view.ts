import type { Link, SelectOption } from '../../platform/views-parts.view.js';

/** What was typed into a form that keeps a message or a call. */
export interface MessageFormValues {
  readonly channel: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly sentOn: string;
  readonly sentTime: string;
  readonly documentId: string;
}

/** The form for something that came in writing, or for a call. */
export interface MessageFormView {
  readonly title: string;
  readonly lede: string;
  readonly request: Link & { readonly title: string };
  readonly action: string;
  readonly spoken: boolean;
  readonly channels: readonly SelectOption[];
  readonly documents: readonly SelectOption[];
  readonly today: string;
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
  readonly values: MessageFormValues;
  readonly errors: Readonly<Record<keyof MessageFormValues, string>>;
}
