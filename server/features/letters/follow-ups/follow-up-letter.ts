import { createHash } from 'node:crypto';
import { formatLetterDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import type { AgencyProfile } from '../../agencies/agency-profile.js';
import { isCivilDate } from '../../statutes/civil-date.js';
import { canonicalJson } from '../../timeline/event-chain.js';
import { citationsIn } from '../citations.js';
import { addressFor } from '../channels.js';
import { type ComposedLetter, type Marked, composeMarked } from '../compose-letter.js';
import { type TemplateSource, framedSource } from '../letter-templates.js';
import { type Gap, needsInto, requestWords } from '../letter-variables.js';
import { escapedDeeply, manyLines } from '../plain-words.js';
import type { FollowUpFields } from './draft-fields.js';
import type { FollowUp, LetterFacts, Offered } from './follow-up.js';
import { type LetterInput, type PrintedInputs, markInputs, printedInputs } from './letter-inputs.js';
import type { OfferedLetter } from './offer-letters.js';
import { joined, printedDate, printedHow, printedItems } from './printed.js';
import type { Situation } from './situation.js';

/** All a follow-up prints. Its own facts differ by letter; a template that names one it is not given is refused. */
export interface FollowUpVariables {
  readonly date: string;
  readonly subject: string;
  readonly org: { readonly name: string; readonly lines: readonly string[]; readonly contact: string };
  readonly agency: { readonly name: string; readonly lines: readonly string[] };
  readonly request: { readonly ref: string; readonly theirNumbers: string; readonly sentOn: string; readonly how: string };
  readonly about: { readonly items: string };
  readonly facts: LetterFacts;
  /** What was typed into it, and which of each choice was taken. */
  readonly typed: PrintedInputs['typed'];
  readonly chosen: PrintedInputs['chosen'];
  readonly said: PrintedInputs['said'];
  readonly replyBy: string;
  readonly ownWords: readonly string[];
  readonly signer: { readonly name: string; readonly title: string };
}

export interface FollowUpSetting {
  readonly situation: Situation;
  readonly agency: AgencyProfile;
  readonly group: { readonly name: string; readonly postalAddress: string; readonly contactPhone: string };
  /** Our number of the request. */
  readonly number: string;
  readonly replyAddress: string;
  /** Citations not read whole that a lawyer of the group approved; none unless given. */
  readonly approved?: ReadonlySet<string>;
}

const FRAMES = { CPRA: 'cpra-follow-up', FOIA: 'foia-follow-up' } as const;

/** The words of a follow-up letter and of the frame around them, which most of a law share. */
export function followUpSource(followUp: Pick<FollowUp, 'statute' | 'slug' | 'frame'>): TemplateSource {
  return framedSource(followUp.statute, followUp.slug, followUp.frame ?? FRAMES[followUp.statute]);
}

/** The exact letter an offered follow-up makes today in the library's words. Pure. */
export function followUpLetter(offered: OfferedLetter, fields: FollowUpFields, setting: FollowUpSetting): ComposedLetter {
  const { subject, ...values } = followUpValues(offered, fields, setting);
  return composeMarked(followUpSource(offered.followUp), subject, values, setting.approved ? { approved: setting.approved } : {});
}

/** What an offered follow-up prints, whoever's words it stands in. */
export function followUpValues(offered: OfferedLetter, fields: FollowUpFields, setting: FollowUpSetting): Marked & { readonly subject: string } {
  const inputs = inputsOf(offered.followUp, setting.situation);
  const variables = variablesOf(refined(offered, fields, setting.situation), { fields, inputs }, setting);
  return { subject: variables.subject, ...marked(variables, inputs) };
}

/** What a letter asks its writer for. */
export function inputsOf(followUp: FollowUp, situation: Situation): readonly LetterInput[] {
  return followUp.inputs?.(situation) ?? [];
}

/** An offer with what was typed into its letter taken into account. */
export function refined(offered: OfferedLetter, fields: FollowUpFields, situation: Situation): OfferedLetter {
  const made: Offered | undefined = offered.followUp.refine?.(offered, fields.inputs, situation);
  return made ? { ...made, followUp: offered.followUp } : offered;
}

function variablesOf(offered: OfferedLetter, { fields, inputs }: { fields: FollowUpFields; inputs: readonly LetterInput[] }, { situation, agency, group, number, replyAddress }: FollowUpSetting): FollowUpVariables {
  return {
    date: formatLetterDate(situation.today),
    subject: `${requestWords(offered.followUp.statute)} ${number}: ${offered.followUp.subject}`,
    org: { name: group.name, lines: [...linesOf(group.postalAddress), ...linesOf(group.contactPhone)], contact: replyAddress },
    agency: { name: agency.name, lines: [...linesOf(agency.unit), ...(fields.channel === 'post' ? linesOf(fields.toAddress || addressFor(agency, 'post')) : [])] },
    request: { ref: number, theirNumbers: joined(situation.agencyNumbers), sentOn: printedDate(situation.sentOn), how: printedHow(situation.sentBy) },
    about: { items: printedItems(offered.items) }, facts: offered.facts, ...printedInputs(inputs, fields.inputs),
    replyBy: isCivilDate(fields.replyBy) ? formatLetterDate(fields.replyBy) : '',
    ownWords: manyLines(fields.ownWords).split(/\n+/).filter((line) => line !== ''),
    signer: { name: fields.signerName, title: fields.signerTitle },
  };
}

function marked(variables: FollowUpVariables, inputs: readonly LetterInput[]): { marked: FollowUpVariables; gaps: readonly Gap[] } {
  const gaps: Gap[] = [];
  const need = needsInto(gaps);
  const safe = escapedDeeply(variables);
  return {
    gaps,
    marked: {
      ...safe,
      ...markInputs(inputs, { typed: safe.typed, chosen: safe.chosen, said: safe.said }, need),
      org: { ...safe.org, name: need(safe.org.name, 'org.name', 'the group’s name is missing'), contact: need(safe.org.contact, 'org.contact', 'reply address is missing') },
      request: { ...safe.request, sentOn: need(safe.request.sentOn, 'request.sentOn', 'the day it went is missing') },
      signer: { ...safe.signer, name: need(safe.signer.name, 'signerName', 'who signs is missing') },
    },
  };
}

function linesOf(text: string): string[] {
  return manyLines(text).split('\n').filter((line) => line !== '');
}

/** What the group's say on citations comes to in a letter's words. */
export interface Gate {
  readonly approved: ReadonlySet<string>;
  /** The group's own words, where it stands in those. */
  readonly own?: { readonly source: string } | null;
}

/** What a letter takes from the record, flat: kept beside its draft, to show later what has changed. */
export function seenOf(offered: OfferedLetter, situation: Situation, gate: Gate): LetterFacts {
  const { main, partials } = followUpSource(offered.followUp);
  const cited = citationsIn([main, ...Object.values(partials), gate.own?.source ?? ''].join('\n\n')).filter((citation) => gate.approved.has(citation));
  return {
    ...offered.facts, 'request.items': printedItems(offered.items), 'request.numbers': joined(situation.agencyNumbers), 'request.sentOn': printedDate(situation.sentOn),
    'request.how': printedHow(situation.sentBy), ...(cited.length > 0 ? { citations: cited } : {}),
  };
}

/** A short name of what was seen, which a form carries to the server: what is sent is what was read. */
export function seenMark(seen: LetterFacts): string {
  return createHash('sha256').update(canonicalJson({ ...seen } as never)).digest('hex').slice(0, 32);
}

/** What changed on record since the draft was last kept, in words; empty when nothing did. */
export function changedSince(before: LetterFacts, now: LetterFacts): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(now[key] ?? null));
  return [...new Set(keys.map((key) => (CHANGES[key] ?? (() => t('the dates it names')))()))];
}

