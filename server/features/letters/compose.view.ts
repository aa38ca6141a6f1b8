import type { Confidence, IsoDate, IsoInstant, Link, SelectOption } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import type { AgencyProfile } from '../agencies/agencies.queries.js';
import { MOST_ITEMS } from '../requests/replace-items.js';
import { channelWarnings } from './channel-warnings.js';
import { CHANNELS, type Channel, addressFor, channelLabel, refusalsOf } from './channels.js';
import { COMPOSE_STEPS, type ComposeStep, type DraftFields } from './draft.js';
import type { Draft, DraftItem } from './drafts.queries.js';
import { type LetterBlock, letterBlocks } from './letter-blocks.js';
import type { ComposedLetter } from './compose-letter.js';
import { type FoiaFormView, foiaForm } from './foia-form.view.js';
import { type FindingView, findingsView } from './findings.view.js';
import type { Finding } from './letter-lint.js';
import { type LeftOutView, leftOutView } from './left-out.view.js';
import { personalGaps } from './item-checks.js';
import type { ItemNote } from './item-notes.view.js';
import { type OwnWordsView, ownWordsView } from './own-templates/own-words.view.js';
import { datesAhead } from './what-happens-next.js';

/** What every step of a draft shows around its form. */
export interface DraftFrameView {
  readonly requestId: string;
  readonly number: string;
  readonly agency: string;
  readonly version: number;
  readonly savedAt: IsoInstant;
  /** The group's zone, for `savedAt`. */
  readonly zone: string;
  readonly steps: readonly { readonly number: number; readonly label: string; readonly state: 'done' | 'current' | 'ahead'; readonly href: string | null }[];
  /** What the agency refuses, and other things to know before sending. */
  readonly warnings: readonly { readonly title: string; readonly says: string }[];
  readonly blocks: readonly LetterBlock[];
  readonly gapCount: number;
  readonly leftOut: readonly LeftOutView[];
  readonly findings: readonly FindingView[];
  /** What changed in it since it was last kept, though nobody typed; null when nothing did. */
  readonly changed: string | null;
  /** What was read, as the send step carries it. */
  readonly seen: string;
  readonly ahead: { readonly due: IsoDate; readonly assertAfter: IsoDate; readonly confidence: Confidence; readonly says: string } | null;
  /** Where the letter stands in the group's own words. */
  readonly own: OwnWordsView | null;
  readonly discard: string;
  readonly autosave: string;
}

export interface FormProblems {
  readonly message: string | null;
  readonly problems: readonly { readonly id: string; readonly says: string }[];
  /** Field → what is wrong; '' where nothing is. */
  readonly errors: Readonly<Record<string, string>>;
}

export const NO_PROBLEMS: FormProblems = { message: null, problems: [], errors: {} };

/** A refusal as a form shows it: above, and beside each field by the field's own id. */
export function formProblems(problem: { message: string; fields: Readonly<Record<string, string>> } | null, fieldNames: readonly string[]): FormProblems {
  const found = problem?.fields ?? {};
  return {
    message: problem?.message ?? null,
    problems: Object.entries(found).map(([id, says]) => ({ id, says })),
    errors: Object.fromEntries(fieldNames.map((name) => [name, found[name] ?? ''])),
  };
}

/** “Agency, Template, Items, Letter, Sending”, with the steps left behind as links. */
export function composeSteps(current: 'agency' | 'template' | ComposeStep, links: { agencyId?: string; requestId?: string }): DraftFrameView['steps'] {
  const steps = [
    { key: 'agency', label: t('Agency'), href: links.requestId ? null : '/compose' },
    { key: 'template', label: t('Template'), href: links.agencyId && !links.requestId ? `/compose/template?agency=${links.agencyId}` : null },
    { key: 'items', label: t('Items'), href: `/requests/${links.requestId ?? ''}/compose/items` },
    { key: 'letter', label: t('Letter'), href: `/requests/${links.requestId ?? ''}/compose/letter` },
    { key: 'send', label: t('Sending'), href: `/requests/${links.requestId ?? ''}/compose/send` },
  ];
  const at = steps.findIndex((step) => step.key === current);
  return steps.map((step, index) => ({
    number: index + 1, label: step.label, state: index < at ? 'done' : index === at ? 'current' : 'ahead', href: index < at ? step.href : null,
  }));
}

