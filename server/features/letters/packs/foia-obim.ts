import { type Pack, packItem, SHEET, sinceYear } from './pack.js';

const OFFICES = 'IDENT and HART program offices; Identity Operations; the unit that keeps agreements';
const SINCE = sinceYear(2018);

/** What the biometric office of Homeland Security does with prints from Los Angeles County. */
export const foiaObim: Pack = () => [
  packItem({
    heading: 'Interoperability',
    text: 'The memorandum of understanding on interoperability of IDENT with IAFIS or NGI, with its annexes, amendments and interface control documents. Please mask security details',
    whereToLook: OFFICES, period: `in force now, and every version ${SINCE}`,
  }),
  packItem({ heading: 'Agreements', text: 'Agreements that name California, the California Department of Justice, Los Angeles County, its Sheriff’s Department or the Los Angeles Police Department', whereToLook: OFFICES, period: SINCE }),
  packItem({
    heading: 'Monthly counts',
    text: 'Searches received from NGI that bear an ORI of California or of Los Angeles County, by month: total, matches, and responses sent to ICE, to the FBI and to the State. We ask for totals and for no rows about persons',
    whereToLook: OFFICES, period: SINCE, format: SHEET, fields: 'month, State or county, searches, matches, responses by recipient',
  }),
  packItem({
    heading: 'Enrolling and keeping',
    text: 'The rule for enrolling and keeping prints of persons arrested by local agencies, the list of encounter types, and existing totals of watch-list flags',
    whereToLook: OFFICES, period: `in force now, and every version ${SINCE}`,
  }),
  packItem({ heading: 'Access and filters', text: 'The policy on data access and filtering for each stakeholder, requests by a state to limit use of its data, and the answers', whereToLook: OFFICES, period: SINCE }),
  packItem({ heading: 'HART', text: 'For state and local data in HART: plans for moving it there, privacy assessments and routine rules', whereToLook: OFFICES, period: SINCE }),
  packItem({ heading: 'Errors', text: 'Reports of errors and mismatches that touch citizens of the United States: totals and procedures. We ask for nobody’s file', whereToLook: OFFICES, period: SINCE }),
];
