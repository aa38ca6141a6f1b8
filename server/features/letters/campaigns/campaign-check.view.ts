import type { Link } from '../../../platform/views-parts.view.js';
import { t } from '../../../platform/words.js';
import { NO_PROBLEMS, type DraftFrameView, type FormProblems } from '../compose.view.js';
import { type LetterBlock, letterBlocks } from '../letter-blocks.js';
import { campaignSteps } from './campaign-steps.view.js';
import { lengthOf } from './campaign-words.js';
import type { CampaignReading, ReadPlace } from './campaign-places.queries.js';
import type { Campaign } from './campaigns.queries.js';

export interface CampaignCheckView extends FormProblems {
  readonly campaign: { readonly id: string; readonly name: string; readonly version: number };
  readonly steps: DraftFrameView['steps'];
  readonly lede: string;
  readonly checked: boolean;
  readonly maySend: boolean;
  /** What keeps it from being checked; empty when nothing does. */
  readonly faults: readonly string[];
  readonly stuck: readonly { readonly agencyId: string; readonly name: string; readonly problems: readonly string[] }[];
  readonly moreStuck: number;
  readonly ahead: readonly string[];
  readonly places: readonly { readonly href: string; readonly name: string; readonly how: string; readonly problems: readonly string[]; readonly open: string }[];
  readonly more: string | null;
  /** The first agency's letter, as it will be read. */
  readonly sample: { readonly name: string; readonly blocks: readonly LetterBlock[] } | null;
}

export function campaignCheckView(campaign: Campaign, reading: CampaignReading, places: readonly ReadPlace[], around: { next: number | null; maySend: boolean; mailLeaves: boolean }, problem: FormProblems = NO_PROBLEMS): CampaignCheckView {
  const [first] = places;
  const ready = reading.faults.length === 0 && reading.stuckCount === 0;
  return {
    ...problem, campaign: { id: campaign.id, name: campaign.name, version: campaign.version }, steps: campaignSteps(campaign.id, 'check'), checked: campaign.state === 'checked' && ready, maySend: around.maySend,
    lede: ready ? t('Every letter can be made. Read some of them: each is sent as it stands.') : t('Some letters can’t be made yet.'),
    faults: reading.faults, stuck: reading.stuck, moreStuck: reading.stuckCount - reading.stuck.length, ahead: ahead(campaign, reading, around.mailLeaves),
    places: places.map((place) => ({
      href: `/campaigns/${campaign.id}/preview/${place.agency.id}`, name: place.agency.shortName, how: wayWords(place), problems: place.problems,
      open: place.open.length === 0 ? '' : t('The same is asked there already: {numbers}.', { numbers: place.open.join(', ') }),
    })),
    more: around.next === null ? null : `/campaigns/${campaign.id}/check?after=${around.next}`,
    sample: first ? { name: first.agency.shortName, blocks: letterBlocks(first.letter.html) } : null,
  };
}

const wayWords = ({ way }: ReadPlace): string => (way.byHand === '' ? t('by e-mail to {to}', { to: way.toAddress }) : t('by hand: {why}', { why: way.byHand }));

/** What starting it does, in sentences. */
function ahead({ canary, paceSeconds }: Campaign, { agencies, byMail, domains, longestLine }: CampaignReading, mailLeaves: boolean): string[] {
  const byHand = agencies - byMail;
  const says = [t.count(agencies, '{n} request comes to be, with a number and a reply address of its own.', '{n} requests come to be, each with a number and a reply address of its own.')];
  if (byMail > 0) {
    says.push(
      mailLeaves
        ? byMailSays({ byMail, domains, paceSeconds, lastAfter: (longestLine - 1) * paceSeconds })
        : t('No mail leaves from here: letters wait in the outbox, marked not sent.'),
    );
  }
  if (byHand > 0) says.push(t.count(byHand, '{n} letter waits for a person to carry it.', '{n} letters wait for a person to carry them.'));
  if (canary > 0 && canary < agencies) says.push(t.count(canary, 'The first letter goes alone. Look at what comes of it, then let the others go.', 'The first {n} go alone. Look at what comes of them, then let the others go.'));
  says.push(t('Until a letter has left, you can pause or take back the campaign. No clock runs before a letter has gone.'));
  return says;
}

function byMailSays({ byMail, domains, paceSeconds, lastAfter }: { byMail: number; domains: number; paceSeconds: number; lastAfter: number }): string {
  const first = t.count(byMail, '{n} letter goes by e-mail, to {domains}.', '{n} letters go by e-mail, to {domains}.', { domains: t.count(domains, '{n} mail domain', '{n} mail domains') });
  if (lastAfter <= 0) return first;
  return t('{first} One leaves for a domain every {pace}, so the last one leaves about {length} after the others are let go.', { first, pace: lengthOf(paceSeconds), length: lengthOf(lastAfter) });
}

export interface CampaignPreviewView {
  readonly campaign: Link;
  readonly name: string;
  readonly how: string;
  readonly subject: string;
  readonly problems: readonly string[];
  readonly blocks: readonly LetterBlock[];
}

export function campaignPreviewView(campaign: Campaign, place: ReadPlace): CampaignPreviewView {
  return {
    campaign: { href: `/campaigns/${campaign.id}/check`, label: campaign.name }, name: place.agency.shortName, how: wayWords(place), subject: place.letter.subject, problems: place.problems,
    blocks: letterBlocks(place.letter.html),
  };
}