export function draftFrame(draft: Draft, letter: ComposedLetter, step: ComposeStep, around: { today: string; zone: string; findings: readonly Finding[]; changes: readonly string[]; seen: string }): DraftFrameView {
  return {
    requestId: draft.requestId, number: draft.number, agency: draft.agency.shortName, version: draft.version, savedAt: draft.savedAt.toISOString(), zone: around.zone,
    steps: composeSteps(step, { agencyId: draft.agency.id, requestId: draft.requestId }), warnings: agencyWarnings(draft.agency), blocks: letterBlocks(letter.html),
    gapCount: letter.gaps.filter(({ marked }) => marked !== false).length, leftOut: leftOutView(letter.leftOut), findings: findingsView(around.findings), seen: around.seen,
    changed: around.changes.length === 0 ? null : t('Since this draft was last kept, {what} changed. The letter below says what holds now.', { what: around.changes.join(', ') }),
    ahead: datesAhead(draft.agency, draft.terms, around.today), discard: `/requests/${draft.requestId}/compose/discard`,
    own: ownWordsView(draft.own, { action: `/requests/${draft.requestId}/compose/words`, version: draft.version, zone: around.zone }),
    autosave: `/requests/${draft.requestId}/compose/autosave`,
  };
}

/** What to know about an agency before writing to it: said at once, not at the end. */
export function agencyWarnings(agency: AgencyProfile): { title: string; says: string }[] {
  const refusals = refusalsOf(agency);
  return agency.notes === '' ? refusals : [...refusals, { title: t('About {agency}.', { agency: agency.shortName }), says: agency.notes }];
}

export interface ItemView extends DraftItem {
  /** First words, for a closed row. */
  readonly brief: string;
  readonly open: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** A closed row says what it lacks; null when it lacks nothing. */
  readonly lacks: string | null;
  /** What to look at before it goes. */
  readonly notes: readonly ItemNote[];
  /** What must be taken out of it before it goes. */
  readonly mend: readonly string[];
}

export interface ItemsPageView extends FormProblems {
  readonly frame: DraftFrameView;
  readonly lede: string;
  readonly items: readonly ItemView[];
  readonly open: number | null;
  readonly mayAdd: boolean;
  readonly most: number;
  readonly back: Link;
}

export function itemsPage(draft: Draft, frame: DraftFrameView, around: { open: number | null; notes: readonly ItemNote[] }, problem: FormProblems): ItemsPageView {
  const { open } = around;
  const mend = personalGaps(draft.items);
  const items = draft.items.map((item, index) => ({
    ...itemView(item, draft.items.length, open), notes: around.notes.filter(({ n }) => n === item.n), mend: mend.filter(({ path }) => path.startsWith(`items.${index}.`)).map(({ label }) => label.charAt(0).toUpperCase() + label.slice(1)),
  }));
  const lacking = items.filter((item) => item.lacks !== null).length;
  return {
    ...problem, frame, items, open, mayAdd: items.length < MOST_ITEMS, most: MOST_ITEMS, lede: itemsLede(draft, items.length, lacking),
    back: { href: '/requests?show=drafts', label: t('Leave it for later') },
  };
}

function itemsLede(draft: Draft, count: number, lacking: number): string {
  const agency = draft.agency.shortName;
  if (count === 0) return t('Nothing is asked of {agency} yet. Add an item.', { agency });
  const first = t.count(count, '{n} item for {agency}.', '{n} items for {agency}.', { agency });
  return lacking === 0 ? first : `${first} ${t.count(lacking, '{n} still has a gap.', '{n} still have gaps.')}`;
}

