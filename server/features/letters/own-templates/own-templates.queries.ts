import type { Db, Tx } from '../../../platform/db.js';
import { ownTemplateNotFound } from './own-templates.errors.js';

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

/** The words of a version, whatever became of its template since; null where a draft names none. @throws own-templates.not-found */
export async function ownWords(db: Db | Tx, { groupId, versionId }: { groupId: string; versionId: string }): Promise<OwnWords | null> {
  if (versionId === '') return null;
  const row = await db.ownTemplateVersion.findUnique({ where: { groupId_id: { groupId, id: versionId } }, include: { template: { include: { versions: LATEST } } } });
  if (!row) throw ownTemplateNotFound();
  const { template } = row;
  const [latest] = template.versions;
  const isNewer = latest !== undefined && latest.n > row.n && template.retiredAt === null;
  const names = isNewer ? await namesOf(db, groupId, [latest]) : new Map<string, string>();
  return {
    versionId: row.id, templateId: template.id, baseSlug: template.baseSlug, n: row.n, title: row.title, source: row.source, retired: template.retiredAt !== null,
    newer: isNewer ? { id: latest.id, n: latest.n, savedAt: latest.savedAt, savedBy: names.get(latest.savedById) ?? '' } : null,
  };
}

async function namesOf(db: Db | Tx, groupId: string, rows: readonly VersionRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map((row) => row.savedById))];
  const people = ids.length === 0 ? [] : await db.person.findMany({ where: { groupId, id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

function versionOf({ id, n, title, purpose, source, savedAt, savedById }: VersionRow, names: ReadonlyMap<string, string>): OwnVersion {
  return { id, n, title, purpose, source, savedAt, savedBy: names.get(savedById) ?? '' };
}
