import { z } from 'zod';
import { t } from '../../platform/words.js';
import { civilDate } from '../deadlines/fact-types.js';
import { BEFORE_RUNGS } from './rungs.js';

/** Roles that get notices. */
export const TOLD_ROLES = ['owner', 'lawyer', 'advocate'] as const;
export type ToldRole = (typeof TOLD_ROLES)[number];

const DELIVERIES = ['at_once', 'digest'] as const;
const ALL_WEEK = 7;

const noWholeWeek = (days: readonly number[]): boolean => new Set(days).size < ALL_WEEK;
const keepOneDay = () => t('Leave at least one day of the week with mail.');

const awayProblem = ({ awayFrom, awayTo }: { awayFrom?: string | null | undefined; awayTo?: string | null | undefined }, context: z.RefinementCtx): void => {
  if (Boolean(awayFrom) !== Boolean(awayTo)) context.addIssue({ code: 'custom', path: [awayFrom ? 'awayTo' : 'awayFrom'], message: t('Give the first and the last day, or neither.') });
  if (awayFrom && awayTo && awayTo < awayFrom) context.addIssue({ code: 'custom', path: ['awayTo'], message: t('The last day can’t be before the first.') });
};

const told = {
  delivery: z.enum(DELIVERIES, { error: t('Choose one.') }),
  without: z.array(z.enum(BEFORE_RUNGS)).max(BEFORE_RUNGS.length).meta({ description: 'Warnings not wanted; those that say a date has come or passed can’t be left out' }),
  quietDays: z.array(z.number().int().min(0).max(6)).refine(noWholeWeek, { error: keepOneDay }).meta({ description: 'Days of the week without mail, 0 is Sunday; never all seven' }),
};

export const roleSettingsBody = z.object({ role: z.enum(TOLD_ROLES), ...told });
export const ownSettingsBody = z.object({ ...told, awayFrom: civilDate.nullable().default(null), awayTo: civilDate.nullable().default(null) }).superRefine(awayProblem);

/** A row of checkboxes: nothing, one value or several. */
const ticks = z.union([z.string(), z.array(z.string())]).default([]).transform((value) => [value].flat().filter((one) => one !== ''));
const emptyDate = z.union([z.literal('').transform(() => null), civilDate]).default(null);
const toldForm = {
  delivery: told.delivery,
  without: ticks.pipe(told.without),
  quietDays: ticks.transform((days) => days.map(Number)).pipe(told.quietDays),
};

export const roleSettingsForm = z.object({ role: z.enum(TOLD_ROLES), ...toldForm });
export const ownSettingsForm = z.object({ ...toldForm, awayFrom: emptyDate, awayTo: emptyDate }).superRefine(awayProblem);

const shape = { delivery: z.enum(DELIVERIES), without: z.array(z.string()), quietDays: z.array(z.number()) };
export const ownSettingsShape = z.object({ ...shape, awayFrom: z.string().nullable(), awayTo: z.string().nullable(), from: z.enum(['person', 'role', 'default']).meta({ description: 'Whose settings these are' }) });
export const roleSettingsShape = z.object({ roles: z.array(z.object({ role: z.enum(TOLD_ROLES), ...shape })) });
