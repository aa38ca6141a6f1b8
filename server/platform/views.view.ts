import { formatInstant } from './views-dates.js';
import { t } from './words.js';

/** The page's frame: what every layout is given beside the page's own view model, under the name `shell`. */
export interface LayoutModel {
  /** Title of the document, already translated; “· Tenday” is added. */
  readonly title: string;
  /** Language of the page (BCP 47). */
  readonly locale: string;
  /** Entry of the main navigation this page lies under; null for pages of the person menu and public pages. */
  readonly active: NavKey | null;
  readonly nav: readonly NavEntry[];
  /** Links under the person's name, without “Sign out”, which every signed-in page has. */
  readonly personMenu: readonly MenuLink[];
  /** Who is signed in; null on public pages. */
  readonly me: { readonly name: string; readonly role: string; readonly groupName: string } | null;
  /** Stands beside the logo when nobody is signed in (“Deadline calculator”). */
  readonly publicName: string | null;
  readonly banners: readonly Banner[];
  /** Said once after a change, above the page. */
  readonly flash: Flash | null;
  readonly csrfToken: string;
  /** Permission → whether this person has it: what a role may not do is not shown. */
  readonly can: Readonly<Record<string, boolean>>;
  /** Version of the rules the dates were counted with (`2026-11-20`). */
  readonly rulesVersion: string;
  /** Words in the header's search box. */
  readonly searchText: string;
  /** Script assets this page needs beside `scripts/tenday.js`, by asset name (`scripts/upload.js`, `htmx/htmx.min.js`). */
  readonly scripts: readonly string[];
}

export type NavKey = 'today' | 'requests' | 'deadlines' | 'replies' | 'documents' | 'letters' | 'agencies';

export interface NavEntry {
  readonly key: NavKey;
  readonly href: string;
  readonly label: string;
  /** Shown only where somebody must act; null or 0 shows nothing. */
  readonly count: number | null;
}

export interface MenuLink {
  readonly href: string;
  readonly label: string;
}

export interface Flash {
  readonly tone: 'done' | 'problem';
  readonly text: string;
}

export type BannerKind = 'rehearsal' | 'not-sending' | 'example' | 'unverified-rule' | 'mail-trouble';

export interface Banner {
  readonly kind: BannerKind;
  readonly text: string;
  readonly link: MenuLink | null;
}

/** A page's own view model together with its frame, as templates see it. */
export type PageModel<Page extends object = object> = Page & { readonly shell: LayoutModel; readonly layout?: LayoutName };

export type LayoutName = 'main' | 'bare' | 'print';

const NAV: readonly Omit<NavEntry, 'count'>[] = [
  { key: 'today', href: '/', label: 'Today' },
  { key: 'requests', href: '/requests', label: 'Requests' },
  { key: 'deadlines', href: '/deadlines', label: 'Deadlines' },
  { key: 'replies', href: '/replies', label: 'Replies' },
  { key: 'documents', href: '/documents', label: 'Documents' },
  { key: 'letters', href: '/outbox', label: 'Letters' },
  { key: 'agencies', href: '/agencies', label: 'Agencies' },
];

/** The main navigation in its fixed order, cut to the entries this person may open, with counts where somebody must act. */
export function mainNav(open: readonly NavKey[], counts: Partial<Record<NavKey, number>> = {}): NavEntry[] {
  return NAV.filter((entry) => open.includes(entry.key)).map((entry) => ({ ...entry, label: t(entry.label), count: counts[entry.key] ?? null }));
}

export interface BannerFacts {
  /** The shifted clock and the zone it is shown in; null on a real start. */
  readonly rehearsal: { readonly now: Date; readonly zone: string } | null;
  /** Whether a mail server is set. */
  readonly canSend: boolean;
  readonly exampleGroup: boolean;
  /** What on this page rests on a rule not verified, as a sentence; null when nothing does. */
  readonly unverifiedRule: string | null;
  /** Since when mail fails, with the zone; null when it works. */
  readonly mailTrouble: { readonly since: Date; readonly zone: string } | null;
  /** No mail comes in although a door is set up: since when, as far as is known. Null when it comes, or none is to. */
  readonly mailInTrouble: { readonly since: Date | null; readonly zone: string } | null;
}

/** The banners above every page, in the order they are always shown in. */
export function bannersFor(facts: BannerFacts): Banner[] {
  const banners: Banner[] = [];
  const add = (kind: BannerKind, text: string, link: MenuLink | null = null) => banners.push({ kind, text, link });
  const { rehearsal, mailTrouble, mailInTrouble } = facts;
  if (rehearsal) add('rehearsal', t('Rehearsal. The clock here says {when}. No mail leaves this server.', { when: formatInstant(rehearsal.now, rehearsal.zone, { year: true }) }));
  if (!facts.canSend) add('not-sending', t('Letters can’t be sent from here: no mail server is set. They wait in the outbox, marked not sent.'), { href: '/outbox', label: t('Open outbox') });
  if (facts.exampleGroup) add('example', t('This is an example group. Its people and requests are invented, and no mail leaves it.'));
  if (facts.unverifiedRule) add('unverified-rule', facts.unverifiedRule, { href: '/rules', label: t('See rules and calendars') });
  if (mailTrouble) add('mail-trouble', t('Mail has not gone through since {when}. Tenday goes on trying.', { when: formatInstant(mailTrouble.since, mailTrouble.zone) }));
  if (mailInTrouble) {
    const { since, zone } = mailInTrouble;
    add('mail-trouble', since ? t('No mail has come in since {when}: nothing listens for it. Its senders keep it and try again.', { when: formatInstant(since, zone) }) : t('No mail comes in: nothing listens for it yet.'));
  }
  return banners;
}

/** A frame with everything empty but what is given: for public pages, tests and error pages. */
export function plainLayout(given: Partial<LayoutModel> & Pick<LayoutModel, 'title'>): LayoutModel {
  return {
    locale: 'en', active: null, nav: [], personMenu: [], me: null, publicName: null, banners: [], flash: null, csrfToken: '', can: {},
    rulesVersion: '', searchText: '', scripts: [], ...given,
  };
}
