import { t } from '../../platform/words.js';
import { type CivilDate, addDays } from '../statutes/civil-date.js';
import { dayState } from '../statutes/calendars.js';
import type { TodayData } from './today.queries.js';
import type { StripDay, StripView } from './today.view.js';

const DAYS = 14;

/** Fourteen days from today with a mark for each date on them. Closed days are those of courts and City together. */
export function stripOf(data: Pick<TodayData, 'owed' | 'ours' | 'promises'>, today: string): StripView {
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today as CivilDate, index));
  const count = (dates: readonly string[], date: string) => dates.filter((one) => one === date).length;
  const owed = data.owed.map((row) => row.due);
  const ours = data.ours.map((row) => row.due);
  const promised = data.promises.map((row) => row.due);
  return {
    days: days.map((date, index): StripDay => ({
      date, today: index === 0, firstOfMonth: date.endsWith('-01'), closed: closedWord(date), agencies: count(owed, date), ours: count(ours, date), promised: count(promised, date),
      href: count(owed, date) === 0 && count(ours, date) > 0 ? `/deadlines?owner=us#d-${date}` : `/deadlines#d-${date}`,
    })),
  };
}

/** At most two words: a strip's cell is narrow. */
function closedWord(date: CivilDate): string | null {
  const state = dayState('LA_CPRA', date);
  if (state.open) return null;
  const lists = new Set(state.reasons.map((reason) => reason.list));
  if (lists.has('weekend')) return t('closed');
  if (lists.has('judicial') && lists.has('la_city')) return t('holiday');
  return lists.has('la_city') ? t('City closed') : t('courts closed');
}
