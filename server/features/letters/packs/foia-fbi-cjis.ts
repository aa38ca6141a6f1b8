import { type Pack, packItem, SHEET, sinceYear } from './pack.js';

const DIVISION = 'Criminal Justice Information Services Division: NGI, N-DEx, the liaison to state systems agencies, and the Audit Unit';
const SINCE = sinceYear(2018);

/** How prints taken at a booking travel on from the FBI. */
export const foiaFbiCjis: Pack = () => [
  packItem({ heading: 'Interoperability', text: 'The memorandum of understanding on interoperability of NGI and IDENT, its user guide, and policy papers on it', whereToLook: DIVISION, period: `in force now, and every version ${SINCE}` }),
  packItem({
    heading: 'Agreements with the State',
    text: 'Agreements with the California Department of Justice as CJIS Systems Agency, including the user agreement, and any request to opt out or to change the route of responses, with the answer',
    whereToLook: DIVISION, period: SINCE,
  }),
  packItem({ heading: 'Advisory Policy Board', text: 'Papers and minutes of the Advisory Policy Board on immigration responses, sharing with IDENT, and limits set by states', whereToLook: 'Staff of the Advisory Policy Board', period: SINCE }),
  packItem({
    heading: 'Monthly counts',
    text: 'Criminal ten-print submissions by ORIs of Los Angeles County, by month: total, forwarded to IDENT, matches, responses. We ask for totals and for no rows about persons',
    whereToLook: DIVISION, period: SINCE, format: SHEET, fields: 'month, agency group, submissions, forwarded, matches, responses',
  }),
  packItem({
    heading: 'Messages to the sending agency',
    text: 'The NGI rules for messages that tell an agency of an immigration response, and the setting by which the sending agency can switch them off, if there is one',
    whereToLook: DIVISION, period: `in force now, and every version ${SINCE}`,
  }),
  packItem({
    heading: 'Other services',
    text: 'For N-DEx and other CJIS services: the number of users at ICE and CBP, the number of their searches that matched records from California, and the policy on use of the Immigration Violator File with license-plate files of NCIC',
    whereToLook: DIVISION, period: SINCE, format: SHEET, fields: 'service, year, agency, users, searches',
  }),
  packItem({ heading: 'Audits', text: 'Audits of the California Department of Justice, or of agencies in Los Angeles County, on these systems: reports and findings. Please mask security details', whereToLook: 'Audit Unit', period: SINCE }),
];
