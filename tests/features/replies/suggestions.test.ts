import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factDetails } from '../../../server/features/deadlines/fact-types.js';
import { readReply } from '../../../server/features/replies/reading/read-reply.js';
import type { RequestToSuggestFor, SuggestedFact } from '../../../server/features/replies/reading/suggestion-types.js';
import { suggestFacts } from '../../../server/features/replies/reading/suggestions.js';
import { REPLY_CASES } from './reading-cases.js';

const SENT_ON = '2026-03-10';
const request = (over: Partial<RequestToSuggestFor> = {}): RequestToSuggestFor => ({ law: 'CPRA', items: [1, 2, 3].map((n) => ({ n })), facts: [], agencyNumbers: [], sentOn: SENT_ON, ...over });
const suggest = (text: string, over: Partial<RequestToSuggestFor> = {}): SuggestedFact[] => suggestFacts(readReply({ text, sentOn: SENT_ON }), request(over));
const keys = (text: string, over: Partial<RequestToSuggestFor> = {}) => suggest(text, over).map(({ key }) => key);
const stands = (type: string, details: unknown = {}) => ({ type, date: '2026-03-01', presumed: false, details });

describe('receipt and acknowledgement', () => {
  const text = 'We received your request on March 9, 2026. It has been assigned number 26-4411.';

  test('the day they had it moves dates; the number stands with the acknowledgement', () => {
    expect(suggest(text)).toMatchObject([{ type: 'received', date: '2026-03-09', moves: true, agencyNumber: null }, { type: 'acknowledged', date: SENT_ON, moves: false, agencyNumber: '26-4411' }]);
  });

  test('what is confirmed or noted already is not suggested again', () => {
    expect(suggest(text, { facts: [stands('received'), stands('acknowledged')], agencyNumbers: ['26-4411'] })).toEqual([]);
    expect(suggest(text, { facts: [{ ...stands('received'), presumed: true }] })[0]?.key).toBe('received');
  });

  test('the day on our letter is not the day it came', () => {
    expect(keys('ICE has received your request dated March 2, 2026, and it has been assigned control number 2026-ICFO-12345.')).toEqual(['acknowledged']);
  });
});

describe('extensions and promises', () => {
  test('an extension with its reason and its day, and no promise beside it', () => {
    const [notice, ...others] = suggest('The City is extending its time to respond until March 24, 2026 because the request asks for a voluminous amount of records.');
    expect(notice).toMatchObject({ type: 'extension_notice', moves: true, details: { specifiedDate: '2026-03-24', ground: 'voluminous' }, missing: [] });
    expect(others).toEqual([]);
  });

  test('one without a reason asks for it', () => {
    expect(suggest('We need a 14-day extension to respond.')).toMatchObject([{ type: 'extension_notice', details: { specifiedDate: null, ground: 'none_stated' }, missing: ['ground'] }]);
  });

  test('a day far below the notice is no part of it but a promise', () => {
    const text = 'We are extending the time to respond by 14 days.\n\nThe reason is the volume.\n\nA search is under way.\n\nThree units are asked.\n\nThe analyst is Pat Doe.\n\nThe records will be ready on May 4, 2026.';
    expect(suggest(text)).toMatchObject([{ key: 'extension_notice', details: { specifiedDate: null } }, { key: 'promise:records', details: { by: '2026-05-04' }, moves: false }]);
  });

  test('a moved date is a promise with their words; the next update is one of its own', () => {
    expect(suggest('The new estimated date is May 6, 2026. We will send you an update by April 20, 2026.')).toMatchObject([
      { key: 'promise:records', details: { of: 'records', by: '2026-05-06', says: 'The new estimated date is May 6, 2026.' } }, { key: 'promise:update', details: { of: 'other', about: 'update', by: '2026-04-20' } },
    ]);
  });

  test('every day promised is a promise of its own, for the items its sentence names', () => {
    expect(suggest('We expect to send the audits by April 3, 2026. The emails will take longer: expect them by May 1, 2026, and the videos no later than June 5, 2026.').filter(({ type }) => type === 'promise')).toMatchObject([
      { key: 'promise:records', details: { by: '2026-04-03' } }, { key: 'promise:records:2026-05-01', details: { by: '2026-05-01' } }, { key: 'promise:records:2026-06-05', details: { by: '2026-06-05' } },
    ]);
  });

  test('a date that moved is promised for the new day only, and once', () => {
    const text = 'The estimated completion date for your request has been moved from March 13, 2026 to April 17, 2026. You will have the records by April 17, 2026.';
    expect(suggest(text).filter(({ type }) => type === 'promise')).toMatchObject([{ key: 'promise:records', details: { by: '2026-04-17' } }]);
  });

  test('an extension of more than fourteen days keeps the day it names', () => {
    expect(suggest('The City is extending its time to respond by thirty (30) days, to April 20, 2026.')).toMatchObject([
      { type: 'extension_notice', details: { specifiedDate: '2026-04-20', ground: 'none_stated' }, missing: ['ground'] },
    ]);
  });

  test.each(['We should have them for you the week of April 6.', 'You will have the records by the end of the month.', 'We expect to send them within 14 days.', 'The logs should be ready in early May.'])('a time that is no day promises none: %s', (text) => {
    expect(suggest(text).filter(({ type }) => type === 'promise')).toEqual([]);
  });

  test('a week or a season is left for a person to read', () => {
    expect(readReply({ text: 'We should have them for you the week of April 6.', sentOn: SENT_ON }).unread).toHaveLength(1);
  });

  test('a day without its year is the nearest to the message', () => {
    expect(suggest('You will have the records by January 8.', { sentOn: SENT_ON }).filter(({ type }) => type === 'promise')).toEqual([]);
    expect(suggest('You will have the records by 4/8.').filter(({ type }) => type === 'promise')).toMatchObject([{ details: { by: '2026-04-08' } }]);
  });

  test('a day promised for one item is no other’s', () => {
    expect(suggest('We have determined that item 1 is disclosable. Records for item 2 will be produced by April 10, 2026.')).toMatchObject([
      { type: 'determination', details: { items: [{ n: 1, outcome: 'disclose', promisedFor: null }, { n: 2, outcome: 'disclose', promisedFor: '2026-04-10' }] } },
    ]);
  });
});

