import type { Problem } from '../../platform/http/routes.js';
import type { IsoInstant } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { type FormView, formView } from '../accounts/form.view.js';
import { CITATION_SOURCES, type CitationVerdict } from './citation-table.js';
import { lettersCiting } from './citation-uses.js';
import type { ApprovalRow } from './citations.queries.js';

export interface CitationStanding {
  readonly citation: string;
  readonly verdict: CitationVerdict;
  readonly read: string;
  /** Titles of the letters that cite it. */
  readonly letters: readonly string[];
  /** In force; null when there is none. */
  readonly approval: ApprovalRow | null;
  /** Withdrawn since, the latest first. */
  readonly earlier: readonly ApprovalRow[];
}

/** The table of citations as it stands for a group: those that letters use first. */
export function citationStandings(approvals: readonly ApprovalRow[]): CitationStanding[] {
  const all = CITATION_SOURCES.flatMap(({ verdict, read, citations }) => citations.map((citation): CitationStanding => {
    const rows = approvals.filter((row) => row.citation === citation);
    return { citation, verdict, read: read(), letters: lettersCiting(citation), approval: rows.find((row) => row.withdrawn === null) ?? null, earlier: rows.filter((row) => row.withdrawn !== null) };
  }));
  return all.toSorted((a, b) => Number(b.letters.length > 0) - Number(a.letters.length > 0));
}

export interface CitationRowView {
  /** The anchor letters' notes lead to. */
  readonly id: string;
  readonly citation: string;
  readonly read: string;
  readonly letters: string;
  readonly approval: { readonly by: string; readonly at: IsoInstant; readonly note: string } | null;
  readonly earlier: readonly { readonly by: string; readonly at: IsoInstant; readonly note: string; readonly endedBy: string; readonly endedAt: IsoInstant; readonly endNote: string }[];
  /** Null for who is no lawyer, and where there is nothing to decide. */
  readonly form: (FormView & { readonly action: string; readonly button: string; readonly label: string; readonly hint: string; readonly open: boolean }) | null;
}

export interface CitationsView {
  /** Read in part or only known: a lawyer decides. */
  readonly open: readonly CitationRowView[];
  readonly openCount: number;
  readonly read: readonly CitationRowView[];
  readonly unread: readonly CitationRowView[];
  readonly mayDecide: boolean;
  readonly zone: string;
}

/** Where a citation stands on its page. */
export const citationAnchor = (citation: string): string => `c-${citation.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;

export function citationsView(approvals: readonly ApprovalRow[], around: { mayDecide: boolean; zone: string }, problem: Problem | null): CitationsView {
  const standings = citationStandings(approvals);
  const rows = (verdict: CitationVerdict): CitationRowView[] => standings.filter((one) => one.verdict === verdict).map((one) => rowView(one, around.mayDecide, problem?.values['citation'] === one.citation ? problem : null));
  const open = rows('partly');
  return { open, openCount: open.filter(({ approval }) => approval === null).length, read: rows('confirmed'), unread: rows('unverified'), ...around };
}

function rowView(one: CitationStanding, mayDecide: boolean, problem: Problem | null): CitationRowView {
  const id = citationAnchor(one.citation);
  return {
    id, citation: one.citation, read: one.read, letters: lettersSay(one.letters),
    approval: one.approval && { by: one.approval.by, at: one.approval.at, note: one.approval.note },
    earlier: one.earlier.map(({ by, at, note, withdrawn }) => ({ by, at, note, endedBy: withdrawn?.by ?? '', endedAt: withdrawn?.at ?? at, endNote: withdrawn?.note ?? '' })),
    form: mayDecide && one.verdict === 'partly' ? { ...formView({ note: '' }, problem, `${id}-`), ...actOf(one), open: problem !== null } : null,
  };
}

function actOf({ approval }: CitationStanding) {
  return approval
    ? { action: '/letters/citations/withdraw', button: t('Withdraw approval'), label: t('Why letters should no longer use it'), hint: t('Letters that went keep it. Those being written do without.') }
    : { action: '/letters/citations/approve', button: t('Approve for our letters'), label: t('What you read, and where'), hint: t('The page you opened and its date. You answer for it to your group.') };
}

const MOST_TITLES = 3;

function lettersSay(titles: readonly string[]): string {
  if (titles.length === 0) return t('No letter of the library');
  const more = titles.length - MOST_TITLES;
  const shown = titles.slice(0, MOST_TITLES).map((title) => `“${title}”`).join(', ');
  return more > 0 ? t.count(more, '{shown} and {n} more', '{shown} and {n} more', { shown }) : shown;
}
