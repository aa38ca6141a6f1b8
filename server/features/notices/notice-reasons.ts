/** Why a row of the ledger was not sent. Operators read it; pages don't show it. */
export const OVERTAKEN = 'overtaken by a later rung';
export const CLOCK_ENDED = 'the clock ended';
export const DATE_MOVED = 'the date moved';
export const PERSON_LEFT = 'the person left';
export const NOT_THEIRS = 'no longer this person’s';
export const SOMEBODY_HAS_IT = 'somebody acknowledged it';
/** The worker is of an earlier version than the one that wrote it: it waits for one that knows it. */
export const NOT_KNOWN = 'a rung of another version';
