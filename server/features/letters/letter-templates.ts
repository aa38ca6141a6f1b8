import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../platform/paths.js';
import { t } from '../../platform/words.js';
import { templateNotFound } from './letters.errors.js';
import { alprSharing } from './packs/alpr-sharing.js';
import { fingerprintLapd } from './packs/fingerprint-lapd.js';
import type { Pack } from './packs/pack.js';
import { policeCommission } from './packs/police-commission.js';

export type TemplateSlug = 'cpra-alpr-sharing' | 'cpra-fingerprint-lapd' | 'cpra-police-commission';

/** What a template is about, to find it among the others. */
export type TemplateTopic = 'plate-readers' | 'fingerprints' | 'immigration' | 'oversight';

export interface LetterTemplate {
  readonly slug: TemplateSlug;
  readonly statute: 'CPRA' | 'FOIA';
  readonly topic: TemplateTopic;
  /** The request's title unless changed. Printed in the letter, so not translated. */
  readonly title: string;
  /** Slugs of the agencies whose units and papers its items name; empty when they fit any. */
  readonly writtenFor: readonly string[];
  readonly pack: Pack;
}

const TEMPLATES: readonly LetterTemplate[] = [
  { slug: 'cpra-alpr-sharing', statute: 'CPRA', topic: 'plate-readers', title: 'Who license-plate reader data goes to', writtenFor: ['lapd'], pack: alprSharing },
  { slug: 'cpra-fingerprint-lapd', statute: 'CPRA', topic: 'fingerprints', title: 'Booking fingerprints and notices', writtenFor: ['lapd'], pack: fingerprintLapd },
  { slug: 'cpra-police-commission', statute: 'CPRA', topic: 'oversight', title: 'Files of the Board of Police Commissioners', writtenFor: ['bopc', 'lapd-oig'], pack: policeCommission },
];

/** What a template is for, in the reader's language: one sentence for the page that offers it. */
export function templatePurpose(slug: TemplateSlug): string {
  const purposes: Record<TemplateSlug, () => string> = {
    'cpra-alpr-sharing': () => t('The first letter on license-plate readers: lists, settings, agreements and audits that show who receives the data.'),
    'cpra-fingerprint-lapd': () => t('The first letter on booking fingerprints: where they go, what comes back, and the rules and counts.'),
    'cpra-police-commission': () => t('The Board’s own files on both subjects: agenda files, reviews, correspondence. Always separate from the Department.'),
  };
  return purposes[slug]();
}

export function letterTemplates(): readonly LetterTemplate[] {
  return TEMPLATES;
}

/** @throws AppError letters.no-such-template */
export function letterTemplate(slug: string | null): LetterTemplate {
  const found = TEMPLATES.find((template) => template.slug === slug);
  if (!found) throw templateNotFound();
  return found;
}

export interface TemplateSource {
  readonly slug: string;
  /** Handlebars that makes Markdown. */
  readonly main: string;
  /** Partials by name. */
  readonly partials: Readonly<Record<string, string>>;
  /** Hex SHA-256 over the template and its partials: which words were used. */
  readonly hash: string;
}

const FRAME = { CPRA: 'cpra-request', FOIA: 'foia-request' } as const;
const sources = new Map<string, TemplateSource>();

/** A template's words from `templates/letters/`, read once. */
export function templateSource(template: LetterTemplate): TemplateSource {
  return framedSource(template.statute, template.slug, FRAME[template.statute]);
}

/** The words of a letter and of the frame around them, read once. */
export function framedSource(statute: 'CPRA' | 'FOIA', slug: string, frame: string): TemplateSource {
  const known = sources.get(slug);
  if (known) return known;
  const folder = path.join(projectRoot, 'templates', 'letters', statute.toLowerCase());
  const read = (name: string) => fs.readFileSync(path.join(folder, `${name}.md.hbs`), 'utf8');
  const made = sourceOf(slug, read(slug), { [frame]: read(frame) });
  sources.set(slug, made);
  return made;
}

/** A source with its hash; names and contents of partials count, in order of name. */
export function sourceOf(slug: string, main: string, partials: Readonly<Record<string, string>>): TemplateSource {
  const parts = Object.keys(partials).sort().flatMap((name) => [name, partials[name] ?? '']);
  return { slug, main, partials, hash: createHash('sha256').update([main, ...parts].join('\0')).digest('hex') };
}
