import { formatDate, formatInstant } from '../../platform/views-dates.js';
import type { Link, StateWord } from '../../platform/views-parts.view.js';
import { t } from '../../platform/words.js';
import { type AgencyProfile, type Channel, type ChannelKind, type Confidence, type CorrectableField, type Sureness, channelsOf, refusalOf } from './agency-profile.js';

export interface SurenessView {
  /** Which dot: full, half, empty. */
  readonly dot: 'settled' | 'unsettled' | 'unverified';
  readonly word: string;
  /** Where it was read; '' when nothing is to be said. */
  readonly says: string;
}

export interface ChannelView {
  readonly kind: string;
  readonly value: string;
  /** Web address to open; null when it is none. */
  readonly href: string | null;
  readonly note: string;
  readonly designated: string | null;
  /** “A message takes 5,000 characters.”; null when not known. */
  readonly limit: string | null;
  readonly sureness: SurenessView;
}

export interface AgencyView {
  readonly name: string;
  readonly shortName: string;
  readonly kicker: string;
  readonly lede: string;
  readonly unit: { readonly value: string; readonly sureness: SurenessView | null } | null;
  readonly refusals: readonly { readonly title: string; readonly says: string }[];
  readonly notes: readonly string[];
  readonly channels: readonly ChannelView[];
  /** “E-mail and telephone are not known.”; null when all are. */
  readonly notKnown: string | null;
  readonly counting: readonly { readonly label: string; readonly value: string; readonly sureness: SurenessView | null }[];
  readonly correction: { readonly says: string; readonly note: string } | null;
  readonly write: Link | null;
  readonly requests: Link | null;
  readonly edit: string | null;
  readonly withdraw: string | null;
}

const DOTS: Readonly<Record<Confidence, SurenessView['dot']>> = { confirmed: 'settled', partly: 'unsettled', unverified: 'unverified', group: 'settled' };

export function surenessView(sureness: Sureness): SurenessView {
  const word = { confirmed: t('Confirmed'), partly: t('Partly confirmed'), unverified: t('Not verified'), group: t('By your group') }[sureness.confidence];
  return { dot: DOTS[sureness.confidence], word, says: sureness.source };
}

export function kindWord(kind: ChannelKind): string {
  return { portal: t('Portal'), email: t('E-mail'), post: t('Post'), fax: t('Fax'), phone: t('Telephone'), in_person: t('In person') }[kind];
}

export function statuteWord(statute: 'CPRA' | 'FOIA'): string {
  return statute === 'CPRA' ? t('California Public Records Act (CPRA)') : t('Freedom of Information Act (FOIA)');
}

