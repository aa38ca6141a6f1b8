import type { IsoInstant, Link, SelectOption, StateWord } from '../../../platform/views-parts.view.js';
import { encodeKey } from '../../../platform/keyset.js';
import { t } from '../../../platform/words.js';
import type { AgencyProfile } from '../../agencies/agencies.queries.js';
import type { Bounces } from '../../agencies/bouncing.queries.js';
import { MOST_ITEMS } from '../../requests/replace-items.js';
import { NO_PROBLEMS, type DraftFrameView, type FormProblems } from '../compose.view.js';
import { type LetterTemplate, templatePurpose } from '../letter-templates.js';
import { MOST_AGENCIES, type CampaignItem } from './campaign.js';
import { type Way, wayTo } from './campaign-letter.js';
import { campaignStateWord } from './campaign-words.js';
import type { Campaign, CampaignRow } from './campaigns.queries.js';
import { OWN_FIELDS } from './merge-fields.js';
import type { PastedAgency, PastedTable } from './pasted-agencies.js';

export type CampaignStep = 'items' | 'letter' | 'agencies' | 'check';

/** “Items, Letter, Agencies, Check”, with the steps left behind as links. */
export function campaignSteps(campaignId: string, current: CampaignStep): DraftFrameView['steps'] {
  const steps: readonly (readonly [CampaignStep, string])[] = [['items', t('Items')], ['letter', t('Letter')], ['agencies', t('Agencies')], ['check', t('Check')]];
  const at = steps.findIndex(([step]) => step === current);
  return steps.map(([step, label], index) => ({ number: index + 1, label, state: index < at ? 'done' : index === at ? 'current' : 'ahead', href: index < at ? `/campaigns/${campaignId}/${step}` : null }));
}

export interface CampaignListView {
  readonly lede: string;
  readonly mayWrite: boolean;
  readonly zone: string;
  readonly rows: readonly { readonly href: string; readonly name: string; readonly letter: string; readonly agencies: number; readonly state: StateWord; readonly createdAt: IsoInstant }[];
  readonly newer: string | null;
  readonly older: string | null;
}

export function campaignListView(page: { rows: readonly CampaignRow[]; hasPrevious: boolean; hasNext: boolean }, around: { mayWrite: boolean; zone: string; titles: ReadonlyMap<string, string> }): CampaignListView {
  const [first, last] = [page.rows.at(0), page.rows.at(-1)];
  const key = (row: CampaignRow) => encodeKey([row.createdAt.toISOString(), row.id]);
  return {
    lede: t('One request to many agencies: each gets a letter, a number and clocks of its own.'), mayWrite: around.mayWrite, zone: around.zone,
    rows: page.rows.map((row) => ({
      href: `/campaigns/${row.id}`, name: row.name, letter: around.titles.get(row.templateSlug) ?? row.templateSlug, agencies: row.agencies, state: campaignStateWord(row.state), createdAt: row.createdAt.toISOString(),
    })),
    newer: page.hasPrevious && first ? `/campaigns?before=${key(first)}` : null, older: page.hasNext && last ? `/campaigns?after=${key(last)}` : null,
  };
}

export interface NewCampaignView extends FormProblems {
  readonly values: { readonly name: string; readonly template: string };
  readonly templates: readonly (SelectOption & { readonly hint: string })[];
}

export function newCampaignView(templates: readonly LetterTemplate[], values: NewCampaignView['values'], problem: FormProblems): NewCampaignView {
  // Those that name no agency's own units first: they fit all as they are.
  const sorted = [...templates].sort((a, b) => Number(a.writtenFor.length > 0) - Number(b.writtenFor.length > 0));
  return { ...problem, values, templates: sorted.map((template) => ({ value: template.slug, label: template.title, hint: templatePurpose(template.slug) })) };
}

interface Frame {
  readonly campaign: { readonly id: string; readonly name: string; readonly version: number };
  readonly steps: DraftFrameView['steps'];
}

