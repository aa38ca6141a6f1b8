import type { IsoDate, Link, SelectOption } from '../../platform/views-parts.view.js';
import type { RecordForm } from './record-fields.js';

/** A form that records or corrects a fact. Fields it does not ask for have null options. */
export interface RecordView {
  readonly title: string;
  readonly lede: string;
  readonly request: Link & { readonly title: string };
  readonly action: string;
  readonly button: string;
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
  readonly values: Omit<RecordForm, 'items'>;
  readonly errors: Readonly<Record<keyof RecordForm | 'document', string>>;
  /** Latest and earliest day the date field offers. */
  readonly today: IsoDate;
  readonly sentOn: IsoDate | null;
  /** A reminder is set on the day it is set. */
  readonly asksDate: boolean;
  readonly dateLabel: string;
  readonly dateHint: string;
  readonly asksTime: boolean;
  readonly asksNumber: boolean;
  /** Null when it is ours to say (a withdrawal). */
  readonly bases: readonly SelectOption[] | null;
  /** Null unless the fact is an extension. */
  readonly reasons: readonly SelectOption[] | null;
  readonly asksSpecifiedDate: boolean;
  readonly asksGround: boolean;
  /** Who closed it; null unless the fact is a closing. */
  readonly closers: readonly SelectOption[] | null;
  /** What may be promised; null unless the fact is a promise. */
  readonly promises: readonly SelectOption[] | null;
  /** Null unless the fact is a reminder; no weeks when it is being moved. */
  readonly reminder: { readonly weeks: readonly SelectOption[] | null; readonly people: readonly SelectOption[] } | null;
  readonly asksDestruction: boolean;
  /** What an answer's or a denial's form asks; null for other facts. */
  readonly answer: readonly AnswerFieldView[] | null;
  readonly items: ItemFields | null;
  /** Being corrected: what stands now, in a sentence; null when the fact is new. */
  readonly corrects: string | null;
  /** What recording this will do to dates. */
  readonly consequence: string;
}

export interface ItemFields {
  readonly kind: 'determination' | 'produced' | 'denial' | 'promise' | 'retention' | 'response' | 'federal';
  /** Items are ticked, not answered one by one. */
  readonly asChoice: boolean;
  /** Name of the row's field: `items[0][outcome]`. */
  readonly field: 'outcome' | 'complete' | 'chosen';
  readonly legend: string;
  readonly hint: string;
  readonly error: string;
  readonly options: readonly SelectOption[];
  readonly rows: readonly ItemField[];
}

export interface ItemField {
  readonly index: number;
  readonly n: string;
  /** “Item 3: Audits”. */
  readonly label: string;
  /** Outcome, or how much came; '' when nothing is chosen. */
  readonly chosen: string;
  readonly promisedFor: string;
  readonly ground: string;
  /** What contradicts “none found”, one a line. */
  readonly basis: string;
  readonly errors: { readonly chosen: string; readonly promisedFor: string; readonly ground: string; readonly basis: string };
}

export interface AnswerFieldView {
  readonly id: string;
  /** `answer[question]`. */
  readonly name: string;
  /** Which partial of the form draws it. */
  readonly draws: 'text' | 'textarea' | 'select' | 'checkbox';
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly error: string;
  readonly options: readonly SelectOption[];
  /** The first, empty choice. */
  readonly empty: string;
  readonly required: boolean;
  /** Says so beside the label. */
  readonly optional: boolean;
}