/** Only a whole web address is made a link: what is merely a name or a part of one is printed. */
const webAddress = (channel: Channel): string | null => (channel.kind === 'portal' && /^https?:\/\//i.test(channel.value) ? channel.value : null);

function channelView(channel: Channel): ChannelView {
  const designated = channel.designated === true ? t('Designated for requests') : channel.designated === false ? t('Not for requests') : null;
  return { kind: kindWord(channel.kind), value: channel.value, href: webAddress(channel), note: channel.note, designated, limit: channel.limit === undefined ? null : t('A message takes {n} characters.', { n: channel.limit }), sureness: surenessView(channel) };
}

const WRITTEN: readonly ChannelKind[] = ['portal', 'email', 'post', 'fax', 'in_person'];

/** The first way, in the order agencies like them, that the agency doesn't refuse. */
export function bestWay(agency: AgencyProfile): string | null {
  const kind = WRITTEN.find((one) => !refusalOf(agency, one) && channelsOf(agency, one).some((channel) => channel.designated !== false));
  return kind ? kindWord(kind) : null;
}

function lede(agency: AgencyProfile): string {
  const law = agency.statute === 'CPRA' ? t('It answers under the CPRA: ten days to say what it will disclose.') : t('It answers under FOIA: twenty working days to decide.');
  const way = bestWay(agency);
  return `${law} ${way ? t('Way to send: {way}.', { way: way.toLowerCase() }) : t('No way to send is known yet.')}`;
}

/** Refusals with the same reason are said once. */
function refusals(agency: AgencyProfile): AgencyView['refusals'] {
  const byReason = new Map<string, AgencyProfile['refuses']>();
  for (const refusal of agency.refuses) {
    const reason = `${refusal.why}\n${refusal.since ?? ''}\n${refusal.source}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), refusal]);
  }
  return [...byReason.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const kinds = listed(same.map((refusal) => kindWord(refusal.what).toLowerCase()));
    const since = first.since ? t('Since {date}.', { date: formatDate(first.since) }) : '';
    return [{ title: t('Not by {kinds}.', { kinds }), says: [first.why, since, first.source].filter((part) => part !== '').join(' ') }];
  });
}

const listed = (words: readonly string[]): string => new Intl.ListFormat('en', { type: 'conjunction' }).format(words);

function notKnown(kinds: readonly ChannelKind[]): string | null {
  if (kinds.length === 0) return null;
  return t('Not known: {kinds}. If you learn one, correct the agency, and every letter of your group can use it.', { kinds: listed(kinds.map((kind) => kindWord(kind).toLowerCase())) });
}

function counting(agency: AgencyProfile): AgencyView['counting'] {
  const sureness = (field: string): SurenessView | null => {
    const known = agency.sureness[field];
    return known ? surenessView(known) : null;
  };
  const calendar = {
    LA_CITY: t('Days the courts or City offices are closed'), CA: t('Days the courts are closed'), FED: t('Federal legal public holidays'),
  }[agency.calendarSet];
  const rows = [
    { label: t('Statute'), value: statuteWord(agency.statute), sureness: sureness('statute') },
    { label: t('Closed days'), value: calendar, sureness: sureness('calendarSet') },
    { label: t('Time zone'), value: agency.timeZone.replaceAll('_', ' '), sureness: sureness('timeZone') },
  ];
  return agency.component ? [...rows, { label: t('Department'), value: agency.component, sureness: null }] : rows;
}

function fieldWord(field: CorrectableField): string {
  return { name: t('name'), shortName: t('short name'), unit: t('unit'), channels: t('ways to reach it'), refuses: t('what it refuses'), notes: t('notes') }[field];
}

export interface AgencyViewInput {
  readonly agency: AgencyProfile;
  readonly requests: number;
  readonly corrector: string | null;
  readonly zone: string;
  readonly may: { readonly write: boolean; readonly correct: boolean };
}

export function agencyView({ agency, requests, corrector, zone, may }: AgencyViewInput): AgencyView {
  const unit = agency.sureness['unit'];
  const { correction } = agency;
  return {
    name: agency.name,
    shortName: agency.shortName,
    kicker: agency.addedByGroup ? t('Added by your group') : agency.retired ? t('No longer in use') : t('Directory'),
    lede: lede(agency),
    unit: agency.unit === '' ? null : { value: agency.unit, sureness: unit ? surenessView(unit) : null },
    refusals: refusals(agency),
    notes: agency.notes.split('\n').filter((line) => line.trim() !== ''),
    channels: agency.channels.map(channelView),
    notKnown: notKnown(agency.notKnown),
    counting: counting(agency),
    correction: correction && {
      says: t('Your group changed {fields}: {who}, {when}. Other groups see the directory’s words.', {
        fields: listed(correction.fields.map(fieldWord)), who: corrector ?? t('a colleague'), when: formatInstant(correction.at, zone, { year: true }),
      }),
      note: correction.note,
    },
    write: may.write && !agency.retired ? { href: `/compose/template?agency=${agency.id}`, label: t('Write to {agency}', { agency: agency.shortName }) } : null,
    requests: requests > 0 ? { href: `/requests?agency=${agency.id}`, label: t.count(requests, '{n} request of your group', '{n} requests of your group') } : null,
    edit: may.correct ? `/agencies/${agency.id}/edit` : null,
    withdraw: may.correct && correction ? `/agencies/${agency.id}/correction/withdraw` : null,
  };
}

export interface AgencyLine {
  readonly href: string;
  readonly shortName: string;
  readonly name: string;
  readonly statute: string;
  readonly ways: string;
  /** Warns or tells apart; null for an ordinary one. */
  readonly state: StateWord | null;
  readonly requests: number;
}

export function agencyLine(agency: AgencyProfile, requests: number): AgencyLine {
  const kinds = [...new Set(agency.channels.filter((channel) => channel.designated !== false && channel.kind !== 'phone').map((channel) => channel.kind))];
  return {
    href: `/agencies/${agency.id}`, shortName: agency.shortName, name: agency.name, statute: agency.statute, requests,
    ways: kinds.filter((kind) => !refusalOf(agency, kind)).map(kindWord).join(', '), state: lineState(agency),
  };
}

function lineState(agency: AgencyProfile): StateWord | null {
  if (agency.addedByGroup) return { tone: 'quiet', words: t('Added by your group') };
  if (agency.correction) return { tone: 'done', words: t('Corrected by your group') };
  if (agency.refuses.length > 0) return { tone: 'refused', words: t('Portal only') };
  return null;
}
