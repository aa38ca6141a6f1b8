import { createHash } from 'node:crypto';
import { t } from '../../platform/words.js';
import { citationsIn } from './citations.js';
import type { Draft } from './drafts.queries.js';
import { templateSource } from './letter-templates.js';
import { cpraRuleText } from './rule-texts.js';

/** A moment a draft's letter is read at: the law's words by the day, and what lawyers of the group let it cite. */
export interface ReadAt {
  /** `YYYY-MM-DD` at the agency. */
  readonly today: string;
  readonly approved: ReadonlySet<string>;
}

/** What nobody types and still may change between two readings of a draft, by name. Pure. */
function dependsOn({ own, template }: Pick<Draft, 'own' | 'template'>, { today, approved }: ReadAt): Readonly<Record<'rule' | 'policy' | 'citations', string>> {
  const { main, partials } = templateSource(template);
  const words = [main, ...Object.values(partials), own?.source ?? ''].join('\n\n');
  const { determination, policyDue } = cpraRuleText(today);
  return {
    rule: template.statute === 'CPRA' ? determination : '', policy: words.includes('policyDue') ? String(policyDue) : '',
    citations: citationsIn(words).filter((citation) => approved.has(citation)).join('; '),
  };
}

/** A short name of what was read, which the send step carries to the server: what is sent is what was read. Pure. */
export function draftMark(draft: Pick<Draft, 'own' | 'template'>, at: ReadAt): string {
  return createHash('sha256').update(JSON.stringify(dependsOn(draft, at))).digest('hex').slice(0, 32);
}

/** What has changed in a draft's letter between two readings though nobody typed, in words. Pure. */
export function draftChanges(draft: Pick<Draft, 'own' | 'template'>, before: ReadAt, now: ReadAt): string[] {
  const [old, read] = [dependsOn(draft, before), dependsOn(draft, now)];
  const says = { rule: () => t('the law’s words on the time to answer'), policy: () => t('whether the policy under SB 580 was due'), citations: () => t('what a lawyer lets it cite') };
  return (['rule', 'policy', 'citations'] as const).filter((name) => old[name] !== read[name]).map((name) => says[name]());
}
