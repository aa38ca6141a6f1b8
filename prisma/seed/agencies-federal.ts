import { type DirectoryAgency, NOT_FOUND, directoryId } from './directory-agency.js';

const FEDERAL = { level: 'federal', statute: 'FOIA', calendarSet: 'FED', timeZone: 'America/New_York' } as const;

const FEDERAL_SURENESS = {
  statute: { confidence: 'confirmed', source: '5 U.S.C. § 552.' },
  calendarSet: { confidence: 'confirmed', source: '5 U.S.C. § 6103, legal public holidays. Days only observed on another date are counted both ways.' },
  timeZone: { confidence: 'confirmed', source: 'Where its FOIA office stands.' },
} as const;

const PORTAL_RULE = 'Final rule, FR Doc. 2025-23783, amending 6 CFR 5.3(a)(2) and 5.21(a)(6).';

/** DHS and its parts take requests by portal only. */
const DHS = {
  ...FEDERAL,
  component: 'DHS',
  refuses: (['email', 'post', 'fax'] as const).map((what) => ({
    what, why: 'DHS generally takes FOIA requests through its portal only, and refuses mailed, faxed and e-mailed ones.', since: '2026-01-22', confidence: 'confirmed' as const, source: PORTAL_RULE,
  })),
} as const;

const DHS_PORTAL = {
  kind: 'portal', value: 'dhs.gov/foia', note: 'The DHS portal (SecureRelease). Keep the receipt it shows: it proves the day of filing.', designated: true, confidence: 'confirmed', source: PORTAL_RULE,
} as const;

const NO_LONGER_FOR_REQUESTS = 'No longer takes requests: use the portal.';

export const FEDERAL_AGENCIES: readonly DirectoryAgency[] = [
  {
    ...DHS, id: directoryId(7), slug: 'ice', name: 'U.S. Immigration and Customs Enforcement', shortName: 'ICE', unit: 'FOIA Office',
    channels: [
      DHS_PORTAL,
      { kind: 'post', value: '500 12th St. SW, Stop 5009, Washington, DC 20536-5009', note: NO_LONGER_FOR_REQUESTS, designated: false, confidence: 'partly', source: 'ice.gov/foia, an older copy.' },
      { kind: 'phone', value: '866-633-1182', designated: null, confidence: 'partly', source: 'ice.gov/foia, an older copy.' },
    ],
    sureness: FEDERAL_SURENESS,
    notes: 'A-files are held by USCIS, not by ICE.',
  },
  {
    ...DHS, id: directoryId(8), slug: 'cbp', name: 'U.S. Customs and Border Protection', shortName: 'CBP', unit: 'FOIA Office',
    channels: [
      DHS_PORTAL,
      { kind: 'post', value: '90 K St. NE, MS 1181, Washington, DC 20229', note: NO_LONGER_FOR_REQUESTS, designated: false, confidence: 'partly', source: 'Named second-hand (honorfirst.com).' },
      { kind: 'phone', value: '202-325-0150', designated: null, confidence: 'partly', source: 'Named second-hand (honorfirst.com).' },
    ],
    sureness: FEDERAL_SURENESS,
    notes: 'Appeals go to the FOIA Appeals, Policy and Litigation Branch at the same address, as named second-hand; send an appeal by the channel the response names.',
  },
  {
    ...FEDERAL, component: 'DOJ', id: directoryId(9), slug: 'fbi', name: 'Federal Bureau of Investigation', shortName: 'FBI', unit: 'RIDS', refuses: [],
    channels: [
      { kind: 'portal', value: 'eFOIPA', note: 'The FBI’s own portal; its address was not read.', designated: null, confidence: 'partly', source: 'An old copy of the FBI’s page.' },
      { kind: 'email', value: 'foipaquestions@fbi.gov', designated: null, confidence: 'partly', source: 'An old copy of the FBI’s page.' },
      { kind: 'post', value: '200 Constitution Dr., Winchester, VA 22602', designated: null, confidence: 'unverified', source: 'Well known, but not read on a page of the FBI.' },
      { kind: 'phone', value: '540-868-4593', designated: null, confidence: 'partly', source: 'An old copy of the FBI’s page.' },
    ],
    sureness: FEDERAL_SURENESS,
    notes: '',
  },
  {
    ...DHS, id: directoryId(10), slug: 'obim', name: 'Office of Biometric Identity Management', shortName: 'OBIM', unit: 'DHS',
    channels: [
      { ...DHS_PORTAL, confidence: 'partly', source: `${PORTAL_RULE} That OBIM is reached through it was not read.` },
      { kind: 'post', value: '245 Murray Lane SW, MS 0628', note: NO_LONGER_FOR_REQUESTS, designated: false, confidence: 'unverified', source: 'Not read on a page of the office.' },
      { kind: 'phone', value: '1-866-431-0486', note: 'DHS Privacy Office, headquarters.', designated: null, confidence: 'partly', source: '6 CFR 5.8.' },
    ],
    sureness: { ...FEDERAL_SURENESS, 'channels.email': NOT_FOUND },
    notes: '',
  },
];
