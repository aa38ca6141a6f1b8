import type { Db, Tx } from '../../../platform/db.js';
import { agenciesByIds } from '../../agencies/agencies.queries.js';
import { ownTemplateNotFound, templateRetired } from './own-templates.errors.js';

/** One save of a group's template. */
export interface OwnVersion {
  readonly id: string;
  readonly n: number;
  readonly title: string;
  readonly purpose: string;
  readonly source: string;
  readonly savedAt: Date;
  readonly savedBy: string;
}

export interface OwnTemplate {
  readonly id: string;
  readonly baseSlug: string;
  readonly retiredAt: Date | null;
  /** Its latest version. */
  readonly latest: OwnVersion;
}

/** The words a draft is written from, and how they stand to the template now. */
export interface OwnWords {
  readonly versionId: string;
  readonly templateId: string;
  readonly baseSlug: string;
  readonly n: number;
  readonly title: string;
  readonly source: string;
  readonly retired: boolean;
  /** A later version that the draft could take; null when there is none. */
  readonly newer: { readonly id: string; readonly n: number; readonly savedAt: Date; readonly savedBy: string } | null;
}

/** What a form, a request or a program calls a group's template: `own:<id>`. */
export const OWN = 'own:';

interface VersionRow {
  readonly id: string;
  readonly n: number;
  readonly title: string;
  readonly purpose: string;
  readonly source: string;
  readonly savedById: string;
  readonly savedAt: Date;
}

const LATEST = { orderBy: { n: 'desc' }, take: 1 } as const;
/** A group keeps some dozens; what is beyond this is not shown. */
const MOST = 200;

/** The group's templates, newest words first; retired ones too. */
export async function ownTemplates(db: Db | Tx, groupId: string, { baseSlugs }: { baseSlugs?: readonly string[] } = {}): Promise<OwnTemplate[]> {
  const rows = await db.ownTemplate.findMany({
    where: { groupId, ...(baseSlugs ? { baseSlug: { in: [...baseSlugs] }, retiredAt: null } : {}) }, include: { versions: LATEST }, orderBy: { id: 'desc' }, take: MOST,
  });
  const names = await namesOf(db, groupId, rows.flatMap((row) => row.versions));
  return rows.flatMap(({ id, baseSlug, retiredAt, versions: [latest] }) => (latest ? [{ id, baseSlug, retiredAt, latest: versionOf(latest, names) }] : []));
}

/** @throws own-templates.not-found, another group's too */
export async function ownTemplate(db: Db | Tx, { groupId, templateId }: { groupId: string; templateId: string }): Promise<OwnTemplate> {
  const row = await db.ownTemplate.findUnique({ where: { groupId_id: { groupId, id: templateId } }, include: { versions: LATEST } });
  const [latest] = row?.versions ?? [];
  if (!row || !latest) throw ownTemplateNotFound();
  return { id: row.id, baseSlug: row.baseSlug, retiredAt: row.retiredAt, latest: versionOf(latest, await namesOf(db, groupId, [latest])) };
}

/** A template's versions, newest first. */
export async function ownVersions(db: Db | Tx, { groupId, templateId }: { groupId: string; templateId: string }): Promise<OwnVersion[]> {
  const rows = await db.ownTemplateVersion.findMany({ where: { groupId, templateId }, orderBy: { n: 'desc' }, take: MOST });
  const names = await namesOf(db, groupId, rows);
  return rows.map((row) => versionOf(row, names));
}

/** The words of versions by id, whatever became of their templates since; '' stands for the library's and is left out. */
export async function ownWordsOf(db: Db | Tx, { groupId, versionIds }: { groupId: string; versionIds: readonly string[] }): Promise<ReadonlyMap<string, OwnWords>> {
  const wanted = [...new Set(versionIds)].filter((id) => id !== '');
  if (wanted.length === 0) return new Map();
  const rows = await db.ownTemplateVersion.findMany({ where: { groupId, id: { in: wanted } }, include: { template: { include: { versions: LATEST } } } });
  const names = await namesOf(db, groupId, rows.flatMap(({ template }) => template.versions));
  return new Map(rows.map(({ template, ...row }) => {
    const [latest] = template.versions;
    const newer = latest && latest.n > row.n && template.retiredAt === null ? { id: latest.id, n: latest.n, savedAt: latest.savedAt, savedBy: names.get(latest.savedById) ?? '' } : null;
    return [row.id, { versionId: row.id, templateId: template.id, baseSlug: template.baseSlug, n: row.n, title: row.title, source: row.source, retired: template.retiredAt !== null, newer }];
  }));
}

/** The words a draft is written from; null for the library's. @throws own-templates.not-found */
export async function ownWords(db: Db | Tx, { groupId, versionId }: { groupId: string; versionId: string }): Promise<OwnWords | null> {
  const found = (await ownWordsOf(db, { groupId, versionIds: [versionId] })).get(versionId);
  if (!found && versionId !== '') throw ownTemplateNotFound();
  return found ?? null;
}

/**
 * A template as a choice names it: a letter of the library by its slug, or a group's own as `own:<id>`, which brings its latest version.
 * @throws own-templates.not-found, own-templates.retired
 */
export async function chosenWords(db: Db | Tx, { groupId, choice }: { groupId: string; choice: string }): Promise<{ slug: string; own: OwnVersion | null }> {
  if (!choice.startsWith(OWN)) return { slug: choice, own: null };
  const templateId = choice.slice(OWN.length);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(templateId)) throw ownTemplateNotFound();
  const { baseSlug, latest, retiredAt } = await ownTemplate(db, { groupId, templateId });
  if (retiredAt) throw templateRetired();
  return { slug: baseSlug, own: latest };
}

async function namesOf(db: Db | Tx, groupId: string, rows: readonly VersionRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map((row) => row.savedById))];
  const people = ids.length === 0 ? [] : await db.person.findMany({ where: { groupId, id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

function versionOf({ id, n, title, purpose, source, savedAt, savedById }: VersionRow, names: ReadonlyMap<string, string>): OwnVersion {
  return { id, n, title, purpose, source, savedAt, savedBy: names.get(savedById) ?? '' };
}

/** A request a template can be read with. */
export interface PreviewableRequest {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Short name. */
  readonly agency: string;
}

/** Requests a template may be previewed with, newest first: of its law, and for a follow-up those that have gone out. */
export async function previewableRequests(db: Db, { groupId, statute, kind }: { groupId: string; statute: 'CPRA' | 'FOIA'; kind: 'first' | 'follow-up' }): Promise<PreviewableRequest[]> {
  const rows = await db.recordsRequest.findMany({
    where: { groupId, statute, ...(kind === 'first' ? {} : { state: { notIn: ['draft', 'not_sent'] } }) }, select: { id: true, number: true, title: true, agencyId: true }, orderBy: { id: 'desc' }, take: 50,
  });
  const agencies = await agenciesByIds(db, groupId, rows.map((row) => row.agencyId));
  return rows.map(({ agencyId, ...row }) => ({ ...row, agency: agencies.get(agencyId)?.shortName ?? '' }));
}
