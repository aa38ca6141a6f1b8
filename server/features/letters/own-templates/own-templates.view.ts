import type { IsoInstant, Link, SelectOption } from '../../../platform/views-parts.view.js';
import { t } from '../../../platform/words.js';
import type { FormView } from '../../accounts/form.view.js';
import { topicName } from '../follow-ups/follow-ups.view.js';
import { type LetterBlock, letterBlocks } from '../letter-blocks.js';
import { templateTopicName } from '../template-choices.view.js';
import { fieldExample, fieldSays } from './examples.js';
import { type LibraryLetter, libraryLetter, libraryLetters } from './library.js';
import type { OwnTemplate, OwnVersion, PreviewableRequest } from './own-templates.queries.js';
import type { TemplatePreview } from './preview-template.js';
import { type DiffLine, templateDiff } from './template-diff.js';
import type { FieldKind, Remark } from './template-tree.js';

/** “First request, CPRA · License-plate readers”. */
function kindOf({ kind, statute, base }: LibraryLetter): string {
  const topic = 'template' in base ? templateTopicName(base.template.topic) : topicName(base.followUp.topic);
  return kind === 'first' ? t('First request, {statute} · {topic}', { statute, topic }) : t('Follow-up, {statute} · {topic}', { statute, topic });
}

interface TemplateRow {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly purpose: string;
  readonly kind: string;
  readonly version: string;
  readonly savedAt: IsoInstant;
  readonly savedBy: string;
}

export interface TemplatesView {
  readonly lede: string;
  readonly zone: string;
  readonly ours: readonly TemplateRow[];
  readonly retired: readonly TemplateRow[];
  readonly library: readonly { readonly heading: string; readonly open: boolean; readonly letters: readonly { readonly slug: string; readonly title: string; readonly purpose: string; readonly kind: string }[] }[];
}

export function templatesView(templates: readonly OwnTemplate[], { zone }: { zone: string }): TemplatesView {
  const rows = templates.flatMap((template) => rowOf(template) ?? []);
  const used = rows.filter(({ retiredAt }) => retiredAt === null).map(({ row }) => row);
  const letters = libraryLetters();
  const cards = (kind: LibraryLetter['kind']) => letters.filter((one) => one.kind === kind).map((one) => ({ slug: one.slug, title: one.title, purpose: one.purpose, kind: kindOf(one) }));
  return {
    zone, ours: used, retired: rows.filter(({ retiredAt }) => retiredAt !== null).map(({ row }) => row),
    lede: used.length === 0 ? t('Copy a letter of the library and rewrite it. Its facts, its dates and its moment stay; the words become yours.') : t.count(used.length, 'Your group has {n} template of its own. It is offered beside the library’s letter.', 'Your group has {n} templates of its own. Each is offered beside the library’s letter.'),
    library: [{ heading: t('First requests'), open: used.length === 0, letters: cards('first') }, { heading: t('Follow-ups'), open: false, letters: cards('follow-up') }],
  };
}

/** Null for a copy of a letter this version of Tenday does not know: its row is kept. */
function rowOf({ id, baseSlug, retiredAt, latest }: OwnTemplate): { row: TemplateRow; retiredAt: Date | null } | null {
  const library = libraryLetters().find(({ slug }) => slug === baseSlug);
  if (!library) return null;
  const { title, purpose, n, savedAt, savedBy } = latest;
  return { retiredAt, row: { id, href: `/letter-templates/${id}`, title, purpose, kind: kindOf(library), version: t('Version {n}', { n }), savedAt: savedAt.toISOString(), savedBy } };
}

export interface FieldRow {
  /** As one writes it. */
  readonly written: string;
  readonly says: string;
  readonly example: string;
}

export interface EditView {
  readonly id: string;
  readonly kind: string;
  readonly copiedFrom: string;
  readonly title: string;
  readonly lede: string;
  readonly retired: boolean;
  readonly version: number;
  readonly form: FormView;
  readonly faults: readonly RemarkRow[];
  readonly warnings: readonly RemarkRow[];
  readonly note: string | null;
  readonly blocks: readonly LetterBlock[] | null;
  /** The frame's lines are Tenday's; said beside the preview. */
  readonly leftOut: readonly string[];
  readonly gaps: readonly string[];
  readonly requests: readonly SelectOption[];
  readonly fields: readonly FieldRow[];
  readonly pieces: readonly FieldRow[];
  readonly versions: Link;
}

export interface RemarkRow {
  /** 1-based; 0 for the template as a whole. */
  readonly line: number;
  readonly says: string;
  /** The line's own words. */
  readonly text: string;
}

