import { formatInstant } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import type { FrozenLetter } from './freeze-letter.js';

/** What is said once a letter is approved; times in the person's zone. */
export function approvedSays({ state, undoUntil }: FrozenLetter, zone: string): string {
  if (state === 'not_sent') return t('The letter is approved. It has not been sent: deliver it, then record that here.');
  if (undoUntil) return t('The letter is approved. It leaves at {when}; until then you can take it back.', { when: formatInstant(undoUntil, zone, { zoneName: true }) });
  return t('The letter is approved and on its way to the mail server.');
}

/** Where a queued letter is, now. */
export function queuedSays(letter: { undoUntil: Date | null; nextAttemptAt: Date | null; attempts: number }, { zone, now }: { zone: string; now: Date }): string {
  if (letter.nextAttemptAt) return t('The mail server did not take it {n} times. It is tried again at {when}.', { n: letter.attempts, when: formatInstant(letter.nextAttemptAt, zone) });
  if (letter.undoUntil && letter.undoUntil > now) return t('**Nothing has left yet.** It leaves at {when}. Until then it can be taken back.', { when: formatInstant(letter.undoUntil, zone, { zoneName: true }) });
  return t('It leaves within a minute or so. Until then it can be taken back.');
}
