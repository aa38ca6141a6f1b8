import fs from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '../../platform/paths.js';
import { formatDistance } from '../../platform/views-dates.js';
import { viewHelpers } from '../../platform/views-helpers.js';
import { t } from '../../platform/words.js';
import { sayDate } from '../deadlines/fact-words.js';
import type { Rung } from './rungs.js';

export interface NoticeFacts {
  readonly rung: Rung;
  /** Our number of the request. */
  readonly number: string;
  /** YYYY-MM-DD: due, or for 'late' the day after which it is safe to say so. */
  readonly date: string;
  /** YYYY-MM-DD at the agency. */
  readonly today: string;
  /** Where the notice opens in Tenday. */
  readonly link: string;
}

export interface NoticeMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FOLDER = path.join(projectRoot, 'templates', 'emails');
const templates = new Map<string, Handlebars.TemplateDelegate>();

/**
 * The words of a warning. Number, date and link only: mail passes through other people's servers, so it names nobody and says nothing of
 * what was asked, from whom.
 */
export function noticeMail(facts: NoticeFacts): NoticeMail {
  const says = sentenceOf(facts);
  const model = { subject: says.subject, says: says.body, link: facts.link, shell: { locale: 'en' } };
  return { subject: says.subject, text: render('notice.txt', model), html: render('notice.html', model) };
}

function sentenceOf({ rung, number, date, today }: NoticeFacts): { subject: string; body: string } {
  const words = { number, date: sayDate(date) };
  if (rung === 'late') {
    return {
      subject: t('{number}: late', words),
      body: t('The time on {number} ended on {date}, on every reading of the law. It is now safe to call it late.', words),
    };
  }
  if (date < today) return { subject: t('{number}: was due {date}', words), body: t('An answer on {number} was due on {date}.', words) };
  const when = formatDistance(date, today);
  return { subject: t('{number}: due {date}', words), body: t('An answer on {number} is due on {date}: {when}.', { ...words, when }) };
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