function itemView(item: DraftItem, count: number, open: number | null): Omit<ItemView, 'notes' | 'mend'> {
  const isBlank = [item.heading, item.text, item.period].some((part) => part.trim() === '');
  return {
    ...item, brief: item.text.length > 90 ? `${item.text.slice(0, 88).trimEnd()}…` : item.text, open: item.n === open, isFirst: item.n === 1, isLast: item.n === count,
    lacks: isBlank ? t('Something is missing.') : null,
  };
}

export interface LetterPageView extends FormProblems {
  readonly frame: DraftFrameView;
  readonly lede: string;
  readonly values: { readonly title: string; readonly feeCeiling: string; readonly signerName: string; readonly signerTitle: string; readonly inspectionWanted: boolean };
  /** Under FOIA only. */
  readonly foia: FoiaFormView | null;
  readonly back: Link;
}

export function letterPage(draft: Draft, frame: DraftFrameView, problem: FormProblems): LetterPageView {
  const { feeCeiling, signerName, signerTitle, inspectionWanted } = draft.fields;
  return {
    ...problem, frame, values: { title: draft.title, feeCeiling, signerName, signerTitle, inspectionWanted }, foia: draft.template.statute === 'FOIA' ? foiaForm(draft.fields) : null,
    lede: frame.gapCount === 0 ? t('This is the letter exactly as {agency} will read it.', { agency: frame.agency }) : t.count(frame.gapCount, '{n} gap is left. It is marked in the letter.', '{n} gaps are left. They are marked in the letter.'),
    back: { href: `/requests/${draft.requestId}/compose/items`, label: t('Back to items') },
  };
}

export interface SendPageView extends FormProblems {
  readonly frame: DraftFrameView;
  readonly lede: string;
  readonly channels: readonly (SelectOption & { readonly hint: string })[];
  readonly people: readonly SelectOption[];
  readonly values: { readonly channel: string; readonly toAddress: string; readonly responsibleId: string };
  /** That the address is known to bounce: sending there takes a tick; null when nothing is known against it. */
  readonly bounces: string | null;
  readonly replyAddress: string;
  readonly gaps: readonly { readonly href: string; readonly says: string }[];
  readonly notes: readonly ItemNote[];
  readonly looked: LookedView;
  readonly back: Link;
  readonly mailLeaves: boolean;
}

/** Whether a lawyer of the group has looked at the template's ready-made items. */
export interface LookedView {
  readonly by: { readonly by: string; readonly at: IsoInstant } | null;
  readonly mayLook: boolean;
}

export interface SendingAround {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly replyAddress: string;
  /** A mail server is set, and this is neither a rehearsal nor an example. */
  readonly mailLeaves: boolean;
  readonly gaps: ComposedLetter['gaps'];
  readonly notes: readonly ItemNote[];
  readonly looked: LookedView;
  /** YYYY-MM-DD at the agency. */
  readonly today: string;
  /** That the address of the draft is known to bounce; null when nothing is known against it. */
  readonly bounces: string | null;
}

export function sendPage(draft: Draft, frame: DraftFrameView, around: SendingAround, problem: FormProblems): SendPageView {
  const refused = new Set<string>(draft.agency.refuses.map((refusal) => refusal.what));
  const offered = CHANNELS.filter((channel) => !refused.has(channel));
  return {
    ...problem, frame, replyAddress: around.replyAddress, mailLeaves: around.mailLeaves, looked: around.looked,
    lede: t('Read it once more. When you approve it, the letter is frozen as it stands and can go once.'),
    channels: offered.map((channel) => ({ value: channel, label: channelLabel(channel), hint: channelHint(draft, channel, around) })),
    people: around.people.map((person) => ({ value: person.id, label: person.name })),
    bounces: around.bounces,
    values: { channel: draft.fields.channel || suggested(draft.agency, offered.filter((channel) => channel !== 'email' || around.bounces === null)), toAddress: draft.fields.toAddress, responsibleId: draft.responsibleId },
    notes: around.notes, gaps: around.gaps.map((gap) => ({ href: gapHref(draft.requestId, gap.path), says: gapSays(gap) })),
    back: { href: `/requests/${draft.requestId}/compose/letter`, label: t('Back to the letter') },
  };
}

