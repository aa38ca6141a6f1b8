import { shownName } from '../../platform/file-names.js';
import { readableSize } from '../../platform/files.errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { encodeKey } from '../../platform/keyset.js';
import { civilDateOf } from '../../platform/views-dates.js';
import type { IsoDate, Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { keyOf } from './request-filter.js';
import { listAddress } from './request-list.js';
import type { loadRequestForVolunteer } from './request-page.queries.js';
import type { RequestPageOfList } from './requests.queries.js';
import type { ListQuery } from './requests.schemas.js';

/** A volunteer's list of requests: what they may know of each, and nothing else. */
export interface VolunteerListView {
  readonly words: string;
  readonly rows: readonly { readonly href: string; readonly number: string; readonly title: string; readonly agency: string; readonly documents: string; readonly upload: string }[];
  readonly newer: string | null;
  readonly older: string | null;
}

export function volunteerListView(data: { page: RequestPageOfList; query: ListQuery; counts: ReadonlyMap<string, number> }): VolunteerListView {
  const { page, query, counts } = data;
  const first = page.rows[0];
  const last = page.rows.at(-1);
  const kept = { agency: query.agency, words: query.words };
  return {
    words: query.words ?? '',
    rows: page.rows.map((row) => ({
      href: `/requests/${row.id}`, number: row.number, title: row.title, agency: row.agency.name,
      documents: documentsWords(counts.get(row.id) ?? 0),
      upload: `/requests/${row.id}/documents/new`,
    })),
    newer: first && page.hasPrevious ? listAddress({ ...kept, before: encodeKey(keyOf('-number', first.sortable)) }) : null,
    older: last && page.hasNext ? listAddress({ ...kept, after: encodeKey(keyOf('-number', last.sortable)) }) : null,
  };
}

function documentsWords(n: number): string {
  return n === 0 ? t('none you can see yet') : t.count(n, '{n} document you can see', '{n} documents you can see');
}

/** A volunteer's page of a request. */
export interface VolunteerRequestView {
  readonly number: string;
  readonly title: string;
  readonly agency: string;
  readonly upload: Link;
  readonly documents: readonly { readonly href: string; readonly name: string; readonly mine: boolean; readonly date: IsoDate; readonly size: string }[];
}

export function volunteerRequestView(data: Awaited<ReturnType<typeof loadRequestForVolunteer>>, actor: Actor): VolunteerRequestView {
  return {
    number: data.number, title: data.title, agency: data.agency.name,
    upload: { href: `/requests/${data.id}/documents/new`, label: t('Add documents') },
    documents: data.documents.map((one) => ({
      href: `/documents/${one.id}`, name: shownName(one.originalName), mine: one.uploadedById === actor.personId,
      date: civilDateOf(one.uploadedAt, data.agency.timeZone), size: readableSize(Number(one.size)),
    })),
  };
}
