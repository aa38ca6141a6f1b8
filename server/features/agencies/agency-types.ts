import type { AgencyRow } from './agency-profile.js';
import type { AGENCY_TYPES } from './agencies.schemas.js';

export type AgencyType = (typeof AGENCY_TYPES)[number];

type Counting = Pick<AgencyRow, 'level' | 'statute' | 'calendarSet' | 'timeZone' | 'sureness'>;

const LOCAL = { confidence: 'confirmed', source: 'Gov. Code § 7920.510, local agencies.' } as const;
const COURTS_ONLY = { confidence: 'unverified', source: 'Counted on the courts’ closed days; the office’s own closed days were not read.' } as const;
const CALIFORNIA = { statute: 'CPRA', timeZone: 'America/Los_Angeles' } as const;

/** What the clocks need to know of an agency, by what kind of agency it is: nobody is asked for a statute or a calendar. */
export const COUNTING: Readonly<Record<AgencyType, Counting>> = {
  la_city: {
    ...CALIFORNIA, level: 'city', calendarSet: 'LA_CITY',
    sureness: { statute: LOCAL, calendarSet: { confidence: 'partly', source: 'C.C.P. §§ 12a, 12b and 135 were read; the City’s own list of closed days for 2027 was not.' } },
  },
  ca_city: { ...CALIFORNIA, level: 'city', calendarSet: 'CA', sureness: { statute: LOCAL, calendarSet: COURTS_ONLY } },
  ca_county: { ...CALIFORNIA, level: 'county', calendarSet: 'CA', sureness: { statute: LOCAL, calendarSet: COURTS_ONLY } },
  ca_state: {
    ...CALIFORNIA, level: 'state', calendarSet: 'CA',
    sureness: { statute: { confidence: 'partly', source: 'Gov. Code § 7920.540, state agencies; known by cross-reference.' }, calendarSet: COURTS_ONLY },
  },
  federal: {
    level: 'federal', statute: 'FOIA', calendarSet: 'FED', timeZone: 'America/New_York',
    sureness: {
      statute: { confidence: 'confirmed', source: '5 U.S.C. § 552.' },
      calendarSet: { confidence: 'confirmed', source: '5 U.S.C. § 6103, legal public holidays. Days only observed on another date are counted both ways.' },
    },
  },
};
