import { createHash } from 'node:crypto';
import ical from 'ical-generator';
import { t } from '../../platform/words.js';
import { clockName } from '../requests/request-words.js';
import type { DerivedDeadline } from '../statutes/deadline.js';
import { countAddress } from './calculator-page.js';
import { type CalculatorQuery, calculatorAddress } from './calculator-query.js';

const DAY_MS = 86_400_000;

/**
 * The dates of a calculator's address as an iCalendar file, whole days each. It names clocks and dates, no agency and nobody; the later date the
 * law may allow us is left out. The same address gives the same event names, so a second download replaces the first.
 * @param page the calculator's public address, as each event's link
 * @throws deadlines.calculation-refused
 */
export function calculatorFile(query: CalculatorQuery, page: string, now: Date): string {
  const address = calculatorAddress(query);
  const name = createHash('sha256').update(address).digest('hex').slice(0, 24);
  const calendar = ical({ name: t('Records request, deadlines'), prodId: { company: 'Tenday', product: 'calculator', language: 'EN' } });
  countAddress(query).deadlines.filter((deadline) => !deadline.extendedBy).forEach((deadline, index) => {
    for (const { key, date, summary } of eventsOf(deadline)) {
      const start = new Date(`${date}T00:00:00Z`);
      calendar.createEvent({
        id: `${name}-${index}-${key}@tenday-calculator`, stamp: now, allDay: true, start, end: new Date(start.getTime() + DAY_MS), summary, url: page + address.slice('/calculator'.length),
        description: `${deadline.citation}\n${t('Counted by Tenday. Not legal advice.')}`,
      });
    }
  });
  return calendar.toString();
}

function eventsOf(deadline: DerivedDeadline): { key: string; date: string; summary: string }[] {
  const what = clockName(deadline.rule);
  if (deadline.owner === 'requester') return [{ key: 'due', date: deadline.due, summary: t('{what}: file by today', { what }) }];
  const due = { key: 'due', date: deadline.due, summary: t('{what}: due today', { what }) };
  return deadline.assertAfter === deadline.due ? [due] : [due, { key: 'safe', date: deadline.assertAfter, summary: t('{what}: safe to call late after today', { what }) }];
}
