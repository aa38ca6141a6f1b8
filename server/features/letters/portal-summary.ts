import { asSentence, oneLine } from './plain-words.js';

/** A request as its letter names it. */
export interface Summarized {
  readonly subject: string;
  readonly items: readonly { readonly n: number; readonly heading: string }[];
  readonly replyAddress: string;
}

/** One paragraph for the box of a portal that does not take the whole letter, which is then attached. In the letter's own language. Pure. */
export function portalSummary({ subject, items, replyAddress }: Summarized): string {
  const list = items.map(({ n, heading }) => `${n}. ${oneLine(heading).replace(/\.$/, '')}`).join('; ');
  return [asSentence(subject), 'The attached letter is the whole request.', items.length === 0 ? '' : `It asks for: ${list}.`, 'For each item it says where to search, the period and the format.', `Please reply to ${oneLine(replyAddress)}.`].filter((part) => part !== '').join(' ');
}
