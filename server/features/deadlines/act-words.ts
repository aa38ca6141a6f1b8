/** The words of a form that records a fact. */
export interface ActWords {
  readonly title: string;
  readonly lede: string;
  readonly button: string;
  readonly dateLabel: string;
  readonly dateHint: string;
  /** What recording it does to dates. */
  readonly consequence: string;
}
