import type { Request, Response } from 'express';
import type { Context } from './context.js';
import { PERMISSIONS, type Permission, roleMay } from './features/accounts/permissions.js';
import { rulesVersion } from './features/statutes/rules.js';
import { waitingCounts } from './features/notices/waiting.queries.js';
import { doorStates } from './features/replies/doors.queries.js';
import type { Actor, RoleName } from './platform/http/actor.js';
import type { Csrf } from './platform/http/csrf.js';
import { type LayoutModel, type MenuLink, type NavKey, bannersFor, mainNav, plainLayout } from './platform/views.view.js';
import { t } from './platform/words.js';

/** Which permission opens an entry of the main navigation. */
const NAV_ACCESS: readonly (readonly [NavKey, Permission])[] = [
  ['today', 'requests.see'],
  ['requests', 'requests.see'],
  ['deadlines', 'deadlines.see'],
  ['replies', 'replies.read'],
  ['documents', 'documents.see'],
  ['letters', 'outbox.see'],
  ['agencies', 'agencies.see'],
];

/** The frame of a page for whoever looks at it: navigation, counts, banners, the message said once. */
export async function pageShell(
  deps: Context,
  csrf: Csrf,
  call: { req: Request; res: Response; actor: Actor | null },
  page: { title: string; nav?: string; scripts?: readonly string[]; unverifiedRule?: string | null },
): Promise<LayoutModel> {
  const { actor, req, res } = call;
  const shared = {
    title: page.title,
    csrfToken: csrf.token(req, res),
    flash: takeFlash(req),
    rulesVersion,
    scripts: page.scripts ?? [],
    searchText: typeof req.query['q'] === 'string' ? req.query['q'] : '',
  };
  if (!actor) return plainLayout({ ...shared, publicName: req.path === '/calculator' ? t('Deadline calculator') : null, banners: bannersFor({ ...bannerFacts(deps, null), canSend: true, unverifiedRule: page.unverifiedRule ?? null }) });
  const open = NAV_ACCESS.filter(([, permission]) => roleMay(actor.role, permission)).map(([key]) => key);
  const mailInTrouble = roleMay(actor.role, 'replies.read') ? await troubleIn(deps, actor) : null;
  const counts = roleMay(actor.role, 'outbox.see') ? await waitingCounts(deps.db, actor.groupId) : {};
  return plainLayout({
    ...shared,
    active: open.find((key) => key === page.nav) ?? null,
    nav: mainNav(open, counts),
    personMenu: personMenu(actor.role),
    me: { name: actor.name, role: roleWord(actor.role), groupName: actor.groupName },
    can: Object.fromEntries((Object.keys(PERMISSIONS) as Permission[]).map((name) => [name, roleMay(actor.role, name)])),
    banners: bannersFor({ ...bannerFacts(deps, actor), mailInTrouble, unverifiedRule: page.unverifiedRule ?? null }),
  });
}

function bannerFacts(deps: Context, actor: Actor | null) {
  const zone = actor?.timeZone ?? 'America/Los_Angeles';
  const rehearsal = deps.clock.rehearsalStart ? { now: deps.clock.now(), zone } : null;
  return {
    rehearsal,
    // In a rehearsal or an example group the other banner already says that nothing leaves.
    canSend: deps.mailer.canSend || rehearsal !== null || (actor?.isExample ?? false) || (actor !== null && !roleMay(actor.role, 'outbox.see')),
    exampleGroup: actor?.isExample ?? false,
    unverifiedRule: null,
    mailTrouble: null,
    mailInTrouble: null,
  };
}

/** The first door that mail can't come in by; in an example group none is awaited. */
async function troubleIn(deps: Context, actor: Actor): Promise<{ since: Date | null; zone: string } | null> {
  if (actor.isExample) return null;
  const shut = (await doorStates(deps)).find(({ state }) => state !== 'open');
  return shut ? { since: shut.since, zone: actor.timeZone } : null;
}

function personMenu(role: RoleName): MenuLink[] {
  const links: MenuLink[] = [];
  if (roleMay(role, 'people.see')) links.push({ href: '/people', label: t('People') });
  if (roleMay(role, 'group.settings')) links.push({ href: '/settings', label: t('Settings') });
  links.push({ href: '/account', label: t('Your account') });
  return links;
}

export function roleWord(role: RoleName): string {
  return { owner: t('Owner'), lawyer: t('Lawyer'), advocate: t('Advocate'), volunteer: t('Volunteer') }[role];
}

function takeFlash(req: Request): LayoutModel['flash'] {
  const text = req.session?.flash;
  if (!text) return null;
  delete req.session.flash;
  return { tone: 'done', text };
}
