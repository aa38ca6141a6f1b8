import type { Link, SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { CHANNELS, channelLabel } from './channels.js';
import type { FormProblems } from './compose.view.js';
import type { LetterDetail } from './letters.queries.js';

export interface DeliveryView extends FormProblems {
  readonly id: string;
  readonly request: Link;
  readonly letter: Link;
  readonly agency: string;
  readonly today: string;
  readonly channels: readonly SelectOption[];
  readonly values: { readonly channel: string; readonly date: string; readonly agencyNumber: string; readonly receivedOn: string; readonly deliveredOn: string };
  readonly replyAddress: string;
}

export function deliveryView(
  letter: LetterDetail,
  around: { today: string; typed: Readonly<Record<string, unknown>>; problem: FormProblems },
): DeliveryView {
  const typed = (name: string, otherwise = '') => (typeof around.typed[name] === 'string' ? around.typed[name] : otherwise);
  return {
    ...around.problem, id: letter.id, request: { href: `/requests/${letter.request.id}`, label: letter.request.number },
    letter: { href: `/letters/${letter.id}`, label: t('Letter') }, agency: letter.agency, today: around.today, replyAddress: letter.replyAddress,
    channels: CHANNELS.map((channel) => ({ value: channel, label: channelLabel(channel) })),
    // The day is never chosen beforehand: it starts a clock.
    values: { channel: typed('channel', letter.channel), date: typed('date'), agencyNumber: typed('agencyNumber'), receivedOn: typed('receivedOn'), deliveredOn: typed('deliveredOn') },
  };
}
