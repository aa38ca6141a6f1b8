import { cityNumber, stateNumber } from './agency-numbers.js';
import { type ExampleRequest, fact, filedOnPortal, item, said, sentAway } from './acts.js';
import { csvFile, pdfFile } from './files.js';
import type { StoryDays } from './story-days.js';

/** Requests that were refused, closed or withdrawn. */
export function endedRequests(days: StoryDays): ExampleRequest[] {
  return [...refused(days), ...closed(days), ...withdrawn(days)];
}

function refused(days: StoryDays): ExampleRequest[] {
  const [part, whole] = [days.ago(51), days.ago(88)];
  return [
    {
      agency: 'lapd', title: 'Exports of plate-reader queries', responsible: 'tobias',
      items: [item('Query log', 'The log of queries for one month, with plates masked', undefined, { format: 'CSV or XLSX' }), item('Purposes', 'The list of purposes a user can choose'), item('Reviews', 'Reviews of that log')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: part, number: cityNumber(part, 90239) }),
        fact('determination', days.after(part, 10), 'letter', { items: [said(1, 'withhold', null, 'They say the log would show how investigations are done.'), said(2, 'disclose', days.ahead(13)), said(3, 'partly', days.ahead(13), 'They say findings on persons will be masked.')] }, {
          file: pdfFile('partial-denial.pdf', 'Item 1 is denied. Items 2 and 3 will be disclosed, item 3 in part.'),
        }),
      ],
    },
    {
      agency: 'lasd', title: 'Queries of jail records', responsible: 'maren',
      items: [item('Queries', 'The log of queries of jail records by federal accounts, with names masked'), item('Accounts', 'The number of such accounts')],
      acts: [
        ...sentAway(days, { agency: 'lasd', on: days.before(whole, 2), channel: 'post' }),
        fact('received', whole, 'person', {}, { on: days.after(whole, 1) }),
        fact('denial', days.after(whole, 12), 'letter', { items: [1, 2], ground: 'They say the records are part of investigations.' }, { file: pdfFile('denial.pdf', 'Your request is denied in full.') }),
      ],
    },
  ];
}

function closed(days: StoryDays): ExampleRequest[] {
  const [first, second, third, fourth] = [days.ago(330), days.ago(275), days.ago(78), days.ago(152)];
  return [
    {
      agency: 'lapd', title: 'Policy on plate readers', responsible: 'imani',
      items: [item('Policy', 'The license-plate reader policy in force and every earlier version', 'in force now, and every version from January 1, 2020 to the date of your search')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: first, number: cityNumber(first, 90011) }),
        fact('determination', days.after(first, 6), 'message', { items: [said(1, 'disclose', days.after(first, 8))] }),
        fact('produced', days.after(first, 8), 'portal', { items: [{ n: 1, complete: true }] }, { file: pdfFile('policy-versions.pdf', 'Three versions of the policy, with the date of each.') }),
        fact('closed', days.after(first, 9), 'portal', { by: 'agency' }),
      ],
    },
    {
      agency: 'bopc', title: 'How records requests are handled', responsible: 'maren',
      items: [item('Manual', 'The manual for public records requests'), item('Closure codes', 'The list of closure codes with what each means')],
      acts: [
        ...sentAway(days, { agency: 'bopc', on: second, channel: 'email' }),
        fact('received', second, 'automatic_reply', {}, { on: days.after(second, 1) }),
        fact('determination', days.after(second, 9), 'message', { items: [said(1, 'disclose', days.after(second, 16)), said(2, 'none_found')] }),
        fact('produced', days.after(second, 16), 'message', { items: [{ n: 1, complete: true }] }, { file: pdfFile('manual.pdf', 'Manual for public records requests.') }),
        fact('closed', days.after(second, 20), 'person', { by: 'us' }),
      ],
    },
    {
      agency: 'lapd', title: 'Donated readers', responsible: 'jun',
      items: [item('Agreements', 'Agreements for donated license-plate readers'), item('Public meetings', 'The agenda item and minutes of each meeting before one was accepted')],
      acts: [
        ...filedOnPortal(days, { agency: 'lapd', on: third, number: cityNumber(third, 90049) }),
        fact('extension_notice', days.after(third, 9), 'message', { specifiedDate: days.after(third, 24), ground: 'field_facilities' }),
        fact('determination', days.after(third, 23), 'message', { items: [said(1, 'disclose', days.after(third, 40))] }),
        fact('produced', days.after(third, 42), 'portal', { items: [{ n: 1, complete: true }] }, { file: csvFile('donated-readers.csv', ['area', 'readers'], [['Area 1', 6], ['Area 2', 4], ['Area 3', 9]]) }),
        fact('closed', days.after(third, 43), 'portal', { by: 'agency' }, { note: 'Closed as “other”; item 2 was never answered.' }),
      ],
    },
    {
      agency: 'cal-doj', title: 'Catalog of shared systems', responsible: 'tobias',
      items: [item('Catalog', 'The lines on fingerprint systems in the catalog of enterprise systems')],
      acts: [
        ...filedOnPortal(days, { agency: 'cal-doj', on: fourth, number: stateNumber(fourth, 90022) }),
        { kind: 'hand-over', on: days.after(fourth, 4), to: 'imani' },
        { kind: 'note-number', on: days.after(fourth, 5), number: stateNumber(fourth, 90024) },
        fact('determination', days.after(fourth, 10), 'letter', { items: [said(1, 'disclose', days.after(fourth, 14))] }),
        fact('produced', days.after(fourth, 14), 'letter', { items: [{ n: 1, complete: true }] }, { file: csvFile('catalog.csv', ['system', 'purpose'], [['System A', 'booking'], ['System B', 'search']]) }),
        fact('closed', days.after(fourth, 15), 'person', { by: 'us' }),
      ],
    },
  ];
}

function withdrawn(days: StoryDays): ExampleRequest[] {
  const sent = days.ago(210);
  return [{
    agency: 'lapd-oig', title: 'Reviews of plate readers', responsible: 'imani',
    items: [item('Reviews', 'Reviews of license-plate readers, with their attachments')],
    acts: [
      ...filedOnPortal(days, { agency: 'lapd-oig', on: sent, number: cityNumber(sent, 90041) }),
      fact('withdrawn', days.after(sent, 5), 'person', {}, { note: 'The reviews are published; nothing more is wanted.' }),
    ],
  }];
}
