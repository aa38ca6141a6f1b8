import type { CivilDate } from '../../features/statutes/civil-date.js';
import { bureauNumber, customsNumber, federalNumber } from './agency-numbers.js';
import { type Act, type ExampleRequest, fact, item, said } from './acts.js';
import { csvFile, pdfFile } from './files.js';
import type { StoryDays } from './story-days.js';

/** FOIA requests, each entered as already under way with its letter and its dates. */
export function federalRequests(days: StoryDays): ExampleRequest[] {
  return [...owed(days), ...answered(days)];
}

function entered(days: StoryDays, sentOn: CivilDate, number: string, wanted: string): Act {
  const letter = `To the FOIA office:\n\nUnder the Freedom of Information Act, 5 U.S.C. § 552, we request ${wanted}.\n\nPlease send records in the form in which they are kept, and tell us before any fee is charged.\n\nBayside Records Collective (example)`;
  return { kind: 'enter', on: days.after(sentOn, 2), channel: 'portal', sentOn, receivedOn: sentOn, numbers: [number], letter };
}

function owed(days: StoryDays): ExampleRequest[] {
  const [ice, cbp, soon, fbi] = [days.lateBy('ice', 9), days.lateBy('cbp', 30), days.ago(13), days.ago(33)];
  return [
    {
      agency: 'ice', title: 'Plate-reader queries through local agencies', responsible: 'maren',
      items: [item('Agreements', 'Agreements with local agencies on license-plate data'), item('Counts', 'The number of queries by month')],
      acts: [entered(days, ice, federalNumber('ICFO', ice, 90317), 'agreements with local agencies on license-plate data, and the number of queries by month')],
    },
    {
      agency: 'cbp', title: 'Access to local plate readers', responsible: 'tobias',
      items: [item('Accounts', 'The number of accounts held in local license-plate reader systems')],
      acts: [entered(days, cbp, customsNumber(cbp, 90208), 'the number of accounts held in local license-plate reader systems'), fact('acknowledged', days.after(cbp, 7), 'message', {})],
    },
    {
      agency: 'obim', title: 'Fingerprint searches from California', responsible: 'jun',
      items: [item('Counts', 'The number of fingerprint searches received from California, by month')],
      acts: [entered(days, soon, federalNumber('OBFO', soon, 90055), 'the number of fingerprint searches received from California, by month')],
    },
    {
      agency: 'fbi', title: 'Interfaces for booking fingerprints', responsible: 'imani',
      items: [item('Interface documents', 'Interface documents for booking fingerprints sent onward to other departments')],
      acts: [
        entered(days, fbi, bureauNumber(1990417), 'interface documents for booking fingerprints sent onward to other departments'),
        fact('extension_notice', days.after(fbi, 20), 'letter', { specifiedDate: null, ground: 'field_facilities' }, { note: 'The letter speaks of unusual circumstances.' }),
      ],
    },
  ];
}

function answered(days: StoryDays): ExampleRequest[] {
  const [part, rolling] = [days.ago(112), days.ago(140)];
  return [
    {
      agency: 'ice', title: 'Guidance on detainers', responsible: 'tobias',
      items: [item('Guidance', 'Guidance on detainers sent after a fingerprint match'), item('Forms', 'The forms in use, blank')],
      acts: [
        entered(days, part, federalNumber('ICFO', part, 90188), 'guidance on detainers sent after a fingerprint match, and the forms in use'),
        fact('determination', days.ago(68), 'letter', { items: [said(1, 'partly', days.ahead(11), 'They say methods of enforcement will be masked.'), said(2, 'disclose', days.ahead(11))] }, { file: pdfFile('determination-letter.pdf', 'Item 1 is granted in part, item 2 in full.') }),
      ],
    },
    {
      agency: 'obim', title: 'Data responses to local agencies', responsible: 'jun',
      items: [item('Message format', 'The format of the response sent to local agencies'), item('Counts', 'The number of responses by month')],
      acts: [
        entered(days, rolling, federalNumber('OBFO', rolling, 90031), 'the format of the response sent to local agencies, and the number of responses by month'),
        fact('determination', days.after(rolling, 27), 'message', { items: [said(1, 'disclose', days.after(rolling, 60)), said(2, 'disclose', days.ahead(8))] }),
        fact('produced', days.after(rolling, 61), 'portal', { items: [{ n: 1, complete: true }] }, { file: csvFile('message-fields.csv', ['field', 'meaning'], [['1', 'kind of response'], ['2', 'date'], ['3', 'masked']]) }),
      ],
    },
  ];
}
