import { describe, expect, test } from '@jest/globals';
import { readReply } from '../../../server/features/replies/reading/read-reply.js';
import { REPLY_KINDS } from '../../../server/features/replies/reading/sign-types.js';
import { AGENCY_CASES } from './reading-cases-agencies.js';
import { REPLY_CASES } from './reading-cases.js';

const SENT_ON = '2026-03-10';
const read = (text: string, ours: readonly string[] = []) => readReply({ text, sentOn: SENT_ON, ours });
const kinds = (text: string, ours: readonly string[] = []) => read(text, ours).kinds.map(({ kind }) => kind);

describe('what a reply is', () => {
  test.each([...REPLY_CASES, ...AGENCY_CASES].map((one) => [one.labels, one.text.slice(0, 90).replaceAll('\n', ' '), one] as const))('%s: %s', (labels, _, { text, values }) => {
    const reading = read(text);
    expect(reading.kinds.map(({ kind }) => kind).toSorted()).toEqual(labels.split(' ').toSorted());
    const { exemptions, ...others } = values;
    for (const [name, value] of Object.entries(others)) expect([name, Object.entries(reading.values).find(([other]) => other === name)?.[1]]).toEqual([name, value]);
    if (exemptions) expect(reading.values.exemptions.toSorted()).toEqual(exemptions.toSorted());
  });

  test.each(AGENCY_CASES.filter(({ also }) => also.items ?? also.numbers).map((one) => [one.labels, one.text.slice(0, 90).replaceAll('\n', ' '), one] as const))('items and numbers of %s: %s', (_labels, _start, { text, also }) => {
    const { items, numbers } = read(text);
    if (also.items) expect(items.map(({ n, says }) => [n, says])).toEqual(also.items);
    if (also.numbers) expect(numbers.map(({ number }) => number)).toEqual(also.numbers);
  });

  test('every kind stands in the table', () => {
    const named = new Set(REPLY_CASES.flatMap(({ labels }) => labels.split(' ')));
    expect(REPLY_KINDS.filter((kind) => !named.has(kind))).toEqual([]);
  });

  test('a bounce known from its headers needs no words', () => {
    expect(readReply({ text: 'Hello.', sentOn: null, automatic: true }).kinds.map(({ kind }) => kind)).toEqual(['bounce_auto_reply']);
    expect(readReply({ text: 'I will answer soon.', subject: 'Automatic reply: your request', sentOn: null }).kinds.map(({ kind }) => kind)).toEqual(['bounce_auto_reply']);
  });
});

describe('what is set aside', () => {
  test('our own letter, repeated without a mark, says nothing', () => {
    const ours = 'We request every record about automated licence plate readers. Records withheld as exempt must be named, with the section that exempts them, and fees above twenty dollars need our consent first.';
    const text = `We received your request on March 9, 2026.\n\n${ours}`;
    expect(kinds(text, [ours])).toEqual(['acknowledgement']);
    expect(read(text, [ours]).aside.map(({ kind }) => kind)).toContain('echo');
  });

  test('an answer between the lines of a repeated request is read, each item by itself', () => {
    const reading = read(
      'The City received the following records request from you:\n\n1. All contracts with Flock Safety.\n\nResponsive - see attached.\n\n2. Any and all query logs since 2024.\n\nThese logs are exempt from disclosure under Gov. Code § 7923.600.\n\n3. All training records.\n\nNo responsive records.\n',
    );
    expect(reading.items.map(({ n, says }) => [n, says])).toEqual([[1, 'provided'], [2, 'withheld'], [3, 'none']]);
    expect(reading.items[1]?.sentence.text).toContain('exempt from disclosure');
  });

  test('the parts cover the text: quotes, signature and notice are named', () => {
    const text = 'The manual is attached.\n\nKind regards,\nPat Doe\n\nCONFIDENTIALITY NOTICE: for the addressee only.\n\nOn Mon, Mar 9, 2026 at 9:00 AM Ilse <i@example.org> wrote:\n> Please deny nothing.\n';
    expect(read(text).aside.map(({ kind }) => kind)).toEqual(['signature', 'notice', 'quoted']);
  });
});

describe('items', () => {
  test.each([
    ['We will produce records for items 1 and 2, but item 3 is exempt from disclosure under Gov. Code § 7923.600.', [[1, 'will_disclose'], [2, 'will_disclose'], [3, 'withheld']]],
    ['Items 1–3 have been uploaded to the portal. No responsive records were found for item 5.', [[1, 'provided'], [2, 'provided'], [3, 'provided'], [5, 'none']]],
    ['Request No. 4: We do not maintain any such list.', [[4, 'none']]],
    ['The records for item 2 are attached. Other records under item 2 are withheld as privileged.', [[2, 'partly']]],
    ['Your request 26-4411 has been closed.', []],
  ])('%s', (text, items) => {
    expect(read(text).items.map(({ n, says }) => [n, says])).toEqual(items);
  });
});

describe('numbers', () => {
  test.each([
    ['Your request has been assigned number 26-4411.', ['26-4411']],
    ['We received your request. Reference # W012345-030926.', ['W012345-030926']],
    ['ICE has received your FOIA request. It has been assigned case number 2026-ICFO-20001.', ['2026-ICFO-20001']],
    ['The FBI has received your request and assigned it FOIPA Request Number 1654321-000.', ['1654321-000']],
    ['We received your request on 3-9-2026. Call 213-555-0100 with questions.', []],
    ['We received your request dated March 9, 2026.', []],
  ])('%s', (text, numbers) => {
    const reading = read(text);
    expect(reading.numbers.map(({ number }) => number)).toEqual(numbers);
    for (const { number, start, end } of reading.numbers) expect(text.slice(start, end)).toBe(number);
  });
});

describe('sections of law', () => {
  test.each([
    ['It is exempt under section 1040 of the Evidence Code.', ['Evid. Code 1040']],
    ['Withheld under Exemptions 6, 7(C) and 7(E).', ['5 U.S.C. 552(b)(6)', '5 U.S.C. 552(b)(7)(C)', '5 U.S.C. 552(b)(7)(E)']],
    ['Records are exempt (Pen. Code, § 832.7, subd. (b)(6)).', ['Penal Code 832.7(b)(6)']],
    ['It is denied under Government Code sections 7923.600 and 7927.705; a determination was due under § 7922.535.', ['Gov. Code 7923.600', 'Gov. Code 7927.705']],
    ['Denied under Civ. Code § 1798.90.55(b).', ['Civ. Code 1798.90.55(b)']],
  ])('%s', (text, exemptions) => {
    expect(read(text).values.exemptions).toEqual(exemptions);
  });
});

test('what has weight and was not understood is named', () => {
  const reading = read('Thank you for your patience. The audit of June 3, 2025 touched upon retention of these tables.');
  expect(reading.unread.map(({ text }) => text)).toEqual(['The audit of June 3, 2025 touched upon retention of these tables.']);
  expect(read('We received your request on March 9, 2026.').unread).toEqual([]);
});

test.each([
  ['We will provide the records within 14 days.', true], ['You should hear from us within fourteen (14) business days.', true], ['We expect to answer in two weeks.', true],
  ['You will need to pay the deposit within 14 days.', false], ['If you do not answer, this request will be closed within 14 days.', false],
])('a length of time promised names no day and is left to a person: %s', (text, left) => {
  const reading = read(text);
  expect(reading.unread.map((sentence) => sentence.text)).toEqual(left ? [text] : []);
  expect(reading.values.estimatedDate).toBeUndefined();
});
