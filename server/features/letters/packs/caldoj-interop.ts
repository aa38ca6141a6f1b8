import { MAIL, type Pack, SHEET, packItem, sinceYear } from './pack.js';

const CJIS = 'California Justice Information Services Division, or the unit that now does this work';
const CLETS = 'CLETS Administration Section';
const SINCE = sinceYear(2018);

/** The State's links to the FBI and to Homeland Security: agreements, routes and counts. */
export const calDojInterop: Pack = () => [
  packItem({
    heading: 'Agreements',
    text: 'Agreements with FBI CJIS, the Department of Homeland Security or ICE on sharing fingerprints between IAFIS or NGI and IDENT, on Secure Communities, or on other biometric data. These include any agreement of 2009 with ICE, and any notice that ended one',
    whereToLook: CJIS, period: sinceYear(2009),
  }),
  packItem({ heading: 'Path of arrest prints', text: 'Documents that show how prints from arrests in Los Angeles County are received, sent on, answered and kept', whereToLook: CJIS, period: SINCE }),
  packItem({ heading: 'Choices open to the State', text: 'Final memoranda on what the State may choose in routing or showing immigration responses', whereToLook: CJIS, period: SINCE }),
  packItem({
    heading: 'CLETS subscribers',
    text: 'The subscriber agreements and ORIs of ICE, CBP and other offices of the Department of Homeland Security. Please add the conditions set since the policy on immigration use changed in 2019, and any suspension',
    whereToLook: CLETS, period: SINCE,
  }),
  packItem({ heading: 'Misuse', text: 'The yearly reports of CLETS misuse by those subscribers: totals and outcomes', whereToLook: CLETS, period: SINCE }),
  packItem({ heading: 'Query counts', text: 'Counts of queries by ORIs of the Department of Homeland Security', whereToLook: CLETS, period: SINCE, format: SHEET, fields: 'year, ORI, database, number' }),
  packItem({ heading: 'Bulletins and audits', text: 'Bulletin 18-10-CJIS of October 1, 2018 and later bulletins on the same subject, the criteria for audits of local databases, and the audits made', whereToLook: CJIS, period: SINCE }),
  packItem({
    heading: 'Model policies',
    text: 'The model policies and the guidance on databases prepared under SB 580 (2025): the texts, comments received, messages that sent them to agencies, and any list of agencies that adopted them',
    whereToLook: 'Office of the Attorney General', period: sinceYear(2025),
  }),
  packItem({ heading: 'Task forces and transfers', text: 'The yearly reports on joint task forces and on transfers (Gov. Code § 7284.6(c)) by the Los Angeles Police Department and the Los Angeles County Sheriff’s Department', whereToLook: CJIS, period: SINCE }),
  packItem({ heading: 'Mobile identification', text: 'Memoranda on mobile fingerprint identification with Los Angeles County or the Los Angeles Police Department', whereToLook: CJIS, period: SINCE }),
  packItem({ heading: 'License-plate readers', text: 'Bulletin 2023-DLE-06, and letters about it to or from the Los Angeles Police Department or the Los Angeles County Sheriff’s Department', period: sinceYear(2023), format: MAIL }),
  packItem({ heading: 'Immigration queries through Nlets', text: 'The State’s rules for immigration status queries and responses through Nlets (IAQ, IAR), and their yearly totals', whereToLook: CLETS, period: SINCE, format: SHEET }),
];
