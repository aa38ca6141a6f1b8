import { shownName } from '../../platform/file-names.js';
import { readableSize } from '../../platform/files.errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { civilDateOf } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import type { DocumentRow } from './request-page.view.js';
import type { RequestPageData } from './request-page.queries.js';

export function documentRows(data: RequestPageData, actor: Actor): DocumentRow[] {
  const seesAll = roleMay(actor.role, 'documents.see-all');
  return data.documents.map((one) => ({
    name: shownName(one.originalName),
    href: `/documents/${one.id}`,
    from: from(data, one),
    date: civilDateOf(one.uploadedAt, data.agency.timeZone),
    size: readableSize(Number(one.size)),
    release: !seesAll ? null : one.releasedAt ? { tone: 'done', words: t('Released') } : { tone: 'closed', words: t('Not released') },
  }));
}

function from(data: RequestPageData, one: RequestPageData['documents'][number]): string {
  if (one.uploadedById === null) return t('{agency}, by e-mail', { agency: data.agency.shortName });
  const who = data.people.get(one.uploadedById) ?? t('somebody');
  return one.kind === 'response' ? t('{agency}, put in by {name}', { agency: data.agency.shortName, name: who }) : who;
}