describe('answers', () => {
  test('item by item, each for itself', () => {
    const text = 'We will produce records for item 1 by April 10, 2026. Item 2 is denied because it is exempt under Gov. Code § 7923.600. No responsive records were found for item 3. Captain Ana Lopez is responsible for this determination.';
    expect(suggest(text)).toMatchObject([
      { type: 'determination', moves: true, details: { items: [{ n: 1, outcome: 'disclose', promisedFor: '2026-04-10' }, { n: 3, outcome: 'none_found' }] }, missing: [] },
      { type: 'denial', moves: true, details: { items: [2], exemptions: ['Gov. Code 7923.600'], inWriting: true, groundsGiven: true, nameGiven: true, titleGiven: true }, missing: [] },
    ]);
  });

  test('a denial says which parts of Gov. Code § 7922.540 are not there', () => {
    expect(suggest('Your request is denied.')).toMatchObject([{ type: 'denial', details: { items: [], groundsGiven: false, nameGiven: false, titleGiven: false } }]);
  });

  test('a refusal in part that names no items waits for a person to choose them', () => {
    expect(suggest('The agreements are attached. Query logs are exempt from disclosure under Gov. Code § 7923.600.').find(({ type }) => type === 'denial')).toMatchObject({ details: { items: [] }, missing: ['items'] });
  });

  test('“no records” under the last of the repeated items is about all of them', () => {
    const text = 'You requested the following:\n\n1. All agreements with Flock Safety.\n\n2. Any and all audit logs.\n\nWe searched and found no responsive records.';
    expect(suggest(text, { items: [{ n: 1 }, { n: 2 }] })).toMatchObject([{ type: 'determination', details: { items: [{ n: 1, outcome: 'none_found' }, { n: 2, outcome: 'none_found' }] }, missing: ['items'] }]);
  });

  test('records are complete only where they close and nothing more is to come', () => {
    const only = { items: [{ n: 1 }] };
    expect(suggest('The records are attached.', only)).toMatchObject([{ type: 'produced', details: { items: [{ n: 1, complete: false }] }, moves: false }]);
    expect(suggest('The records are attached. This completes our response.', only)).toMatchObject([{ type: 'produced', details: { items: [{ n: 1, complete: true }] }, moves: true }, { type: 'closed' }]);
    expect(suggest('The records are attached.')).toMatchObject([{ type: 'produced', details: { items: [] }, missing: ['items'] }]);
  });

  test('an item the request does not have is left out', () => {
    expect(suggest('No responsive records were found for item 9.', { items: [{ n: 1 }] })).not.toContainEqual(expect.objectContaining({ details: expect.objectContaining({ items: [expect.objectContaining({ n: 9 })] }) }));
  });

  test('the day they closed it, where they name one', () => {
    expect(suggest('Your request was closed on March 6, 2026.')).toMatchObject([{ type: 'closed', date: '2026-03-06', details: { by: 'agency' }, moves: false }]);
    expect(keys('Your request has been closed.', { facts: [stands('closed')] })).toEqual([]);
  });
});

describe('answers that decide nothing', () => {
  test.each([
    ['Please clarify what you mean in item 2.', { what: 'clarification_asked', items: [2], asks: 'meaning' }],
    ['Your request is overly broad. Please narrow it to a date range.', { what: 'clarification_asked', asks: 'narrow' }],
    ['The estimated cost is $120.00.', { what: 'fee_estimate', amount: 12_000 }],
    ['The records you requested can be downloaded here: https://example.org/files/1.', { what: 'link_given', url: 'https://example.org/files/1' }],
    ['Please submit your request to the Los Angeles County Sheriff’s Department.', { what: 'held_elsewhere', holder: 'Los Angeles County Sheriff’s Department' }],
    ['The Department is not required to create a new record or list to answer item 3.', { what: 'no_duty_to_create', items: [3] }],
  ])('%s', (text, details) => {
    const found = suggest(text).find(({ type }) => type === 'response');
    expect(found).toMatchObject({ details, moves: false });
  });

  test('a sign-in page is no link to records', () => {
    expect(keys('A document was released. Log in to https://example.org/portal to view it.')).not.toContain('response:link_given');
  });
});

