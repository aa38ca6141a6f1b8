import { FEDERAL_BODIES, type Pack, SHEET, lastFullMonth, packItem, sinceYear } from './pack.js';

const RECORDS = 'Records and Identification, or the unit that now does this work';
const CUSTODY = 'Custody Services Division';
const ITB = 'Information Technology Bureau';
const SINCE = sinceYear(2021);
const LATELY = sinceYear(2024);

/** The way of booking prints, and what comes back: papers, settings, counts and masked logs; no person. */
export const fingerprintLapd: Pack = (today) => [
  packItem({
    heading: 'Path of a booking print',
    text: 'Diagrams, interface documents or memos that show where live-scan prints and booking records go, and what comes back. Examples are LACRIS, Cal-ID, the California Department of Justice, FBI NGI and DHS IDENT or HART, or their successors',
    whereToLook: `${RECORDS}; ${ITB}`, period: SINCE,
  }),
  packItem({
    heading: 'Agreements',
    text: 'Agreements on booking, fingerprint or arrest data with the Los Angeles County Sheriff or LACRIS, the California Department of Justice, FBI CJIS, any DHS component, Nlets, and live-scan or mobile-identification vendors. Please include user forms, security addenda and technical annexes',
    period: `in force now, and every version ${SINCE}`,
  }),
  packItem({
    heading: 'Transaction types',
    text: 'The list of fingerprint transaction types (TOT) and destination codes the Department sends, the unit that set them, and any setting on retention or on immigration responses',
    whereToLook: `${RECORDS}; ${ITB}`, period: SINCE, format: SHEET,
  }),
  packItem({
    heading: 'Responses received',
    text: 'A blank form, screen print or sample message, masked, in which an immigration response reaches the Department. Please include the rule on who may see it and on what is done with it',
    whereToLook: `${RECORDS}; ${CUSTODY}`, period: SINCE,
  }),
  packItem({
    heading: 'Counts by month',
    text: 'Existing monthly totals, or the log they are taken from: persons fingerprinted at booking, immigration status queries sent and answered, detainers (form I-247A or its successor), notification requests, transfers and interviews by ICE',
    whereToLook: `${CUSTODY}; ${RECORDS}`, period: SINCE, format: SHEET, fields: 'month, kind, number',
  }),
  packItem({
    heading: 'Mobile identification',
    text: 'For mobile fingerprint devices: the number of devices, the units that hold them, the databases they search, the policy, the agreements, and the monthly counts',
    whereToLook: `${ITB}; ${RECORDS}`, period: SINCE,
  }),
  packItem({
    heading: 'Rules',
    text: 'Special Order No. 40 of November 27, 1979, with its later versions. Manual sections 1/390 and 4/264.50 in every version since 2009. Chief of Detectives notices of July 1, 2009, December 21, 2016, May 17, 2017 and October 12, 2018, and any later one. Jail Operations Manual section 2/501. The questions and answers of May 16, 2017. Any order of 2025 or 2026 on these subjects',
    period: `in force now, and every version ${sinceYear(2009)}`,
  }),
  packItem({
    heading: 'Requests from immigration authorities',
    text: 'The log or forms of hold, notification and transfer requests, and of requests for release dates or addresses (the kinds of access named in Gov. Code § 7283(d)). Please mask names and every number given to a person',
    whereToLook: `${CUSTODY}; Detective Bureau`, period: LATELY, format: SHEET,
    fields: 'date, form type, warrant attached (administrative, judicial, none), action taken, authority cited',
  }),
  packItem({
    heading: 'Outside users',
    text: 'Outside agencies with access to the Department’s booking, jail or arrest systems. We ask for no names of users',
    whereToLook: `${ITB}; ${CUSTODY}`, period: SINCE, format: SHEET, fields: 'agency, system, role, number of users, date opened, date closed',
  }),
  packItem({
    heading: 'Queries by federal accounts',
    text: `The audit export of queries in jail or arrest systems by accounts of these: ${FEDERAL_BODIES}. If the system cannot export rows, please send the counts`,
    whereToLook: ITB, period: lastFullMonth(today), format: SHEET, fields: 'date and time, agency, system, stated purpose',
  }),
  packItem({
    heading: 'Reports to the California Department of Justice',
    text: 'The yearly reports on joint law enforcement task forces and on transfers to immigration authorities (Gov. Code § 7284.6(c))',
    period: sinceYear(2018),
  }),
  packItem({
    heading: 'Training',
    text: 'Training given on the responses and the rules named in the items above: lesson plans, slides, bulletins and dates',
    period: SINCE,
  }),
];
