/** What went wrong with single inputs: path of the field → what to do about it. */
export type FieldProblems = Readonly<Record<string, string>>;

export interface AppErrorOptions {
  /** HTTP status it answers with. */
  readonly status: number;
  /** One sentence for the person, already translated: what happened and what to do. */
  readonly message: string;
  readonly fields?: FieldProblems;
  readonly cause?: unknown;
  /** Seconds until trying again makes sense (429, 503). */
  readonly retryAfter?: number;
}

/**
 * The one error class. `code` says where it came from (`letters.already-sent`); each slice makes its
 * own through factories in its `*.errors.ts`. 4xx is a person's matter and no error in the log.
 */
export class AppError extends Error {
  readonly status: number;
  readonly fields: FieldProblems;
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: string,
    options: AppErrorOptions,
  ) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.status = options.status;
    this.fields = options.fields ?? {};
    this.retryAfter = options.retryAfter;
  }
}

/** A start that cannot go on: printed as one sentence, exit code 1, no stack. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
