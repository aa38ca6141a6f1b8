import { MAIL, type Pack, type PackItem, SHEET, lastFullMonth, logWindows, packItem, sinceYear } from './pack.js';

/** One vendor a letter, so that one administrator can answer it. */
export type AlprVendor = 'flock' | 'vigilant' | 'axon' | 'palantir';

const ADMIN = 'Information Technology Bureau; the Department’s administrator account with the vendor';
const SINCE = sinceYear(2023);
const NOW = 'the date of your search';
const CONTRACTS = sinceYear(2019);

const common = (vendor: string): readonly PackItem[] => [
  packItem({ heading: 'Contract', text: `Contracts with ${vendor} for ALPR, or for a system that holds ALPR data: order forms, amendments, letters of renewal or non-renewal, invoices and donation papers`, period: CONTRACTS }),
  packItem({
    heading: 'Terms on data', text: `The terms that say who owns the data, what ${vendor} may do with it, when it goes to a government, who is told of a subpoena, and when it is deleted`,
    period: `in force now, and every version ${CONTRACTS}`,
  }),
  packItem({ heading: 'Configuration', text: 'An export or screen prints of the settings for sharing, roles, retention and sign-in. Please mask passwords and keys', whereToLook: ADMIN, period: NOW }),
  packItem({ heading: 'Changes', text: 'The history of changes to sharing and to retention', whereToLook: ADMIN, period: SINCE, format: SHEET, fields: 'date, setting, old value, new value, user code' }),
  packItem({ heading: 'Notices and tickets', text: `Notices from ${vendor}, and support tickets, about sharing, federal access, changes to audit logs or an error in configuration`, period: SINCE, format: MAIL }),
  packItem({ heading: 'End of the account', text: 'If an account was closed, papers that show the date, the export made and what was deleted, with any certificate', period: SINCE }),
];

const setting = (heading: string, text: string): PackItem => packItem({ heading, text, whereToLook: ADMIN, period: SINCE });
const sheet = (heading: string, text: string, period: string, fields = ''): PackItem => packItem({ heading, text, whereToLook: ADMIN, period, format: SHEET, fields });

const OWN: Readonly<Record<AlprVendor, (today: string) => readonly PackItem[]>> = {
  flock: (today) => [
    sheet('Audits', 'The Organization Audit and the Network Audit (Insights), with plates masked', logWindows(today)),
    sheet('Shared networks', 'The list of shared networks, in and out', NOW, 'name, state, direction, date on, date off'),
    setting('Lookups', 'Settings and logs that show when National Lookup and Statewide Search were switched on or off, and by which unit'),
    sheet('Hot lists', 'The log of actions on hot lists, with plates masked, and the names of outside hot lists in use', logWindows(today)),
    setting('Federal users', 'The settings for federal users, and messages about any pilot with CBP or HSI'),
    setting('Filters', 'The list of words that searches block, with the dates of each'),
    setting('Transparency page', 'The settings of the public transparency page, and past copies of it'),
    setting('Other features', 'Settings that show when FreeForm search, video and other additions were on or off'),
  ],
  vigilant: (today) => [
    sheet('Data Sharing Report', 'The Data Sharing Report of Vigilant LEARN or its successor', NOW),
    setting('Outside data', 'The subscription to NVLS or other commercial plate data, with what it covers and its dates'),
    sheet('Users by agency', 'The number of LEARN users, by agency. We ask for no names', NOW),
    sheet('Query audit', 'The query audit, with plates masked', logWindows(today)),
    sheet('Hot lists', 'The names of hot lists shared and received', SINCE, 'list, owner, in or out, date on, date off'),
    setting('Other features', 'Settings that show when stakeout, convoy and similar features were on or off'),
  ],
  axon: (today) => [
    setting('Policy and usage', 'The settings shown under Admin, Agency Settings, ALPR Policy and Usage, or its successor'),
    sheet('Partners', 'The list of sharing partners and of requests to share', SINCE, 'partner, state, direction, date asked, date on, date off'),
    setting('Retention and hot lists', 'The settings for how long ALPR data is kept, and for hot lists'),
    sheet('Search audit', 'The audit of ALPR searches, with plates masked', logWindows(today)),
    setting('Trials', 'Papers that show the dates of each trial period, and which data and logs were kept when it ended'),
  ],
  palantir: (today) => [
    sheet('Sources', 'The list of data sources, with those that bring in ALPR data', NOW, 'source, agency, kind of data, date on, date off'),
    sheet('Sharing with others', 'Sharing spaces or access groups with outside agencies, among them the Joint Regional Intelligence Center, the Sheriff’s Department and federal agencies', SINCE, 'name, agency, role, date on, date off'),
    setting('Audit log', 'The settings of the audit log: what it records, and how long that is kept'),
    sheet('Search counts', 'Counts of searches for ALPR objects, by agency and by stated purpose', lastFullMonth(today)),
    packItem({ heading: 'Scope', text: 'The scope of work for each contract year', period: SINCE }),
  ],
};

const NAMES: Readonly<Record<AlprVendor, string>> = { flock: 'Flock', vigilant: 'Motorola Solutions (Vigilant)', axon: 'Axon', palantir: 'Palantir' };

/** A vendor's contract, settings, notices and audits, as the Department can export them from its own account. */
export const alprVendorConfig = (vendor: AlprVendor): Pack => (today) => [...common(NAMES[vendor]), ...OWN[vendor](today)];
