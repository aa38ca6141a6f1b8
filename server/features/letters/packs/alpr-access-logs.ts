import { type Pack, SHEET, logWindows, packItem, sinceYear } from './pack.js';

const WHERE = 'Information Technology Bureau; the administrator’s console of each ALPR system';
const SINCE = sinceYear(2021);
const SEARCH_FIELDS =
  'date and time, user code, user’s unit, type of query (plate, partial, vehicle, location), query element (masked), date range searched, networks or agencies searched, ' +
  'reason or purpose, offense type, case number (present or blank), requesting agency if recorded';

/** The records of access that Civ. Code § 1798.90.52 speaks of: who searched, when and why. Never where a car was. */
export const alprAccessLogs: Pack = (today) => [
  packItem({
    heading: 'Searches by the Department',
    text: 'Every search of ALPR data by the Department’s users. In Flock this is Insights, Organization Audit. In Vigilant LEARN, Axon or another system, or its successor, it is the audit report of users or queries',
    whereToLook: WHERE, period: logWindows(today), format: SHEET, fields: SEARCH_FIELDS,
  }),
  packItem({
    heading: 'Searches by other agencies',
    text: 'Every search by another agency that included the Department’s data. In Flock this is Insights, Network Audit. If an export made at the time holds more columns than one made today, please send both',
    whereToLook: WHERE, period: logWindows(today), format: SHEET, fields: `searching agency and its state, ${SEARCH_FIELDS}`,
  }),
  packItem({
    heading: 'Searches made for others',
    text:
      'Searches by the Department’s users in which the reason, the note or the requesting agency is blank or holds any of these words: ICE, ERO, HSI, CBP, Border Patrol, DHS, immigration, deport, removal, detainer, USMS, FBI, DEA, task force, JTTF. ' +
      'If the system cannot filter its rows, the item on searches by the Department is enough, and nothing more is asked here',
    whereToLook: WHERE, period: sinceYear(2024), format: SHEET, fields: SEARCH_FIELDS,
  }),
  packItem({
    heading: 'Hot-list actions',
    text: 'The log of entries added to a hot list, changed on it or deleted from it. Please mask plate numbers',
    whereToLook: WHERE, period: logWindows(today), format: SHEET, fields: 'date and time, user code, action, list, source, reason, expiry',
  }),
  packItem({
    heading: 'Searches labeled federal',
    text: 'Any export already made of searches by organizations that the vendor labels federal',
    whereToLook: WHERE, period: SINCE, format: SHEET,
  }),
  packItem({
    heading: 'Counts',
    text: 'Monthly totals of searches that already exist, by the user’s agency, by purpose or by unit',
    whereToLook: WHERE, period: SINCE, format: SHEET,
  }),
  packItem({
    heading: 'What the columns mean',
    text: 'The dictionary of fields, the list of purposes a user can choose from with the dates it changed, and the rule on which fields must be filled',
    whereToLook: WHERE, period: `in force now, and every version ${SINCE}`,
  }),
  packItem({
    heading: 'Checks of the log',
    text: 'Each audit of these records of access, with the number of entries that gave no purpose. Please add the number of accounts suspended, by class of reason and by year',
    period: SINCE,
  }),
  packItem({
    heading: 'How long it is kept',
    text: 'The setting for how long records of access are kept, the same for plate reads, the order that sets it (Special Order No. 31 of December 10, 2020, or its successor), and the date of each purge',
    whereToLook: WHERE, period: SINCE,
  }),
];
