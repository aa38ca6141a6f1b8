import { t } from '../../../platform/words.js';
import { sayDate } from '../../deadlines/fact-words.js';
import { type CivilDate, addDays, isCivilDate } from '../../statutes/civil-date.js';
import { linkEnds } from './link-ends.js';
import { type Suggesting, suggestion } from './suggestion.js';
import type { SuggestedFact } from './suggestion-types.js';

/** A reminder to fetch the records before the link to them ends. It names the day, never the link: whoever has that gets in. */
export function suggestFetching(of: Suggesting): SuggestedFact[] {
  const { sentOn } = of.request;
  return linkEnds(of.reading.said, sentOn).map(({ sentence, date, counted }, index) => {
    const ends = sayDate(date);
    const says = counted
      ? t('Fetch the records before their link ends on {date}, counted as {time} from the day of the message.', { date: ends, time: counted })
      : t('Fetch the records before their link ends on {date}.', { date: ends });
    // Records are given out when a request is answered and closed: it stays.
    const details = { n: 0, on: reminderDay(date, sentOn), says, whateverHappens: true };
    return suggestion(of, 'reminder', details, sentence, { key: index === 0 ? 'reminder:link_ends' : `reminder:link_ends:${date}` });
  });
}

/** The day before it ends; where that leaves no day after the message, the day itself. */
function reminderDay(ends: CivilDate, sentOn: string | null): CivilDate {
  return sentOn !== null && isCivilDate(sentOn) && ends <= addDays(sentOn, 1) ? ends : addDays(ends, -1);
}
