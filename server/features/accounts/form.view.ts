import type { FieldProblems } from '../../platform/errors.js';
import type { Problem } from '../../platform/http/routes.js';

/** What a form's template is given: what stands in the fields, and what is wrong with it. */
export interface FormView {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldProblems;
  /** Above the form; null when nothing is wrong. */
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
}

/** Never shown again once typed. */
const SECRET = /password|code/i;

/**
 * A form as it is first shown, or again with what was typed and what was wrong with it.
 * @param fields names of its fields and what they hold at first
 * @param idPrefix what the ids of its fields begin with, where a page has several forms
 */
export function formView(fields: Readonly<Record<string, string>>, problem: Problem | null = null, idPrefix = ''): FormView {
  if (!problem) return { values: fields, errors: {}, message: null, problems: [] };
  const typed = (name: string): string => {
    const value = problem.values[name];
    return SECRET.test(name) ? '' : typeof value === 'string' ? value : (fields[name] ?? '');
  };
  return {
    values: Object.fromEntries(Object.keys(fields).map((name) => [name, typed(name)])),
    errors: problem.fields,
    message: problem.message,
    problems: Object.entries(problem.fields).map(([path, says]) => ({ id: idPrefix + path.replaceAll('.', '-'), says })),
  };
}