describe('a link that ends', () => {
  const reminders = (text: string) => suggest(text).flatMap((one) => (one.type === 'reminder' ? [{ key: one.key, on: one.details.on, says: one.details.says }] : []));
  const URL = 'https://files.example.org/s/k9XbTq72mmLqP0';

  test.each([
    [`The records are ready. Download them here: ${URL} This link expires on March 20, 2026.`, '2026-03-19', 'Fetch the records before their link ends on Fri, Mar 20, 2026.'],
    ['Your files will be available for download until April 1, 2026.', '2026-03-31', 'Fetch the records before their link ends on Wed, Apr 1, 2026.'],
    [`Here is the link to the files: ${URL}\n\nIt expires in 14 days.`, '2026-03-23', 'Fetch the records before their link ends on Tue, Mar 24, 2026, counted as 14 days from the day of the message.'],
    ['The download will be available for thirty (30) days.', '2026-04-08', 'Fetch the records before their link ends on Thu, Apr 9, 2026, counted as thirty (30) days from the day of the message.'],
    ['After March 20, 2026 the link will no longer work.', '2026-03-19', 'Fetch the records before their link ends on Fri, Mar 20, 2026.'],
    ['Please download the footage within 72 hours.', '2026-03-12', 'Fetch the records before their link ends on Fri, Mar 13, 2026, counted as 72 hours from the day of the message.'],
    ['The link expires in 36 hours.', '2026-03-11', 'Fetch the records before their link ends on Wed, Mar 11, 2026, counted as 36 hours from the day of the message.'],
    ['The link expires tomorrow, March 11, 2026.', '2026-03-11', 'Fetch the records before their link ends on Wed, Mar 11, 2026.'],
  ])('%s', (text, on, says) => {
    expect(reminders(text)).toEqual([{ key: 'reminder:link_ends', on, says }]);
    expect(keys(text)).not.toContain('promise:records');
  });

  test.each([
    'The link does not expire.', 'The files will be available through the download page by May 4, 2026.', 'The records will be available for download by May 4, 2026.', 'The records are not available for download until May 4, 2026.', 'Your request expires on March 20, 2026.',
    'The link to pay the invoice expires on March 20, 2026.', 'The link expired on March 2, 2026.', 'The records may be inspected at our office until March 20, 2026.',
  ])('nothing of: %s', (text) => expect(reminders(text)).toEqual([]));

  test('its sentence is understood, and two days are two reminders', () => {
    const text = `The link expires on March 20, 2026.\n\nThe link to the videos expires on March 27, 2026.`;
    expect(reminders(text).map(({ key }) => key)).toEqual(['reminder:link_ends', 'reminder:link_ends:2026-03-27']);
    expect(readReply({ text, sentOn: SENT_ON }).unread).toEqual([]);
  });
});

describe('FOIA', () => {
  const foia = { law: 'FOIA' as const };
  test('a question and a fee stop the clock, so they move dates', () => {
    expect(suggest('Please clarify which office you mean. The estimated fee is $75.00.', foia)).toMatchObject([{ key: 'federal:information_asked', moves: true }, { key: 'federal:fee_asked', moves: true }]);
  });
  test('a refused waiver refuses no records', () => {
    expect(suggest('Your request for a fee waiver is denied.', foia)).toMatchObject([{ key: 'federal:waiver_decided', details: { granted: false } }]);
  });
  test('an appeal is decided only where one was sent', () => {
    const text = 'Your appeal is granted in part, and your request is remanded for a further search.';
    expect(keys(text, foia)).not.toContain('federal:appeal_decided');
    expect(suggest(text, { ...foia, facts: [stands('federal', { what: 'appeal_sent' })] })).toContainEqual(expect.objectContaining({ key: 'federal:appeal_decided', details: { what: 'appeal_decided', outcome: 'partly' } }));
  });
});

test('bounces, absences and advertising suggest nothing', () => {
  const none = REPLY_CASES.filter(({ labels }) => labels === 'bounce_auto_reply' || labels === 'unrelated');
  expect(none.length).toBeGreaterThan(5);
  for (const { text } of none) expect(suggest(text)).toEqual([]);
});

test('of any message: keys once each, spans its own words, details a fact can be recorded with once what is missing is filled in', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...REPLY_CASES.map(({ text }) => text)), { minLength: 1, maxLength: 3 }), fc.constantFrom('CPRA' as const, 'FOIA' as const), (texts, law) => {
      const text = texts.join('\n\n');
      const all = suggest(text, { law });
      expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
      for (const one of all) {
        expect(text.slice(one.span.start, one.span.end).replaceAll(/\s+/g, ' ')).toBe(one.sentence);
        if (!one.missing.some((field) => field === 'holder' || field === 'where')) expect(factDetails[one.type].safeParse(one.details).error?.issues ?? []).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
