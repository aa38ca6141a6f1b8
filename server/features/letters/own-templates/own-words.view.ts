import { civilIn } from '../../../platform/clock.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import type { OwnWords } from './own-templates.queries.js';

/** Whose words a draft stands in, where they are the group's own. */
export interface OwnWordsView {
  readonly title: string;
  /** Which version, and what became of it since. */
  readonly says: string;
  readonly href: string;
  /** What changed since; null when it is the latest. */
  readonly compare: string | null;
  readonly action: string;
  /** The draft's version. */
  readonly version: number;
}

export function ownWordsView(own: OwnWords | null | undefined, around: { action: string; version: number; zone: string }): OwnWordsView | null {
  if (!own) return null;
  const href = `/letter-templates/${own.templateId}`;
  return {
    title: t('In your group’s own words: {title}', { title: own.title }), says: saysOf(own, around.zone), href, action: around.action, version: around.version,
    compare: own.newer ? `${href}/versions?from=${own.n}&to=${own.newer.n}` : null,
  };
}

function saysOf({ n, newer, retired }: OwnWords, zone: string): string {
  if (retired) return t('Version {n}. The template was retired since; this letter keeps its words.', { n });
  if (!newer) return t('Version {n}, the latest.', { n });
  const date = formatDate(civilIn(newer.savedAt, zone).date);
  return newer.savedBy === '' ? t('Version {n}. Version {newer} was saved on {date}; this letter keeps its words until you take them.', { n, newer: newer.n, date }) : t('Version {n}. {name} saved version {newer} on {date}; this letter keeps its words until you take them.', { n, newer: newer.n, date, name: newer.savedBy });
}
