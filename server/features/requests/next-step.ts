import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { itemIsSettled } from './request-state.js';
import type { NextStepView } from './request-page.view.js';
import { type StandingFacts, isLate } from './where-it-stands.js';

/** What a next step is chosen from: where the request stands, and where things lie. */
export interface NextStepFacts extends StandingFacts {
  readonly requestId: string;
  /** The newest frozen letter. */
  readonly letterId: string | null;
  readonly responsible: string;
  /** A letter that fits now, is being written or waits to leave, with its reason; null when none does. */
  readonly proposed?: { readonly title: string; readonly why: string; readonly action: NextStepView['action'] } | null;
}

/** The page's other acts: the row of buttons for what the agency did. */
const SOMETHING_ELSE = () => ({ href: '#did', label: t('Something else') });

/**
 * The one step proposed now and why; null when there is nothing to do. Never proposes a fact's content: only where to record it.
 */
export function nextStep(facts: NextStepFacts): NextStepView | null {
  const at = `/requests/${facts.requestId}`;
  const { agency } = facts;
  switch (facts.state) {
    case 'draft':
      return {
        title: t('Finish the letter'), why: t('It is kept as it is now. Nothing leaves until you send it.'),
        action: { href: `${at}/compose/items`, label: t('Continue writing') }, other: null,
      };
    case 'not_sent':
      return facts.letter === 'queued' && facts.proposed ? { ...facts.proposed, other: null } : unsent(facts);
    case 'closed':
      return facts.proposed ? { ...facts.proposed, other: null } : null;
    case 'withdrawn':
      return null;
  }
  if (facts.proposed) return { ...facts.proposed, other: instead(facts) };
  if (facts.receipt === null || facts.receipt.presumed) {
    return {
      title: t('Confirm when {agency} received it', { agency }),
      why: facts.receipt ? t('The clock runs on a presumed receipt. Look at the portal, the reply or the delivery proof: only a confirmed day can make {agency} late.', { agency }) : t('No clock runs until the receipt is recorded.'),
      action: { href: `${at}/record/receipt`, label: t('Record the receipt') }, other: SOMETHING_ELSE(),
    };
  }
  return facts.owed ? waiting(facts, facts.owed.due) : afterAnswer(facts);
}

/** Beside a letter stands what would make it needless: recording what came. */
function instead(facts: NextStepFacts): NextStepView['other'] {
  const at = `/requests/${facts.requestId}/record`;
  if (facts.receipt === null || facts.receipt.presumed) return { href: `${at}/receipt`, label: t('Record the receipt') };
  return facts.owed ? { href: `${at}/determined`, label: t('Record their answer') } : { href: `${at}/produced`, label: t('Record what came') };
}

function unsent(facts: NextStepFacts): NextStepView {
  const letter = { href: facts.letterId ? `/letters/${facts.letterId}` : '/outbox', label: t('Open the letter') };
  switch (facts.letter) {
    case 'queued':
    case 'sending':
      return { title: t('Wait a moment'), why: t('The mail server is being offered the letter. This page will say when it has gone.'), action: null, other: letter };
    case 'uncertain':
      return { title: t('Look whether it went'), why: t('The connection broke off while the letter was handed over. Look into the sent mail or ask {agency}, then say what happened.', { agency: facts.agency }), action: letter, other: null };
    case 'refused':
      return { title: t('Choose another way'), why: t('The mail server refused the letter. Read what it said, then send it another way.'), action: letter, other: null };
    default:
      return { title: t('Send it by hand'), why: t('Copy, print or download the letter, send it, and record the day and the proof. The clock starts with its receipt.'), action: letter, other: null };
  }
}

function waiting(facts: NextStepFacts, due: string): NextStepView {
  const at = `/requests/${facts.requestId}`;
  const { agency } = facts;
  const record = { href: `${at}/record/determined`, label: t('Record their answer') };
  if (isLate(facts.owed, facts.today)) {
    return {
      title: t('Record what {agency} did, or write to them', { agency }),
      why: t('The last defensible day has passed. If an answer came, record it; if none did, {agency} can safely be called late.', { agency }),
      action: record, other: SOMETHING_ELSE(),
    };
  }
  if (due <= facts.today) {
    return { title: t('Look for an answer'), why: t('The determination was due by {date}. If it came, record it.', { date: formatDate(due) }), action: record, other: SOMETHING_ELSE() };
  }
  return {
    title: t('Wait for {agency}', { agency }),
    why: t('Nothing to do before {date}. {person} is told three days before, on the day and when it is late.', { date: formatDate(due), person: facts.responsible }),
    action: null, other: { href: '#did', label: t('Record what they did') },
  };
}

function afterAnswer(facts: NextStepFacts): NextStepView {
  const at = `/requests/${facts.requestId}`;
  const { agency, items } = facts;
  if (items.length > 0 && items.every((item) => itemIsSettled(item.state))) {
    return { title: t('Close the request'), why: t('Every item has been answered.'), action: { href: `${at}/record/closed`, label: t('Close request') }, other: SOMETHING_ELSE() };
  }
  const promised = items.flatMap((item) => (item.promisedFor && !itemIsSettled(item.state) ? [item.promisedFor] : [])).sort()[0];
  if (promised !== undefined && promised > facts.today) {
    return { title: t('Wait for the records'), why: t('{agency} promised them for {date}. That is its word, not the law.', { agency, date: formatDate(promised) }), action: null, other: { href: `${at}/record/produced`, label: t('Record what came') } };
  }
  if (facts.state === 'awaiting') return { title: t('Record what {agency} did', { agency }), why: t('No date is running. Record what came, so that one does.'), action: { href: `${at}/record/acknowledged`, label: t('Record an acknowledgement') }, other: SOMETHING_ELSE() };
  return {
    title: t('Record what came'),
    why: promised === undefined ? t('The determination is made and records are owed, without a date.') : t('The promised day, {date}, has passed.', { date: formatDate(promised) }),
    action: { href: `${at}/record/produced`, label: t('Record records received') }, other: SOMETHING_ELSE(),
  };
}
