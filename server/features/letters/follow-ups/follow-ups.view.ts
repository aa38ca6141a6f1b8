import type { IsoDate, IsoInstant, Link, SelectOption } from '../../../platform/views-parts.view.js';
import { formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type Channel, CHANNELS, channelLabel, isChannel } from '../channels.js';
import { channelWarnings } from '../channel-warnings.js';
import { type FormProblems, agencyWarnings, channelSays } from '../compose.view.js';
import { type FindingView, findingsView } from '../findings.view.js';
import { type LeftOutView, leftOutView } from '../left-out.view.js';
import { type LetterBlock, letterBlocks } from '../letter-blocks.js';
import { OWN, type OwnTemplate } from '../own-templates/own-templates.queries.js';
import { type OwnWordsView, ownWordsView } from '../own-templates/own-words.view.js';
import { refusalOf } from '../../agencies/agency-profile.js';
import type { FollowUpFields } from './draft-fields.js';
import type { Topic } from './follow-up.js';
import { inputsOf } from './follow-up-letter.js';
import type { InputKind, LetterInput } from './letter-inputs.js';
import { type OfferedLetter, isCalledFor } from './offer-letters.js';
import type { DraftReading } from './read-draft.js';
import { isForLawyer } from './require-lawyer.js';
import type { LetterDraft, Standing } from './letter-drafts.queries.js';

export interface OfferView {
  readonly slug: string;
  readonly title: string;
  readonly reason: string;
  readonly purpose: string;
  readonly proposed: boolean;
  /** The same letter in the group's own words. */
  readonly own: readonly { readonly slug: string; readonly title: string; readonly purpose: string }[];
}

/** The page that offers letters about a request. */
export interface ChooseView {
  readonly request: Link;
  readonly agency: string;
  readonly requestId: string;
  readonly lede: string;
  /** Another letter went a few days ago; null when none did. */
  readonly held: string | null;
  readonly drafts: readonly (Link & { readonly savedAt: IsoInstant })[];
  readonly zone: string;
  /** What happened calls for these. */
  readonly offered: readonly OfferView[];
  /** These fit too, for whoever wants them. */
  readonly beside: readonly OfferView[];
  /** The rest in the order of a request's life, each with why it does not fit. */
  readonly others: readonly { readonly topic: string; readonly title: string; readonly purpose: string; readonly why: string; readonly needs: string }[];
}

export function chooseView(standing: Standing, drafts: readonly LetterDraft[], around: { zone: string; isLawyer: boolean; own: readonly OwnTemplate[] }): ChooseView {
  const { request, agency, offers } = standing;
  const begun = new Set<string>(drafts.map((draft) => draft.followUp.slug));
  const offered = offers.offered.filter((one) => !begun.has(one.followUp.slug));
  return {
    request: { href: `/requests/${request.id}`, label: request.number }, requestId: request.id, agency: agency.shortName, zone: around.zone,
    lede: !offered.some(isCalledFor) ? t('Nothing calls for a letter now. Below is what each one waits for.') : t('What happened so far calls for this. Nothing leaves until you have read it and sent it.'),
    held: offers.heldUntil === null ? null : heldSays(offers.heldUntil, around.isLawyer),
    drafts: drafts.map((draft) => ({ href: `/requests/${request.id}/letters/${draft.id}`, label: draft.followUp.title(), savedAt: draft.updatedAt.toISOString() })),
    offered: offered.filter(isCalledFor).map((one, index) => offerView(one, around.own, index === 0)), beside: offered.filter((one) => !isCalledFor(one)).map((one) => offerView(one, around.own, false)),
    others: othersOf(standing),
  };
}

function offerView({ followUp, reason }: OfferedLetter, own: readonly OwnTemplate[], proposed: boolean): OfferView {
  return { slug: followUp.slug, title: followUp.title(), purpose: followUp.purpose(), reason, proposed, own: ownOf(followUp.slug, own) };
}

function ownOf(slug: string, own: readonly OwnTemplate[]): OfferView['own'] {
  return own.filter(({ baseSlug }) => baseSlug === slug).map(({ id, latest }) => ({ slug: `${OWN}${id}`, title: latest.title, purpose: latest.purpose }));
}

