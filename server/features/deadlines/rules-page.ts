import { z } from 'zod';
import { civilIn } from '../../platform/clock.js';
import { t } from '../../platform/words.js';
import { CALENDARS, type CalendarId, type HolidayListId, holidaysObservedIn } from '../statutes/calendars.js';
import { EARLIEST_YEAR, LATEST_YEAR } from '../statutes/civil-date.js';
import type { Rule } from '../statutes/rule.js';
import { RULES, rulesVersion } from '../statutes/rules.js';
import { clockName } from '../requests/request-words.js';
import type { ClosedDayRow, RuleRow, RulesView } from './rules.view.js';

export const rulesQuery = z.object({ year: z.coerce.number().int().min(EARLIEST_YEAR).max(LATEST_YEAR).optional().catch(undefined) });

/** Calendars people meet, in the order of pages. */
const SHOWN: readonly CalendarId[] = ['LA_CPRA', 'LA_CPRA_MAX', 'LA_CITY', 'CA_JUD', 'CA_MAX', 'GOV_6700', 'FED', 'FED_STRICT'];

const LISTS: readonly { readonly id: HolidayListId; readonly name: () => string }[] = [
  { id: 'judicial', name: () => t('California courts') },
  { id: 'la_city', name: () => t('City of Los Angeles offices') },
  { id: 'state', name: () => t('State holidays of Gov. Code § 6700') },
  { id: 'federal_observed', name: () => t('Federal holidays as agencies keep them') },
  { id: 'federal_strict', name: () => t('Federal holidays on the statute’s dates only') },
];

/** Every rule and every closed day of a year, with citation, source and how sure it is. */
export function rulesView(query: z.output<typeof rulesQuery>, now: Date): RulesView {
  const year = query.year ?? Number(civilIn(now, 'America/Los_Angeles').date.slice(0, 4));
  return {
    version: rulesVersion, year,
    years: [year - 1, year, year + 1].filter((one) => one >= EARLIEST_YEAR && one <= LATEST_YEAR).map((one) => ({ href: `/rules?year=${one}#closed`, label: String(one), active: one === year, count: null })),
    rules: RULES.map(ruleRow),
    calendars: SHOWN.map((id) => {
      const { name, citation, source, confidence } = CALENDARS[id];
      return { id, name, citation, source, confidence };
    }),
    lists: LISTS.map(({ id, name }) => ({ id, name: name(), days: holidaysObservedIn(id, year).map(closedDay) })),
  };
}

function ruleRow(rule: Rule): RuleRow {
  return {
    id: rule.id, name: [clockName(rule.id), rule.variant === 'DHS' || rule.variant === 'DOJ' ? rule.variant : rule.statute].join(', '), sentence: rule.sentence, citation: rule.citation,
    count: countWords(rule), trigger: rule.trigger, owner: rule.owner === 'agency' ? t('the agency') : t('us'), confidence: rule.confidence, since: rule.effectiveFrom, until: rule.effectiveTo,
  };
}

function countWords({ count, unit }: Rule): string {
  if (unit === 'year') return t.count(count, '{n} year', '{n} years');
  return unit === 'working_day' ? t.count(count, '{n} working day', '{n} working days') : t.count(count, '{n} calendar day', '{n} calendar days');
}

function closedDay(holiday: ReturnType<typeof holidaysObservedIn>[number]): ClosedDayRow {
  return { dates: holiday.days, name: holiday.name, citation: holiday.citation, confidence: holiday.confidence, estimate: holiday.estimateSource ?? null };
}
