import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agencies.queries.js';
import { channelLabel, isChannel, refusalsOf } from './channels.js';
import { letterTemplates } from './letter-templates.js';

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
