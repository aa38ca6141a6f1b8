import { z } from 'zod';
import type { Actor } from '../../platform/http/actor.js';
import { civilIn } from '../../platform/clock.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { clockName } from '../requests/request-words.js';
import { CALENDARS } from '../statutes/calendars.js';
import { GROUNDS } from '../statutes/extension-notice.js';
import type { Rule } from '../statutes/rule.js';
import { RULES, rulesVersion } from '../statutes/rules.js';
import { CALENDAR_IDS, FIRST_YEAR, LAST_YEAR, closedDaysOf, unknownDaysOf } from './calendar-years.js';
import { groundWord } from './fact-words.js';
import { PARALLEL_RULES } from './parallel-rules.js';
import type { CalendarRow, CalendarYearView, GroundRow, RuleRow, RulesView } from './rules.view.js';

export type CalendarName = (typeof CALENDAR_IDS)[number];

export const calendarParams = z.object({ calendarId: z.enum(CALENDAR_IDS) });
/** What an address says wrongly is passed over: the present year is shown. */
export const calendarYearQuery = z.object({ year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR).optional().catch(undefined) });

export function presentYear(now: Date): number {
  return Number(civilIn(now, 'America/Los_Angeles').date.slice(0, 4));
}

const LAWS: readonly (readonly [id: string, name: () => string, has: (rule: Rule) => boolean])[] = [
  ['california', () => t('California'), (rule) => !rule.id.startsWith('foia.')],
  ['federal', () => t('Federal: FOIA'), (rule) => rule.id.startsWith('foia.')],
];

/** Every rule with citation, source and how sure it is; every reason to extend; every calendar. */
export function rulesView(actor: Actor | null, now: Date): RulesView {
  const year = presentYear(now);
  return {
    version: rulesVersion, year,
    laws: LAWS.map(([id, name, has]) => ({ id, name: name(), rules: RULES.filter(has).map(ruleRow) })),
    grounds: Object.keys(GROUNDS).map((name) => groundRow(name as keyof typeof GROUNDS)),
    beside: Object.values(PARALLEL_RULES).map(({ id, sentence, owner, confidence }) => ({ name: clockName(id), sentence, owner: ownerWord(owner), confidence })),
    calendars: CALENDAR_IDS.map((id) => calendarRow(id, year)),
    law: actor && roleMay(actor.role, 'deadlines.see') ? { href: '/law', label: roleMay(actor.role, 'law.switch') ? t('Let AB 1821 move your group’s dates, or not') : t('Whether AB 1821 moves your group’s dates') } : null,
  };
}

const ownerWord = (owner: 'agency' | 'requester'): string => (owner === 'agency' ? t('the agency') : t('us'));

const LAST_DAYS: Readonly<Record<Rule['lastDay'], () => string>> = {
  rolls_forward: () => t('a closed last day moves on to the next open one'),
  stays: () => t('the last day stays where it is'),
  rolls_back: () => t('ours is put before a closed day, never after'),
};

function ruleRow(rule: Rule): RuleRow {
  return {
    id: [rule.id, rule.variant].filter(Boolean).join(', '), name: [clockName(rule.id), variantWord(rule)].filter(Boolean).join(', '), sentence: rule.sentence, citation: rule.citation,
    count: countWords(rule), trigger: rule.trigger, lastDay: LAST_DAYS[rule.lastDay](), owner: ownerWord(rule.owner), confidence: rule.confidence, governs: governsWords(rule),
  };
}

function variantWord({ variant }: Rule): string {
  if (variant === 'ab_1821') return t('if AB 1821 became law');
  return variant ?? '';
}

/** What days of receipt a text governs. A start nobody checked is said to be so. */
function governsWords({ effectiveFrom, effectiveTo }: Rule): string {
  if (effectiveFrom && effectiveTo) return t('received {from} to {to}', { from: formatDate(effectiveFrom), to: formatDate(effectiveTo) });
  if (effectiveFrom) return t('received from {from}', { from: formatDate(effectiveFrom) });
  return effectiveTo ? t('received until {to}', { to: formatDate(effectiveTo) }) : t('in force; its first day was not checked');
}

function countWords({ count, unit }: Rule): string {
  if (unit === 'year') return t.count(count, '{n} year', '{n} years');
  return unit === 'working_day' ? t.count(count, '{n} working day', '{n} working days') : t.count(count, '{n} calendar day', '{n} calendar days');
}

function groundRow(ground: keyof typeof GROUNDS): GroundRow {
  const { sentence, versions } = GROUNDS[ground];
  return {
    name: groundWord(ground), sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
    numbers: versions.map(({ number, from, to }) => {
      if (from && to) return t('{number}, received {from} to {to}', { number, from: formatDate(from), to: formatDate(to) });
      return from ? t('{number}, received from {from}', { number, from: formatDate(from) }) : number;
    }),
  };
}

const USES: Readonly<Record<CalendarName, () => string>> = {
  LA_CPRA: () => t('due, for City of Los Angeles agencies'),
  LA_CPRA_MAX: () => t('safe to call late after, for City of Los Angeles agencies'),
  LA_CITY: () => t('shown beside it, for City of Los Angeles agencies'),
  CA_JUD: () => t('due for other California agencies, and what we file in court'),
  CA_MAX: () => t('safe to call late after, for other California agencies'),
  GOV_6700: () => t('part of the widest calendars'),
  FED: () => t('due, for federal agencies'),
  FED_STRICT: () => t('earliest date, for federal agencies'),
};

const calendarAddress = (id: CalendarName, year: number): string => `/rules/calendars/${id}?year=${year}`;

function calendarRow(id: CalendarName, year: number): CalendarRow {
  const { name, citation, source, confidence } = CALENDARS[id];
  return { id, href: calendarAddress(id, year), name, citation, source, confidence, usedFor: USES[id]() };
}

/** One calendar's closed days in a year, each with its law, and what nobody knows. */
export function calendarYearView(id: CalendarName, year: number): CalendarYearView {
  const days = closedDaysOf(id, year);
  const beside = (at: number) => (at < FIRST_YEAR || at > LAST_YEAR ? null : { href: calendarAddress(id, at), label: String(at) });
  const weekdays = days.filter((day) => !day.weekend).length;
  return {
    calendar: calendarRow(id, year), year, previous: beside(year - 1), next: beside(year + 1),
    years: Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => String(FIRST_YEAR + index)).map((value) => ({ value, label: value })),
    says: t.count(weekdays, '{n} weekday closed. Saturdays and Sundays are closed as well ({citation}).', '{n} weekdays closed. Saturdays and Sundays are closed as well ({citation}).', { citation: CALENDARS[id].weekendCitation }),
    days: days.map(({ date, weekend, reasons }) => ({
      date, weekend, reasons: reasons.map(({ name, who, citation, confidence, estimateSource }) => ({ name, who, citation, confidence, estimate: estimateSource ?? null })),
    })),
    notKnown: unknownDaysOf(id, year).map(({ name, knownUntil }) => t('{name}: the law names the day without a date, and the table Tenday has ends with {year}. A count that may touch it says so.', { name, year: knownUntil })),
    others: CALENDAR_IDS.filter((other) => other !== id).map((other) => ({ href: calendarAddress(other, year), label: CALENDARS[other].name })),
  };
}

