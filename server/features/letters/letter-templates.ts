import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../platform/paths.js';
import { t } from '../../platform/words.js';
import { templateNotFound } from './letters.errors.js';
import { alprAccessLogs } from './packs/alpr-access-logs.js';
import { alprSharing } from './packs/alpr-sharing.js';
import { alprVendorConfig } from './packs/alpr-vendor-config.js';
import { calDojInterop } from './packs/caldoj-interop.js';
import { fingerprintLapd } from './packs/fingerprint-lapd.js';
import { foiaCbp } from './packs/foia-cbp.js';
import { foiaFbiCjis } from './packs/foia-fbi-cjis.js';
import { foiaIce } from './packs/foia-ice.js';
import { foiaObim } from './packs/foia-obim.js';
import { iceCommunications } from './packs/ice-communications.js';
import { lacrisLasd } from './packs/lacris-lasd.js';
import type { Pack } from './packs/pack.js';
import { policeCommission } from './packs/police-commission.js';
import { sb580Implementation } from './packs/sb580-implementation.js';

export type TemplateSlug =
  | 'cpra-alpr-sharing' | 'cpra-alpr-access-logs' | 'cpra-alpr-flock' | 'cpra-alpr-vigilant' | 'cpra-alpr-axon' | 'cpra-alpr-palantir'
  | 'cpra-fingerprint-lapd' | 'cpra-lacris-lasd' | 'cpra-caldoj-interop' | 'cpra-ice-communications' | 'cpra-police-commission' | 'cpra-sb580-implementation'
  | 'foia-ice' | 'foia-cbp' | 'foia-obim' | 'foia-fbi-cjis';

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
  { slug: 'cpra-alpr-access-logs', statute: 'CPRA', topic: 'plate-readers', title: 'Who searched license-plate reader data', writtenFor: ['lapd'], pack: alprAccessLogs },
  { slug: 'cpra-alpr-flock', statute: 'CPRA', topic: 'plate-readers', title: 'Flock: contract, settings and audits', writtenFor: ['lapd'], pack: alprVendorConfig('flock') },
  { slug: 'cpra-alpr-vigilant', statute: 'CPRA', topic: 'plate-readers', title: 'Vigilant: contract, settings and audits', writtenFor: ['lapd'], pack: alprVendorConfig('vigilant') },
  { slug: 'cpra-alpr-axon', statute: 'CPRA', topic: 'plate-readers', title: 'Axon: contract, settings and audits', writtenFor: ['lapd'], pack: alprVendorConfig('axon') },
  { slug: 'cpra-alpr-palantir', statute: 'CPRA', topic: 'plate-readers', title: 'Palantir: contract, sources, sharing and audits', writtenFor: ['lapd'], pack: alprVendorConfig('palantir') },
  { slug: 'cpra-fingerprint-lapd', statute: 'CPRA', topic: 'fingerprints', title: 'Booking fingerprints and notices', writtenFor: ['lapd'], pack: fingerprintLapd },
  { slug: 'cpra-lacris-lasd', statute: 'CPRA', topic: 'fingerprints', title: 'The county’s fingerprint system and jail systems', writtenFor: ['lasd'], pack: lacrisLasd },
  { slug: 'cpra-caldoj-interop', statute: 'CPRA', topic: 'fingerprints', title: 'The State’s links to the FBI and Homeland Security', writtenFor: ['cal-doj'], pack: calDojInterop },
  { slug: 'cpra-ice-communications', statute: 'CPRA', topic: 'immigration', title: 'Access by immigration authorities', writtenFor: ['lapd', 'lasd'], pack: iceCommunications },
  { slug: 'cpra-police-commission', statute: 'CPRA', topic: 'oversight', title: 'Files of the Board of Police Commissioners', writtenFor: ['bopc', 'lapd-oig'], pack: policeCommission },
  { slug: 'cpra-sb580-implementation', statute: 'CPRA', topic: 'oversight', title: 'The policy under SB 580 (2025)', writtenFor: [], pack: sb580Implementation },
  { slug: 'foia-ice', statute: 'FOIA', topic: 'immigration', title: 'Booking prints and plate data from Los Angeles at ICE', writtenFor: ['ice'], pack: foiaIce },
  { slug: 'foia-cbp', statute: 'FOIA', topic: 'plate-readers', title: 'Plate data and local searches at CBP', writtenFor: ['cbp'], pack: foiaCbp },
  { slug: 'foia-obim', statute: 'FOIA', topic: 'fingerprints', title: 'Booking prints from Los Angeles County in IDENT and HART', writtenFor: ['obim'], pack: foiaObim },
  { slug: 'foia-fbi-cjis', statute: 'FOIA', topic: 'fingerprints', title: 'Booking prints from Los Angeles County at the FBI', writtenFor: ['fbi'], pack: foiaFbiCjis },
];

