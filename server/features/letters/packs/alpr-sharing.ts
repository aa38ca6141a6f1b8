import { FEDERAL_BODIES, MAIL, type Pack, SHEET, packItem, sinceYear } from './pack.js';

const ITB = 'Information Technology Bureau; the ALPR system administrator';
const SINCE = sinceYear(2021);
const LATELY = sinceYear(2024);

/** Where ALPR data goes: lists, settings, agreements and audits first; no reads, no plates. */
export const alprSharing: Pack = () => [
  packItem({
    heading: 'Agencies that receive',
    text: 'The list of every agency, company or person able to search, view or receive ALPR data or alerts from the Department, as it stands on the date of your search. In Vigilant LEARN this is the Data Sharing Report. In Flock it is the list of shared networks. In any other system, or its successor, the screen that shows the same. If no export exists, a screen print is enough',
    whereToLook: ITB, period: 'the date of your search', format: SHEET,
    fields: 'name, state, type of data (reads, hot lists, alerts), start date, end date, approving unit, system',
  }),
  packItem({
    heading: 'Agencies that send',
    text: 'The same list for ALPR data the Department receives from others, including commercial and private sources',
    whereToLook: ITB, period: 'the date of your search', format: SHEET, fields: 'name, state, type of data, start date, end date, system',
  }),
  packItem({
    heading: 'Hot lists shared and received',
    text: 'The list of hot lists the Department shares or receives',
    whereToLook: ITB, period: SINCE, format: SHEET, fields: 'list name, owner, source (NCIC, SVS, custom), in or out, date on, date off',
  }),
  packItem({
    heading: 'Changes to sharing',
    text: 'The log, or the messages, that show each sharing relation added, changed or removed',
    whereToLook: ITB, period: SINCE, format: SHEET, fields: 'date, partner, change, acting unit, reason',
  }),
  packItem({
    heading: 'Wide searches',
    text: 'For each feature that opens data beyond named partners, its setting and the dates it was on or off. Examples are National Lookup, statewide or nationwide search, NVLS and regional pools. Please say which unit switched it, and when',
    whereToLook: ITB, period: SINCE, fields: 'feature, setting, date on, date off, acting unit',
  }),
  packItem({
    heading: 'Federal accounts',
    text: `The number of accounts or users with access to Department ALPR data for each of these: ${FEDERAL_BODIES}. We ask for no names of users`,
    whereToLook: ITB, period: SINCE, format: SHEET, fields: 'agency, number of accounts, date opened, last login, date closed',
  }),
  packItem({
    heading: 'Federal requests',
    text: 'Requests from the bodies named in the item on federal accounts to run, search or send ALPR data, and the answers. Please mask plate numbers',
    whereToLook: 'Detective Bureau; the real-time crime center; Legal Affairs; or the units that now do this work', period: LATELY,
    format: MAIL, fields: 'date, agency, stated purpose or category, result, unit',
  }),
  packItem({
    heading: 'Agreements',
    text: 'Every memorandum of understanding, data-sharing agreement, user agreement, access application or certification for ALPR data with any outside agency, with its dates and renewals',
    period: `in force now, and every version ${SINCE}`,
  }),
  packItem({
    heading: 'Policy',
    text: 'The ALPR usage and privacy policy (Civ. Code § 1798.90.51). This includes Special Order No. 31 of December 10, 2020 and every later ALPR policy, procedure, notice, training sheet and privacy assessment',
    period: `in force now, and every version ${sinceYear(2020)}`,
  }),
  packItem({
    heading: 'Audits',
    text: 'ALPR audits and reviews. These include the 2021 audit that the Board heard on September 27, 2022, the internal audit announced on March 3, 2026 about data sharing through Flock, and the answers to State Auditor report 2019-118',
    period: SINCE,
  }),
  packItem({
    heading: 'Public meetings before use',
    text: 'The notice, agenda item and minutes of the public meeting held before each ALPR program began or changed vendor (Civ. Code § 1798.90.55(a)), and each agreement for donated readers',
    period: sinceYear(2016),
  }),
  packItem({
    heading: 'System entry',
    text: 'The lines for ALPR systems in the Department’s catalog of enterprise systems',
    period: 'as it stands on the date of your search', format: SHEET,
  }),
];
