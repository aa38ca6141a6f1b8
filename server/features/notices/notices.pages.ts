import type { Actor } from '../../platform/http/actor.js';
import { type RouteDefinition, page } from '../../platform/http/routes.js';
import { encodeKey } from '../../platform/keyset.js';
import type { StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { clockName } from '../requests/request-words.js';
import { type NoticeRow, noticesPage } from './notices.queries.js';
import { noticeParams, noticesQuery } from './notices.schemas.js';
import type { NoticesView } from './notices.view.js';
import type { Rung } from './rungs.js';
import { seeNotice } from './see-notice.js';

const ROWS = 50;

const RUNG_WORDS: Readonly<Record<Rung, () => StateWord>> = {
  'before-3': () => ({ tone: 'waiting', words: t('3 days before') }),
  due: () => ({ tone: 'soon', words: t('On the day') }),
  late: () => ({ tone: 'late', words: t('Late') }),
};

function noticesView(page: { rows: readonly NoticeRow[]; hasPrevious: boolean; hasNext: boolean }, actor: Actor): NoticesView {
  const key = (row: NoticeRow) => encodeKey([row.createdAt.toISOString(), row.id]);
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return {
    zone: actor.timeZone,
    newer: page.hasPrevious && first ? `/notices?before=${key(first)}` : null,
    older: page.hasNext && last ? `/notices?after=${key(last)}` : null,
    rows: page.rows.map((row) => ({
      id: row.id, number: row.number, href: `/notices/${row.id}`, state: RUNG_WORDS[row.rung](), what: clockName(row.rule), date: row.date, sentAt: row.sentAt,
      by: row.by === 'email' ? t('by e-mail') : t('here only'), seen: row.seenAt !== null,
    })),
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
    method: 'get', path: '/notices/:noticeId', summary: 'Opens a notice: the worksheet of the date it warned of', access: 'notices.see', params: noticeParams,
    handle: async ({ deps, actor, params }) => {
      const { requestId, deadlineId } = await seeNotice(deps, actor, params.noticeId);
      return { redirect: `/requests/${requestId}/deadlines/${deadlineId}` };
    },
  }),
  page({
    method: 'post', path: '/notices/:noticeId/seen', summary: 'Marks a notice as seen', access: 'notices.see', params: noticeParams,
    handle: async ({ deps, actor, params }) => {
      await seeNotice(deps, actor, params.noticeId);
      return { redirect: '/notices' };
    },
  }),
];
