import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agencies.queries.js';
import { channelLabel, isChannel, refusalsOf } from './channels.js';
import { agencyWarnings, composeSteps } from './compose.view.js';
import { type LetterTemplate, letterTemplates, templatePurpose } from './letter-templates.js';

/** An agency as one chooses it: its ways and refusals said at once. */
export interface AgencyChoice {
  readonly name: string;
  readonly shortName: string;
  readonly statute: string;
  /** “Portal recordsrequest.lacity.org”. */
  readonly ways: readonly string[];
  readonly refusals: readonly string[];
  /** Where to go on: to the templates, or to entering a request where there are none. */
  readonly go: Link;
  /** Why there is no letter to write here; null when there is. */
  readonly noTemplate: string | null;
}

export function agencyChoices(agencies: readonly AgencyProfile[]): AgencyChoice[] {
  return agencies.map((agency) => {
    const writes = letterTemplates().some((template) => template.statute === agency.statute);
    return {
      name: agency.name, shortName: agency.shortName, statute: agency.statute,
      ways: agency.channels.filter((channel) => isChannel(channel.kind) && !agency.refuses.some((refusal) => refusal.what === channel.kind)).map((channel) => `${channelLabel(channel.kind)}: ${channel.value}`),
      refusals: refusalsOf(agency).map((refusal) => `${refusal.title} ${refusal.says}`),
      go: writes ? { href: `/compose/template?agency=${agency.id}`, label: t('Write to {agency}', { agency: agency.shortName }) } : { href: `/requests/enter?agency=${agency.id}`, label: t('Enter a request to {agency}', { agency: agency.shortName }) },
      noTemplate: writes ? null : t('No letter template for its law yet. Write it yourself, then enter it here.'),
    };
  });
}

export interface TemplateChoice {
  readonly slug: string;
  readonly title: string;
  readonly purpose: string;
  /** “12 items”. */
  readonly items: string;
  /** Its items name another agency's units; null when they fit. */
  readonly caution: string | null;
  /** Requests that already ask this agency the same. */
  readonly open: readonly Link[];
  /** The one the page proposes: the first that fits and is not already asked. */
  readonly proposed: boolean;
}

/** The templates for an agency, those written for it first. */
export function templateChoices(agency: AgencyProfile, templates: readonly LetterTemplate[], open: readonly { id: string; number: string; templateSlug: string }[]) {
  const choices = templates.map((template) => {
    const fits = template.writtenFor.length === 0 || template.writtenFor.includes(agency.slug);
    const count = template.pack('2026-01-01').length;
    return {
      slug: template.slug, title: template.title, purpose: templatePurpose(template.slug), items: t.count(count, '{n} ready-made item', '{n} ready-made items'), fits,
      caution: fits ? null : t('Written for another agency: its items name that agency’s units and papers. Check each one.'),
      open: open.filter((request) => request.templateSlug === template.slug).slice(0, 3).map((request) => ({ href: `/requests/${request.id}`, label: request.number })),
    };
  });
  const sorted = [...choices.filter((choice) => choice.fits), ...choices.filter((choice) => !choice.fits)];
  const proposed = sorted.find((choice) => choice.fits && choice.open.length === 0)?.slug;
  return {
    agency: { id: agency.id, name: agency.name, shortName: agency.shortName, statute: agency.statute }, warnings: agencyWarnings(agency),
    steps: composeSteps('template', { agencyId: agency.id }), templates: sorted.map((choice): TemplateChoice => ({ ...choice, proposed: choice.slug === proposed })),
    enter: { href: `/requests/enter?agency=${agency.id}`, label: t('Enter a request already under way') },
  };
}
