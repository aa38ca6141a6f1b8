import fs from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '../../platform/paths.js';
import { viewHelpers } from '../../platform/views-helpers.js';
import { t } from '../../platform/words.js';
import { type ToldDate, noticeWords } from './notice-words.js';

export interface NoticeMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FOLDER = path.join(projectRoot, 'templates', 'emails');
const templates = new Map<string, Handlebars.TemplateDelegate>();

type Told = Omit<ToldDate, 'today'> & { readonly id: string };

/**
 * The mail of one warning: number, date and a link.
 * @param about `today`: YYYY-MM-DD at the agency; `site`: where Tenday is
 */
export function noticeMail(notice: Told, { today, site }: { today: string; site: string }): NoticeMail {
  const says = noticeWords({ ...notice, today });
  return made(says.subject, { lead: '', notices: [{ says: says.body, link: `${site}/notices/${notice.id}` }] }, site);
}

/** The mail that gathers several, in the order given. */
export function digestMail(notices: readonly (Told & { readonly today: string })[], site: string): NoticeMail {
  const [first, ...more] = notices;
  if (first && more.length === 0) return noticeMail(first, { today: first.today, site });
  const subject = t.count(notices.length, '{n} date', '{n} dates to know of');
  const lines = notices.map((notice) => ({ says: noticeWords(notice).body, link: `${site}/notices/${notice.id}` }));
  return made(subject, { lead: t('Today’s notices:'), notices: lines }, site);
}

/** The mail that tells of mails that came: our number of the request, null for one in the holding pen, and a link. */
export function mailNoticeMail(came: readonly { readonly messageId: string; readonly number: string | null }[], site: string): NoticeMail {
  const lines = came.map(({ messageId, number }) => ({ says: number ? t('A message came for {number}.', { number }) : t('A message came that Tenday could not place. It waits in the holding pen.'), link: `${site}/replies/${messageId}` }));
  const [first] = came;
  const one = first?.number ? t('{number}: a message came', { number: first.number }) : t('A message waits in the holding pen');
  return made(came.length === 1 ? one : t.count(came.length, '{n} message came', '{n} messages came'), { lead: '', notices: lines }, site);
}

function made(subject: string, about: { lead: string; notices: readonly { says: string; link: string }[] }, site: string): NoticeMail {
  const model = { subject, ...about, settings: `${site}/account/notices`, shell: { locale: 'en' } };
  return { subject, text: render('notice.txt', model), html: render('notice.html', model) };
}

function render(name: string, model: object): string {
  const known = templates.get(name);
  const template = known ?? compile(name);
  templates.set(name, template);
  return template(model);
}

/** A Handlebars of its own: the pages' one is shared by every page. Plain text is not escaped; HTML is. */
function compile(name: string): Handlebars.TemplateDelegate {
  const own = Handlebars.create();
  own.registerHelper(viewHelpers as Record<string, Handlebars.HelperDelegate>);
  return own.compile(fs.readFileSync(path.join(FOLDER, `${name}.hbs`), 'utf8'), { strict: true, noEscape: name.endsWith('.txt') });
}
