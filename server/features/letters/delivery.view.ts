import type { Link, SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agency-profile.js';
import { channelWarnings } from './channel-warnings.js';
import { CHANNELS, type Channel, channelLabel } from './channels.js';
import type { FormProblems } from './compose.view.js';
import { letterFiles } from './letter.view.js';
import type { LetterDetail } from './letters.queries.js';
import { type PortalTextView, portalText } from './portal-text.view.js';

export interface DeliveryView extends FormProblems {
  readonly id: string;
  readonly request: Link;
  readonly letter: Link;
  readonly agency: string;
  readonly lede: string;
  readonly today: string;
  /** Only the request's own letter can be shown received. */
  readonly followUp: boolean;
  readonly channels: readonly (SelectOption & { readonly hint: string })[];
  readonly values: { readonly channel: string; readonly date: string; readonly agencyNumber: string; readonly receivedOn: string; readonly deliveredOn: string };
  readonly replyAddress: string;
  readonly files: readonly Link[];
  readonly portalText: PortalTextView;
}

export function deliveryView(
  letter: LetterDetail,
  around: { agency: AgencyProfile | null; today: string; typed: Readonly<Record<string, unknown>>; problem: FormProblems; limit: number | undefined },
): DeliveryView {
  const typed = (name: string, otherwise = '') => (typeof around.typed[name] === 'string' ? around.typed[name] : otherwise);
  return {
    ...around.problem, id: letter.id, request: { href: `/requests/${letter.request.id}`, label: letter.request.number },
    letter: { href: `/letters/${letter.id}`, label: t('Letter') }, agency: letter.agency, today: around.today, replyAddress: letter.replyAddress, files: letterFiles(letter),
    portalText: portalText(letter, { agency: around.agency, typed: around.limit, action: `/letters/${letter.id}/deliver` }),
    lede: letter.followUp
      ? t('Say what happened, with the day. It starts no clock: only the request itself does.')
      : t('Say what happened, with the day. The day starts the clock: receipt is presumed from it, unless something shows receipt.'),
    followUp: letter.followUp, channels: CHANNELS.map((channel) => ({ value: channel, label: channelLabel(channel), hint: hintOf(letter, around, channel) })),
    // The day is never chosen beforehand: it starts a clock.
    values: { channel: typed('channel', letter.channel), date: typed('date'), agencyNumber: typed('agencyNumber'), receivedOn: typed('receivedOn'), deliveredOn: typed('deliveredOn') },
  };
}

/** A way they refuse, or did not designate, is recorded all the same if the letter went by it; it is only said. */
function hintOf(letter: LetterDetail, { agency, today }: { agency: AgencyProfile | null; today: string }, channel: Channel): string {
  if (!agency) return '';
  return channelWarnings(agency, { channel, toAddress: '', followUp: letter.followUp, on: today }).join(' ');
}
