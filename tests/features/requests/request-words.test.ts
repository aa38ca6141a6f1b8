import { expect, test } from '@jest/globals';
import { sectionAlone } from '../../../server/features/requests/request-words.js';
import { RULES } from '../../../server/features/statutes/rules.js';
import { workingReplyAddress } from '../../../server/features/requests/reply-address.js';

test.each([
  ['Cal. Gov. Code § 7922.535(b), (c); Gov. Code § 6800; CCP §§ 12, 12a', '§ 7922.535(b), (c)'],
  ['CCP § 338(a) (by analogy; unsettled)', 'CCP § 338(a) (by analogy; unsettled)'],
  ['28 U.S.C. § 2401(a); 5 U.S.C. § 552(a)(6)(C)(i)', '28 U.S.C. § 2401(a)'],
])('of “%s” a list shows “%s”', (citation, shown) => {
  expect(sectionAlone(citation)).toBe(shown);
});

test('no rule’s section is cut off within brackets', () => {
  for (const { citation } of RULES) {
    const shown = sectionAlone(citation);
    expect([citation, shown.split('(').length]).toEqual([citation, shown.split(')').length]);
  }
});

test('replies go to the request’s own address, without a reply domain to the group’s mailbox, and nowhere without either', () => {
  const address = (replyDomain: string, contactEmail: string) => workingReplyAddress({ replyToken: 'k7m2', replyDomain, contactEmail });
  expect([address('replies.example.org', 'desk@example.org'), address('localhost', ' desk@example.org '), address('localhost', ' ')]).toEqual(['k7m2@replies.example.org', 'desk@example.org', null]);
});
