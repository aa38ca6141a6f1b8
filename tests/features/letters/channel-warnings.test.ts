import { describe, expect, test } from '@jest/globals';
import { channelWarnings } from '../../../server/features/letters/channel-warnings.js';

const way = (kind: 'email' | 'portal' | 'post', value: string, designated: boolean | null) => ({ kind, value, designated, note: '', confidence: 'group' as const, source: '' });
const agency = { shortName: 'ZPD', statute: 'CPRA' as const, channels: [way('portal', 'requests.example', true), way('email', 'cpra@zpd.example', true), way('post', '1 Main Street', null)], refuses: [] };
const sending = { channel: 'post' as const, toAddress: '', followUp: false, on: '2026-11-24' };

describe('ways an agency designated', () => {
  test('another way is said, with those they designated', () => {
    expect(channelWarnings(agency, sending)).toEqual(['ZPD designated other ways: on the agency’s portal (requests.example) or by e-mail (cpra@zpd.example). A letter by another way may lie unread.']);
  });

  test.each([
    ['by a designated one', { ...sending, channel: 'portal' as const }],
    ['to the designated address, however written', { ...sending, channel: 'email' as const, toAddress: ' CPRA@zpd.example ' }],
    ['by e-mail while no address is given', { ...sending, channel: 'email' as const }],
  ])('nothing is said %s', (_, to) => {
    expect(channelWarnings(agency, to)).toEqual([]);
  });

  test('another address than the designated one is another way', () => {
    expect(channelWarnings(agency, { ...sending, channel: 'email', toAddress: 'chief@zpd.example' })).toHaveLength(1);
  });

  test('nothing is said where none is known to be designated', () => {
    expect(channelWarnings({ ...agency, channels: [way('portal', 'requests.example', null)] }, sending)).toEqual([]);
  });

  test('from 2027 on a CPRA request may start no clock that way, which is not verified; a later letter and FOIA are left out', () => {
    const [, bill] = channelWarnings(agency, { ...sending, on: '2027-01-01' });
    expect(bill).toMatch(/AB 1821 became law, which is not verified/);
    expect(channelWarnings(agency, { ...sending, on: '2026-12-31' })).toHaveLength(1);
    expect(channelWarnings(agency, { ...sending, on: '2027-01-01', followUp: true })).toHaveLength(1);
    expect(channelWarnings({ ...agency, statute: 'FOIA' }, { ...sending, on: '2027-01-01' })).toHaveLength(1);
  });

  test('a way they refuse is said with the reason, and nothing besides', () => {
    const refuses = [{ what: 'post' as const, why: 'Nobody opens it.', since: null, confidence: 'group' as const, source: '' }];
    expect(channelWarnings({ ...agency, refuses }, { ...sending, on: '2027-01-01' })).toEqual(['ZPD takes nothing by post: Nobody opens it.']);
  });
});
