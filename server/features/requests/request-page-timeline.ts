import { t } from '../../platform/words.js';
import type { TimelineRow } from './request-page.view.js';
import { tellEvent } from './timeline-words.js';
import type { TimelineEntry } from './timeline.queries.js';

/** An entry as a row of the page; what nobody did, Tenday did. */
export function timelineRow(entry: TimelineEntry): TimelineRow {
  const { what, change } = tellEvent(entry);
  return { at: entry.at.toISOString(), who: entry.person?.name ?? t('Tenday'), what, change };
}
