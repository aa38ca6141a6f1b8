import type { FieldProblems } from '../../platform/errors.js';
import type { Problem } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import type { Delivery } from './delivery.js';
import { BEFORE_RUNGS } from './rungs.js';

interface Tick {
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
}

/** One form of how somebody is told. */
export interface DeliveryForm {
  readonly delivery: string;
  readonly deliveries: readonly { readonly value: string; readonly label: string }[];
  /** Warnings that may be left out; ticked when they are. */
  readonly without: readonly Tick[];
  readonly quietDays: readonly Tick[];
  readonly awayFrom: string;
  readonly awayTo: string;
  readonly errors: FieldProblems;
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
}

export interface OwnSettingsView {
  readonly form: DeliveryForm;
  /** Whose settings hold now, in a sentence. */
  readonly says: string;
  /** Own settings can be given up for the role's. */
  readonly canReset: boolean;
}

export interface RoleSettingsView {
  readonly roles: readonly { readonly role: string; readonly label: string; readonly form: DeliveryForm }[];
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0];
const dayName = (day: number): string => [t('Sunday'), t('Monday'), t('Tuesday'), t('Wednesday'), t('Thursday'), t('Friday'), t('Saturday')][day] ?? '';
const rungName = (rung: string): string => t('{n} days before', { n: rung.replace('before-', '') }).replace(/^1 days/, t('1 day'));

const listOf = (value: unknown): string[] => [value ?? []].flat().filter((one): one is string => typeof one === 'string');
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** @param prefix what ids of fields begin with, where a page has several forms */
export function deliveryForm(settings: Delivery, problem: Problem | null, prefix = ''): DeliveryForm {
  const typed = problem?.values;
  const without = typed ? listOf(typed['without']) : settings.without;
  const quiet = typed ? listOf(typed['quietDays']) : settings.quietDays.map(String);
  return {
    delivery: typed ? textOf(typed['delivery']) : settings.delivery,
    deliveries: [{ value: 'at_once', label: t('Each at once') }, { value: 'digest', label: t('One mail a day') }],
    without: BEFORE_RUNGS.map((rung) => ({ value: rung, label: rungName(rung), checked: without.includes(rung) })),
    quietDays: WEEKDAYS.map((day) => ({ value: String(day), label: dayName(day), checked: quiet.includes(String(day)) })),
    awayFrom: typed ? textOf(typed['awayFrom']) : (settings.awayFrom ?? ''), awayTo: typed ? textOf(typed['awayTo']) : (settings.awayTo ?? ''),
    errors: problem?.fields ?? {}, message: problem?.message ?? null,
    problems: Object.entries(problem?.fields ?? {}).map(([path, says]) => ({ id: prefix + (path.split('.')[0] ?? path), says })),
  };
}
