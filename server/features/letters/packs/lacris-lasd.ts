import { FEDERAL_BODIES, type Pack, SHEET, lastFullMonth, packItem, sinceYear } from './pack.js';

const RECORDS = 'Records and Identification Bureau; LACRIS';
const CUSTODY = 'Custody; Data Systems Bureau; or the units that now do this work';
const SINCE = sinceYear(2019);
const VERSIONS = `in force now, and every version ${SINCE}`;
const NOW = 'the date of your search';

/** The county's fingerprint system and jail databases: who is connected, and on what terms. */
export const lacrisLasd: Pack = (today) => [
  packItem({ heading: 'Member agreements', text: 'The master form of the LACRIS member agreement, and the agreements with the Los Angeles Police Department, the California Department of Justice, the FBI and any other federal agency', whereToLook: RECORDS, period: VERSIONS }),
  packItem({ heading: 'Cal-ID board', text: 'Agendas, minutes and packets of the Cal-ID Remote Access Network Board that touch the Department of Homeland Security, ICE, IDENT, mobile identification, face recognition or a new vendor', period: SINCE }),
  packItem({ heading: 'Connected agencies', text: `Every agency or ORI that can submit to LACRIS or search it. Please mark these: ${FEDERAL_BODIES}`, whereToLook: RECORDS, period: NOW, format: SHEET, fields: 'agency, ORI, role, date connected, date ended' }),
  packItem({
    heading: 'Interfaces', text: 'The list of interfaces among live scan, LACRIS, the state and federal fingerprint systems, JDIC, CCHRS and the jail systems', whereToLook: RECORDS, period: NOW,
    fields: 'from, to, what passes, trigger',
  }),
  packItem({ heading: 'Transaction map', text: 'Transaction types, destination codes, the rules on what is kept, and requests to change them', whereToLook: RECORDS, period: SINCE, format: SHEET }),
  packItem({ heading: 'Arrests by the Los Angeles Police Department', text: 'The document that says who takes the prints of people whom that department arrests, who identifies them, and in which system', whereToLook: RECORDS, period: VERSIONS }),
  packItem({ heading: 'Access to CCHRS', text: 'Accounts of ICE and CBP in CCHRS: how many, their dates, and the terms. We ask for no names of users', whereToLook: CUSTODY, period: SINCE, format: SHEET }),
  packItem({
    heading: 'Queries by federal accounts', text: 'Queries by accounts of federal agencies in LACRIS, CCHRS and the jail systems, with the query element masked. If rows cannot be exported, please send the counts', whereToLook: CUSTODY,
    period: lastFullMonth(today), format: SHEET, fields: 'date and time, agency, system, stated purpose',
  }),
  packItem({ heading: 'Counts of queries', text: 'Yearly counts of queries by accounts of federal agencies, by system and agency', whereToLook: CUSTODY, period: SINCE, format: SHEET }),
  packItem({ heading: 'Release dates', text: 'Documents on any feed, list, screen or workstation by which ICE sees release dates, and on what was changed after the Inspector General’s report of October 2017', whereToLook: CUSTODY, period: sinceYear(2017) }),
  packItem({ heading: 'Policies', text: 'Manual section 5-09/271.00 and the LACRIS policy manuals, with totals of findings of misuse', whereToLook: RECORDS, period: VERSIONS }),
  packItem({ heading: 'Vendors', text: 'Contracts for fingerprint, biometric, mobile identification and cloud services, with their terms on sharing data', period: SINCE }),
  packItem({ heading: 'SB 580', text: 'The policy prepared or adopted for SB 580 (2025), and the inventory of databases it covers', period: sinceYear(2025) }),
];
