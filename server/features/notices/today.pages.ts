import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import { shownName } from '../../platform/file-names.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { todayQuery } from './notices.schemas.js';
import { AHEAD, daysAhead, todayView } from './today-page.js';
import { todayData } from './today.queries.js';
import { volunteerToday } from './volunteer-today.queries.js';
import type { VolunteerTodayView } from './volunteer-today.view.js';

async function forVolunteer(deps: Context, actor: Actor): Promise<PageResult> {
  const data = await volunteerToday(deps.db, actor);
  const model: VolunteerTodayView = {
    today: civilIn(deps.clock.now(), actor.timeZone).date, zone: actor.timeZone,
    summary: data.requests.length > 0 ? t('Put in what agencies sent. It is kept as it came, and found again.') : t('Nothing is under way that you could add to.'),
    uploads: data.uploads.map((upload) => ({
      name: shownName(upload.name), href: `/documents/${upload.id}`, number: upload.number, at: upload.at.toISOString(),
      state: upload.released ? { tone: 'done', words: t('Released to volunteers') } : { tone: 'waiting', words: t('Waiting to be checked') },
    })),
    requests: data.requests.map((request) => ({ title: request.title, href: `/requests/${request.id}`, number: request.number, agency: request.agency, upload: `/requests/${request.id}/documents/new` })),
  };
  return { view: 'notices/volunteer', title: t('Today'), nav: 'today', model };
}

export const todayPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/', summary: 'Today: what is late, due, waiting or promised', access: 'requests.see', query: todayQuery,
    handle: async ({ deps, actor, query }) => {
      if (!roleMay(actor.role, 'deadlines.see')) return forVolunteer(deps, actor);
      // An advocate sees what is theirs first; owners and lawyers answer for the whole group.
      const mine = query.scope ? query.scope === 'mine' : actor.role === 'advocate';
      const now = deps.clock.now();
      const today = civilIn(now, actor.timeZone).date;
      const until = { owed: daysAhead(today, AHEAD.strip), ours: daysAhead(today, AHEAD.ours), promised: daysAhead(today, AHEAD.promised) };
      const data = await todayData(deps.db, actor, { mine, until });
      return { view: 'today/today', title: t('Today'), nav: 'today', model: todayView(data, actor, { mine }, now) };
    },
  }),
];
