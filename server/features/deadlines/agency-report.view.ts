import { type HistogramView, daysOf } from '../../platform/views-histogram.js';
import { t } from '../../platform/words.js';
import type { NoticeDefect } from '../statutes/extension-notice.js';
import type { AgencyReport, Share } from './agency-report.js';
import { groundWord } from './fact-words.js';

/** An agency's report card. Every figure names what it is out of. */
export interface AgencyReportView {
  readonly says: string;
  /** Null when nothing is measured yet: the section teaches. */
  readonly figures: readonly { readonly label: string; readonly value: string; readonly says: string }[] | null;
  readonly histogram: HistogramView | null;
  readonly bins: readonly { readonly days: string; readonly requests: string; readonly after: string }[];
  /** What an answer past the statutory day does not yet mean; null when there is none. */
  readonly pastDay: string | null;
  readonly grounds: readonly { readonly name: string; readonly count: string }[];
  readonly defects: readonly { readonly name: string; readonly count: string }[];
}

/** Below so many, a percentage would say more than is known. */
const FEWEST_FOR_PERCENT = 5;

export function agencyReportView(report: AgencyReport, agency: string, law: 'CPRA' | 'FOIA'): AgencyReportView {
  const { determined, measured, requests } = report;
  const says = t.count(requests, 'From {n} request of your group; {measured} with a confirmed receipt, and only those are measured.', 'From {n} requests of your group; {measured} with a confirmed receipt, and only those are measured.', { measured });
  const statutory = determined.statutoryDays === null ? null : Math.round(determined.statutoryDays);
  return {
    says, figures: measured === 0 ? null : figuresOf(report, law),
    histogram: determined.bins.length === 0 ? null : { summary: summaryOf(report, agency), bars: determined.bins.map(({ from, to, requests: count }) => ({ from, to, count })), mark: statutory === null ? null : { day: statutory, label: markWords(statutory, law) } },
    bins: determined.bins.map((bin) => ({ days: daysOf(bin), requests: String(bin.requests), after: statutory !== null && bin.from > statutory ? t('past the day counted') : '' })),
    pastDay: determined.bins.some((bin) => statutory !== null && bin.from > statutory) ? t('An answer past the day counted is not late by that alone: closed days and extensions move the day. “Determined late” counts those after every reading had ended.') : null,
    grounds: report.grounds.map(({ ground, notices }) => ({ name: groundWord(ground), count: noticesWord(notices) })),
    defects: report.defects.map(({ defect, notices }) => ({ name: defectWord(defect), count: noticesWord(notices) })),
  };
}

function figuresOf(report: AgencyReport, law: 'CPRA' | 'FOIA'): NonNullable<AgencyReportView['figures']> {
  const { determined, extended, defective, slipped, slips, medianSlipDays } = report;
  return [
    { label: t('Days to a determination, median'), value: daysWord(determined.medianDays), says: t('of {n} determined; {of} measured', { n: determined.answered.n, of: determined.answered.of }) },
    { label: t('Determined late'), value: shareWord(determined.late), says: determined.lateStill > 0 ? t.count(determined.lateStill, 'and {n} more not determined and late today', 'and {n} more not determined and late today') : t('after every reading of the law had ended') },
    { label: t('Extended'), value: shareWord(extended), says: t('of requests measured') },
    ...(law === 'CPRA' ? [{ label: t('Extension notices with a defect'), value: shareWord(defective), says: t('as Gov. Code § 7922.535 asks of them') }] : []),
    { label: t('Promises moved to a later day'), value: shareWord(slipped), says: t.count(slips, '{n} move in all', '{n} moves in all') },
    { label: t('Days a promise moved, median'), value: daysWord(medianSlipDays), says: t('of {n} moves', { n: slips }) },
  ];
}

const noticesWord = (n: number): string => t.count(n, '{n} notice', '{n} notices');
const daysWord = (days: number | null): string => (days === null ? t('none yet') : t.count(days, '{n} day', '{n} days'));

/** “3 of 4”, “6 of 8 (75%)”. */
export function shareWord({ n, of }: Share): string {
  if (of === 0) return t('none yet');
  return of < FEWEST_FOR_PERCENT ? t('{n} of {of}', { n, of }) : t('{n} of {of} ({percent}%)', { n, of, percent: Math.round((100 * n) / of) });
}

function markWords(day: number, law: 'CPRA' | 'FOIA'): string {
  return law === 'CPRA' ? t.count(day, 'statutory day: {n}', 'statutory day: {n}') : t('20 working days, about {n} days', { n: day });
}

function summaryOf({ determined }: AgencyReport, agency: string): string {
  const { answered, medianDays, statutoryDays } = determined;
  return t.count(answered.n, '{agency} determined {n} request, in {median} days in the middle; the statutory day is {statutory}.', '{agency} determined {n} requests, in {median} days in the middle; the statutory day is {statutory}.', {
    agency, median: medianDays ?? '', statutory: statutoryDays ?? '',
  });
}

function defectWord(defect: NoticeDefect): string {
  return { no_ground: t('no reason the Act lists'), no_date: t('no date for the determination'), too_long: t('more than fourteen days'), second: t('a second extension'), late: t('sent too late') }[defect];
}
