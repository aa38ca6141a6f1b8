import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agencies.queries.js';
import { agencyWarnings, composeSteps } from './compose.view.js';
import { OWN, type OwnTemplate } from './own-templates/own-templates.queries.js';
import { type LetterTemplate, type TemplateSlug, type TemplateTopic, templatePurpose } from './letter-templates.js';

export interface TemplateChoice {
  readonly slug: string;
  readonly title: string;
  readonly purpose: string;
  /** “12 ready-made items”. */
  readonly items: string;
  /** Its items name another agency's units: where to write to that one instead; null when they fit. */
  readonly writtenFor: readonly Link[] | null;
  /** Other agencies that hold a part of what it asks for, where to write to each. */
  readonly alsoAsk: readonly Link[];
  /** Requests that already ask this agency the same; to be followed up, not sent again. */
  readonly open: readonly Link[];
  /** The one the page proposes: the first that fits and is not already asked. */
  readonly proposed: boolean;
}

export interface TemplateGroup {
  readonly heading: string;
  readonly templates: readonly TemplateChoice[];
}

const TOPICS: Readonly<Record<TemplateTopic, () => string>> = {
  'plate-readers': () => t('License-plate readers'), fingerprints: () => t('Fingerprints and booking'), immigration: () => t('Immigration authorities'), oversight: () => t('Oversight and policy'),
};

/** Slugs of the agencies that hold another part of what a template asks for: each answers for its own records only. */
const ALSO_HELD: Partial<Record<TemplateSlug, readonly string[]>> = {
  'cpra-alpr-sharing': ['bopc', 'cbp'], 'cpra-fingerprint-lapd': ['lasd', 'cal-doj', 'bopc'], 'cpra-lacris-lasd': ['lapd', 'cal-doj'], 'cpra-caldoj-interop': ['lapd', 'lasd', 'fbi', 'obim'],
  'cpra-ice-communications': ['lapd', 'lasd', 'ice'], 'cpra-police-commission': ['lapd'], 'foia-obim': ['fbi', 'ice'], 'foia-fbi-cjis': ['obim', 'cal-doj'],
};

export const templateTopicName = (topic: TemplateTopic): string => TOPICS[topic]();

export interface TemplateAround {
  /** Those a template can be written for, by what the group sees. */
  readonly agencies: readonly AgencyProfile[];
  readonly open: readonly { readonly id: string; readonly number: string; readonly templateSlug: string }[];
  /** The group's own, copied from these templates. */
  readonly own: readonly OwnTemplate[];
}

/** The templates for an agency: those that fit by topic, then those written for another agency. */
export function templateChoices(agency: AgencyProfile, templates: readonly LetterTemplate[], around: TemplateAround) {
  const proposed = templates.find((template) => fits(template, agency) && !around.open.some(({ templateSlug }) => templateSlug === template.slug))?.slug;
  const choices = templates.map((template) => ({ template, choice: choiceOf(template, agency, around, template.slug === proposed) }));
  const own = templates.flatMap((template) => ownChoices(template, agency, around));
  const fitting = choices.filter(({ choice }) => choice.writtenFor === null);
  const groups = (Object.keys(TOPICS) as TemplateTopic[]).map((topic): TemplateGroup => ({
    heading: TOPICS[topic](), templates: fitting.filter(({ template }) => template.topic === topic).map(({ choice }) => choice),
  }));
  return {
    agency: { id: agency.id, name: agency.name, shortName: agency.shortName, statute: agency.statute }, warnings: agencyWarnings(agency), steps: composeSteps('template', { agencyId: agency.id }),
    groups: [{ heading: t('Your group’s own'), templates: own.filter(({ writtenFor: other }) => other === null) }, ...groups].filter((group) => group.templates.length > 0),
    others: [...own, ...choices.map(({ choice }) => choice)].filter((choice) => choice.writtenFor !== null),
    enter: { href: `/requests/enter?agency=${agency.id}`, label: t('Enter a request already under way') },
  };
}

/** A template in the group's own words, offered where the library's is. */
function ownChoices(template: LetterTemplate, agency: AgencyProfile, around: TemplateAround): TemplateChoice[] {
  return around.own.filter(({ baseSlug }) => baseSlug === template.slug).map(({ id, latest }) => ({ ...choiceOf(template, agency, around, false), slug: `${OWN}${id}`, title: latest.title, purpose: latest.purpose }));
}

const fits = (template: LetterTemplate, agency: AgencyProfile): boolean => template.writtenFor.length === 0 || template.writtenFor.includes(agency.slug);

function choiceOf(template: LetterTemplate, agency: AgencyProfile, { agencies, open }: TemplateAround, proposed: boolean): TemplateChoice {
  const count = template.pack('2026-01-01').length;
  return {
    slug: template.slug, title: template.title, purpose: templatePurpose(template.slug), items: t.count(count, '{n} ready-made item', '{n} ready-made items'), proposed,
    writtenFor: fits(template, agency) ? null : writtenFor(template, agencies), alsoAsk: fits(template, agency) ? alsoAsk(template, agency, agencies) : [],
    open: open.filter((request) => request.templateSlug === template.slug).slice(0, 3).map((request) => ({ href: `/requests/${request.id}`, label: request.number })),
  };
}

/** The agencies a template's items name, as the group sees them. */
function writtenFor(template: LetterTemplate, agencies: readonly AgencyProfile[]): Link[] {
  return agencies.filter((agency) => template.writtenFor.includes(agency.slug)).map((agency) => ({ href: `/compose/template?agency=${agency.id}`, label: t('Write to {agency}', { agency: agency.shortName }) }));
}

function alsoAsk({ slug }: LetterTemplate, agency: AgencyProfile, agencies: readonly AgencyProfile[]): Link[] {
  const held = ALSO_HELD[slug] ?? [];
  return agencies.filter((other) => other.slug !== agency.slug && held.includes(other.slug)).map((other) => ({ href: `/compose/template?agency=${other.id}`, label: other.shortName }));
}