const frameOf = (campaign: Campaign, step: CampaignStep): Frame => ({ campaign: { id: campaign.id, name: campaign.name, version: campaign.version }, steps: campaignSteps(campaign.id, step) });

export interface CampaignItemsView extends Frame, FormProblems {
  readonly lede: string;
  readonly items: readonly (CampaignItem & { readonly n: number; readonly open: boolean; readonly isFirst: boolean; readonly isLast: boolean; readonly brief: string; readonly lacks: string | null })[];
  readonly open: number | null;
  readonly mayAdd: boolean;
  readonly most: number;
  /** The merge fields there are, in braces. */
  readonly fields: string;
}

const braced = (names: readonly string[]): string => names.map((name) => `{{${name}}}`).join(', ');

export function campaignItemsView(campaign: Campaign, open: number | null, problem: FormProblems): CampaignItemsView {
  const { items } = campaign;
  return {
    ...frameOf(campaign, 'items'), ...problem, open, mayAdd: items.length < MOST_ITEMS, most: MOST_ITEMS, fields: braced([...OWN_FIELDS, ...campaign.columns]),
    lede: items.length === 0 ? t('Nothing is asked for yet. Add an item.') : t('Word them so that they fit every agency; units and papers of one agency alone are not found elsewhere.'),
    items: items.map((item, index) => ({
      ...item, n: index + 1, open: index + 1 === open, isFirst: index === 0, isLast: index === items.length - 1, brief: item.text.length > 90 ? `${item.text.slice(0, 88).trimEnd()}…` : item.text,
      lacks: [item.heading, item.text, item.period].some((part) => part.trim() === '') ? t('Something is missing.') : null,
    })),
  };
}

export interface CampaignLetterView extends Frame, FormProblems {
  readonly fields: string;
  readonly values: { readonly name: string; readonly title: string; readonly feeCeiling: string; readonly signerName: string; readonly signerTitle: string; readonly inspectionWanted: boolean; readonly canary: string; readonly paceMinutes: string };
}

export function campaignLetterView(campaign: Campaign, typed: Partial<Record<string, string>>, problem: FormProblems): CampaignLetterView {
  const { name, title, canary, paceSeconds } = campaign;
  const { feeCeiling, signerName, signerTitle, inspectionWanted } = campaign.fields;
  return {
    ...frameOf(campaign, 'letter'), ...problem, fields: braced([...OWN_FIELDS, ...campaign.columns]),
    values: { name, title, feeCeiling, signerName, signerTitle, canary: String(canary), paceMinutes: String(paceSeconds / 60), ...typed, inspectionWanted },
  };
}

export interface CampaignAgenciesView extends Frame, FormProblems {
  readonly lede: string;
  readonly chosen: readonly { readonly agencyId: string; readonly name: string; readonly how: string; readonly values: string }[];
  readonly chosenCount: number;
  /** Address of the next page of those chosen; null at the end. */
  readonly more: string | null;
  /** Agencies of the directory not in it yet. */
  readonly others: readonly { readonly agencyId: string; readonly name: string; readonly how: string }[];
  readonly types: readonly SelectOption[];
  readonly paste: { readonly text: string; readonly type: string };
  /** What the pasted table would do; null before it was read. */
  readonly read: PasteView | null;
}

export interface PasteView {
  readonly summary: string;
  readonly good: number;
  /** “Add 2 agencies”, “Add 1 agency, change 1”. */
  readonly button: string;
  readonly lines: readonly { readonly line: number; readonly name: string; readonly email: string; readonly verdict: StateWord; readonly says: string }[];
}

export interface AgenciesData {
  readonly chosen: readonly { readonly agency: AgencyProfile; readonly values: Readonly<Record<string, string>>; readonly way: Way }[];
  readonly bounces: Bounces;
  readonly count: number;
  readonly next: number | null;
  readonly directory: readonly AgencyProfile[];
  readonly there: ReadonlySet<string>;
  readonly types: readonly SelectOption[];
  readonly paste: { readonly text: string; readonly type: string };
  readonly table: PastedTable | null;
}