export interface EditAround {
  readonly form: FormView;
  readonly preview: TemplatePreview;
  readonly requests: readonly PreviewableRequest[];
}

export function editView({ id, baseSlug, retiredAt, latest }: OwnTemplate, { form, preview, requests }: EditAround): EditView {
  const library = libraryLetter(baseSlug);
  const lines = (form.values['source'] ?? '').split('\n');
  const rows = (remarks: readonly Remark[]) => remarks.map(({ line, says }): RemarkRow => ({ line, says, text: (lines[line - 1] ?? '').trim().slice(0, 90) }));
  return {
    id, kind: kindOf(library), copiedFrom: library.title, title: latest.title, retired: retiredAt !== null, version: latest.n, form, faults: rows(preview.faults), warnings: rows(preview.warnings), note: preview.note,
    lede: retiredAt ? t('Retired: no new letter is begun with it. Letters written from it keep its words.') : t('Version {n}. Saving makes the next one; letters already begun go on with theirs.', { n: latest.n }),
    blocks: preview.letter && letterBlocks(preview.letter.html), leftOut: (preview.letter?.leftOut ?? []).map(({ citation, sentence }) => t('Left out until a lawyer answers for {citation}: “{sentence}”', { citation, sentence })),
    gaps: [...new Set((preview.letter?.gaps ?? []).map(({ label }) => label))],
    requests: requests.map((request) => ({ value: request.id, label: `${request.number} · ${request.agency} · ${request.title}` })),
    fields: fieldRows(library), pieces: library.allowed.pieces.map((name) => ({ written: `{{> ${name}}}`, says: name === 'items' ? t('The numbered items. Stands once, on a line of its own.') : t('A piece of Tenday’s own.'), example: '' })),
    versions: { href: `/letter-templates/${id}/versions`, label: t('Versions') },
  };
}

/** The fields a source may name, as they are written where they stand. */
export function fieldRows({ allowed }: LibraryLetter): FieldRow[] {
  return [...allowed.fields].map(([name, kind]) => ({ written: written(name, kind), says: fieldSays(name, kind), example: fieldExample(name, kind) }));
}

function written(name: string, kind: FieldKind): string {
  // Within a list the last part alone is written.
  const inner = name.includes('[]') ? name.slice(name.lastIndexOf('[]') + 2).replace(/^\./, '') || 'this' : name;
  if (kind === 'list') return `{{#each ${inner}}}…{{/each}}`;
  return kind === 'tick' ? `{{#if ${inner}}}…{{/if}}` : `{{${inner}}}`;
}

export interface VersionsView {
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  readonly versions: readonly { readonly n: number; readonly title: string; readonly savedAt: IsoInstant; readonly savedBy: string; readonly compare: string | null }[];
  readonly diff: { readonly says: string; readonly titles: string | null; readonly lines: readonly DiffLine[] } | null;
}

export function versionsView(template: OwnTemplate, versions: readonly OwnVersion[], chosen: { from?: number | undefined; to?: number | undefined; zone: string }): VersionsView {
  const at = `/letter-templates/${template.id}/versions`;
  const to = versions.find(({ n }) => n === (chosen.to ?? template.latest.n));
  const from = to && versions.find(({ n }) => n === (chosen.from ?? to.n - 1));
  return {
    id: template.id, title: template.latest.title, zone: chosen.zone,
    versions: versions.map(({ n, title, savedAt, savedBy }) => ({ n, title, savedAt: savedAt.toISOString(), savedBy, compare: n > 1 ? `${at}?from=${n - 1}&to=${n}` : null })),
    diff: from && to ? diffView(from, to) : null,
  };
}

function diffView(from: OwnVersion, to: OwnVersion): VersionsView['diff'] {
  const lines = from.source === to.source ? [] : templateDiff(from.source, to.source);
  const heads = [[from.title, to.title], [from.purpose, to.purpose]].filter(([before, after]) => before !== after).map(([before, after]) => t('“{before}” became “{after}”.', { before: before ?? '', after: after ?? '' }));
  const changed = lines.filter(({ kind }) => kind === 'added' || kind === 'removed').length;
  return {
    says: changed === 0 ? t('From version {from} to version {to} the letter’s words stayed the same.', { from: from.n, to: to.n }) : t.count(changed, 'From version {from} to version {to}: {n} line changed.', 'From version {from} to version {to}: {n} lines changed.', { from: from.n, to: to.n }),
    titles: heads.length === 0 ? null : heads.join(' '), lines,
  };
}
