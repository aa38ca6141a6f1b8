import { shownName } from '../../platform/file-names.js';
import { readableSize } from '../../platform/files.errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { encodeKey } from '../../platform/keyset.js';
import { civilDateOf } from '../../platform/views-dates.js';
import type { Chip, IsoDate, IsoInstant, Link, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { type DocumentPage, type documentFor, documentKey } from './documents.queries.js';
import type { DocumentListQuery, DocumentShow } from './documents.schemas.js';

/** The list of documents. */
export interface DocumentListView {
  readonly chips: readonly Chip[];
  /** The request the list is narrowed to, and the address without that; null when it is not. */
  readonly narrowed: { readonly label: string; readonly off: string } | null;
  readonly rows: readonly {
    readonly href: string;
    readonly name: string;
    readonly n: number;
    readonly request: Link;
    readonly requestTitle: string;
    readonly by: string;
    readonly date: IsoDate;
    readonly size: string;
    /** Null for roles that see only what is released to them. */
    readonly release: StateWord | null;
  }[];
  readonly newer: string | null;
  readonly older: string | null;
  readonly empty: { readonly title: string; readonly says: string };
}

type Address = { show?: DocumentShow | undefined; request?: string | undefined; after?: string; before?: string };

function address(query: Address): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== 'all') search.set(name, value);
  return search.size === 0 ? '/documents' : `/documents?${search}`;
}

const released = (at: Date | null): StateWord => (at ? { tone: 'done', words: t('Released') } : { tone: 'closed', words: t('Not released') });

export function documentListView(data: { page: DocumentPage; query: DocumentListQuery; request: { number: string } | null; toRelease: number }, actor: Actor): DocumentListView {
  const { page, query, request } = data;
  const seesAll = roleMay(actor.role, 'documents.see-all');
  const kept = { show: query.show, request: query.request };
  const first = page.rows[0];
  const last = page.rows.at(-1);
  return {
    chips: chips(query, seesAll, data.toRelease),
    narrowed: request ? { label: request.number, off: address({ show: query.show }) } : null,
    rows: page.rows.map((row) => ({
      href: `/documents/${row.id}`, name: shownName(row.originalName), n: row.n, request: { href: `/requests/${row.request.id}`, label: row.request.number },
      requestTitle: row.request.title, by: row.uploadedById === actor.personId ? t('you') : byWords(actor, page.people, row.uploadedById),
      date: civilDateOf(row.uploadedAt, actor.timeZone), size: readableSize(Number(row.size)), release: seesAll ? released(row.releasedAt) : null,
    })),
    newer: first && page.hasPrevious ? address({ ...kept, before: encodeKey(documentKey(first)) }) : null,
    older: last && page.hasNext ? address({ ...kept, after: encodeKey(documentKey(last)) }) : null,
    empty: seesAll
      ? { title: t('No documents here.'), says: t('What agencies send is put in on a request’s page and stands here, newest first.') }
      : { title: t('No documents here.'), says: t('Your own uploads stand here, and what is released to volunteers.') },
  };
}

/** Names of people are not for volunteers. */
function byWords(actor: Actor, people: ReadonlyMap<string, string>, personId: string | null): string {
  if (personId === null) return t('by e-mail');
  return roleMay(actor.role, 'people.see') ? (people.get(personId) ?? t('somebody')) : t('somebody of your group');
}

function chips(query: DocumentListQuery, seesAll: boolean, toRelease: number): Chip[] {
  const shows: [DocumentShow, string, number | null][] = [['all', t('All'), null], ['mine', t('Put in by me'), null]];
  if (seesAll) shows.push(['to-release', t('Not released'), toRelease]);
  shows.push(['released', t('Released to volunteers'), null]);
  return shows.map(([show, label, count]) => ({ href: address({ show, request: query.request }), label, active: query.show === show, count }));
}

/** One document: what it is, where it came from, and its bytes. */
export interface DocumentView {
  readonly name: string;
  readonly n: number;
  readonly request: Link;
  readonly requestTitle: string;
  readonly download: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly href: string | null }[];
  readonly sha256: string;
  /** Who did what with it, oldest first. */
  readonly custody: readonly { readonly at: IsoInstant; readonly says: string }[];
  readonly zone: string;
  readonly release: { readonly state: StateWord; readonly action: string; readonly label: string; readonly says: string } | null;
}

const KINDS: Readonly<Record<string, () => string>> = {
  response: () => t('Sent by the agency'),
  proof: () => t('Proof of a delivery'),
  letter: () => t('Letter'),
};

const SOURCES: Readonly<Record<string, () => string>> = {
  upload: () => t('by upload in the browser'),
  api: () => t('by a program with a token'),
  entered: () => t('with a request entered as under way'),
};

export function documentView({ document, people }: Awaited<ReturnType<typeof documentFor>>, actor: Actor): DocumentView {
  const by = document.uploadedById === actor.personId ? actor.name : byWords(actor, people, document.uploadedById);
  return {
    name: shownName(document.originalName), n: document.n, request: { href: `/requests/${document.request.id}`, label: document.request.number }, requestTitle: document.request.title,
    download: `/documents/${document.id}/file`,
    rows: [
      { label: t('Where it came from'), value: KINDS[document.kind]?.() ?? document.kind, href: null },
      { label: t('Type, read from its bytes'), value: document.mediaType, href: null },
      { label: t('Size'), value: t('{size} ({bytes} bytes)', { size: readableSize(Number(document.size)), bytes: Number(document.size).toLocaleString('en-US') }), href: null },
    ],
    sha256: document.sha256,
    custody: custody(document, by, actor, people),
    zone: actor.timeZone,
    release: releaseForm(document, actor),
  };
}

type Row = Awaited<ReturnType<typeof documentFor>>['document'];

function custody(document: Row, by: string, actor: Actor, people: ReadonlyMap<string, string>): DocumentView['custody'] {
  const how = SOURCES[document.source]?.() ?? document.source;
  const says = document.uploadedById === null ? t('Came with a message by e-mail. Kept byte for byte since.') : t('Put in by {name}, {how}. Kept byte for byte since.', { name: by, how });
  const lines = [{ at: document.uploadedAt.toISOString(), says }];
  if (document.releasedAt) {
    const name = byWords(actor, people, document.releasedById ?? '');
    lines.push({ at: document.releasedAt.toISOString(), says: t('Released to volunteers by {name}.', { name }) });
  }
  return lines;
}

function releaseForm(document: Row, actor: Actor): DocumentView['release'] {
  if (!roleMay(actor.role, 'documents.release')) return null;
  const state = released(document.releasedAt);
  return document.releasedAt
    ? { state, action: `/documents/${document.id}/withhold`, label: t('Keep from volunteers'), says: t('Every volunteer of the group can read it now.') }
    : { state, action: `/documents/${document.id}/release`, label: t('Release to volunteers'), says: t('Look first for home addresses, plates and names of private people: every volunteer of the group will be able to read it.') };
}
