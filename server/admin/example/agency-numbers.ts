import type { CivilDate } from '../../features/statutes/civil-date.js';

/** Numbers in the form each agency gives them. The running part is invented, and above what the agencies reach in a year. */

/** The City's portal: `26-90417`. */
export const cityNumber = (on: CivilDate, running: number): string => `${on.slice(2, 4)}-${running}`;

export const stateNumber = (on: CivilDate, running: number): string => `${on.slice(0, 4)}-${running}`;

/** Federal offices number by fiscal year, which begins in October (31 U.S.C. § 1102). */
const fiscalYear = (on: CivilDate): number => Number(on.slice(0, 4)) + (on.slice(5, 7) >= '10' ? 1 : 0);

/** `2026-ICFO-90417`. */
export const federalNumber = (office: 'ICFO' | 'OBFO', on: CivilDate, running: number): string => `${fiscalYear(on)}-${office}-${running}`;

export const customsNumber = (on: CivilDate, running: number): string => `CBP-FO-${fiscalYear(on)}-${running}`;

/** The FBI's run on without a year: `1990417-000`. */
export const bureauNumber = (running: number): string => `${running}-000`;