/** Letters under another law are no letters of this request. */
function othersOf({ offers, situation }: Standing): ChooseView['others'] {
  return offers.withheld.filter(({ followUp }) => followUp.statute === situation.law).map(({ followUp, why }) => {
    const needs = new Intl.ListFormat('en').format(followUp.needs());
    return { topic: topicName(followUp.topic), title: followUp.title(), purpose: followUp.purpose(), why, needs: needs.charAt(0).toUpperCase() + needs.slice(1) };
  });
}

export function topicName(topic: Topic): string {
  const names: Record<Topic, () => string> = { receipt: () => t('Receipt'), extension: () => t('Extension'), overdue: () => t('Overdue'), records: () => t('Records promised'), closed: () => t('Closed'), denied: () => t('Refused, cut or not found'), answered: () => t('What they answered'), end: () => t('Last steps'), courtesy: () => t('Courtesy') };
  return names[topic]();
}

function heldSays(until: string, isLawyer: boolean): string {
  return isLawyer
    ? t('Another letter went within the last week. You may send one more; others wait until {date}.', { date: formatDate(until) })
    : t('Another letter went within the last week. Write this one now and send it from {date}, or let a lawyer of your group send it.', { date: formatDate(until) });
}

/** The page on which a follow-up is read, filled and sent. */
export interface FollowUpPageView extends FormProblems {
  readonly requestId: string;
  readonly draftId: string;
  readonly request: Link;
  readonly title: string;
  readonly agency: string;
  readonly number: string;
  readonly version: number;
  readonly seen: string;
  readonly savedAt: IsoInstant;
  readonly zone: string;
  /** Why it is proposed. */
  readonly reason: string;
  /** Why it may not go as the record stands; null when it may. */
  readonly unfit: string | null;
  /** What changed on record since the draft was last kept; null when nothing did. */
  readonly changed: string | null;
  /** Where the letter stands in the group's own words. */
  readonly own: OwnWordsView | null;
  readonly warnings: readonly { readonly title: string; readonly says: string }[];
  readonly findings: readonly FindingView[];
  readonly values: FollowUpFields;
  /** What this letter alone asks for. */
  readonly inputs: readonly InputView[];
  readonly channels: readonly (SelectOption & { readonly hint: string })[];
  /** That the address is known to bounce: sending there takes a tick; null when nothing is known against it. */
  readonly bounces: string | null;
  readonly replyAddress: string;
  readonly blocks: readonly LetterBlock[] | null;
  readonly gapCount: number;
  readonly leftOut: readonly LeftOutView[];
  readonly gaps: readonly { readonly href: string; readonly says: string }[];
  readonly next: readonly string[];
  readonly reply: IsoDate | null;
  readonly maySend: boolean;
  readonly mailLeaves: boolean;
}

/** A field of this letter alone; `id` is where a gap's link leads. */
export interface InputView {
  readonly id: string;
  readonly name: string;
  readonly kind: InputKind;
  readonly label: string;
  readonly hint: string;
  readonly options: readonly SelectOption[];
  readonly required: boolean;
  readonly value: string;
  readonly error: string;
}

function inputView({ name, kind, label, hint, options, required }: LetterInput, value: string, error: string): InputView {
  return { id: `inputs.${name}`, name: `inputs[${name}]`, kind, label, hint: hint ?? '', options: (options ?? []).map((option) => ({ value: option.value, label: option.label })), required: required ?? false, value, error };
}

export interface PageAround {
  readonly zone: string;
  readonly mailLeaves: boolean;
  readonly maySend: boolean;
  readonly isLawyer: boolean;
  /** That the address of the draft is known to bounce; null when nothing is known against it. */
  readonly bounces: string | null;
}

