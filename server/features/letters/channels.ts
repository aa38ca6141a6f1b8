import { t } from '../../platform/words.js';
import { type AgencyProfile, channelsOf } from '../agencies/agency-profile.js';

/** Ways a letter goes. E-mail leaves from here; the others a person carries and records. */
export const CHANNELS = ['email', 'portal', 'post', 'fax', 'in_person'] as const;
export type Channel = (typeof CHANNELS)[number];

export function isChannel(value: string): value is Channel {
  return (CHANNELS as readonly string[]).includes(value);
}

/** “by e-mail”, “on the agency’s portal”, as part of a sentence. */
export function channelWords(channel: string): string {
  const words: Record<Channel, () => string> = {
    email: () => t('by e-mail'), portal: () => t('on the agency’s portal'), post: () => t('by post'), fax: () => t('by fax'), in_person: () => t('in person'),
  };
  return isChannel(channel) ? words[channel]() : channel;
}

/** “E-mail”, “Portal”, as the label of a choice. */
export function channelLabel(channel: string): string {
  const labels: Record<Channel, () => string> = {
    email: () => t('E-mail'), portal: () => t('Portal'), post: () => t('Post'), fax: () => t('Fax'), in_person: () => t('In person'),
  };
  return isChannel(channel) ? labels[channel]() : channel;
}

/** The agency's address for a way of sending, the designated one first; '' when the directory knows none. */
export function addressFor(agency: { readonly channels: AgencyProfile['channels'] }, channel: Channel): string {
  return channelsOf(agency, channel)[0]?.value ?? '';
}

/** What an agency refuses, one entry a reason: “Not by e-mail, post or fax.” and why. */
export function refusalsOf(agency: { readonly refuses: AgencyProfile['refuses'] }): { title: string; says: string }[] {
  const kinds = new Map<string, string[]>();
  for (const { what, why } of agency.refuses) kinds.set(why, [...(kinds.get(why) ?? []), isChannel(what) ? channelWords(what) : t('by telephone')]);
  const or = new Intl.ListFormat('en', { type: 'disjunction' });
  return [...kinds].map(([says, ways]) => ({ title: t('Not {ways}.', { ways: or.format(ways) }), says }));
}
