import { t } from '../../platform/words.js';
import type { ConditionalLaw } from '../statutes/deadline.js';

/** A bill as people call it. */
export function lawName(law: ConditionalLaw): string {
  return { ab_1821: t('AB 1821') }[law];
}
