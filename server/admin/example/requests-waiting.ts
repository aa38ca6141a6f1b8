import { cityNumber, stateNumber } from './agency-numbers.js';
import { type ExampleRequest, drafted, fact, filedOnPortal, item, sentAway } from './acts.js';
import { pdfFile, textFile } from './files.js';
import type { StoryDays } from './story-days.js';

/** Requests that wait: for their writing, their sending, their receipt, or an answer that is not due yet. */
export function waitingRequests(days: StoryDays): ExampleRequest[] {
  return [...beingWritten(days), ...notSent(days), ...presumed(days), ...dueThisWeek(days), ...late(days)];
}

function beingWritten(days: StoryDays): ExampleRequest[] {
  const recalled = days.ago(9);
  return [
    {
      agency: 'lapd', title: 'Mobile fingerprint devices', responsible: 'imani',
      items: [item('Devices', 'The list of mobile fingerprint devices in use, with the unit that holds each'), item('Databases searched', 'The list of databases each device searches')],
      acts: [drafted(days, { agency: 'lapd', on: days.ago(2), template: 'cpra-fingerprint-lapd' }, 0)],
    },
    {
      agency: 'bopc', title: 'Speaker cards on license-plate readers', responsible: 'maren',
      items: [item('Speaker cards', 'Speaker cards on agenda items about license-plate readers. Please mask addresses')],
      acts: [drafted(days, { agency: 'bopc', on: recalled }), { kind: 'freeze', on: recalled, channel: 'email' }, { kind: 'recall', on: days.after(recalled, 1) }],
    },
    {
      agency: 'cal-doj', title: 'Manuals for booking transactions', responsible: 'tobias',
      items: [item('Manuals', 'The manual that lists the transaction types for booking fingerprints, in its current version'), item('Changes', 'The list of changes made to that manual')],
      acts: [drafted(days, { agency: 'cal-doj', on: days.ago(1) }, 0)],
    },
  ];
}

function notSent(days: StoryDays): ExampleRequest[] {
  const [portal, mail] = [days.ago(3), days.ago(1)];
  return [
    {
      agency: 'lapd', title: 'Audit of license-plate searches', responsible: 'imani',
      items: [item('Audit', 'The last audit of searches in license-plate reader systems, with its attachments'), item('Searches by month', 'The number of searches by month and by stated purpose', undefined, { format: 'CSV or XLSX' })],
      acts: [drafted(days, { agency: 'lapd', on: portal }), { kind: 'freeze', on: portal, channel: 'portal' }],
    },
    {
      agency: 'bopc', title: 'Approvals to destroy records', responsible: 'maren',
      items: [item('Approvals', 'Requests to destroy license-plate reader records that the Board approved')],
      acts: [drafted(days, { agency: 'bopc', on: mail }), { kind: 'freeze', on: mail, channel: 'email' }],
    },
  ];
}

function presumed(days: StoryDays): ExampleRequest[] {
  const proved = days.ago(8);
  return [
    {
      agency: 'lasd', title: 'Users of the fingerprint system', responsible: 'jun',
      items: [item('Agencies', 'The list of agencies with access to the County’s fingerprint system'), item('Accounts', 'The number of accounts each agency holds')],
      acts: sentAway(days, { agency: 'lasd', on: days.ago(6), channel: 'post' }),
    },
    {
      agency: 'la-city-attorney', title: 'Advice on data-sharing agreements', responsible: 'maren',
      items: [item('Agreements reviewed', 'The list of data-sharing agreements the office reviewed, with the date of each')],
      acts: sentAway(days, { agency: 'la-city-attorney', on: days.ago(18), channel: 'email' }),
    },
    {
      agency: 'lapd-oig', title: 'Reviews of database access', responsible: 'jun',
      items: [item('Reviews', 'Reviews of access to Department databases, with the Department’s answers')],
      acts: [
        drafted(days, { agency: 'lapd-oig', on: proved }), { kind: 'freeze', on: proved, channel: 'post' },
        { kind: 'deliver', on: days.after(proved, 3), channel: 'post', date: proved, deliveredOn: days.after(proved, 3), proof: pdfFile('delivery-confirmation.pdf', 'Delivered to the addressee. Signed for at the front desk.') },
      ],
    },
  ];
}

