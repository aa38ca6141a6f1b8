/** What the calculator needs to know of an agency, for the slugs it offers by itself. The directory holds everything else. */

export type Law = 'CPRA' | 'FOIA';

/** Which family of calendars an agency's days are counted on. */
export type CalendarSet = 'LA_CITY' | 'CA' | 'FED';

/** Federal departments whose appeal periods differ. */
export type FederalComponent = 'DHS' | 'DOJ';

export interface AgencyCalendar {
  readonly slug?: string;
  readonly calendarSet: CalendarSet;
  readonly timeZone: string;
  readonly component?: FederalComponent;
}

const LOS_ANGELES = 'America/Los_Angeles';
const NEW_YORK = 'America/New_York';

/** The ten agencies of the public calculator. That LASD and Cal DOJ are counted on the courts' days is *unverified*. */
export const AGENCY_CALENDARS = {
  lapd: { slug: 'lapd', law: 'CPRA', calendarSet: 'LA_CITY', timeZone: LOS_ANGELES },
  bopc: { slug: 'bopc', law: 'CPRA', calendarSet: 'LA_CITY', timeZone: LOS_ANGELES },
  'lapd-oig': { slug: 'lapd-oig', law: 'CPRA', calendarSet: 'LA_CITY', timeZone: LOS_ANGELES },
  'la-city-attorney': { slug: 'la-city-attorney', law: 'CPRA', calendarSet: 'LA_CITY', timeZone: LOS_ANGELES },
  lasd: { slug: 'lasd', law: 'CPRA', calendarSet: 'CA', timeZone: LOS_ANGELES },
  'cal-doj': { slug: 'cal-doj', law: 'CPRA', calendarSet: 'CA', timeZone: LOS_ANGELES },
  ice: { slug: 'ice', law: 'FOIA', calendarSet: 'FED', timeZone: NEW_YORK, component: 'DHS' },
  cbp: { slug: 'cbp', law: 'FOIA', calendarSet: 'FED', timeZone: NEW_YORK, component: 'DHS' },
  obim: { slug: 'obim', law: 'FOIA', calendarSet: 'FED', timeZone: NEW_YORK, component: 'DHS' },
  fbi: { slug: 'fbi', law: 'FOIA', calendarSet: 'FED', timeZone: NEW_YORK, component: 'DOJ' },
} as const satisfies Readonly<Record<string, AgencyCalendar & { readonly law: Law }>>;

export type AgencySlug = keyof typeof AGENCY_CALENDARS;

/** True for one of the ten slugs. */
export function isAgencySlug(slug: string): slug is AgencySlug {
  return Object.hasOwn(AGENCY_CALENDARS, slug);
}

/** What is assumed when no agency is named: a City of Los Angeles agency for the CPRA, a federal one of no known department for FOIA. */
export function defaultAgency(law: Law): AgencyCalendar {
  return law === 'CPRA' ? { calendarSet: 'LA_CITY', timeZone: LOS_ANGELES } : { calendarSet: 'FED', timeZone: NEW_YORK };
}

/** The department whose appeal rule governs a name such as `ICE`, `FBI`, `cbp`, `DHS`; `undefined` when not known. */
export function componentOf(agency: string | undefined): FederalComponent | undefined {
  const name = agency?.trim().toLowerCase() ?? '';
  if (name === 'dhs' || name === 'doj') return name === 'dhs' ? 'DHS' : 'DOJ';
  const known: AgencyCalendar | undefined = isAgencySlug(name) ? AGENCY_CALENDARS[name] : undefined;
  return known?.component;
}
