import { MAIL, type Pack, packItem, sinceYear } from './pack.js';

const BOARD = 'Board office: Executive Director and Commission Investigation, or the units that now do this work';
const OIG = 'Office of the Inspector General';
const SINCE = sinceYear(2019);

/** The Board's own files, which are not the Department's: reports, votes, reviews and letters. */
export const policeCommission: Pack = () => [
  packItem({
    heading: 'Agenda files',
    text: 'The files behind each agenda item on license-plate readers (ALPR), Flock, Vigilant, Axon, Palantir, donated readers, or drones with readers: board reports, attachments, minutes and votes. Please include speaker cards without addresses',
    whereToLook: BOARD, period: SINCE,
  }),
  packItem({
    heading: 'Report on data sharing',
    text: 'The report that a Commissioner asked for on March 3, 2026 about Flock and data sharing: the request, the report, its transmittal and any follow-up',
    whereToLook: BOARD, period: 'from March 3, 2026 to the date of your search',
  }),
  packItem({
    heading: 'ALPR policy and audits',
    text: 'The file on the approval of the ALPR policy on December 8, 2020, on the audit heard on September 27, 2022, and on every later audit of ALPR',
    whereToLook: BOARD, period: sinceYear(2020),
  }),
  packItem({
    heading: 'Reviews by the Inspector General',
    text: 'Reviews of ALPR, databases, immigration or booking data: reports, scope letters and the Department’s answers',
    whereToLook: OIG, period: SINCE,
  }),
  packItem({
    heading: 'Immigration policy',
    text: 'The Board’s files on Special Order No. 40, on the report of November 30, 2012 about immigration detainers, and on later changes to either',
    whereToLook: BOARD, period: 'from January 1, 2012 to the date of your search',
  }),
  packItem({
    heading: 'Correspondence',
    text: 'E-mail and letters of Commissioners or the Executive Director with the Chief, vendors, federal agencies, the Mayor’s office or Council offices that contain any of these terms: ALPR, “license plate”, Flock, ICE, HSI, “immigration enforcement”, “Special Order 40”, LACRIS, fingerprint. Please include accounts of their own where they used them for Board business',
    whereToLook: BOARD, period: sinceYear(2024), format: MAIL,
  }),
  packItem({
    heading: 'Letters from the public',
    text: 'Letters the Board received about federal access to Department data, among them those of April 2025, and the replies. Please mask home addresses and personal contact details',
    whereToLook: BOARD, period: sinceYear(2024),
  }),
  packItem({
    heading: 'Destruction of records',
    text: 'Requests to destroy records that the Board approved and that cover ALPR data, query logs or detainer logs',
    whereToLook: BOARD, period: SINCE,
  }),
  packItem({
    heading: 'Handling of records requests',
    text: 'The Board’s policy and manual for public records requests, its yearly counts, and the list of closure codes with what each means',
    whereToLook: BOARD, period: SINCE,
  }),
  packItem({
    heading: 'Closed sessions',
    text: 'For closed sessions on the subjects above: the published agenda description and any reported action, and nothing else',
    whereToLook: BOARD, period: SINCE,
  }),
  packItem({
    heading: 'SB 580',
    text: 'The Board’s files on the policy under SB 580 (2025): drafts the Board received, reports, votes, and messages with the Department about it',
    whereToLook: BOARD, period: sinceYear(2025),
  }),
];