/** The way the directory knows best; nothing when it knows none. */
function suggested(agency: AgencyProfile, offered: readonly Channel[]): Channel | '' {
  return offered.find((channel) => agency.channels.some((entry) => entry.kind === channel && entry.designated === true)) ?? offered.find((channel) => addressFor(agency, channel) !== '') ?? '';
}

function channelHint(draft: Draft, channel: Channel, around: SendingAround): string {
  const { agency } = draft;
  const { fields } = draft;
  const warnings = channelWarnings(agency, { channel, toAddress: channel === 'email' ? fields.toAddress : '', followUp: false, on: around.today });
  return [...(channel === 'email' && around.bounces !== null ? [around.bounces] : []), ...warnings, channelSays(agency, channel, around)].join(' ');
}

/** What happens when it is sent this way. */
export function channelSays(agency: AgencyProfile, channel: Channel, around: Pick<SendingAround, 'mailLeaves'>): string {
  const known = addressFor(agency, channel);
  if (channel === 'email') {
    if (!around.mailLeaves) return t('Nothing leaves from here: the letter waits in the outbox, marked not sent, until you send it from your own mail and record that.');
    return known === '' ? t('Sent from here. No address is known for this agency; give one below.') : t('Sent from here, to the address below.');
  }
  const say: Record<Exclude<Channel, 'email'>, () => string> = {
    portal: () => (agency.statute === 'FOIA' ? t('You paste the letter into {where}, or attach it as PDF, keep the receipt it shows, and record it.', { where: known || t('their portal') }) : known === '' ? t('You copy the letter into the agency’s portal and record it.') : t('You copy the letter into {where} and record it.', { where: known })),
    post: () => (known === '' ? t('You print and post it, and record the day.') : t('You print it and post it to {where}, and record the day.', { where: known })),
    fax: () => (known === '' ? t('You print and fax it, and record the day.') : t('You print it and fax it to {where}, and record the day.', { where: known })),
    in_person: () => t('You print it and hand it in, and record the day.'),
  };
  return say[channel]();
}

/** Where a gap is filled. */
function gapHref(requestId: string, path: string): string {
  const item = /^items\.(\d+)\.(\w+)$/.exec(path);
  if (item) return `/requests/${requestId}/compose/items?item=${Number(item[1]) + 1}#${item[2] ?? ''}`;
  if (path.startsWith('own.')) return '/letter-templates';
  if (path === 'items') return `/requests/${requestId}/compose/items`;
  return path.startsWith('org.') ? '/settings' : `/requests/${requestId}/compose/letter#${path}`;
}

function gapSays(gap: { path: string; label: string }): string {
  const item = /^items\.(\d+)\./.exec(gap.path);
  return item ? t('Item {n}: {what}', { n: Number(item[1]) + 1, what: gap.label }) : gap.label.charAt(0).toUpperCase() + gap.label.slice(1);
}

export function isComposeStep(value: string): value is ComposeStep {
  return (COMPOSE_STEPS as readonly string[]).includes(value);
}

/** Fields of a draft with what was just typed laid over them, for showing a form again. */
export function withTyped(draft: Draft, typed: Partial<DraftFields> & { title?: string; responsibleId?: string }): Draft {
  const { title, responsibleId, ...fields } = typed;
  return { ...draft, title: title ?? draft.title, responsibleId: responsibleId ?? draft.responsibleId, fields: { ...draft.fields, ...fields } };
}
