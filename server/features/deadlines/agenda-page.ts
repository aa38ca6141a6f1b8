import { z } from 'zod';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { encodeKey, keyParam } from '../../platform/keyset.js';
import { formatDistance } from '../../platform/views-dates.js';
import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { clockName, sectionAlone } from '../requests/request-words.js';
import type { OpenDeadline } from './agenda.queries.js';
import type { AgendaDay, AgendaRow, AgendaView } from './agenda.view.js';
import { isLate } from './deadlines.queries.js';

export const agendaQuery = z.object({
  owner: z.enum(['agency', 'us']).default('agency').catch('agency'),
  scope: z.enum(['mine', 'group']).default('group').catch('group'),
  after: keyParam.optional(),
  before: keyParam.optional(),
});
export type AgendaQuery = z.output<typeof agendaQuery>;

/** The agenda of a page of open deadlines. */
export function agendaView(page: { rows: readonly OpenDeadline[]; hasPrevious: boolean; hasNext: boolean }, query: AgendaQuery, actor: Actor, now: Date): AgendaView {
  const { owner, scope } = query;
  const href = (given: Partial<Record<'owner' | 'scope' | 'after' | 'before', string>>) => `/deadlines?${new URLSearchParams({ owner, scope, ...given }).toString()}`;
  const chip = (label: string, active: boolean, address: string) => ({ label, active, href: address, count: null });
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return {
    today: civilIn(now, actor.timeZone).date,
    owners: [chip(t('Agencies owe'), owner === 'agency', href({ owner: 'agency' })), chip(t('Our own'), owner === 'us', href({ owner: 'us' }))],
    scopes: [chip(t('Mine'), scope === 'mine', href({ scope: 'mine' })), chip(t('Group'), scope === 'group', href({ scope: 'group' }))],
    says: owner === 'agency' ? t('Statutory dates still open. Late only after the last defensible day, on a confirmed receipt.') : t('The earliest date the law may mean. They never roll forward.'),
    days: byDay(page.rows, now),
    newer: page.hasPrevious && first ? href({ before: encodeKey([first.due, first.id]) }) : null,
    older: page.hasNext && last ? href({ after: encodeKey([last.due, last.id]) }) : null,
    empty: { title: t('No open date here.'), says: t('A date appears when a request is sent, when an agency’s receipt is recorded, or when it acts.') },
  };
}

function byDay(rows: readonly OpenDeadline[], now: Date): AgendaDay[] {
  const days = new Map<string, AgendaRow[]>();
  for (const row of rows) days.set(row.due, [...(days.get(row.due) ?? []), agendaRow(row, civilIn(now, row.timeZone).date)]);
  return [...days].map(([date, list]) => ({ date, rows: list }));
}

function agendaRow(row: OpenDeadline, today: string): AgendaRow {
  const at = `/requests/${row.requestId}`;
  return {
    title: row.title, href: at, number: row.number, agency: row.agency, what: clockName(row.rule), state: stateOf(row, today),
    safeAfter: row.assertAfter === row.due ? null : row.assertAfter, citation: { text: sectionAlone(row.citation), href: `${at}/deadlines/${row.id}` }, confidence: row.confidence,
  };
}

/** Words and tone of an open date. Nothing on a presumed receipt is late. */
export function stateOf(row: Pick<OpenDeadline, 'owner' | 'state' | 'presumed' | 'assertAfter' | 'due'>, today: string): StateWord {
  if (isLate(row, today) && row.assertAfter) return { tone: 'late', words: formatDistance(row.assertAfter, today, 'late') };
  const words = formatDistance(row.due, today);
  if (row.presumed) return { tone: 'presumed', words: t('{when}, receipt presumed', { when: words }) };
  if (row.owner === 'requester') return { tone: 'own', words };
  return { tone: row.due <= today ? 'soon' : 'waiting', words };
}
