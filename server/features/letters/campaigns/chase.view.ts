import type { Chip, Link, StateWord } from '../../../platform/views-parts.view.js';
import { t } from '../../../platform/words.js';
import type { FormProblems } from '../compose.view.js';
import { type LetterBlock, letterBlocks } from '../letter-blocks.js';
import { letterStateWord } from '../letter-state-words.js';
import type { LetterStateName } from '../letters.queries.js';
import type { ApprovedChase, Chase, ChaseAsk } from './chase.queries.js';
import { lengthOf } from './campaign-words.js';
import type { GridShow } from './campaigns.schemas.js';
import type { Campaign } from './campaigns.queries.js';

export interface ChaseView extends FormProblems {
  readonly campaign: Link & { readonly id: string };
  readonly lede: string;
  readonly show: GridShow;
  readonly after: number;
  readonly chips: readonly Chip[];
  /** Letters to read and approve. */
  readonly letters: readonly { readonly value: string; readonly number: string; readonly href: string; readonly agency: string; readonly title: string; readonly reason: string; readonly how: string; readonly blocks: readonly LetterBlock[] }[];
  readonly leftOut: readonly { readonly number: string; readonly href: string; readonly agency: string; readonly why: string }[];
  readonly more: string | null;
  readonly approved: readonly { readonly number: string; readonly href: string; readonly agency: string; readonly title: string; readonly state: StateWord; readonly note: string; readonly letter: string | null }[];
  /** Why none can be approved now; '' when they can. */
  readonly closed: string;
  readonly pace: string;
}

export function chaseView(campaign: Campaign, data: { chases: readonly Chase[]; next: number | null; approved: readonly ApprovedChase[]; ask: ChaseAsk }, problem: FormProblems): ChaseView {
  const { ask } = data;
  const at = `/campaigns/${campaign.id}/chase`;
  const letters = data.chases.flatMap((chase) => (chase.fits ? [chase] : []));
  const open = campaign.state === 'running' || campaign.state === 'done';
  return {
    ...problem, campaign: { id: campaign.id, href: `/campaigns/${campaign.id}`, label: campaign.name }, show: ask.show, after: ask.after, chips: chips(at, ask.show),
    lede: letters.length === 0 ? t('No letter is called for here now.') : t.count(letters.length, '{n} letter is called for on this page. Read it, then approve it.', '{n} letters are called for on this page. Read them, then approve them together.'),
    letters: letters.map((chase) => ({
      value: `${chase.requestId}|${chase.slug}|${chase.seen}`, number: chase.row.request?.number ?? '', href: `/requests/${chase.requestId}`, agency: chase.row.agency, title: chase.title, reason: chase.reason,
      how: chase.way.byHand === '' ? t('It goes by e-mail to {to}.', { to: chase.way.toAddress }) : t('A person carries it: {why}.', { why: chase.way.byHand.replace(/\.$/, '') }), blocks: letterBlocks(chase.letter.html),
    })),
    leftOut: data.chases.flatMap((chase) => (chase.fits ? [] : [{ number: chase.row.request?.number ?? '', href: `/requests/${chase.requestId}`, agency: chase.row.agency, why: chase.why }])),
    more: data.next === null ? null : `${at}?show=${ask.show}&after=${data.next}`,
    approved: data.approved.map((one) => ({ number: one.number, href: `/requests/${one.requestId}`, agency: one.agency, title: one.title, state: stateOf(one), note: one.problem, letter: one.letter ? `/letters/${one.letter.id}` : null })),
    closed: open ? '' : t('Letters are approved together while the campaign is under way or done.'), pace: lengthOf(campaign.paceSeconds),
  };
}

function chips(at: string, show: GridShow): Chip[] {
  const all: readonly (readonly [GridShow, string])[] = [['late', t('Late')], ['promised', t('Promised')], ['fee', t('Fee asked')], ['sent', t('All that went')]];
  return all.map(([name, label]) => ({ href: `${at}?show=${name}`, label, count: null, active: name === show }));
}

function stateOf({ place, letter }: ApprovedChase): StateWord {
  if (letter) return letterStateWord(letter.state as LetterStateName);
  if (place === 'failed') return { tone: 'problem', words: t('Not sent') };
  if (place === 'recalled') return { tone: 'closed', words: t('Taken back, not sent') };
  return { tone: 'quiet', words: t('Waits for its turn') };
}
