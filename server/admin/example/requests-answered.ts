import { cityNumber, stateNumber } from './agency-numbers.js';
import { type ExampleRequest, fact, filedOnPortal, item, promised, said, sentAway } from './acts.js';
import { csvFile, pdfFile, textFile } from './files.js';
import type { StoryDays } from './story-days.js';

/** Requests whose agency has said or done something: extended its time, determined, produced. */
export function answeredRequests(days: StoryDays): ExampleRequest[] {
  return [...extendedWell(days), ...extendedBadly(days), ...determined(days), ...producing(days)];
}

const CONSULTED = 'The notice names another agency that must be consulted.';

function extendedWell(days: StoryDays): ExampleRequest[] {
  const [city, state] = [days.ago(15), days.ago(17)];
  return [
    {
      agency: 'lapd', title: 'Hot lists shared and received', responsible: 'imani',
      items: [item('Hot lists', 'The list of hot lists the Department shares or receives'), item('Owners', 'The owner and source of each list')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: city, number: cityNumber(city, 90371) }),
        fact('extension_notice', days.after(city, 7), 'message', { specifiedDate: days.ahead(7), ground: 'voluminous' }, {
          file: pdfFile('extension-notice.pdf', 'We extend our time to respond. The records asked for are voluminous. We expect to send our determination by the date named in the portal.'),
        }),
      ],
    },
    {
      agency: 'cal-doj', title: 'Fingerprint messages to federal systems', responsible: 'tobias',
      items: [item('Counts', 'The number of fingerprint transactions sent to federal systems, by month and type', undefined, { format: 'CSV or XLSX' })],
      acts: [
        ...filedOnPortal(days, { agency: 'cal-doj', on: state, number: stateNumber(state, 90096) }),
        fact('extension_notice', days.after(state, 8), 'letter', { specifiedDate: days.ahead(5), ground: 'consultation' }, { note: CONSULTED }),
      ],
    },
  ];
}

function extendedBadly(days: StoryDays): ExampleRequest[] {
  const [bare, long, twice, tardy] = [days.ago(14), days.ago(19), days.ago(20), days.ago(16)];
  return [
    {
      agency: 'lapd', title: 'Training on plate readers', responsible: 'jun',
      items: [item('Training', 'Lesson plans, slides and bulletins on license-plate readers')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: bare, number: cityNumber(bare, 90376) }),
        fact('extension_notice', days.after(bare, 6), 'message', { specifiedDate: null, ground: 'none_stated' }, { note: 'The notice gives neither a reason nor a date.' }),
      ],
    },
    {
      agency: 'bopc', title: 'Correspondence on Special Order 40', responsible: 'maren',
      items: [item('Correspondence', 'Letters and e-mail of the Board that name Special Order 40', 'from January 1, 2024 to the date of your search')],
      acts: [
        ...filedOnPortal(days, { agency: 'bopc', on: long, number: cityNumber(long, 90352) }),
        fact('extension_notice', days.after(long, 7), 'message', { specifiedDate: days.ahead(30), ground: 'field_facilities' }, { note: 'The date they name is more than fourteen days on.' }),
      ],
    },
    {
      agency: 'lasd', title: 'Holds and notifications by month', responsible: 'tobias',
      items: [item('Counts', 'Existing monthly totals of hold, notification and transfer requests'), item('Form', 'The blank form on which they are logged')],
      acts: [
        ...sentAway(days, { agency: 'lasd', on: twice, channel: 'post' }),
        fact('received', twice, 'person', {}, { on: days.after(twice, 1) }),
        fact('extension_notice', days.after(twice, 6), 'letter', { specifiedDate: days.ahead(4), ground: 'voluminous' }),
        fact('response', days.after(twice, 8), 'message', { what: 'clarification_asked', items: [1], question: 'Do you want totals by month or by station?', asks: 'meaning' }),
        fact('extension_notice', days.after(twice, 15), 'letter', { specifiedDate: days.ahead(12), ground: 'voluminous' }, { note: 'A second notice for the same request.' }),
      ],
    },
    {
      agency: 'lapd-oig', title: 'Scope letters for reviews', responsible: 'jun',
      items: [item('Scope letters', 'The letters that set the scope of each review of databases')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd-oig', on: tardy, number: cityNumber(tardy, 90366) }),
        fact('extension_notice', days.after(tardy, 15), 'message', { specifiedDate: days.ahead(8), ground: 'consultation' }, { note: 'It came after the ten days had ended.' }),
      ],
    },
  ];
}

