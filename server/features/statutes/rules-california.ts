import type { Rule } from './rule.js';

/**
 * California's clocks. Counting: the first day is excluded, the last included unless a holiday (CCP § 12, Gov. Code § 6800); a closed last
 * day moves on in "this or any other code" (CCP § 12a). *Unverified*: AB 1821, the five days for mail, the sixty days for a fee order.
 */

const COUNTING = 'Gov. Code § 6800; CCP §§ 12, 12a, 12b, 135';
const AGENCY = { direction: 'forward', lastDay: 'rolls_forward', owner: 'agency', kind: 'statutory' } as const;
const OURS = { direction: 'forward', lastDay: 'rolls_back', owner: 'requester', kind: 'statutory' } as const;
const RECODIFIED = '2023-01-01';
const BEFORE_RECODIFIED = '2022-12-31';
// The bill's last stored status is of June 25, 2026. If it became law without urgency it governs from the new year.
const AB_1821_FROM = '2027-01-01';

const DETERMINATION = {
  id: 'cpra.determination', statute: 'Public Records Act', trigger: 'receipt of the request', count: 10, unit: 'calendar_day', confidence: 'settled',
  sentence: 'Within ten days of receiving the request the agency must say whether it will disclose records, give its reasons, and say when they will be ready.',
  ...AGENCY,
} as const;

const EXTENSION = {
  id: 'cpra.extension', statute: 'Public Records Act', trigger: 'day ten, or the day it moved to', count: 14, unit: 'calendar_day', confidence: 'unsettled',
  sentence: 'In unusual circumstances, by a written notice with its reason and a date, the agency may take up to fourteen days more.',
  ...AGENCY,
} as const;

export const CALIFORNIA_RULES: readonly Rule[] = [
  { ...DETERMINATION, effectiveFrom: RECODIFIED, effectiveTo: null, section: 'Gov. Code § 7922.535(a)', citation: `Cal. Gov. Code § 7922.535(a); ${COUNTING}` },
  { ...DETERMINATION, effectiveFrom: null, effectiveTo: BEFORE_RECODIFIED, section: 'former Gov. Code § 6253(c)', citation: `Former Cal. Gov. Code § 6253(c) (now § 7922.535(a)); ${COUNTING}` },
  {
    ...DETERMINATION, variant: 'ab_1821', effectiveFrom: AB_1821_FROM, effectiveTo: null, unit: 'working_day', confidence: 'unverified', section: 'AB 1821 (2026)',
    citation: 'AB 1821 (2025–26 session), amending Gov. Code § 7922.535; not known whether it became law',
    sentence: 'If AB 1821 became law, the ten days are business days for requests received from 2027.',
  },
  { ...EXTENSION, effectiveFrom: RECODIFIED, effectiveTo: null, section: 'Gov. Code § 7922.535(b)', citation: `Cal. Gov. Code § 7922.535(b), (c); ${COUNTING}` },
  { ...EXTENSION, effectiveFrom: null, effectiveTo: BEFORE_RECODIFIED, section: 'former Gov. Code § 6253(c)', citation: `Former Cal. Gov. Code § 6253(c) (now § 7922.535(b), (c)); ${COUNTING}` },
  {
    ...EXTENSION, variant: 'ab_1821', effectiveFrom: AB_1821_FROM, effectiveTo: null, unit: 'working_day', confidence: 'unverified', section: 'AB 1821 (2026)',
    citation: 'AB 1821 (2025–26 session), amending Gov. Code § 7922.535; not known whether it became law',
    sentence: 'If AB 1821 became law, the fourteen days are business days for requests received from 2027.',
  },
  {
    id: 'pc832_7.production', statute: 'Penal Code', effectiveFrom: null, effectiveTo: null, trigger: 'the date of the request', count: 45, unit: 'calendar_day', ...AGENCY,
    section: 'Penal Code § 832.7(b)(11)', citation: `Cal. Penal Code § 832.7(b)(11); ${COUNTING}`, confidence: 'settled',
    sentence: 'Peace-officer records that must be released are due at the earliest possible time, and no later than 45 days after the request.',
  },
  {
    id: 'cpra.incident_video', statute: 'Public Records Act', effectiveFrom: null, effectiveTo: null, trigger: 'the day the agency knew of the incident', count: 45, unit: 'calendar_day', ...AGENCY,
    section: 'Gov. Code § 7923.625(a)(1)', citation: `Cal. Gov. Code § 7923.625(a); ${COUNTING}`, confidence: 'settled',
    sentence: 'Video or audio of a critical incident may be held back for an active investigation at most 45 days from when the agency knew, or should have known, of the incident.',
  },
  {
    id: 'cpra.appellate_writ', statute: 'Public Records Act', effectiveFrom: null, effectiveTo: null, trigger: 'service of written notice of entry of the order', count: 20, unit: 'calendar_day', ...OURS,
    section: 'Gov. Code § 7923.500', citation: 'Cal. Gov. Code § 7923.500; CCP § 12a', confidence: 'settled',
    sentence: 'A decision on disclosure is reviewed only by a writ petition, filed within 20 days of service of written notice of entry.',
  },
  {
    id: 'cpra.fee_order_appeal', statute: 'Public Records Act', effectiveFrom: null, effectiveTo: null, trigger: 'service of notice of entry of the fee order', count: 60, unit: 'calendar_day', ...OURS,
    section: 'Cal. Rules of Court, rule 8.104', citation: 'Cal. Rules of Court, rule 8.104; Los Angeles Times v. Alameda Corridor Transportation Authority (2001) 88 Cal.App.4th 1381', confidence: 'unverified',
    sentence: 'An order on fees can be appealed in the ordinary time, taken here as 60 days; the 20 days for a writ are not for it.',
  },
  {
    id: 'cpra.petition_reference', statute: 'Code of Civil Procedure', effectiveFrom: null, effectiveTo: null, trigger: 'the denial', count: 3, unit: 'year', ...OURS,
    section: 'CCP § 338(a), by analogy', citation: 'CCP § 338(a) (by analogy; unsettled)', confidence: 'unsettled',
    sentence: 'The Act sets no time for going to court; three years from the denial is the outermost date anyone counts on, and waiting can lose a case sooner.',
  },
];
