import { MAIL, type Pack, SHEET, lastFullMonth, packItem, sinceYear } from './pack.js';

const LATELY = sinceYear(2024);
const TERMS = 'detainer, “release date”, “in custody”, booking, fingerprint, “license plate”, ALPR, “task force”, PERC, LESC';
const ANYWHERE = 'Office of the head of the agency; custody; detectives; records and identification; federal task-force coordinators';
/** By slug: the units each department has named itself. */
const OFFICES: Readonly<Record<string, string>> = {
  lapd: 'Office of the Chief of Police; Chief of Detectives; Custody Services Division; watch commanders at jails; federal task-force coordinators',
  lasd: 'Office of the Sheriff; Custody; Records and Identification Bureau; federal task-force coordinators',
};

/** Records of ICE's access to people in custody and to what the agency knows of them, with every person masked. */
export const iceCommunications: Pack = (today, agency = '') => {
  const offices = OFFICES[agency] ?? ANYWHERE;
  const month = lastFullMonth(today);
  return [
    packItem({ heading: 'Requests received', text: 'Requests by ICE to hold, to notify or to transfer, and the answers', whereToLook: offices, period: month, fields: 'date, type, warrant attached (administrative, judicial, none), action taken' }),
    packItem({ heading: 'Notice of release', text: 'Notice of a coming release given to ICE by any means, including lists, e-mail and screens', whereToLook: offices, period: month, fields: 'date, means, unit' }),
    packItem({
      heading: 'Dates and addresses',
      text: 'Papers on how ICE was given release dates, or home or work addresses, that were not public: the system, the terms of access, and the log or the counts. Please mask the dates and addresses themselves',
      whereToLook: offices, period: LATELY, format: SHEET, fields: 'month, system, kind, number',
    }),
    packItem({ heading: 'Interviews', text: 'The blank consent form in each language, the number of forms signed and refused, and the log of interviews asked for by ICE', whereToLook: offices, period: LATELY, fields: 'date, place, consent given or refused' }),
    packItem({ heading: 'Data on access', text: 'The data kept on ICE access: how many times, when, and of which type (hold, notification, transfer, other), with any demographic totals you already keep', whereToLook: offices, period: sinceYear(2018), format: SHEET }),
    packItem({
      heading: 'E-mail with ICE',
      text: `E-mail of the offices named here to or from ICE or HSI that holds any of these terms: ${TERMS}`,
      whereToLook: offices, period: month, format: MAIL,
    }),
    packItem({ heading: 'E-mail with CBP and others', text: `E-mail of the offices named here to or from CBP or another office of the Department of Homeland Security that holds any of these terms: ${TERMS}`, whereToLook: offices, period: month, format: MAIL }),
    packItem({ heading: 'Community forums', text: 'Notice, agenda, slides and comments of each community forum on ICE access, or the finding that none was due', period: sinceYear(2018) }),
    packItem({
      heading: 'Joint operations',
      text: 'Requests for joint operations with the Department of Homeland Security, and notices that keep operations from crossing. Please mask details that would endanger somebody',
      whereToLook: offices, period: LATELY, fields: 'date, unit, role',
    }),
  ];
};