function dueThisWeek(days: StoryDays): ExampleRequest[] {
  const [first, second, third, fourth] = [days.dueIn('lapd', 1), days.dueIn('lapd', 3), days.dueIn('bopc', 4), days.dueIn('cal-doj', 5)];
  return [
    {
      agency: 'lapd', title: 'Agencies that receive plate reads', responsible: 'imani',
      items: [
        item('Agencies that receive', 'The list of agencies able to search or receive license-plate reader data', 'the date of your search', { format: 'CSV or XLSX' }),
        item('Agencies that send', 'The list of agencies whose data the Department receives', 'the date of your search'), item('Agreements', 'The agreement with each agency on these lists'),
      ],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: first, number: cityNumber(first, 90412) }),
        fact('acknowledged', days.after(first, 2), 'message', {}, { note: 'The portal’s message says the request was assigned.' }),
      ],
    },
    {
      agency: 'lapd', title: 'Settings for nationwide searches', responsible: 'maren',
      items: [item('Settings', 'For each feature that opens data beyond named partners, its setting and the dates it was on or off')],
      acts: filedOnPortal(days, { agency: 'lapd', on: second, number: cityNumber(second, 90433) }),
    },
    {
      agency: 'bopc', title: 'Report on data sharing', responsible: 'jun',
      items: [item('Report', 'The report to the Board on data sharing, and its transmittal'), item('Follow-up', 'What the Board asked for afterwards')],
      acts: [...filedOnPortal(days, { agency: 'bopc', on: third, number: cityNumber(third, 90441) }), { kind: 'upload', on: days.after(third, 2), by: 'wren', release: true, file: textFile('portal-receipt.txt', 'Your request was received.', 'Choose “My requests” to follow it.') }],
    },
    {
      agency: 'cal-doj', title: 'Yearly reports on transfers', responsible: 'tobias',
      items: [item('Reports', 'The yearly reports received from local agencies on transfers to immigration authorities')],
      acts: filedOnPortal(days, { agency: 'cal-doj', on: fourth, number: stateNumber(fourth, 90107) }),
    },
  ];
}

function late(days: StoryDays): ExampleRequest[] {
  const [recent, old] = [days.lateBy('lapd', 3), days.lateBy('lasd', 16)];
  return [
    {
      agency: 'lapd', title: 'Federal accounts in plate-reader systems', responsible: 'maren',
      items: [item('Federal accounts', 'The number of accounts held by federal bodies. We ask for no names of users'), item('Federal requests', 'Requests from federal bodies to search license-plate data. Please mask plate numbers')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: recent, number: cityNumber(recent, 90388) }),
        { kind: 'correct-receipt', on: days.after(recent, 1), date: recent, time: '16:12', basis: 'automatic_reply', why: 'The automatic reply gives the hour.' },
      ],
    },
    {
      agency: 'lasd', title: 'Booking fingerprints sent onward', responsible: 'jun',
      items: [item('Path of a print', 'Diagrams or memos that show where booking fingerprints are sent'), item('Counts by month', 'The number of fingerprint transactions sent by month and destination', undefined, { format: 'CSV or XLSX' })],
      acts: [
        ...sentAway(days, { agency: 'lasd', on: days.before(old, 3), channel: 'post' }),
        fact('received', old, 'person', {}, { by: 'jun', on: days.after(old, 2), note: 'The front desk confirmed the day by telephone.' }),
        fact('acknowledged', days.after(old, 8), 'message', {}),
        { kind: 'take-back', on: days.after(old, 9), type: 'acknowledged', why: 'The message belongs to another request.' },
      ],
    },
  ];
}