function determined(days: StoryDays): ExampleRequest[] {
  const [slips, missed, mixed] = [days.ago(96), days.ago(58), days.ago(44)];
  return [
    {
      agency: 'lapd', title: 'Agreements with vendors of readers', responsible: 'maren',
      items: [item('Contracts', 'Contracts, amendments and renewals with vendors of license-plate readers'), item('Invoices', 'Invoices paid under them')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: slips, number: cityNumber(slips, 90117) }),
        fact('determination', days.after(slips, 9), 'message', { items: [said(1, 'disclose', days.after(slips, 40)), said(2, 'disclose', days.after(slips, 40))] }),
        fact('determination', days.after(slips, 38), 'portal', { items: [said(1, 'disclose', days.after(slips, 70)), said(2, 'disclose', days.after(slips, 70))] }, { note: 'The portal: due date changed.' }),
        fact('promise', days.after(slips, 71), 'message', { ...promised('We anticipate releasing both items together.', days.ahead(6)), items: [1, 2] }),
        fact('reminder', days.after(slips, 72), 'person', { n: 0, on: days.ahead(9), says: 'If nothing came, ask for a meeting about the contracts', forPersonId: null, whateverHappens: false }),
      ],
    },
    {
      agency: 'lapd-oig', title: 'Access to arrest systems', responsible: 'jun',
      items: [item('Outside agencies', 'The outside agencies with access to arrest systems'), item('Review', 'The last review of that access')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd-oig', on: missed, number: cityNumber(missed, 90214) }),
        fact('determination', days.after(missed, 10), 'letter', { items: [said(1, 'none_found'), said(2, 'disclose', days.ago(8))] }, {
          file: pdfFile('determination.pdf', 'Item 1: no responsive records were found.', 'Item 2: records will be disclosed on the date named in the portal.'),
        }),
      ],
    },
    {
      agency: 'cal-doj', title: 'Retention of booking prints', responsible: 'tobias',
      items: [item('Schedule', 'The retention schedule for booking fingerprints'), item('Legal analysis', 'Memos that explain the schedule'), item('Exports', 'The list of exports made of booking prints')],
      acts: [
        ...filedOnPortal(days, { agency: 'cal-doj', on: mixed, number: stateNumber(mixed, 90071) }),
        fact('determination', days.after(mixed, 10), 'letter', { items: [said(1, 'disclose', days.ahead(12)), said(2, 'withhold', null, 'They say these are communications with counsel.'), said(3, 'partly', days.ahead(12), 'They say names of systems will be masked.')] }),
      ],
    },
  ];
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'];

