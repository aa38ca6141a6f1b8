import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';

/** What an agency answers beside what moves a clock, each with its form, by kind. */
export function answerActs(requestId: string, statute: string): { readonly legend: string; readonly acts: readonly Link[] }[] {
  const act = (name: string, label: string): Link => ({ href: `/requests/${requestId}/record/${name}`, label });
  // Under FOIA a question stops the clock: it is among FOIA's own steps.
  const apart: ReadonlySet<string> = new Set(statute === 'FOIA' ? ['asked', 'answered'] : []);
  const all = [
    { legend: t('They want something of us'), acts: [act('asked', t('Asked a question')), act('fee', t('Named a cost')), act('asked-back', t('Want records back'))] },
    { legend: t('They point somewhere else'), acts: [act('link', t('Sent a link')), act('elsewhere', t('Somebody else has it')), act('no-new-record', t('No duty to create a record')), act('confidence', t('Shared in confidence')), act('portal-closed', t('Portal shows it closed'))] },
    { legend: t('What came is not whole'), acts: [act('redacted', t('Parts removed')), act('format', t('Another format'))] },
    { legend: t('We, outside Tenday'), acts: [act('answered', t('Answered their question')), act('fee-settled', t('Cost settled'))] },
  ];
  return all.map(({ legend, acts }) => ({ legend, acts: acts.filter(({ href }) => !apart.has(href.split('/').at(-1) ?? '')) }));
}
