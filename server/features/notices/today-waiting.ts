import { formatShortDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import type { TodayData, WaitingLetter } from './today.queries.js';
import type { WaitingRow } from './today.view.js';

/** What waits for a person, most harmful first: letters that did not go, messages to read and to place, receipts to confirm, uploads to release, drafts. */
export function waitingRows(data: TodayData): WaitingRow[] {
  const row = (on: { requestId: string; number: string; title: string; agency: string }) => ({ title: on.title, href: `/requests/${on.requestId}`, number: on.number, agency: on.agency });
  const letters = [...data.letters].sort((a, b) => HARM[a.state] - HARM[b.state]);
  return [
    ...letters.map((letter): WaitingRow => ({ ...row(letter), ...letterWords(letter), since: letter.since.toISOString(), about: null, action: { href: `/letters/${letter.letterId}`, label: letterAction(letter.state) } })),
    ...data.messages.map((message): WaitingRow => ({
      ...row(message), kind: 'reply', since: message.since.toISOString(), about: message.from,
      says: t('A message that nobody has read through. It moves nothing until a person records what it says.'),
      action: { href: `/requests/${message.requestId}/messages/${message.messageId}`, label: t('Read it') },
    })),
    ...(data.held ? [penRow(data.held)] : []),
    ...data.receipts.map((receipt): WaitingRow => ({
      ...row(receipt), kind: 'receipt', since: null, about: t('presumed {date}', { date: formatShortDate(receipt.date) }),
      says: t('Its clock runs on a presumed receipt, which makes nobody late. Confirm when {agency} received it.', { agency: receipt.agency }),
      action: { href: `/requests/${receipt.requestId}/record/receipt`, label: t('Confirm receipt') },
    })),
    ...data.uploads.map((uploads): WaitingRow => ({
      ...row(uploads), kind: 'release', since: uploads.since.toISOString(), about: t.count(uploads.count, '{n} document', '{n} documents'),
      says: uploads.by ? t('Uploaded by {name}. Other volunteers see nothing until you release it.', { name: uploads.by }) : t('Volunteers see nothing until you release it.'),
      action: { href: `/documents?show=to-release&request=${uploads.requestId}`, label: t('Check and release') },
    })),
    ...data.drafts.map((draft): WaitingRow => ({
      ...row(draft), kind: 'draft', since: draft.since.toISOString(), about: null, says: t('Being written. Nothing has been sent and no clock runs.'),
      action: { href: `/requests/${draft.requestId}`, label: t('Go on writing') },
    })),
  ];
}

/** Mail nobody could place belongs to no request, so that it waits for everybody of the group. */
function penRow(held: NonNullable<TodayData['held']>): WaitingRow {
  return {
    kind: 'holding', title: t.count(held.count, '{n} message without a request', '{n} messages without a request'), href: '/replies?show=held', number: '', agency: '', since: held.since.toISOString(), about: null,
    says: t('Tenday could not tell for certain where it belongs. It may be the answer somebody waits for.'), action: { href: '/replies?show=held', label: t('Open the pen') },
  };
}

const HARM: Readonly<Record<WaitingLetter['state'], number>> = { uncertain: 0, refused: 1, not_sent: 2 };

function letterWords(letter: WaitingLetter): Pick<WaitingRow, 'kind' | 'says'> {
  if (letter.state === 'uncertain') return { kind: 'sending-unclear', says: t('The connection broke while it was being sent. Find out whether it went; it is never sent again by itself.') };
  if (letter.state === 'refused') return { kind: 'not-sent', says: letter.error ? t('The mail server refused it: {error}. Nothing went out.', { error: letter.error }) : t('The mail server refused it. Nothing went out.') };
  return { kind: 'not-sent', says: t('Nothing went out, and no clock runs. Send it, or carry it there yourself and record that.') };
}

function letterAction(state: WaitingLetter['state']): string {
  return state === 'uncertain' ? t('Say what happened') : t('Choose a channel');
}
