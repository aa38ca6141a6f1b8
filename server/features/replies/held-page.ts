import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import type { PageResult } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { agenciesAndDays, pageOfRequests } from '../requests/requests.queries.js';
import { heldView } from './held.view.js';
import { formatDate } from '../../platform/views-dates.js';
import { pageOfInbox } from './inbox.queries.js';
import { type LikelyView, likelyView, titleOf } from './inbox.view.js';
import { mailOf } from './mail.queries.js';
import type { MoveView } from './move.view.js';

/** Requests a search offers. */
const MOST_FOUND = 20;

/** A message that is on no request; one that is on a request is shown there. @throws replies.not-found */
export async function heldPage(deps: Pick<Context, 'db'>, actor: Actor, messageId: string, problem: string | null): Promise<PageResult> {
  const mail = await mailOf(deps.db, actor.groupId, messageId);
  if (mail.request) return { redirect: `/requests/${mail.request.id}/messages/${messageId}` };
  const model = heldView(mail, { zone: actor.timeZone, mayHandle: roleMay(actor.role, 'replies.handle'), problem });
  return { view: 'replies/held', title: model.title, nav: 'replies', model };
}

/** The page to choose a request on. */
export async function movePage(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { messageId: string; find: string }, problem: string | null): Promise<PageResult> {
  const mail = await mailOf(deps.db, actor.groupId, input.messageId);
  const { request } = mail;
  const likely = mail.ways.suggestions.filter((one) => one.requestId !== request?.id).flatMap(likelyView);
  const title = titleOf(mail);
  const model: MoveView = {
    id: mail.id, title, message: problem, likely, find: input.find, mayHandle: true, from: request && { href: `/requests/${request.id}`, label: request.number },
    back: { href: `/replies/${mail.id}`, label: title },
    lede: request
      ? t('It stands on {number} now. Facts recorded from it stay there until you take them back.', { number: request.number })
      : t('Nothing moves when it is filed: dates move when a person records what it says.'),
    same: request ? await sameCandidates(deps, actor, { requestId: request.id, messageId: mail.id }) : [],
    found: input.find === '' ? null : await requestsFound(deps, actor, input.find, request?.id ?? null),
  };
  return { view: 'replies/move', title: t('File “{title}”', { title }), nav: 'replies', model };
}

async function requestsFound(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, words: string, without: string | null): Promise<LikelyView[]> {
  const { agencies, today } = await agenciesAndDays(deps.db, actor, deps.clock.now());
  const { rows } = await pageOfRequests(deps.db, actor, { filter: { words, states: ['not_sent', 'awaiting', 'determined', 'producing', 'closed', 'withdrawn'] }, sort: '-moved', ask: { limit: MOST_FOUND }, agencies, today });
  return rows.filter((row) => row.id !== without).map((row) => ({ requestId: row.id, number: row.number, title: row.title, agency: row.agency.name, href: `/requests/${row.id}`, says: '' }));
}

/** Other messages of the request that it may be once more, latest first. */
async function sameCandidates(deps: Pick<Context, 'db'>, actor: Actor, { requestId, messageId }: { requestId: string; messageId: string }): Promise<MoveView['same']> {
  const { rows } = await pageOfInbox(deps.db, actor.groupId, { show: 'all', requestId, ask: { limit: MOST_FOUND } });
  return rows.filter((row) => row.id !== messageId).map((row) => ({ id: row.id, href: `/replies/${row.id}`, title: titleOf(row), says: `${row.fromName || row.fromAddress}, ${formatDate(row.sentOn)}` }));
}
