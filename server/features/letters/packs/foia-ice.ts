import { lastFullMonth, MAIL, type Pack, packItem, SHEET, sinceYear } from './pack.js';

const CENTERS = 'Enforcement and Removal Operations: Pacific Enforcement Response Center (Laguna Niguel) and Law Enforcement Support Center (Williston)';
const SINCE = sinceYear(2020);
const LATELY = sinceYear(2024);

/** What ICE does with booking prints and plate data from Los Angeles: papers and totals, never a person's file. */
export const foiaIce: Pack = (today) => [
  packItem({
    heading: 'Procedures',
    text: 'Standard procedures, job aids and training of the two centers named below on matches of booking prints, Immigration Alien Queries (IAQ) and Responses (IAR), IDENT Data Responses (IDR), and detainers from California',
    whereToLook: CENTERS, period: `in force now, and every version ${SINCE}`,
  }),
  packItem({
    heading: 'Agreements',
    text: 'Agreements with the Los Angeles Police Department, the Los Angeles County Sheriff’s Department, LACRIS, the California Department of Justice, the FBI and OBIM on biometric or booking data',
    whereToLook: 'Enforcement and Removal Operations; Privacy; Office of the Principal Legal Advisor (agreements only)', period: SINCE,
  }),
  packItem({
    heading: 'Monthly counts',
    text: 'For ORIs of Los Angeles County (Police Department, Sheriff’s Department, other), by month: IDENT Data Responses or interoperability matches received, Immigration Alien Responses, detainers (I-247A) and notices (I-247G) issued, declined and withdrawn. We ask for totals and for no rows about persons',
    whereToLook: `${CENTERS}; ACRIMe, EID and EARM`, period: SINCE, format: SHEET, fields: 'month, agency group, type, count',
  }),
  packItem({ heading: 'Fields and roles', text: 'The dictionary of fields and the list of user roles of the interoperability modules of ACRIMe', whereToLook: CENTERS, period: 'in force now' }),
  packItem({ heading: 'Which matches lead to a detainer', text: 'The criteria, or the settings of the queues, that decide which matches lead to a detainer', whereToLook: CENTERS, period: `in force now, and every version ${SINCE}` }),
  packItem({
    heading: 'Messages',
    text: 'Messages between the Pacific Enforcement Response Center and liaison mailboxes of the Los Angeles Police Department or the Los Angeles County Sheriff’s Department that hold any of these terms: release, interoperability, LACRIS, “SB 54”. Please mask names',
    whereToLook: 'Pacific Enforcement Response Center', period: lastFullMonth(today), format: MAIL,
  }),
  packItem({
    heading: 'Plate data',
    text: 'Contracts, task orders, privacy assessments, rules for users and audit reports on commercial or shared license-plate data, for example of Vigilant, Thomson Reuters or Flock. Please include the list of California agencies named as sources, and the papers of any pilot with Flock in 2025',
    whereToLook: 'Acquisition; Privacy; Enforcement and Removal Operations; Homeland Security Investigations (Los Angeles)', period: SINCE,
  }),
  packItem({
    heading: 'Searches asked of local agencies',
    text: 'Requests to local agencies in California to run license-plate searches: the forms, the log and the counts. Please mask plates and names',
    whereToLook: 'Homeland Security Investigations and Enforcement and Removal Operations, Los Angeles', period: LATELY, format: SHEET, fields: 'date, office, local agency, stated purpose or category, result',
  }),
  packItem({
    heading: 'Routine uses',
    text: 'The internal rules on the routine uses of the system of records DHS/ICE-011 (89 FR 55638, July 5, 2024) that concern sharing with states and local agencies',
    whereToLook: 'Privacy', period: sinceYear(2024),
  }),
  packItem({ heading: 'Inspector General', text: 'The replies to Inspector General report OIG-20-13 of February 18, 2020', whereToLook: 'Enforcement and Removal Operations', period: SINCE }),
];
