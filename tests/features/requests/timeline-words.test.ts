import { describe, expect, test } from '@jest/globals';
import { tellEvent } from '../../../server/features/requests/timeline-words.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('an entry of the timeline in words', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['request.created', { number: 'TD-2026-0001', title: 'Plate readers', items: 2 }, 'Request begun', 'Plate readers'],
    ['request.renamed', { from: 'Old', to: 'New' }, 'Title', 'Old → New'],
    ['document.added', { n: 3, name: 'searches.pdf', size: 4, sha256: 'x' }, 'Document 3 added', 'searches.pdf'],
    ['document.released', { n: 3, name: 'searches.pdf' }, 'Document 3 released', 'searches.pdf: kept from volunteers → released to them'],
    ['letter.sent', { channel: 'email', to: 'records@agency.example', attempt: 1, server: '250 ok' }, 'Letter sent', 'by e-mail, records@agency.example'],
    ['letter.delivered', { channel: 'post', date: '2026-10-26', proof: true }, 'Letter delivered by hand', 'by post, Mon, Oct 26, 2026, with proof'],
    ['letter.refused', { channel: 'email', server: '550 no such box' }, 'Letter refused by the mail server', '550 no such box'],
    ['fact.recorded', { fact: 'received', date: '2026-10-26', basis: 'portal', presumed: false, time: '10:05' }, 'Receipt', '**Mon, Oct 26, 2026**, 10:05, portal receipt'],
    ['fact.recorded', { fact: 'received', date: '2026-10-26', basis: 'presumed', presumed: true }, 'Receipt', 'presumed, Mon, Oct 26, 2026'],
    ['deadline.set', { rule: 'cpra.determination', owner: 'agency', to: '2026-11-05', presumed: true, reason: 'Letter sent.' }, 'Determination due', 'Thu, Nov 5, 2026, from a presumed receipt. Letter sent.'],
    ['deadline.moved', { rule: 'cpra.determination', owner: 'agency', from: '2026-11-05', to: '2026-11-19', reason: 'Extended.' }, 'Determination due', 'Thu, Nov 5, 2026 → Thu, Nov 19, 2026. Extended.'],
    ['deadline.moved', { rule: 'cpra.determination', owner: 'agency', from: '2026-11-05', to: '2026-11-05', safeFrom: '2026-11-05', safeTo: '2026-11-06' }, 'Determination due', 'safe to call late after Thu, Nov 5, 2026 → Fri, Nov 6, 2026'],
    ['deadline.confirmed', { rule: 'cpra.determination', owner: 'agency', to: '2026-11-05' }, 'Determination due', 'presumed → confirmed, Thu, Nov 5, 2026'],
    ['deadline.met', { rule: 'foia.appeal', owner: 'requester', closedOn: '2026-11-05' }, 'FOIA appeal, our date', 'open → met on Thu, Nov 5, 2026'],
  ])('%s %j', (type, words, what, change) => {
    const told = tellEvent({ type, words });
    expect([told.what, plain(told.change)]).toEqual([what, change]);
  });

  test('of a kind not known here is shown plainly, not left out', () => {
    expect(tellEvent({ type: 'person.role-changed', words: { name: 'Ida', from: 'advocate', to: 'lawyer' } })).toEqual({ what: 'Person: role changed', change: 'advocate → lawyer, name: Ida' });
    expect(tellEvent({ type: 'constructor', words: {} })).toEqual({ what: 'Constructor', change: '' });
  });

  test('whose words were erased says so', () => {
    expect(tellEvent({ type: 'request.renamed', words: null })).toEqual({ what: 'Request: renamed', change: 'The words of this entry were erased; its place in the chain is kept.' });
  });

  test('with words missing or of another kind still says something', () => {
    expect(tellEvent({ type: 'deadline.moved', words: {} }).change).toEqual(expect.any(String));
    expect(tellEvent({ type: 'fact.recorded', words: { date: 'soon', fact: 7 } }).what).toBe('7');
  });

  test('never lets somebody’s words become stress', () => {
    expect(tellEvent({ type: 'request.renamed', words: { from: 'a', to: '**loud**' } }).change).toBe('a → * *loud* *');
  });
});