export function campaignAgenciesView(campaign: Campaign, data: AgenciesData, problem: FormProblems = NO_PROBLEMS): CampaignAgenciesView {
  return {
    ...frameOf(campaign, 'agencies'), ...problem, chosenCount: data.count, more: data.next === null ? null : `/campaigns/${campaign.id}/agencies?after=${data.next}`,
    lede: data.count === 0 ? t('Choose agencies of your directory, or paste a table of them.') : t.count(data.count, '{n} agency is chosen; at most {most} can be.', '{n} agencies are chosen; at most {most} can be.', { most: MOST_AGENCIES }),
    chosen: data.chosen.map(({ agency, values, way }) => ({ agencyId: agency.id, name: agency.shortName, how: howOf(way), values: Object.entries(values).map(([name, value]) => `${name}: ${value}`).join(' · ') })),
    others: data.directory.filter((agency) => agency.statute === campaign.template.statute && !data.there.has(agency.id)).map((agency) => ({ agencyId: agency.id, name: agency.shortName, how: howOf(wayTo(agency, data.bounces)) })),
    types: data.types, paste: data.paste, read: data.table && data.table.fault === null ? pasteView(data.table) : null,
  };
}

function howOf(way: Way): string {
  return way.byHand === '' ? way.toAddress : t('by hand: {why}', { why: way.byHand });
}

function pasteView({ lines, columns }: PastedTable): PasteView {
  const many = (...verdicts: PastedAgency['verdict'][]) => lines.filter((line) => verdicts.includes(line.verdict)).length;
  // Pasted again without columns of its own, a line changes nothing.
  const there = columns.length === 0 ? 0 : many('there');
  const good = many('known', 'new') + there;
  const parts = [
    t.count(many('known'), '{n} is of your directory', '{n} are of your directory'), t.count(many('new'), '{n} is new and joins it', '{n} are new and join it'), t.count(many('there'), '{n} is in the campaign already', '{n} are in the campaign already'),
    t.count(many('twice'), '{n} stands there twice', '{n} stand there twice'), t.count(many('wrong'), '{n} can’t be taken', '{n} can’t be taken'),
  ];
  const counts = [many('known'), many('new'), many('there'), many('twice'), many('wrong')];
  const says = parts.filter((_, index) => (counts[index] ?? 0) > 0).join('; ');
  return {
    good, button: buttonSays(many('known', 'new'), there), summary: columns.length === 0 ? `${says}.` : `${says}. ${t('Merge fields of their own: {fields}.', { fields: braced(columns) })}`,
    lines: lines.map(({ line, name, email, verdict, says: note }) => ({ line, name, email, verdict: verdictWord(verdict), says: note })),
  };
}

function buttonSays(added: number, there: number): string {
  if (there === 0) return t.count(added, 'Add {n} agency', 'Add {n} agencies');
  if (added === 0) return t.count(there, 'Fill the fields of {n} agency', 'Fill the fields of {n} agencies');
  return t.count(added, 'Add {n} agency, fill the fields of {there}', 'Add {n} agencies, fill the fields of {there}', { there });
}

function verdictWord(verdict: PastedAgency['verdict']): StateWord {
  const words: Record<PastedAgency['verdict'], () => StateWord> = {
    known: () => ({ tone: 'done', words: t('In your directory') }), new: () => ({ tone: 'done', words: t('New') }), there: () => ({ tone: 'quiet', words: t('There already') }),
    twice: () => ({ tone: 'refused', words: t('Twice: left out') }), wrong: () => ({ tone: 'problem', words: t('Left out') }),
  };
  return words[verdict]();
}

export const backTo = (campaignId: string, step: CampaignStep, label: string): Link => ({ href: `/campaigns/${campaignId}/${step}`, label });
