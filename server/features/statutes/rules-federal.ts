import type { Rule } from './rule.js';

/**
 * FOIA's clocks. *Unverified*: DHS's appeal rule (6 C.F.R. § 5.8 was read as of 2021) and whether DOJ's 90 days (28 C.F.R. § 16.8(a))
 * are calendar days in its own words; so the shorter reading is the one to keep.
 */

const AGENCY = { direction: 'forward', owner: 'agency', kind: 'statutory', effectiveFrom: null, effectiveTo: null } as const;
const OURS = { direction: 'forward', lastDay: 'rolls_back', owner: 'requester', kind: 'statutory', effectiveFrom: null, effectiveTo: null } as const;

export const FEDERAL_RULES: readonly Rule[] = [
  {
    id: 'foia.determination', statute: 'FOIA', trigger: 'receipt by the component that holds the records, at most ten days after any designated component had it', count: 20, unit: 'working_day', lastDay: 'stays', ...AGENCY,
    section: '5 U.S.C. § 552(a)(6)(A)(i)', citation: '5 U.S.C. §§ 552(a)(6)(A)(i), 6103(a)', confidence: 'settled',
    sentence: 'The agency must decide within 20 working days of receipt, leaving out Saturdays, Sundays and legal public holidays.',
  },
  {
    id: 'foia.extension', statute: 'FOIA', trigger: 'the same receipt', count: 10, unit: 'working_day', lastDay: 'stays', ...AGENCY,
    section: '5 U.S.C. § 552(a)(6)(B)(i)', citation: '5 U.S.C. §§ 552(a)(6)(B)(i), 6103(a)', confidence: 'settled',
    sentence: 'In unusual circumstances, by written notice, the agency may take up to ten working days more.',
  },
  {
    id: 'foia.expedited', statute: 'FOIA', trigger: 'the date of the request for expedited processing', count: 10, unit: 'calendar_day', lastDay: 'stays', ...AGENCY,
    section: '5 U.S.C. § 552(a)(6)(E)(ii)(I)', citation: '5 U.S.C. § 552(a)(6)(E)(ii)(I)', confidence: 'settled',
    sentence: 'The agency must say within ten days of the date of the request whether it will process it first.',
  },
  {
    id: 'foia.appeal', variant: 'DHS', statute: 'FOIA', trigger: 'the date of the adverse response', count: 90, unit: 'working_day', ...OURS,
    section: '6 C.F.R. § 5.8(a)(1)', citation: '6 C.F.R. § 5.8(a)(1)', confidence: 'unverified',
    sentence: 'An appeal to a DHS component must be sent within 90 working days of its response; keep 90 calendar days, which some of its letters say.',
  },
  {
    id: 'foia.appeal', variant: 'DOJ', statute: 'FOIA', trigger: 'the date of the adverse response', count: 90, unit: 'calendar_day', ...OURS,
    section: '28 C.F.R. § 16.8(a)', citation: '28 C.F.R. § 16.8(a)', confidence: 'unverified',
    sentence: 'An appeal to the Department of Justice must be sent within 90 days of the response, counted as calendar days.',
  },
  {
    id: 'foia.appeal', statute: 'FOIA', trigger: 'the date of the adverse response', count: 90, unit: 'calendar_day', ...OURS,
    section: '5 U.S.C. § 552(a)(6)(A)(i)', citation: '5 U.S.C. § 552(a)(6)(A)(i)', confidence: 'settled',
    sentence: 'The agency must allow at least 90 days to appeal an adverse response; its own rule may allow more.',
  },
  {
    id: 'foia.appeal_decision', statute: 'FOIA', trigger: 'receipt of the appeal', count: 20, unit: 'working_day', lastDay: 'stays', ...AGENCY,
    section: '5 U.S.C. § 552(a)(6)(A)(ii)', citation: '5 U.S.C. §§ 552(a)(6)(A)(ii), 6103(a)', confidence: 'settled',
    sentence: 'The agency must decide an appeal within 20 working days of receiving it.',
  },
  {
    id: 'foia.suit', statute: 'Judicial Code', trigger: 'the day the agency’s time ran out', count: 6, unit: 'year', ...OURS,
    section: '28 U.S.C. § 2401(a)', citation: '28 U.S.C. § 2401(a); 5 U.S.C. § 552(a)(6)(C)(i)', confidence: 'settled',
    sentence: 'A suit must be filed within six years of the day the right to sue arose, taken as the day the agency’s time ran out.',
  },
];
