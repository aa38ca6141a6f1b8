import { civilDateOf, formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { type AgencyProfile, refusalOf } from '../agencies/agency-profile.js';
import type { Bouncing } from '../agencies/bouncing.queries.js';
import { CHANNELS, type Channel, channelWords } from './channels.js';

export interface Sending {
  readonly channel: Channel;
  /** '' when not given. */
  readonly toAddress: string;
  /** Whether it is the request itself; a later letter starts no clock whatever its way. */
  readonly followUp: boolean;
  /** The day it would be received, `YYYY-MM-DD` at the agency. */
  readonly on: string;
}

/** From receipts of this day on AB 1821 (2026) might apply, if it became law: not verified. */
const AB_1821_SINCE = '2027-01-01';

/** What to know before a letter goes this way, or after it went: that they refuse it, or that they designated another. Pure. */
export function channelWarnings(agency: Pick<AgencyProfile, 'shortName' | 'statute' | 'channels' | 'refuses'>, sending: Sending): string[] {
  const refusal = refusalOf(agency, sending.channel);
  if (refusal) return [t('{agency} takes nothing {how}: {why}', { agency: agency.shortName, how: channelWords(sending.channel), why: refusal.why })];
  const designated = agency.channels.filter((entry) => entry.designated === true);
  if (designated.length === 0 || designated.some((entry) => isThatWay(entry, sending))) return [];
  const ways = [...new Set(designated.map((entry) => `${channelWords(entry.kind)} (${entry.value})`))];
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(ways);
  const first = t('{agency} designated other ways: {ways}. A letter by another way may lie unread.', { agency: agency.shortName, ways: list });
  if (sending.followUp || agency.statute !== 'CPRA' || sending.on < AB_1821_SINCE) return [first];
  return [first, t('If AB 1821 became law, which is not verified, a request sent another way from 2027 on may start no clock.')];
}

/** That our last letter to an address came back, when, and in the mail server's own words; the day as the reader's zone has it. */
export function bounceSays({ address, since, words }: Bouncing, zone: string): string {
  return t('{address} did not take our last letter, on {date}. The mail server said: “{words}”', { address, date: formatDate(civilDateOf(since, zone)), words });
}

function isThatWay(entry: { readonly kind: string; readonly value: string }, { channel, toAddress }: Sending): boolean {
  if (entry.kind !== channel) return false;
  return channel !== 'email' || toAddress.trim() === '' || entry.value.trim().toLowerCase() === toAddress.trim().toLowerCase();
}

/** The warnings of each way not refused: shown where the way is chosen. */
export function warningsByChannel(agency: AgencyProfile, sending: Omit<Sending, 'channel'>): ReadonlyMap<Channel, readonly string[]> {
  return new Map(CHANNELS.map((channel) => [channel, channelWarnings(agency, { ...sending, channel })]));
}
