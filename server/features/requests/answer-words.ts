import { t } from '../../platform/words.js';

/** What an agency answered beside a determination, and what we answered to it, as a fact of its own is named. */
const ANSWERS: Readonly<Record<string, () => string>> = {
  clarification_asked: () => t('question from the agency'),
  clarification_answered: () => t('answer to their question'),
  fee_estimate: () => t('cost estimate'),
  fee_settled: () => t('cost settled'),
  link_given: () => t('link in place of a record'),
  held_elsewhere: () => t('“somebody else has it”'),
  no_duty_to_create: () => t('“no duty to create a record”'),
  wrong_format: () => t('files in another format'),
  shared_in_confidence: () => t('“shared in confidence”'),
  redacted: () => t('parts removed'),
  return_demanded: () => t('records asked back'),
  portal_closed: () => t('closing shown on the portal'),
};

/** The name of an answer by its `what`, as it stands in a sentence; a general one for what this version does not know. */
export function answerWord(what: string): string {
  return (ANSWERS[what] ?? (() => t('answer')))();
}
