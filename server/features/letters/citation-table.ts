import { t } from '../../platform/words.js';

/** How far the text of a citation was read. `partly` also where it is only known: a lawyer opens it before a letter says it. */
export type CitationVerdict = 'confirmed' | 'partly' | 'unverified';

/** Citations read at the same place. */
export interface CitationSource {
  readonly verdict: CitationVerdict;
  /** Where they were read, and the date the text there bears. */
  readonly read: () => string;
  readonly citations: readonly string[];
}

const of = (code: string) => (...sections: readonly string[]): string[] => sections.map((section) => `${code} § ${section}`);
const GOV = of('Gov. Code');
const CIV = of('Civ. Code');
const PEN = of('Pen. Code');
const EVID = of('Evid. Code');
const CCP = of('Code Civ. Proc.');
const FOIA = (...paragraphs: readonly string[]): string[] => paragraphs.map((paragraph) => `5 U.S.C. § 552${paragraph}`);

/**
 * Every citation a letter may use, with how far its text had been read on November 24, 2026 and where. Legislation since is not in it. A new
 * one takes the lower verdict where there is doubt.
 */
export const CITATION_SOURCES: readonly CitationSource[] = [
  {
    verdict: 'confirmed', read: () => t('California codes as on leginfo on May 31, 2026, in a stored copy'),
    citations: [
      ...GOV('7920.100', '7920.510', '7920.515', '7920.530', '7920.545', '7921.000', '7921.300', '7922.000', '7922.500', '7922.525(a)', '7922.525(b)', '7922.530(a)', '7922.535(a)', '7922.535(b)', '7922.535(c)'),
      ...GOV('7922.540(a)', '7922.540(b)', '7922.540(c)', '7922.545', '7922.600', '7923.100', '7923.115(a)', '7923.115(b)', '7923.115(c)', '7923.600(a)', '7923.610', '7923.620', '7923.625', '7927.700', '7927.705'),
      ...CIV('1798.90.51', '1798.90.51(b)', '1798.90.52', '1798.90.53', '1798.90.54', '1798.90.55(a)', '1798.90.55(b)'),
      ...PEN('832.7(b)(11)'),
    ],
  },
  { verdict: 'confirmed', read: () => t('SB 54 as chaptered in 2017, not the code of today'), citations: GOV('7284.6(a)', '7284.6(b)', '7284.6(c)', '7284.6(e)', '7284.8(b)') },
  { verdict: 'confirmed', read: () => t('A copy current to January 1, 2025'), citations: GOV('7283(d)') },
  { verdict: 'confirmed', read: () => t('Quoted in county board items of 2020 and 2023'), citations: GOV('7283.1(d)') },
  { verdict: 'confirmed', read: () => t('A copy without a date'), citations: GOV('7927.500') },
  { verdict: 'confirmed', read: () => t('A copy through the session of 2023'), citations: CCP('12a', '12b') },
  { verdict: 'confirmed', read: () => t('The opinion of May 28, 2020'), citations: ['National Lawyers Guild v. City of Hayward (2020) 9 Cal.5th 488'] },
  {
    verdict: 'confirmed', read: () => t('The U.S. Code as released on March 26, 2026 (119-73), in a copy'),
    citations: FOIA(
      '(a)(3)(A)', '(a)(3)(B)', '(a)(3)(C)', '(a)(4)(A)(ii)', '(a)(4)(A)(iii)', '(a)(4)(A)(v)', '(a)(4)(A)(viii)', '(a)(4)(B)', '(a)(4)(E)', '(a)(6)(A)(i)', '(a)(6)(A)(ii)', '(a)(6)(B)(i)', '(a)(6)(B)(ii)',
      '(a)(6)(C)(i)', '(a)(6)(E)(ii)(I)', '(a)(6)(E)(v)(I)', '(a)(6)(E)(v)(II)', '(a)(6)(E)(vi)', '(a)(6)(F)', '(a)(7)(A)', '(a)(7)(B)', '(a)(8)(A)', '(b)', '(b)(3)', '(b)(4)', '(b)(5)', '(b)(6)', '(b)(7)', '(b)(7)(C)', '(b)(7)(E)',
    ),
  },
  { verdict: 'partly', read: () => t('Its first lines, in an index without a date'), citations: GOV('7922.575', '7922.580', '7922.605', '7923.105', '7923.110', '7923.500') },
  { verdict: 'partly', read: () => t('Its first half, in a copy without a date'), citations: [...GOV('7283.1(c)', '7921.505', '7921.505(c)(5)'), ...EVID('1040')] },
  { verdict: 'partly', read: () => t('A copy without a date, not compared with the code'), citations: [...GOV('7920.540', '7922.570', '7922.575(a)', '7922.575(b)', '12532.5', '12532.5(a)(2)'), ...CIV('1798.90.5')] },
  { verdict: 'partly', read: () => t('The section was read on leginfo’s text of May 31, 2026; this paragraph was not compared'), citations: GOV('7922.535(c)(4)') },
  { verdict: 'partly', read: () => t('An extract of the opinion'), citations: ['ACLU Foundation v. Superior Court (2017) 3 Cal.5th 1032'] },
  { verdict: 'partly', read: () => t('Quoted in other opinions'), citations: ['Weisberg v. DOJ, 705 F.2d 1344 (D.C. Cir. 1983)'] },
  { verdict: 'partly', read: () => t('Parts of it quoted in a guide of 2011'), citations: PEN('13300', '13302') },
  { verdict: 'partly', read: () => t('The rule as of July 23, 2021: whether it stands is open'), citations: ['6 C.F.R. § 5.8(a)(1)'] },
  { verdict: 'partly', read: () => t('The notice of the rule, April 23, 2019, not the rule'), citations: ['28 C.F.R. § 16.8(a)'] },
  { verdict: 'partly', read: () => t('The rule of April 22, 2002 (67 Fed. Reg. 19508), not that of today'), citations: ['8 C.F.R. § 236.6'] },
  { verdict: 'partly', read: () => t('The section of the city’s code, in a copy'), citations: ['L.A. Admin. Code § 12.3'] },
  {
    verdict: 'partly', read: () => t('Known, its text not read for Tenday'),
    citations: [
      'Cal. Const., art. I, § 3(b)', ...EVID('954', '1060'), ...PEN('832.8'), ...CCP('2018.030'), ...GOV('15150'),
      'City of San Jose v. Superior Court (2017) 2 Cal.5th 608', 'Community Youth Athletic Center v. City of National City (2013) 220 Cal.App.4th 1385', 'Ardon v. City of Los Angeles (2016) 62 Cal.4th 1176',
    ],
  },
  {
    verdict: 'unverified', read: () => t('Its words were not found'),
    citations: [...GOV('7922.700', '7923.000', '7923.005', '7927.200', '7929.210', '34090'), '6 C.F.R. § 5.4(c)', '6 C.F.R. § 5.5(e)', '6 C.F.R. § 5.9', '6 C.F.R. § 5.11', '28 C.F.R. § 16.5', '28 C.F.R. § 16.9', '28 C.F.R. § 16.10'],
  },
];
