type Confidence = 'confirmed' | 'partly' | 'unverified';
type ChannelKind = 'portal' | 'email' | 'post' | 'fax' | 'phone' | 'in_person';

/** One agency of the directory; the shape is that of the table `agencies`. */
export interface DirectoryAgency {
  /** Fixed for good, in UUIDv7's shape and early in time, so that the directory sorts before what groups add. */
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly unit: string;
  readonly level: 'city' | 'county' | 'state' | 'federal';
  readonly statute: 'CPRA' | 'FOIA';
  readonly calendarSet: 'LA_CITY' | 'CA' | 'FED';
  readonly component: 'DHS' | 'DOJ' | null;
  readonly timeZone: string;
  readonly channels: readonly { kind: ChannelKind; value: string; note?: string; designated: boolean | null; confidence: Confidence; source: string }[];
  readonly refuses: readonly { what: ChannelKind; why: string; since: string | null; confidence: Confidence; source: string }[];
  readonly sureness: Readonly<Record<string, { confidence: Confidence; source: string }>>;
  readonly notes: string;
}

export const directoryId = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Looked for in public copies of the agency's pages; nothing dependable found. */
export const NOT_FOUND = { confidence: 'unverified', source: 'Looked for in November 2026 and not found.' } as const;
