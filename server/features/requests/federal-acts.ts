import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';

/** Steps only FOIA has, each with its form, by kind. They move dates. */
export function federalActs(requestId: string): { readonly legend: string; readonly acts: readonly Link[] }[] {
  const act = (name: string, label: string): Link => ({ href: `/requests/${requestId}/record/${name}`, label });
  return [
    { legend: t('Which component has it'), acts: [act('wrong-component', t('Another one had it first')), act('right-component', t('The right one has it'))] },
    { legend: t('Questions that stop the clock'), acts: [act('information-asked', t('Asked us a question')), act('information-answered', t('Had our answer')), act('fee-asked', t('Asked about fees')), act('fee-answered', t('Had our answer about fees'))] },
    { legend: t('Speed and fees'), acts: [act('expedition-asked', t('We asked for speed')), act('expedition-decided', t('Decided on speed')), act('waiver-decided', t('Decided on the fee waiver'))] },
    { legend: t('The appeal'), acts: [act('appeal-sent', t('We appealed')), act('appeal-received', t('Have the appeal')), act('appeal-decided', t('Decided the appeal')), act('exhausted', t('Right to sue'))] },
  ];
}
