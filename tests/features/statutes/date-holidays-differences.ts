import type { Difference } from './compare-date-holidays.js';

/**
 * Every day of 2017 to 2040 that `date-holidays` (3.37.0) has and we don't, or the other way round, with the reason. The package's
 * California list is the days State offices close (Gov. Code § 19853); ours are the lists the law of counting names: the courts' (CCP § 135)
 * and the State's holidays (Gov. Code §§ 6700, 6701). “law.md” and “verified.md” are the legal review of 2026-11-24.
 */

export interface ExplainedDifference extends Omit<Difference, 'date'> {
  /** Every such day, separated by a space. */
  readonly dates: string;
  readonly why: string;
  readonly source: string;
}

export const EXPLAINED: readonly ExplainedDifference[] = [
  {
    list: 'federal_observed', side: 'ours', name: 'Veterans Day',
    dates: '2017-11-10 2018-11-12 2023-11-10 2028-11-10 2029-11-12 2034-11-10 2035-11-12 2040-11-12',
    why: 'A federal holiday on a Saturday is kept on Friday and one on a Sunday on Monday, November 11 like the others; the package gives it no substitute day.',
    source: '5 U.S.C. § 6103(b); E.O. 11582; law.md B4',
  },
  {
    list: 'judicial', side: 'ours', name: 'Lincoln Day',
    dates: '2017-02-13 2018-02-12 2019-02-12 2020-02-12 2021-02-12 2022-02-11 2023-02-13 2024-02-12 2025-02-12 2026-02-12 2027-02-12 2028-02-11 2029-02-12 2030-02-12 2031-02-12 2032-02-12 2033-02-11 2034-02-13 2035-02-12 2036-02-12 2037-02-12 2038-02-12 2039-02-11 2040-02-13',
    why: 'Courts close on Lincoln Day, on the working day nearest to it; the package lists the State’s offices, which stay open.',
    source: 'CCP § 135; Cal. Rules of Court, rule 1.11; law.md B3',
  },
  {
    list: 'judicial', side: 'ours', name: 'Columbus Day',
    dates: '2017-10-09 2018-10-08 2019-10-14 2020-10-12 2021-10-11',
    why: 'Columbus Day closed the courts until AB 855 put Native American Day in its place; the State’s offices had given it up earlier.',
    source: 'CCP § 135 before AB 855 (2021); law.md B3',
  },
  {
    list: 'judicial', side: 'ours', name: 'Veterans Day',
    dates: '2017-11-10 2018-11-12 2023-11-10 2028-11-10 2029-11-12 2034-11-10 2035-11-12 2040-11-12',
    why: 'A judicial holiday on a Saturday is kept on Friday and one on a Sunday on Monday; the package gives November 11 no substitute day.',
    source: 'Cal. Rules of Court, rule 1.11; law.md B3',
  },
  {
    list: 'judicial', side: 'ours', name: 'Cesar Chavez Day',
    dates: '2018-03-30',
    why: 'March 31, 2018 was a Saturday: the courts kept Friday; for the State’s offices no Saturday moves but November 11.',
    source: 'Cal. Rules of Court, rule 1.11',
  },
  {
    list: 'judicial', side: 'theirs', name: 'Juneteenth (substitute day)',
    dates: '2021-06-18 2022-06-20',
    why: 'The package has Juneteenth in California since the federal Act of 2021; it is a judicial holiday since 2023.',
    source: 'CCP § 135 as of 2023; law.md B3',
  },
  {
    list: 'judicial', side: 'ours', name: 'Native American Day',
    dates: '2022-09-23 2023-09-22 2024-09-27 2025-09-26 2026-09-25 2027-09-24 2028-09-22 2029-09-28 2030-09-27 2031-09-26 2032-09-24 2033-09-23 2034-09-22 2035-09-28 2036-09-26 2037-09-25 2038-09-24 2039-09-23 2040-09-28',
    why: 'The fourth Friday of September closes the courts since 2022; the State’s offices stay open.',
    source: 'AB 855 (2021), CCP § 135; law.md B3',
  },
  {
    list: 'judicial', side: 'ours', name: 'Farmworkers Day',
    dates: '2029-03-30 2035-03-30 2040-03-30',
    why: 'March 31 is a Saturday: the courts keep Friday; for the State’s offices no Saturday moves but November 11.',
    source: 'Cal. Rules of Court, rule 1.11; law.md B3',
  },
  {
    list: 'state', side: 'ours', name: 'Lincoln Day',
    dates: '2017-02-12 2017-02-13 2018-02-12 2019-02-12 2020-02-12 2021-02-12 2022-02-12 2023-02-12 2023-02-13 2024-02-12 2025-02-12 2026-02-12 2027-02-12 2028-02-12 2029-02-12 2030-02-12 2031-02-12 2032-02-12 2033-02-12 2034-02-12 2034-02-13 2035-02-12 2036-02-12 2037-02-12 2038-02-12 2039-02-12 2040-02-12 2040-02-13',
    why: 'Section 6700 names February 12 (with Monday when it is a Sunday); State offices work on it, so the package leaves it out.',
    source: 'Gov. Code §§ 6700, 6701; § 19853 for the offices; law.md B3',
  },
  {
    list: 'state', side: 'ours', name: 'Admission Day',
    dates: '2017-09-09 2018-09-09 2018-09-10 2019-09-09 2020-09-09 2021-09-09 2022-09-09 2023-09-09 2024-09-09 2025-09-09 2026-09-09 2027-09-09 2028-09-09 2029-09-09 2029-09-10 2030-09-09 2031-09-09 2032-09-09 2033-09-09 2034-09-09 2035-09-09 2035-09-10 2036-09-09 2037-09-09 2038-09-09 2039-09-09 2040-09-09 2040-09-10',
    why: 'Section 6700 names September 9 (with Monday when it is a Sunday); State offices work on it, so the package leaves it out.',
    source: 'Gov. Code §§ 6700, 6701; § 19853 for the offices; law.md B3',
  },
  {
    list: 'state', side: 'ours', name: 'Native American Day',
    dates: '2017-09-22 2018-09-28 2019-09-27 2020-09-25 2021-09-24 2022-09-23 2023-09-22 2024-09-27 2025-09-26 2026-09-25 2027-09-24 2028-09-22 2029-09-28 2030-09-27 2031-09-26 2032-09-24 2033-09-23 2034-09-22 2035-09-28 2036-09-26 2037-09-25 2038-09-24 2039-09-23 2040-09-28',
    why: 'Section 6700 names the fourth Friday of September; State offices work on it, so the package leaves it out.',
    source: 'Gov. Code § 6700; law.md B3',
  },
  {
    list: 'state', side: 'ours', name: 'Columbus Day',
    dates: '2017-10-09 2018-10-08 2019-10-14 2020-10-12 2021-10-11 2022-10-10 2023-10-09 2024-10-14 2025-10-13 2026-10-12 2027-10-11 2028-10-09 2029-10-08 2030-10-14 2031-10-13 2032-10-11 2033-10-10 2034-10-09 2035-10-08 2036-10-13 2037-10-12 2038-10-11 2039-10-10 2040-10-08',
    why: 'Section 6700 still names the second Monday of October; State offices work on it, so the package leaves it out.',
    source: 'Gov. Code § 6700; law.md B3',
  },
  {
    list: 'state', side: 'ours', name: 'Veterans Day',
    dates: '2017-11-10 2018-11-12 2023-11-10 2028-11-10 2029-11-12 2034-11-10 2035-11-12 2040-11-12',
    why: 'Section 6701 adds Monday when November 11 is a Sunday and Friday when it is a Saturday; the package adds neither.',
    source: 'Gov. Code § 6701(a), (b); verified.md',
  },
  {
    list: 'state', side: 'theirs', name: 'Day after Thanksgiving Day',
    dates: '2017-11-24 2018-11-23 2019-11-29 2020-11-27 2021-11-26 2022-11-25 2023-11-24 2024-11-29 2025-11-28 2026-11-27 2027-11-26 2028-11-24 2029-11-23 2030-11-29 2031-11-28 2032-11-26 2033-11-25 2034-11-24 2035-11-23 2036-11-28 2037-11-27 2038-11-26 2039-11-25 2040-11-23',
    why: 'State offices and courts close on this Friday, but section 6700 does not name it: it is in our judicial list.',
    source: 'Gov. Code § 19853; CCP § 135; law.md B3',
  },
  {
    list: 'state', side: 'theirs', name: 'Independence Day (substitute day)',
    dates: '2020-07-03 2026-07-03 2037-07-03',
    why: 'Section 6701 moves no Saturday but November 11’s, so Friday, July 3 is no holiday by the statute; courts and the City close, and our lists of theirs say so.',
    source: 'Gov. Code § 6701; verified.md § 3 (8)',
  },
  {
    list: 'state', side: 'theirs', name: 'Juneteenth (substitute day)',
    dates: '2021-06-18 2022-06-20 2027-06-18 2032-06-18 2033-06-20 2038-06-18 2039-06-20',
    why: 'Juneteenth is not among the dates section 6701 moves, from Saturday or from Sunday, and it is in section 6700 since 2023 only.',
    source: 'Gov. Code § 6701; law.md B1, B3',
  },
  {
    list: 'state', side: 'theirs', name: 'Juneteenth',
    dates: '2021-06-19 2022-06-19',
    why: 'The package has Juneteenth since the federal Act of 2021; section 6700 has it since 2023.',
    source: 'Gov. Code § 6700 as of 2023; law.md B3',
  },
  {
    list: 'state', side: 'theirs', name: 'Christmas Day (substitute day)',
    dates: '2021-12-24 2027-12-24 2032-12-24 2038-12-24',
    why: 'Section 6701 moves no Saturday but November 11’s, so Friday, December 24 is no holiday by the statute; courts and the City close, and our lists of theirs say so.',
    source: 'Gov. Code § 6701; verified.md § 3 (8)',
  },
  {
    list: 'state', side: 'theirs', name: "New Year's Day (substitute day)",
    dates: '2021-12-31 2027-12-31 2032-12-31 2038-12-31',
    why: 'Section 6701 moves no Saturday but November 11’s, so Friday, December 31 is no holiday by the statute; courts and the City close, and our lists of theirs say so.',
    source: 'Gov. Code § 6701; verified.md § 3 (8)',
  },
  {
    list: 'state', side: 'ours', name: 'Lunar New Year',
    dates: '2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12',
    why: 'In section 6700 since 2023; an elective day off for State employees, so the package leaves it out.',
    source: 'Gov. Code § 6700; law.md B3; dates estimated, moon-days.ts',
  },
  {
    list: 'state', side: 'ours', name: 'Genocide Remembrance Day',
    dates: '2023-04-24 2024-04-24 2025-04-24 2026-04-24 2027-04-24 2028-04-24 2029-04-24 2030-04-24 2031-04-24 2032-04-24 2033-04-24 2034-04-24 2035-04-24 2036-04-24 2037-04-24 2038-04-24 2039-04-24 2040-04-24',
    why: 'In section 6700 since 2023; an elective day off for State employees, so the package leaves it out.',
    source: 'Gov. Code § 6700; law.md B3',
  },
  {
    list: 'state', side: 'ours', name: 'Diwali',
    dates: '2026-11-08 2027-10-29 2028-10-17 2029-11-05 2030-10-26 2031-11-14 2032-11-02 2033-10-22 2034-11-10 2035-10-30',
    why: 'In section 6700 since AB 268 (2025, ch. 358); the package leaves it out. Our dates end with the table in 2035.',
    source: 'Gov. Code § 6700; verified.md; dates estimated, moon-days.ts',
  },
  {
    list: 'state', side: 'ours', name: 'Eid al-Fitr',
    dates: '2027-03-10 2028-02-26 2029-02-14 2030-02-04 2031-01-24 2032-01-14 2033-01-03 2033-12-23 2034-12-12 2035-12-01 2036-11-19 2037-11-09 2038-10-29 2039-10-19 2040-10-07',
    why: 'In section 6700 presumably from 2027 (AB 2017, ch. 571), whose words were not read; the package has no California bill of 2026.',
    source: 'AB 2017 (2026); law.md 0.4; dates estimated, moon-days.ts',
  },
  {
    list: 'state', side: 'ours', name: 'Sylvia Mendez Day',
    dates: '2027-04-14 2028-04-14 2029-04-14 2030-04-14 2031-04-14 2032-04-14 2033-04-14 2034-04-14 2035-04-14 2036-04-14 2037-04-14 2038-04-14 2039-04-14 2040-04-14',
    why: 'In section 6700 presumably from 2027 (AB 2294, ch. 596), whose words were not read; the package has no California bill of 2026.',
    source: 'AB 2294 (2026); law.md 0.4',
  },
  {
    list: 'state', side: 'ours', name: 'Eid al-Adha',
    dates: '2027-05-17 2028-05-05 2029-04-24 2030-04-13 2031-04-02 2032-03-22 2033-03-12 2034-03-01 2036-02-08 2037-01-27 2038-01-16 2039-01-05 2040-12-15',
    why: 'In section 6700 presumably from 2027 (AB 2017, ch. 571), whose words were not read; the package has no California bill of 2026.',
    source: 'AB 2017 (2026); law.md 0.4; dates estimated, moon-days.ts',
  },
];
