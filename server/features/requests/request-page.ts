import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Link } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { nextStep } from './next-step.js';
import { clockRows, owedFirst, pausedOn, receiptOf } from './request-page-clocks.js';
import { documentRows } from './request-page-documents.js';
import { itemRows, itemsSummary } from './request-page-items.js';
import { earlierMessages, thread } from './request-page-thread.js';
import type { ReceiptView, RequestPageView } from './request-page.view.js';
import type { RequestPageData } from './request-page.queries.js';
import { timelineRow } from './request-page-timeline.js';
import { basisWords } from './request-words.js';
import { answerActs } from './answer-acts.js';
import { federalActs } from './federal-acts.js';
import { type StandingFacts, isLate, whereItStands } from './where-it-stands.js';

/** What the sentence and the next step are made from, out of what was loaded. */
export function standingFacts(data: RequestPageData, today: string): StandingFacts {
  const { request } = data;
  const letter = data.letters.filter((one) => one.state !== 'recalled').at(-1);
  const receipt = receiptOf(data.facts);
  const owed = owedFirst(data.deadlines);
  const notice = data.facts.filter((fact) => fact.type === 'extension_notice' && fact.stands).at(-1);
  return {
    agency: data.agency.shortName, state: request.state, today, sentOn: request.sentOn, closedOn: request.closedOn, letter: letter?.state ?? null,
    receipt: receipt ? { date: receipt.date, presumed: receipt.presumed } : null, owed, items: request.items,
    pausedOn: pausedOn(data),
    extendedOn: owed?.rule?.endsWith('.extension') ? (notice?.date ?? null) : null,
  };
}

/** What letters have to say on a request's page; made by the slice that knows them. */
export interface ProposedLetters {
  /** The letter that fits now and why, or one being written or about to leave; null when none does. */
  readonly step: { readonly title: string; readonly why: string; readonly action: Link } | null;
  readonly write: Link | null;
  /** The agency's extension notices, judged. */
  readonly notices: RequestPageView['notices'];
}

const NO_LETTERS: ProposedLetters = { step: null, write: null, notices: [] };

/** A request's page for those who read all of it. Pure: the same rows, the same day and the same role give the same page. */
export function requestPageView(data: RequestPageData, actor: Actor, now: Date, proposed: ProposedLetters = NO_LETTERS): RequestPageView {
  const { request, agency, letters } = data;
  const zone = agency.timeZone;
  const today = civilIn(now, zone).date;
  const facts = standingFacts(data, today);
  const late = isLate(facts.owed, today);
  const mayRecord = roleMay(actor.role, 'facts.record') && request.state !== 'draft';
  const letterId = letters.filter((one) => one.state !== 'recalled').at(-1)?.id ?? null;
  return {
    id: request.id, today, zone, number: request.number, title: request.title,
    agency: { href: `/agencies/${agency.id}`, label: agency.shortName }, statute: request.statute, agencyNumbers: request.agencyNumbers, replyAddress: request.state === 'draft' ? null : request.replyAddress,
    by: byLine(data), responsible: request.responsible.name,
    standing: whereItStands(facts),
    nextStep: roleMay(actor.role, 'requests.write') ? nextStep({ ...facts, requestId: request.id, letterId, responsible: request.responsible.name, proposed: proposed.step }) : null,
    acts: mayRecord ? acts(request.id) : null, answers: mayRecord ? answerActs(request.id, request.statute) : null, federalActs: mayRecord && request.statute === 'FOIA' ? federalActs(request.id) : null, ownActs: mayRecord ? ownActs(request.id) : null,
    receipt: receiptView(data, mayRecord),
    clocks: clockRows(data, today, mayRecord),
    items: itemRows(data, late), itemsSummary: itemsSummary(request.items, late),
    correspondence: thread(data), earlier: earlierMessages(data), recordMessage: roleMay(actor.role, 'replies.handle') && request.state !== 'draft' ? messageActs(request.id) : null,
    write: proposed.write, notices: proposed.notices,
    documents: documentRows(data, actor),
    upload: roleMay(actor.role, 'documents.upload') ? { href: `/requests/${request.id}/documents/new`, label: t('Add documents') } : null,
    timeline: roleMay(actor.role, 'timeline.see') ? data.timeline.entries.map(timelineRow) : null,
    timelineOlder: data.timeline.next === null ? null : `/requests/${request.id}/timeline?before=${data.timeline.next}`,
  };
}

/** Who began the draft while it is one; then who answers for the letter: the person who approved it. */
function byLine({ request, letters, people }: RequestPageData): string | null {
  const letter = letters.find((one) => !one.followUp && one.state !== 'recalled');
  const name = people.get(request.state === 'draft' || !letter ? request.createdById : letter.createdById);
  if (!name) return null;
  if (request.state === 'draft') return t('being written by {name}', { name });
  return request.state === 'not_sent' ? t('approved by {name}', { name }) : t('sent by {name}', { name });
}

/** What the agency did, and what we do, each with its form. Receipt has its own link beside the clocks. */
function acts(requestId: string): Link[] {
  const at = `/requests/${requestId}/record`;
  return [
    { href: `${at}/acknowledged`, label: t('Acknowledged') },
    { href: `${at}/extended`, label: t('Extended') },
    { href: `${at}/determined`, label: t('Determined') },
    { href: `${at}/promised`, label: t('Promised a date') },
    { href: `${at}/produced`, label: t('Produced') },
    { href: `${at}/denied`, label: t('Denied') },
    { href: `${at}/closed`, label: t('Closed') },
    { href: `${at}/withdrawn`, label: t('Withdrawn') },
  ];
}

/** What came in writing, and what was said. */
function messageActs(requestId: string): Link[] {
  return [{ href: `/requests/${requestId}/messages/new`, label: t('Record a message') }, { href: `/requests/${requestId}/calls/new`, label: t('Log a call or a meeting') }, { href: `/replies/upload?request=${requestId}`, label: t('Upload mail') }];
}

/** Days of our own on this request. */
function ownActs(requestId: string): Link[] {
  const at = `/requests/${requestId}/record`;
  return [{ href: `${at}/reminder`, label: t('Set a reminder') }, { href: `${at}/retention`, label: t('Records will be destroyed') }];
}

function receiptView(data: RequestPageData, mayRecord: boolean): ReceiptView | null {
  const receipt = receiptOf(data.facts);
  if (!receipt) return null;
  const who = receipt.recordedById ? data.people.get(receipt.recordedById) : undefined;
  const basis = basisWords(receipt.basis);
  return {
    date: receipt.date, time: receipt.time, presumed: receipt.presumed,
    basis: who && !receipt.presumed ? t('{basis}, recorded by {name}', { basis, name: who }) : basis,
    correct: mayRecord ? { href: `/requests/${data.request.id}/record/receipt`, label: receipt.presumed ? t('Confirm') : t('Correct') } : null,
  };
}
