import type { FieldProblems } from '../../platform/errors.js';
import type { Problem } from '../../platform/http/routes.js';
import type { SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { type FormView, formView } from '../accounts/form.view.js';
import { AGENCY_TYPES } from './agencies.schemas.js';
import { type AgencyProfile, CHANNEL_KINDS, refusalOf } from './agency-profile.js';
import { kindWord } from './agency.view.js';

/** Empty rows below the known ways: adding one needs no script, more come after saving. */
const EMPTY_ROWS = 2;

interface RowValues {
  readonly kind: string;
  readonly value: string;
  readonly note: string;
  readonly designated: string;
  readonly limit: string;
}

export interface ChannelRow extends RowValues {
  readonly index: number;
  readonly number: number;
  readonly errors: FieldProblems;
}

export interface ChannelRows {
  readonly channels: readonly ChannelRow[];
  readonly kinds: readonly SelectOption[];
  readonly designations: readonly SelectOption[];
}

const EMPTY: RowValues = { kind: '', value: '', note: '', designated: '', limit: '' };

function channelRows(known: readonly RowValues[], problem: Problem | null): ChannelRows {
  const typed = problem?.values['channels'];
  const rows = Array.isArray(typed) ? typed.map(rowValues) : [...known, ...Array.from({ length: EMPTY_ROWS }, () => EMPTY)];
  return {
    channels: rows.map((row, index) => ({ ...row, index, number: index + 1, errors: errorsOf(index, problem) })),
    kinds: CHANNEL_KINDS.map((kind) => ({ value: kind, label: kindWord(kind) })),
    designations: [
      { value: 'yes', label: t('Yes') },
      { value: 'no', label: t('No') },
    ],
  };
}

function rowValues(given: unknown): RowValues {
  const row = (given && typeof given === 'object' ? given : {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
  return { kind: text('kind'), value: text('value'), note: text('note'), designated: text('designated'), limit: text('limit') };
}

function errorsOf(index: number, problem: Problem | null): FieldProblems {
  const prefix = `channels.${index}.`;
  return Object.fromEntries(Object.entries(problem?.fields ?? {}).filter(([path]) => path.startsWith(prefix)).map(([path, says]) => [path.slice(prefix.length), says]));
}

export type CorrectAgencyView = FormView & ChannelRows & { readonly agency: AgencyProfile; readonly path: string; readonly refused: readonly { value: string; label: string; checked: boolean }[] };

export function correctAgencyView(agency: AgencyProfile, problem: Problem | null): CorrectAgencyView {
  const known = agency.channels.map((channel) => ({
    kind: channel.kind, value: channel.value, note: channel.note, designated: channel.designated === null ? '' : channel.designated ? 'yes' : 'no',
    limit: channel.limit === undefined ? '' : String(channel.limit),
  }));
  const ticked = problem ? [problem.values['refusedKinds']].flat() : agency.refuses.map((refusal) => refusal.what);
  const { name, shortName, unit, notes } = agency;
  return {
    ...formView({ name, shortName, unit, notes, note: agency.correction?.note ?? '' }, problem),
    ...channelRows(known, problem),
    agency,
    path: `/agencies/${agency.id}`,
    refused: CHANNEL_KINDS.filter((kind) => kind !== 'phone').map((kind) => ({
      value: kind, label: kindWord(kind), checked: ticked.includes(kind), hint: refusalOf(agency, kind)?.source ?? null,
    })),
  };
}

export type NewAgencyView = FormView & ChannelRows & { readonly types: readonly { value: string; label: string; hint: string }[]; readonly departments: readonly SelectOption[] };

export function newAgencyView(problem: Problem | null): NewAgencyView {
  return {
    ...formView({ type: '', department: '', name: '', shortName: '', unit: '', notes: '' }, problem),
    ...channelRows([EMPTY], problem),
    types: agencyTypeChoices(),
    departments: [
      { value: 'DHS', label: t('Homeland Security (DHS)') },
      { value: 'DOJ', label: t('Justice (DOJ)') },
    ],
  };
}

/** Kinds of agency, with what follows from each. */
export function agencyTypeChoices(): { value: (typeof AGENCY_TYPES)[number]; label: string; hint: string }[] {
  const words: Readonly<Record<(typeof AGENCY_TYPES)[number], readonly [string, string]>> = {
    la_city: [t('An office of the City of Los Angeles'), t('CPRA; days the courts or City offices are closed.')],
    ca_city: [t('Another city in California'), t('CPRA; days the courts are closed. Its own closed days are not verified.')],
    ca_county: [t('A county in California'), t('CPRA; days the courts are closed. Its own closed days are not verified.')],
    ca_state: [t('A California state agency'), t('CPRA; days the courts are closed. Its own closed days are not verified.')],
    federal: [t('A federal agency'), t('FOIA; federal legal public holidays.')],
  };
  return AGENCY_TYPES.map((type) => ({ value: type, label: words[type][0], hint: words[type][1] }));
}