/** What a template is for, in the reader's language: one sentence for the page that offers it. */
export function templatePurpose(slug: TemplateSlug): string {
  const purposes: Record<TemplateSlug, () => string> = {
    'cpra-alpr-sharing': () => t('The first letter on license-plate readers: lists, settings, agreements and audits that show who receives the data.'),
    'cpra-alpr-access-logs': () => t('The second letter on license-plate readers: who searched, when and why, with every plate masked.'),
    'cpra-alpr-flock': () => t('What the agency can export from its own account with Flock: contract, settings, sharing and audits.'),
    'cpra-alpr-vigilant': () => t('What the agency can export from its own account with Motorola Solutions (Vigilant): contract, settings, sharing and audits.'),
    'cpra-alpr-axon': () => t('What the agency can export from its own account with Axon: contract, settings, sharing and audits.'),
    'cpra-alpr-palantir': () => t('What the agency can export from its own account with Palantir: contract, sources, sharing and audits.'),
    'cpra-fingerprint-lapd': () => t('The first letter on booking fingerprints: where they go, what comes back, and the rules and counts.'),
    'cpra-lacris-lasd': () => t('The Sheriff’s part of the letter on booking fingerprints: who is connected to the county’s systems, and on what terms.'),
    'cpra-caldoj-interop': () => t('The State’s part of the letter on booking fingerprints: agreements, routes and counts.'),
    'cpra-ice-communications': () => t('What ICE asked for, what it was told or given, and the data kept on it. No person is named.'),
    'cpra-police-commission': () => t('The Board’s own files on both subjects: agenda files, reviews, correspondence. Always separate from the Department.'),
    'cpra-sb580-implementation': () => t('The policy on immigration enforcement and databases that state law asks of agencies, and how far this agency has come.'),
    'foia-ice': () => t('What ICE does with booking prints and plate data from Los Angeles: procedures, agreements, counts. No person’s file.'),
    'foia-cbp': () => t('Which plate data and jail systems CBP can search: agreements, sources, audits, counts.'),
    'foia-obim': () => t('How booking prints are searched and kept in the biometric systems of Homeland Security: agreements, rules, counts.'),
    'foia-fbi-cjis': () => t('How the FBI passes booking prints on for an immigration search: agreements, rules, counts, audits.'),
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
  const made = sourceOf(slug, read(slug), partialsOf([frame], read(slug), read));
  sources.set(slug, made);
  return made;
}

/** The frame and whatever pieces a letter names beside it, with the pieces those name. */
function partialsOf(frame: readonly string[], main: string, read: (name: string) => string): Record<string, string> {
  const found: Record<string, string> = {};
  const waiting = [...frame, ...piecesIn(main)];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (found[name] !== undefined) continue;
    const piece = read(name);
    found[name] = piece;
    waiting.push(...piecesIn(piece));
  }
  return found;
}

const PIECE = /\{\{~?#?> ?([a-z][a-z0-9-]*)/g;

function piecesIn(source: string): string[] {
  return [...source.matchAll(PIECE)].flatMap(([, name]) => name ?? []);
}

/** A source with its hash; names and contents of partials count, in order of name. */
export function sourceOf(slug: string, main: string, partials: Readonly<Record<string, string>>): TemplateSource {
  const parts = Object.keys(partials).sort().flatMap((name) => [name, partials[name] ?? '']);
  return { slug, main, partials, hash: createHash('sha256').update([main, ...parts].join('\0')).digest('hex') };
}