export function followUpPage(draft: LetterDraft, standing: Standing, reading: DraftReading, around: PageAround, problem: FormProblems): FollowUpPageView {
  const { agency, request, offers } = standing;
  const held = offers.heldUntil === null ? [] : [{ title: t('One letter a week.'), says: heldSays(offers.heldUntil, around.isLawyer) }];
  return {
    ...problem, requestId: request.id, draftId: draft.id, request: { href: `/requests/${request.id}`, label: request.number }, title: draft.followUp.title(),
    agency: agency.shortName, number: request.number, version: draft.version, seen: reading.seen, savedAt: draft.updatedAt.toISOString(), zone: around.zone,
    reason: reading.fits ? reading.why : draft.followUp.purpose(), unfit: reading.fits ? null : reading.why,
    changed: reading.changed.length === 0 ? null : t('Since this letter was last saved, the record changed: {what}. The letter below says what it says now.', { what: reading.changed.join(', ') }),
    own: ownWordsView(draft.own, { action: `/requests/${request.id}/letters/${draft.id}/words`, version: draft.version, zone: around.zone }),
    warnings: [...forLawyer(draft, around), ...held, ...(draft.followUp.elsewhere ? [] : agencyWarnings(agency))], findings: findingsView(reading.findings), values: draft.fields,
    inputs: inputsOf(draft.followUp, standing.situation).map((input) => inputView(input, draft.fields.inputs[input.name] ?? '', problem.errors[`inputs.${input.name}`] ?? '')),
    channels: CHANNELS.filter((channel) => draft.followUp.elsewhere || !refusalOf(agency, channel)).map((channel) => ({ value: channel, label: channelLabel(channel), hint: hintOf(draft, standing, channel, around) })),
    bounces: around.bounces, replyAddress: reading.replyAddress, blocks: reading.letter ? letterBlocks(reading.letter.html) : null, gapCount: reading.letter?.gaps.length ?? 0, leftOut: leftOutView(reading.letter?.leftOut ?? []),
    gaps: (reading.letter?.gaps ?? []).map((gap) => ({ href: gap.path.startsWith('org.') ? '/settings' : gap.path.startsWith('own.') ? '/letter-templates' : `#${gap.path}`, says: gap.label.charAt(0).toUpperCase() + gap.label.slice(1) })),
    next: nextSays(standing), reply: draft.fields.replyBy || null,
    maySend: around.maySend && reading.fits && !isForLawyer(draft.followUp, around.isLawyer), mailLeaves: around.mailLeaves,
  };
}

/** What a letter that is a lawyer's business says to whoever is none. */
function forLawyer({ followUp }: LetterDraft, { isLawyer }: PageAround): { title: string; says: string }[] {
  if (isLawyer || followUp.lawyer === undefined) return [];
  return followUp.lawyer === 'required'
    ? [{ title: t('A lawyer sends it.'), says: t('Only a lawyer of your group can send this letter. Fill it, save it, and tell them that it waits here.') }]
    : [{ title: t('Show it to a lawyer first.'), says: t('It argues about law. You may send it yourself; better after a lawyer of your group has read it.') }];
}

function hintOf(draft: LetterDraft, { agency, situation }: Standing, channel: Channel, around: PageAround): string {
  if (draft.followUp.elsewhere) return elsewhereSays(channel, around);
  const warnings = channelWarnings(agency, { channel, toAddress: channel === 'email' ? draft.fields.toAddress : '', followUp: true, on: situation.today });
  return [...(channel === 'email' && around.bounces !== null ? [around.bounces] : []), ...warnings, channelSays(agency, channel, around)].join(' ');
}

/** It goes to an office the directory knows no address of. */
function elsewhereSays(channel: Channel, { mailLeaves }: PageAround): string {
  if (channel === 'email') return mailLeaves ? t('Sent from here, to the address you give. Take it from their own page or from the answer.') : t('Nothing leaves from here: send it from your own mail, then record that.');
  return t('You send it yourself, the way the answer or their own page says, and record the day.');
}

/** What sending does to the request: nothing to any clock. */
function nextSays({ situation, agency }: Standing): string[] {
  const { owed } = situation;
  const clock = owed ? t('It moves no date: {agency}’s determination stays due {date}.', { agency: agency.shortName, date: formatDate(owed.due) }) : t('It moves no date.');
  return [clock, t('The letter stands in the correspondence. What comes back is recorded as what {agency} did.', { agency: agency.shortName })];
}

/** The warnings that go with a draft's chosen way; none while none is chosen. */
export function draftWarnings(draft: LetterDraft, { agency, situation }: Standing): string[] {
  const { channel, toAddress } = draft.fields;
  return isChannel(channel) && !draft.followUp.elsewhere ? channelWarnings(agency, { channel, toAddress: channel === 'email' ? toAddress : '', followUp: true, on: situation.today }) : [];
}
