import { type Pack, packItem, SHEET, sinceYear } from './pack.js';

const OFFICES = 'National Targeting Center; Border Patrol sectors San Diego and El Centro; Office of Field Operations, Los Angeles; Office of Information and Technology';
const SINCE = sinceYear(2020);
const LATELY = sinceYear(2024);

/** What CBP reaches of plate data and jail systems of Los Angeles. */
export const foiaCbp: Pack = () => [
  packItem({
    heading: 'Agreements and pilots',
    text: 'Agreements, pilots and terms of use with Flock, Vigilant, Motorola and other companies for license-plate data. For any pilot in 2025, please include its plan, the number of its users, and the notice that ended it',
    whereToLook: OFFICES, period: SINCE,
  }),
  packItem({ heading: 'Sources in California', text: 'The list of California agencies whose license-plate data CBP could search', whereToLook: OFFICES, period: SINCE, format: SHEET, fields: 'agency, system, date on, date off' }),
  packItem({
    heading: 'Audit of searches',
    text: 'Searches by CBP that reached license-plate data of the Los Angeles Police Department or the Los Angeles County Sheriff’s Department. Please mask plates. If the system cannot give rows, its counts are enough',
    whereToLook: OFFICES, period: LATELY, format: SHEET, fields: 'date, office, purpose',
  }),
  packItem({ heading: 'Rules', text: 'Privacy assessments, rules, training and retention schedules for license-plate data that others collected', whereToLook: OFFICES, period: `in force now, and every version ${SINCE}` }),
  packItem({
    heading: 'Searches asked of local agencies',
    text: 'Requests by e-mail or telephone to the Los Angeles Police Department or the Los Angeles County Sheriff’s Department to run license-plate searches: the log, or the counts. Please mask plates and names',
    whereToLook: 'Border Patrol sectors San Diego and El Centro; Office of Field Operations, Los Angeles', period: LATELY, format: SHEET, fields: 'date, office, local agency, purpose',
  }),
  packItem({
    heading: 'Access to other systems',
    text: 'Access by CBP to LACRIS, CLETS, systems of the California Department of Justice, or jail systems in Los Angeles County: the number of accounts by office, and the agreements',
    whereToLook: OFFICES, period: SINCE, format: SHEET, fields: 'system, office, number of accounts, date on, date off',
  }),
];
