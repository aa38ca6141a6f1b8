import type { SelectOption } from '../../platform/views-parts.view.js';

/** A field of the forms that record an answer. `list` is one entry a line, `charges` a charge and its sum a line, `truth` yes, no or nothing said. */
export interface AnswerField {
  /** Of the fact's details. */
  readonly name: string;
  readonly kind: 'text' | 'words' | 'list' | 'choice' | 'tick' | 'money' | 'charges' | 'truth';
  readonly label: string;
  readonly hint?: string;
  readonly options?: readonly SelectOption[];
  /** Its empty choice. */
  readonly empty?: string;
  readonly required?: boolean;
}