function producing(days: StoryDays): ExampleRequest[] {
  const [rolling, board, attorney, jail] = [days.ago(83), days.ago(66), days.ago(120), days.ago(74)];
  return [
    {
      agency: 'lapd', title: 'Counts of immigration queries', responsible: 'imani',
      items: [item('Counts by month', 'Existing monthly totals of immigration status queries sent and answered', undefined, { format: 'CSV or XLSX' }), item('Rules', 'The rule on who may see the answers'), item('Training', 'Training given on that rule')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: rolling, number: cityNumber(rolling, 90163) }),
        fact('determination', days.after(rolling, 10), 'message', { items: [said(1, 'disclose', days.after(rolling, 35)), said(2, 'disclose', days.ahead(3)), said(3, 'disclose', days.ahead(3))] }),
        fact('produced', days.after(rolling, 36), 'portal', { items: [{ n: 1, complete: false }] }, { note: 'Six months of the twelve.', file: csvFile('queries-by-month.csv', ['month', 'sent', 'answered'], MONTHS.map((month, index) => [month, 410 + index * 17, 398 + index * 16])) }),
        fact('determination', days.after(rolling, 36), 'portal', { items: [said(1, 'disclose', days.ahead(10))] }, { note: 'The rest of item 1 is promised anew.' }),
        { kind: 'upload', on: days.after(rolling, 37), by: 'wren', release: true, file: textFile('cover-message.txt', 'The first part of the records is ready in the portal.', 'We will send the rest when it is ready.') },
      ],
    },
    {
      agency: 'bopc', title: 'Agenda files on plate readers', responsible: 'maren',
      items: [item('Board reports', 'Board reports on license-plate readers, with attachments'), item('Minutes', 'Minutes and votes on them')],
      acts: [
        ...filedOnPortal(days, { agency: 'bopc', on: board, number: cityNumber(board, 90190) }),
        fact('retention', days.after(board, 3), 'letter', { n: 0, what: 'Recordings of the meetings', destroyedFrom: days.ahead(24), source: 'Their letter names the retention schedule', items: [1] }),
        fact('promise', days.after(board, 5), 'message', { ...promised('An estimate of the fees will follow.', days.after(board, 12)), of: 'other', about: 'The estimate of fees' }),
        fact('determination', days.after(board, 8), 'message', { items: [said(1, 'disclose', days.ahead(10)), said(2, 'disclose', days.after(board, 30))] }),
        fact('response', days.after(board, 12), 'message', { what: 'fee_estimate', amount: 9600, lines: [{ what: 'Staff time, 4 hours', amount: 9600 }], ground: '' }, { note: 'The message gives no reason for the staff time.' }),
        fact('produced', days.after(board, 31), 'portal', { items: [{ n: 2, complete: true }] }, { file: pdfFile('minutes-part-1.pdf', 'Minutes of the meeting, as adopted.', 'The item on license-plate readers was received and filed.') }),
        { kind: 'upload', on: days.ago(3), by: 'wren', release: false, file: pdfFile('minutes-part-2.pdf', 'Minutes of the following meeting, as adopted.') },
        { kind: 'upload', on: days.ago(3), by: 'wren', release: false, file: csvFile('votes.csv', ['meeting', 'in favor', 'against'], [['first', 5, 0], ['second', 4, 1]]) },
      ],
    },
    {
      agency: 'la-city-attorney', title: 'Settlements on records requests', responsible: 'tobias',
      items: [item('List', 'The list of settlements about public records requests'), item('Amounts', 'The amount of each'), item('Policies', 'Policies adopted because of them')],
      acts: [
        ...filedOnPortal(days, { agency: 'la-city-attorney', on: attorney, number: cityNumber(attorney, 90088) }),
        fact('determination', days.after(attorney, 10), 'letter', { items: [said(1, 'disclose', days.after(attorney, 28)), said(2, 'disclose', days.after(attorney, 28)), said(3, 'disclose')] }),
        fact('produced', days.after(attorney, 29), 'message', { items: [{ n: 1, complete: true }, { n: 2, complete: true }] }, { file: csvFile('settlements.csv', ['year', 'number', 'total dollars'], [['2023', 3, 210000], ['2024', 2, 155000], ['2025', 4, 302500]]) }),
      ],
    },
    {
      agency: 'lasd', title: 'Agreements on the fingerprint system', responsible: 'jun',
      items: [item('Agreements', 'Agreements with cities that use the fingerprint system'), item('Annexes', 'Their technical annexes')],
      acts: [
        ...sentAway(days, { agency: 'lasd', on: days.before(jail, 3), channel: 'post' }),
        fact('received', jail, 'delivery_proof', {}, { on: days.after(jail, 1), file: pdfFile('return-receipt.pdf', 'Return receipt, signed for at the mail room.') }),
        fact('determination', days.after(jail, 9), 'letter', { items: [said(1, 'disclose', days.after(jail, 32)), said(2, 'withhold', null, 'They say annexes would show how the system is secured.')] }),
        fact('produced', days.after(jail, 33), 'letter', { items: [{ n: 1, complete: false }] }, { note: 'Two of five agreements came.', file: pdfFile('agreements-1-2.pdf', 'Agreement 1 and agreement 2, without annexes.') }),
      ],
    },
  ];
}