const CHANGES: Readonly<Record<string, () => string>> = {
  'request.items': () => t('the items it is about'),
  'request.numbers': () => t('the agency’s number'),
  'request.sentOn': () => t('the day the request went'),
  'request.how': () => t('how the request went'),
  citations: () => t('what a lawyer lets it cite'),
  received: () => t('when and how they received it'),
  acknowledgedOn: () => t('their acknowledgement'),
  noticeSent: () => t('the extension notice'),
  noGround: () => t('what the extension notice lacks'),
  noDate: () => t('what the extension notice lacks'),
  tooLong: () => t('what the extension notice lacks'),
  second: () => t('what the extension notice lacks'),
  late: () => t('what the extension notice lacks'),
  slips: () => t('the days they promised'),
  decidedOn: () => t('their determination'),
  closedOn: () => t('the day they closed it'),
  producedOn: () => t('what they sent'),
  deniedOn: () => t('the refusal'),
  cited: () => t('the grounds they cited'),
  cuts: () => t('what was cut out'),
  shown: () => t('what shows otherwise'),
  classes: () => t('the days of destruction'),
  points: () => t('what is open'),
  idleSince: () => t('what they sent'),
  idleItems: () => t('what they sent'),
  filesOn: () => t('what they sent'),
  formats: () => t('what they sent'),
  asked: () => t('what they asked'),
  saidOn: () => t('what they answered'),
  holder: () => t('what they answered'),
  recipient: () => t('what they answered'),
  system: () => t('what they answered'),
  path: () => t('what they answered'),
  links: () => t('the link they sent'),
  namedOn: () => t('the cost they named'),
  amount: () => t('the cost they named'),
  lines: () => t('the cost they named'),
};
