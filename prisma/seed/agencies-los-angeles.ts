import { type DirectoryAgency, NOT_FOUND, directoryId } from './directory-agency.js';

const PORTAL = 'https://recordsrequest.lacity.org/';
const CITY = { level: 'city', statute: 'CPRA', calendarSet: 'LA_CITY', component: null, timeZone: 'America/Los_Angeles', refuses: [] } as const;

const CITY_SURENESS = {
  statute: { confidence: 'confirmed', source: 'Gov. Code § 7920.510: a city and any board, commission or agency of it is a local agency.' },
  calendarSet: { confidence: 'partly', source: 'C.C.P. §§ 12a, 12b and 135 were read; the City’s own list of closed days for 2027 was not.' },
  timeZone: { confidence: 'confirmed', source: 'Its offices are in Los Angeles.' },
} as const;

export const CITY_AGENCIES: readonly DirectoryAgency[] = [
  {
    ...CITY, id: directoryId(1), slug: 'lapd', name: 'Los Angeles Police Department', shortName: 'LAPD', unit: 'CPRA Unit (Discovery Section, Legal Affairs)',
    channels: [
      {
        kind: 'portal', value: PORTAL, designated: null, confidence: 'confirmed', source: 'Seen in use in June 2026.',
        note: 'The City’s NextRequest portal, formerly lacity.nextrequest.com. Choose “Police Department (LAPD)”. Its numbers have the form YY-NNNNN.',
      },
      {
        kind: 'post', value: 'Discovery LAPD, 201 N. Los Angeles St., Space 301, Los Angeles, CA 90012', designated: null, confidence: 'partly',
        source: 'A requester’s letter of 2020 on the City’s portal.',
      },
    ],
    sureness: {
      ...CITY_SURENESS, 'channels.email': NOT_FOUND, 'channels.phone': NOT_FOUND,
      unit: { confidence: 'partly', source: 'The unit is named differently from year to year in court papers and letters.' },
    },
    notes: 'City departments and boards act as separate agencies: ask the Police Department and the Board of Police Commissioners, each for its own records. Since April 2025 hardly any new request to LAPD is posted publicly on the portal, so keep every message and file here.',
  },
  {
    ...CITY, id: directoryId(2), slug: 'bopc', name: 'Los Angeles Board of Police Commissioners', shortName: 'Board of Police Commissioners', unit: '',
    channels: [
      {
        kind: 'portal', value: PORTAL, designated: null, confidence: 'unverified', source: 'The City’s portal was confirmed; the Board’s place in it was not.',
        note: 'Whether the Board has a department of its own there is not known.',
      },
      { kind: 'email', value: 'policecommission@lapd.online', designated: null, confidence: 'partly', source: 'A notice on lapdonline.org, 2020.' },
      { kind: 'post', value: '100 W. First St., Room 134, Los Angeles, CA 90012', designated: null, confidence: 'partly', source: 'lapdonline.org, an older page.' },
      { kind: 'phone', value: '213-236-1400', designated: null, confidence: 'partly', source: 'A notice on lapdonline.org, 2020.' },
    ],
    sureness: CITY_SURENESS,
    notes: 'The Board’s records are its own: ask it apart from the Police Department and from the Inspector General.',
  },
  {
    ...CITY, id: directoryId(3), slug: 'lapd-oig', name: 'Office of the Inspector General, Los Angeles Board of Police Commissioners', shortName: 'LAPD OIG', unit: '',
    channels: [
      {
        kind: 'portal', value: PORTAL, designated: null, confidence: 'unverified', source: 'The City’s portal was confirmed; this office’s place in it was not.',
        note: 'Whether the office has a department of its own there is not known.',
      },
      { kind: 'post', value: '201 N. Figueroa St., Suite 610, Los Angeles, CA 90012', designated: null, confidence: 'unverified', source: 'nacole.org, 2014; nothing newer found.' },
      { kind: 'phone', value: '213-482-6833', designated: null, confidence: 'unverified', source: 'nacole.org, 2014; nothing newer found.' },
    ],
    sureness: { ...CITY_SURENESS, 'channels.email': NOT_FOUND },
    notes: 'The address and number are of 2014. Call or look at the office’s site before posting a letter.',
  },
  {
    ...CITY, id: directoryId(4), slug: 'la-city-attorney', name: 'Los Angeles City Attorney', shortName: 'LA City Attorney', unit: '',
    channels: [
      { kind: 'portal', value: PORTAL, designated: null, confidence: 'partly', source: 'Named second-hand in 2026.' },
      { kind: 'email', value: 'cpraatty@lacity.org', designated: null, confidence: 'partly', source: 'Named second-hand in 2026.' },
      { kind: 'post', value: '200 N. Main St., City Hall East, Los Angeles, CA 90012', designated: null, confidence: 'unverified', source: 'Well known, but not read on a page of the office.' },
      { kind: 'phone', value: '213-978-8100', designated: null, confidence: 'unverified', source: 'Well known, but not read on a page of the office.' },
    ],
    sureness: CITY_SURENESS,
    notes: '',
  },
];
