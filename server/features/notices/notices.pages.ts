import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import { t } from '../../platform/words.js';
import { clockName } from '../requests/request-words.js';
import { acknowledgeNotice } from './acknowledge-notice.js';
import { noticeWords, rungState } from './notice-words.js';
import { type NoticeRow, type OwnNotice, noticesPage, ownNotice } from './notices.queries.js';
import { noticeParams, noticesQuery } from './notices.schemas.js';
import type { NoticeRowView, NoticeView, NoticesView } from './notices.view.js';
import { seeNotice } from './see-notice.js';

const ROWS = 50;

function rowView(row: NoticeRow): NoticeRowView {
  return {
    id: row.id, number: row.number, href: `/notices/${row.id}`, state: rungState(row.rung), what: clockName(row.rule), date: row.date, sentAt: row.sentAt,
    by: row.by === 'email' ? t('by e-mail') : t('here only'), seen: row.seenAt !== null, asks: row.asksForAnswer && row.heldBy === null, held: row.heldBy ? t('{name} has this', { name: row.heldBy }) : null,
  };
}

function noticesView(page: { rows: readonly NoticeRow[]; hasPrevious: boolean; hasNext: boolean }, actor: Actor): NoticesView {
  const key = (row: NoticeRow) => encodeKey([row.createdAt.toISOString(), row.id]);
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return {
    zone: actor.timeZone,
    newer: page.hasPrevious && first ? `/notices?before=${key(first)}` : null,
    older: page.hasNext && last ? `/notices?after=${key(last)}` : null,
    rows: page.rows.map(rowView),
  };
}

function noticeView(row: OwnNotice, actor: Actor, today: string): NoticeView {
  return {
    ...rowView(row), zone: actor.timeZone, says: noticeWords({ ...row, forDate: row.date, today }).body, worksheet: `/requests/${row.requestId}/deadlines/${row.deadlineId}`, request: `/requests/${row.requestId}`, mine: row.acknowledgedAt !== null,
  };
}

export const noticesPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/notices', summary: 'One’s own notices', access: 'notices.see', query: noticesQuery,
    handle: async ({ deps, actor, query }) => {
      const found = await noticesPage(deps.db, actor, { limit: ROWS, after: query.after, before: query.before });
      return { view: 'notices/list', title: t('Notices'), nav: 'today', model: noticesView(found, actor) };
    },
  }),
  page({
    // Where the mail's link leads. Opening it acknowledges nothing: mail scanners open links too.
    method: 'get', path: '/notices/:noticeId', summary: 'Opens a notice: what it warned of, and one button to say that one has it', access: 'notices.see', params: noticeParams,
    handle: async ({ deps, actor, params }) => {
      await seeNotice(deps, actor, params.noticeId);
      const row = await ownNotice(deps.db, actor, params.noticeId);
      const today = civilIn(deps.clock.now(), actor.timeZone).date;
      return { view: 'notices/show', title: t('Notice about {number}', { number: row.number }), nav: 'today', model: noticeView(row, actor, today) };
    },
  }),
  page({
    method: 'post', path: '/notices/:noticeId/seen', summary: 'Marks a notice as seen', access: 'notices.see', params: noticeParams,
    handle: async ({ deps, actor, params }) => {
      await seeNotice(deps, actor, params.noticeId);
      return { redirect: '/notices' };
    },
  }),
  page({
    method: 'post', path: '/notices/:noticeId/acknowledged', summary: '“I have this”: the date it warned of is looked after', access: 'notices.see', params: noticeParams,
    handle: async ({ deps, actor, params }) => {
      await acknowledgeNotice(deps, actor, params.noticeId);
      return { redirect: `/notices/${params.noticeId}`, flash: t('It is yours. The owners are not asked to step in.') };
    },
  }),
];
