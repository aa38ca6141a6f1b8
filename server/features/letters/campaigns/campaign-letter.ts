import { civilDateOf, formatDate } from '../../../platform/views-dates.js';
import { t } from '../../../platform/words.js';
import { type AgencyProfile, refusalOf } from '../../agencies/agency-profile.js';
import type { Bounces } from '../../agencies/bouncing.queries.js';
import type { ComposedLetter } from '../compose-letter.js';
import { CHANNELS, type Channel, addressFor } from '../channels.js';
import type { DraftFields } from '../draft.js';
import { letterOf } from '../draft-letter.js';
import type { Draft } from '../drafts.queries.js';
import { lintRequest } from '../lint-request.js';
import type { LetterTemplate } from '../letter-templates.js';
import { isMailAddress } from '../../../platform/mailer.message.js';
import { type CampaignItem, domainOf } from './campaign.js';
import { blanksIn, merged, valuesOf } from './merge-fields.js';

/** The words of a campaign, with merge fields in them. */
export interface CampaignWords {
  readonly template: LetterTemplate;
  readonly title: string;
  readonly items: readonly CampaignItem[];
  readonly fields: DraftFields;
}

export interface CampaignPlaceWords {
  readonly agency: AgencyProfile;
  readonly values: Readonly<Record<string, string>>;
  readonly way: Way;
}

/** How an agency's letter goes. */
export interface Way {
  readonly channel: Channel;
  readonly toAddress: string;
  /** Recipient domain; '' when a person carries it. */
  readonly domain: string;
  /** Why it goes by hand; '' by e-mail. */
  readonly byHand: string;
}

/**
 * By e-mail where the agency has an address that is not known to bounce, and does not refuse it; else the way it designated, for a person to
 * carry: nobody is written to in vain without a word. Pure.
 */
export function wayTo(agency: AgencyProfile, bounces: Bounces): Way {
  const address = addressFor(agency, 'email');
  const refusal = refusalOf(agency, 'email');
  const bounced = bounces.get(address.trim().toLowerCase());
  if (!refusal && !bounced && isMailAddress(address)) return { channel: 'email', toAddress: address, domain: domainOf(address), byHand: '' };
  const open = CHANNELS.filter((channel) => channel !== 'email' && !refusalOf(agency, channel));
  const known = open.filter((channel) => agency.channels.some((entry) => entry.kind === channel));
  const designated = known.find((channel) => agency.channels.some((entry) => entry.kind === channel && entry.designated === true));
  const channel = designated ?? known[0] ?? open.find((one) => one === 'post') ?? open[0] ?? 'in_person';
  const why = () => (bounced ? t('{address} did not take our last letter, on {date}', { address, date: formatDate(civilDateOf(bounced.since, agency.timeZone)) }) : t('no e-mail address is known'));
  return { channel, toAddress: addressFor(agency, channel), domain: '', byHand: refusal ? t('takes nothing by e-mail: {why}', { why: refusal.why }) : why() };
}

/** Title and items as one agency gets them. Pure. */
export function mergedWords(words: Pick<CampaignWords, 'title' | 'items'>, { agency, values }: Omit<CampaignPlaceWords, 'way'>): { title: string; items: CampaignItem[] } {
  const known = valuesOf(agency, values);
  const fill = (text: string) => merged(text, known);
  return {
    title: fill(words.title).slice(0, 200),
    items: words.items.map((item) => ({
      heading: fill(item.heading), text: fill(item.text), whereToLook: fill(item.whereToLook), period: fill(item.period), format: fill(item.format), fields: fill(item.fields),
    })),
  };
}

/** What keeps an agency's letter from being made, in words; none when it can go. Pure. */
export function placeProblems(words: CampaignWords, place: CampaignPlaceWords, letter: ComposedLetter): string[] {
  const { agency } = place;
  const problems: string[] = [];
  if (agency.retired) problems.push(t('It is no longer offered for new requests. Take it out.'));
  if (agency.statute !== words.template.statute) problems.push(t('It answers under the {statute}; this letter is written for the {law}.', { statute: agency.statute, law: words.template.statute }));
  const known = valuesOf(agency, place.values);
  const texts = [words.title, ...words.items.flatMap((item) => Object.values(item))];
  const blanks = [...new Set(texts.flatMap((text) => blanksIn(text, known)))];
  problems.push(...blanks.map((name) => t('“{field}” is empty for it. Paste its line again with that column filled.', { field: name })));
  problems.push(...[...new Set(letter.gaps.map((gap) => gap.label))].map((label) => t('In the letter: {label}.', { label })));
  return problems;
}

/** The group as its letters print it. */
export type LetterGroup = Draft['group'];

/** The letter an agency would get today; its number and reply address are given when it is made. Pure. */
export function campaignLetter(words: CampaignWords, place: CampaignPlaceWords, setting: { group: LetterGroup; approved: ReadonlySet<string>; today: string; replyDomain: string }): ComposedLetter {
  return letterOf(campaignDraft(words, place, setting), setting);
}

/** What of that letter's words keeps it from going, as sentences. Pure. */
export function wordsThatStop(words: CampaignWords, place: CampaignPlaceWords, letter: ComposedLetter, setting: { group: LetterGroup; approved: ReadonlySet<string>; today: string; replyDomain: string }): string[] {
  const stops = lintRequest(letter, campaignDraft(words, place, setting), { ...setting, isLawyer: false }).filter((finding) => finding.stops);
  return stops.map((finding) => t('In the letter: “{words}”. {says}', { words: finding.words, says: finding.says }));
}

function campaignDraft(words: CampaignWords, place: CampaignPlaceWords, setting: { group: LetterGroup; approved: ReadonlySet<string> }): Draft {
  const { agency, way } = place;
  const { channel, toAddress } = way;
  const { title, items } = mergedWords(words, place);
  return {
    requestId: '', number: t('(its number)'), title, replyToken: t('(its own address)'), responsibleId: '', version: 0, savedAt: new Date(0), step: 'send',
    fields: { ...words.fields, channel, toAddress }, items: items.map((item, index) => ({ n: index + 1, ...item })),
    template: words.template, agency, terms: { closures: [], switchedOn: [] }, group: setting.group, approved: setting.approved,
  };
}
