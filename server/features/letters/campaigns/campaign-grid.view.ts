import type { Chip, IsoDate, Link, StateWord } from '../../../platform/views-parts.view.js';
import { formatDistance, formatMonthDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { itemStateWord, requestStateWord } from '../../requests/request-words.js';
import { NO_PROBLEMS, type FormProblems } from '../compose.view.js';
import { campaignStateWord, lengthOf, stageWord } from './campaign-words.js';
import type { GridShow } from './campaigns.schemas.js';
import type { Campaign } from './campaigns.queries.js';
import type { GridCounts, GridRow } from './grid.queries.js';

export interface CampaignGridView extends FormProblems {
  readonly campaign: { readonly id: string; readonly name: string };
  readonly state: StateWord;
  /** How far it is, in a sentence. */
  readonly lede: string;
  readonly trouble: string;
  /** Letters let go, of all that go: for the bar. */
  readonly progress: { readonly done: number; readonly of: number; readonly says: string };
  readonly acts: { readonly continue: string | null; readonly pause: boolean; readonly recall: boolean };
  readonly maySend: boolean;
  readonly chips: readonly Chip[];
  readonly chase: Link | null;
  /** Numbers of the items, as columns. */
  readonly columns: readonly { readonly n: number; readonly heading: string }[];
  readonly rows: readonly CampaignGridRow[];
  readonly more: string | null;
  readonly empty: string;
}

export interface CampaignGridRow {
  readonly agency: string;
  readonly href: string | null;
  readonly number: string;
  readonly stage: StateWord;
  /** “The mail server said …”, or why it failed; '' when nothing. */
  readonly note: string;
  readonly act: Link | null;
  readonly due: IsoDate | null;
  readonly dueSays: string;
  readonly late: boolean;
  readonly fee: string;
  readonly items: readonly { readonly n: number; readonly state: StateWord; readonly short: string }[];
  /** The same by state, for a phone: “1–3”, “4, 7”. */
  readonly groups: readonly { readonly numbers: string; readonly state: StateWord }[];
}

export function campaignGridView(
  campaign: Campaign,
  data: { rows: readonly GridRow[]; next: number | null; counts: GridCounts; show: GridShow; leavesAt: string | null; now: Date; maySend: boolean; mayWrite: boolean },
  problem: FormProblems = NO_PROBLEMS,
): CampaignGridView {
  const { counts, show } = data;
  const total = Object.values(counts.stages).reduce((sum, one) => sum + one, 0);
  const left = counts.stages.sent + counts.stages.by_hand + counts.stages.trouble + counts.stages.recalled;
  return {
    ...problem, campaign: { id: campaign.id, name: campaign.name }, state: campaignStateWord(campaign.state), lede: lede(campaign, counts, data.leavesAt), trouble: campaign.trouble, maySend: data.maySend,
    progress: { done: left, of: total, says: t('{done} of {of} letters are dealt with.', { done: left, of: total }) },
    acts: {
      // While the first letters can still be thought better of, nobody has seen how they fare.
      continue: campaign.state === 'canary' ? (data.leavesAt === null ? t('Let the others go') : null) : campaign.state === 'paused' ? t('Go on') : null,
      pause: campaign.state === 'canary' || campaign.state === 'running', recall: campaign.state === 'canary' || campaign.state === 'running' || campaign.state === 'paused',
    },
    chips: chips(campaign.id, show, counts, total),
    chase: data.maySend && mayChase(campaign, counts, data.now) ? { href: `/campaigns/${campaign.id}/chase?show=${show === 'all' ? 'sent' : show}`, label: t('Write to these again') } : null,
    columns: campaign.items.map((item, index) => ({ n: index + 1, heading: item.heading })),
    rows: data.rows.map((row) => rowOf(row, data.mayWrite)), more: data.next === null ? null : `/campaigns/${campaign.id}?show=${show}&after=${data.next}`,
    empty: show === 'all' ? t('No agency is in this campaign.') : t('None is in this state now.'),
  };
}

/** No second letter fits sooner than this after the first, unless something came back. */
const NOTHING_FITS_MS = 3 * 24 * 60 * 60_000;

/** Whether there can be anything to write again. */
function mayChase({ state, startedAt }: Campaign, { stages, late, promised, fee }: GridCounts, now: Date): boolean {
  if (stages.sent === 0 || (state !== 'running' && state !== 'done')) return false;
  return late + promised + fee > 0 || (startedAt !== null && now.getTime() - startedAt.getTime() >= NOTHING_FITS_MS);
}

function lede(campaign: Campaign, { stages, late }: GridCounts, when: string | null): string {
  const waiting = stages.planned + stages.waiting + stages.queued;
  const pace = lengthOf(campaign.paceSeconds);
  const says: Record<Campaign['state'], () => string> = {
    draft: () => '', checked: () => '',
    canary: () => (when !== null ? t('**Nothing has left yet.** The first letters go at {when}; until then you can take them all back. The others wait until you let them go.', { when }) : stages.queued > 0 || stages.sent + stages.by_hand + stages.trouble === 0 ? t('The first letters are on their way. The others wait until you let them go.') : t('The first letters have gone. Look at them, then let the others go.')),
    running: () => (when === null
      ? t.count(waiting, '**{n} letter is still to go**, one to a mail domain every {pace}.', '**{n} letters are still to go**, one to a mail domain every {pace}.', { pace })
      : t.count(waiting, '**{n} letter is still to go**, not before {when}; until then you can take it back.', '**{n} letters are still to go**, none before {when}, then one to a mail domain every {pace}. Until then you can take them all back.', { pace, when })),
    paused: () => t.count(waiting, '**Nothing leaves.** {n} letter waits until somebody lets it go on.', '**Nothing leaves.** {n} letters wait until somebody lets them go on.'),
    recalled: () => t.count(stages.sent, 'What had not left was taken back. {n} letter had gone.', 'What had not left was taken back. {n} letters had gone.'),
    done: () => t.count(stages.sent, '{n} letter has gone.', '{n} letters have gone.'),
  };
  const parts = [says[campaign.state]()];
  if (stages.by_hand > 0) parts.push(t.count(stages.by_hand, '**{n} waits for you** to carry it by hand.', '**{n} wait for you** to carry them by hand.'));
  if (stages.trouble > 0) parts.push(t.count(stages.trouble, '**{n} needs a person.**', '**{n} need a person.**'));
  if (late > 0) parts.push(t.count(late, '{n} agency is late.', '{n} agencies are late.'));
  return parts.join(' ');
}

function chips(id: string, show: GridShow, { stages, late, promised, fee }: GridCounts, total: number): Chip[] {
  const all: readonly (readonly [GridShow, string, number])[] = [
    ['all', t('All'), total], ['late', t('Late'), late], ['promised', t('Promised'), promised], ['fee', t('Fee asked'), fee], ['sent', t('Sent'), stages.sent], ['waiting', t('Still to go'), stages.planned + stages.waiting + stages.queued],
    ['by_hand', t('By hand'), stages.by_hand], ['trouble', t('Needs a person'), stages.trouble], ['recalled', t('Taken back'), stages.recalled],
  ];
  return all.filter(([name, , count]) => count > 0 || name === show || name === 'all').map(([name, label, count]) => ({ href: `/campaigns/${id}?show=${name}`, label, count, active: name === show }));
}

function rowOf(row: GridRow, mayWrite: boolean): CampaignGridRow {
  const owed = row.request && row.due !== null && row.stage === 'sent';
  return {
    agency: row.agency, href: row.request ? `/requests/${row.request.id}` : null, number: row.request?.number ?? '',
    stage: row.late ? { tone: 'late', words: t('Late') } : row.stage === 'sent' && row.request ? answered(row) : stageWord(row.stage),
    note: noteOf(row), act: mayWrite ? actOf(row) : null,
    due: owed ? row.due : null, late: row.late, dueSays: owed ? dueSays(row) : '', fee: row.feeCents === null ? '' : `$${(row.feeCents / 100).toFixed(2)}`,
    items: row.items.map((item) => ({ n: item.n, state: itemStateWord(item, row.late), short: item.promisedFor && item.state !== 'produced' ? formatMonthDate(item.promisedFor) : '' })),
    groups: groupsOf(row),
  };
}

/** Why a person is needed: what failed, what the mail server said, or why it goes by hand. */
function noteOf({ stage, problem, letter }: GridRow): string {
  if (stage === 'by_hand') return problem && t('By hand: {why}.', { why: problem });
  return stage === 'trouble' ? problem || (letter?.trouble ?? '') : '';
}

function groupsOf(row: GridRow): CampaignGridRow['groups'] {
  const groups = new Map<string, { state: StateWord; numbers: number[] }>();
  for (const item of row.items) {
    const state = itemStateWord(item, row.late);
    const group = groups.get(state.words) ?? { state, numbers: [] };
    group.numbers.push(item.n);
    groups.set(state.words, group);
  }
  return [...groups.values()].map(({ state, numbers }) => ({ state, numbers: runsOf(numbers) }));
}

/** 1, 2, 3, 5 → “1–3, 5”. */
function runsOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

/** After its letter has gone, the request's own state says more. */
function answered(row: GridRow): StateWord {
  if (row.request?.state === 'awaiting') return row.presumed ? { tone: 'presumed', words: t('Sent, receipt presumed') } : { tone: 'waiting', words: t('Waiting for the agency') };
  return { tone: row.request?.state === 'closed' || row.request?.state === 'withdrawn' ? 'closed' : 'promise', words: requestStateWord(row.request?.state ?? 'awaiting') };
}

function dueSays(row: GridRow): string {
  if (row.late && row.assertAfter) return formatDistance(row.assertAfter, row.today, 'late');
  return row.due === null ? '' : formatDistance(row.due, row.today);
}

function actOf({ stage, letter, request }: GridRow): Link | null {
  if (stage === 'by_hand' && letter) return { href: `/letters/${letter.id}/deliver`, label: t('Record how it went') };
  if (stage === 'trouble' && letter) return { href: `/letters/${letter.id}`, label: t('Open its letter') };
  return stage === 'trouble' && request ? { href: `/requests/${request.id}`, label: t('Open its request') } : null;
}
