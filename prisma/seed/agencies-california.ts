import { type DirectoryAgency, NOT_FOUND, directoryId } from './directory-agency.js';

const CALIFORNIA = { statute: 'CPRA', calendarSet: 'CA', component: null, timeZone: 'America/Los_Angeles', refuses: [] } as const;

const CALENDAR_NOT_VERIFIED = { confidence: 'unverified', source: 'Counted on the courts’ closed days; the office’s own closed days were not read.' } as const;

export const STATE_AND_COUNTY_AGENCIES: readonly DirectoryAgency[] = [
  {
    ...CALIFORNIA, id: directoryId(5), slug: 'lasd', name: 'Los Angeles County Sheriff’s Department', shortName: 'LASD', level: 'county', unit: 'Discovery Unit, Risk Management Bureau',
    channels: [
      { kind: 'post', value: 'Hall of Justice, 211 W. Temple St., Los Angeles, CA 90012', designated: null, confidence: 'unverified', source: 'Well known, but not read on a page of the department.' },
    ],
    sureness: {
      statute: { confidence: 'confirmed', source: 'Gov. Code § 7920.510, local agencies.' },
      calendarSet: CALENDAR_NOT_VERIFIED,
      timeZone: { confidence: 'confirmed', source: 'Its offices are in Los Angeles.' },
      unit: { confidence: 'unverified', source: 'Named on pars.lasd.org; records requests may have moved to County Counsel since 2022.' },
      'channels.portal': NOT_FOUND, 'channels.email': NOT_FOUND, 'channels.phone': NOT_FOUND,
    },
    notes: 'LASD may not be the door. In February 2022 the Board of Supervisors directed an ordinance that moves LASD’s records requests to County Counsel; today’s channel is not verified. Send to both, and record both receipts. The Sheriff’s records bureau runs LACRIS, the County’s fingerprint system.',
  },
  {
    ...CALIFORNIA, id: directoryId(6), slug: 'cal-doj', name: 'California Department of Justice', shortName: 'Cal DOJ', level: 'state', unit: '',
    channels: [
      { kind: 'portal', value: 'oag.ca.gov', note: 'The Attorney General’s page on public records.', designated: null, confidence: 'partly', source: 'A copy of the page.' },
      { kind: 'email', value: 'PublicRecords@doj.ca.gov', designated: null, confidence: 'unverified', source: 'Not read on a page of the department.' },
      { kind: 'post', value: 'P.O. Box 944255, Sacramento, CA 94244-2550', designated: null, confidence: 'unverified', source: 'Well known, but not read on a page of the department.' },
    ],
    sureness: {
      statute: { confidence: 'partly', source: 'Its own page, read in a copy, gives the ten and fourteen days of Gov. Code § 7922.535.' },
      calendarSet: CALENDAR_NOT_VERIFIED,
      timeZone: { confidence: 'confirmed', source: 'Its offices are in Sacramento.' },
      'channels.phone': NOT_FOUND,
    },
    notes: 'Its page, read in a copy, gives ten cents a page for copies.',
  },
];
