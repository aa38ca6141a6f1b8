import { t } from '../../../platform/words.js';
import { followUpSource } from '../follow-ups/follow-up-letter.js';
import type { FollowUp } from '../follow-ups/follow-up.js';
import { followUps } from '../follow-ups/offer-letters.js';
import { type LetterTemplate, type TemplateSource, letterTemplates, templatePurpose, templateSource } from '../letter-templates.js';
import { templateNotFound } from '../letters.errors.js';
import type { Allowed } from './check-template.js';
import { type FieldKind, fieldsIn } from './template-tree.js';

/** A letter of the library as a group may copy it: the words it starts from, and what stays Tenday's around them. */
export interface LibraryLetter {
  readonly slug: string;
  readonly kind: 'first' | 'follow-up';
  readonly statute: 'CPRA' | 'FOIA';
  readonly title: string;
  readonly purpose: string;
  /** What a group may rewrite: everything between the head and the closing. */
  readonly body: string;
  /** Head and foot, with `{{> body}}` between them. */
  readonly frame: string;
  /** Pieces a body may put in. */
  readonly pieces: Readonly<Record<string, string>>;
  /** What its text may hold. */
  readonly allowed: Allowed;
  readonly base: { readonly template: LetterTemplate } | { readonly followUp: FollowUp };
}

/** All letters that can be copied: first requests, then follow-ups, each in the library's order. */
export function libraryLetters(): readonly LibraryLetter[] {
  return [...letterTemplates().map(ofTemplate), ...followUps().map(ofFollowUp)];
}

/** @throws AppError letters.no-such-template */
export function libraryLetter(slug: string): LibraryLetter {
  const template = letterTemplates().find((one) => one.slug === slug);
  if (template) return ofTemplate(template);
  const followUp = followUps().find((one) => one.slug === slug);
  if (!followUp) throw templateNotFound();
  return ofFollowUp(followUp);
}

/** Marks in a frame of a first request: its head ends with the subject, its foot begins with where replies go. */
const HEAD_ENDS = '**{{subject}}**\n\n';
const FOOT_BEGINS = 'Please reply to {{org.contact}}';
const BODY_GOES = '{{> @partial-block}}';
const ITEMS = /\{\{#each request\.items\}\}\n[\s\S]*?\n\{\{\/each\}\}\n/;

/** Printed by every letter. */
const ALWAYS: readonly (readonly [string, FieldKind])[] = [
  ['date', 'text'], ['subject', 'text'], ['org.name', 'text'], ['org.contact', 'text'], ['agency.name', 'text'], ['request.ref', 'text'], ['signer.name', 'text'], ['signer.title', 'text'],
];
const FIRST: readonly (readonly [string, FieldKind])[] = [['agency.shortName', 'text'], ['request.title', 'text'], ['fee.ceiling', 'text'], ['inspectionWanted', 'tick']];
const LATER: readonly (readonly [string, FieldKind])[] = [
  ['request.theirNumbers', 'text'], ['request.sentOn', 'text'], ['request.how', 'text'], ['about.items', 'text'], ['replyBy', 'text'],
];

function ofTemplate(template: LetterTemplate): LibraryLetter {
  const { inner, frame, pieces } = taken(templateSource(template));
  const [start, end] = [frame.indexOf(HEAD_ENDS) + HEAD_ENDS.length, frame.indexOf(FOOT_BEGINS)];
  const middle = frame.slice(start, end).trimEnd();
  const items = ITEMS.exec(middle)?.[0];
  if (start < HEAD_ENDS.length || end < start || items === undefined) throw new Error(`The frame of ${template.slug} has no head, no foot or no items where its copies are cut.`);
  const body = `${middle.replace(items, '{{> items}}\n').replace(`${BODY_GOES}\n`, inner)}\n`;
  return {
    slug: template.slug, kind: 'first', statute: template.statute, title: template.title, purpose: templatePurpose(template.slug), body,
    frame: `${frame.slice(0, start)}{{> body}}\n\n${frame.slice(end)}`, pieces: { ...pieces, items },
    allowed: { fields: fieldsOf(body, [...ALWAYS, ...FIRST]), pieces: [...Object.keys(pieces), 'items'], required: 'items', law: template.statute }, base: { template },
  };
}

function ofFollowUp(followUp: FollowUp): LibraryLetter {
  const { inner, frame, pieces } = taken(followUpSource(followUp));
  return {
    slug: followUp.slug, kind: 'follow-up', statute: followUp.statute, title: followUp.title(), purpose: followUp.purpose(), body: inner,
    frame: frame.replace(BODY_GOES, '{{> body}}'), pieces, allowed: { fields: fieldsOf(inner, [...ALWAYS, ...LATER]), pieces: Object.keys(pieces), required: null, law: followUp.statute }, base: { followUp },
  };
}

/** A library letter's source: `{{#> frame}}`, its words, and what else they put in. */
function taken({ slug, main, partials }: TemplateSource): { inner: string; frame: string; pieces: Readonly<Record<string, string>> } {
  const [, name = '', inner = ''] = /^\{\{#> ([\w-]+)\}\}\n([\s\S]*)\{\{\/\1\}\}\s*$/.exec(main) ?? [];
  const frame = partials[name];
  if (frame === undefined) throw new Error(`${slug} does not stand in a frame.`);
  return { inner, frame, pieces: Object.fromEntries(Object.entries(partials).filter(([other]) => other !== name)) };
}

function fieldsOf(body: string, common: readonly (readonly [string, FieldKind])[]): ReadonlyMap<string, FieldKind> {
  return new Map([...common, ...fieldsIn(body)]);
}

/** What kind of letter it is, in words. */
export function kindWords({ kind, statute }: Pick<LibraryLetter, 'kind' | 'statute'>): string {
  if (kind === 'first') return t('First request, {statute}', { statute });
  return t('Follow-up, {statute}', { statute });
}
