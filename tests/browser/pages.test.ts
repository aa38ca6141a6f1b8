import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { tellStory } from '../../server/admin/example/tell-story.js';
import { hashPassword } from '../../server/features/accounts/password.js';
import { startFollowUp } from '../../server/features/letters/follow-ups/start-follow-up.js';
import { sendNotice } from '../../server/features/notices/send-notice.js';
import { sweepNotices } from '../../server/features/notices/sweep-notices.js';
import { PASSWORD } from '../support/world.js';
import { type Visit, axeFindings, openChromium, shoot, sidewaysScroll, visit } from './chromium.js';
import { type Site, openSite, signInAt } from './site.js';

/** Every page a newcomer meets, over the example group and over a group with nothing in it, at two widths. */

let site: Site;
let browser: Browser;
let ids: { notice: string; promise: string; reminder: string; agency: string; owner: string; empty: string; volunteer: string; request: string; late: string; deadline: string; extended: string; letter: string; followUp: string; draft: string; document: string };

beforeAll(async () => {
  site = await openSite();
  browser = await openChromium();
  const { context, database } = site.world;
  const { groupId } = await tellStory(context, await hashPassword(PASSWORD, { email: '', groupName: '' }));
  const empty = await site.world.addGroup('A new group');
  const { db } = database;
  const person = (role: 'owner' | 'volunteer') => db.person.findFirstOrThrow({ where: { groupId, role } });
  const documented = await db.document.findFirstOrThrow({ where: { groupId } });
  const late = await db.deadline.findFirstOrThrow({ where: { groupId, state: 'open', presumed: false, kind: 'statutory', owner: 'agency', assertAfter: { lt: new Date('2026-11-23') } } });
  const extended = await db.deadline.findFirstOrThrow({ where: { groupId, rule: 'cpra.extension' } });
  const sent = await db.letter.findFirstOrThrow({ where: { groupId } });
  const writer = await db.person.findFirstOrThrow({ where: { groupId, role: 'owner' }, include: { group: true } });
  const actor = { groupId, personId: writer.id, role: 'owner', name: writer.name, groupName: writer.group.name, isExample: true, timeZone: writer.group.timeZone, via: 'session' } as const;
  const followUp = await startFollowUp(context, actor, { requestId: late.requestId, templateSlug: 'cpra-closed-without-answer' });
  const draft = await db.recordsRequest.findFirst({ where: { groupId, state: 'draft' } });
  const beside = async (rule: string) => {
    const row = await db.deadline.findFirstOrThrow({ where: { groupId, rule, state: 'open' } });
    return `${row.requestId}/deadlines/${row.id}`;
  };
  await sweepNotices(context);
  const notice = await db.notice.findFirstOrThrow({ where: { groupId, personId: writer.id, state: 'pending' } });
  await sendNotice(context, { groupId, noticeId: notice.id });
  const lapd = await db.agency.findFirstOrThrow({ where: { slug: 'lapd' } });
  ids = {
    notice: notice.id, promise: await beside('promise.records'), reminder: await beside('reminder'), agency: lapd.id,
    owner: (await person('owner')).email, volunteer: (await person('volunteer')).email, empty: await site.world.emailOf(empty), request: documented.requestId, document: documented.id,
    late: late.requestId, deadline: late.id, extended: `${extended.requestId}/deadlines/${extended.id}`, letter: sent.id, followUp: followUp.id, draft: draft?.id ?? '',
  };
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const WIDTHS = [1280, 360] as const;
type PageOf = readonly [name: string, address: () => string];

const signedIn: readonly PageOf[] = [
  ['today', () => '/'],
  ['requests', () => '/requests'],
  ['request', () => `/requests/${ids.request}`],
  ['request-late', () => `/requests/${ids.late}`],
  ['worksheet', () => `/requests/${ids.late}/deadlines/${ids.deadline}`],
  ['worksheet-extended', () => `/requests/${ids.extended}`],
  ['facts', () => `/requests/${ids.request}/facts`],
  ['record-extension', () => `/requests/${ids.late}/record/extended`],
  ['record-promise', () => `/requests/${ids.late}/record/promised`],
  ['record-question', () => `/requests/${ids.late}/record/asked`],
  ['record-cost', () => `/requests/${ids.late}/record/fee`],
  ['record-link', () => `/requests/${ids.late}/record/link`],
  ['record-denial', () => `/requests/${ids.late}/record/denied`],
  ['record-determination', () => `/requests/${ids.late}/record/determined`],
  ['record-reminder', () => `/requests/${ids.late}/record/reminder`],
  ['record-destruction', () => `/requests/${ids.late}/record/retention`],
  ['promise', () => `/requests/${ids.promise}`],
  ['reminder', () => `/requests/${ids.reminder}`],
  ['request-promised', () => `/requests/${ids.promise.split('/')[0] ?? ''}`],
  ['agency', () => `/agencies/${ids.agency}`],
  ['timeline', () => `/requests/${ids.request}/timeline`],
  ['deadlines', () => '/deadlines'],
  ['rules', () => '/rules'],
  ['law', () => '/law'],
  ['closure', () => `/agencies/${ids.agency}/closures/new`],
  ['feeds', () => '/deadlines/feeds'],
  ['feed-new', () => '/deadlines/feeds/new?scope=group'],
  ['documents', () => '/documents'],
  ['document-add', () => `/requests/${ids.request}/documents/new`],
  ['compose-agency', () => '/compose'],
  ['compose-template', () => `/compose/template?agency=${ids.agency}`],
  ['enter', () => '/requests/enter'],
  ['outbox', () => '/outbox'],
  ['citations', () => '/letters/citations'],
  ['letters-that-fit', () => `/requests/${ids.late}/letters/new`],
  ['follow-up', () => `/requests/${ids.late}/letters/${ids.followUp}`],
  ['letter', () => `/letters/${ids.letter}`],
  ['letter-deliver', () => `/letters/${ids.letter}/deliver?limit=2000`],
  ['agencies', () => '/agencies'],
  ['people', () => '/people'],
  ['settings', () => '/settings'],
  ['account', () => '/account'],
  ['notices', () => '/notices'],
  ['notice', () => `/notices/${ids.notice}`],
  ['notice-settings', () => '/account/notices'],
  ['notice-roles', () => '/settings/notices'],
  ['search', () => '/search?q=plate'],
];

const withNothing: readonly PageOf[] = ['/', '/requests', '/deadlines', '/documents', '/outbox', '/people', '/notices'].map((address) => [`empty-${address.slice(1) || 'today'}`, () => address]);

const forAnybody: readonly PageOf[] = [
  ['sign-in', () => '/sign-in'],
  ['calculator', () => '/calculator'],
  ['calculator-answer', () => '/calculator?law=CPRA&agency=lapd&received=2026-11-16&time=by5'],
  ['calculator-extended', () => '/calculator?law=CPRA&agency=lapd&received=2026-11-16&time=by5&ext=1&ext_sent=2026-11-24&ext_date=2026-12-10&ext_ground=consultation'],
  ['calculator-wrong', () => '/calculator?law=CPRA&agency=ice&received=2026-10-01'],
];

/** What any page must be: no violation, no complaint, one heading of the first rank, no sideways scroll, and titled. */
async function expectSound(at: Visit, name: string, width: number): Promise<void> {
  await shoot(at.page, `${name}-${width}`);
  expect(await axeFindings(at.page)).toEqual([]);
  expect(at.complaints()).toEqual([]);
  expect(await at.page.locator('h1').count()).toBe(1);
  expect(await sidewaysScroll(at.page)).toBe(0);
  if (width > 400) return;
  await at.page.setViewportSize({ width: 320, height: 700 });
  expect(await sidewaysScroll(at.page)).toBe(0);
  await at.page.setViewportSize({ width, height: 800 });
}

async function expectPagesSound(as: string | null, pages: readonly PageOf[], width: number): Promise<void> {
  const at = await visit(browser, { viewport: { width, height: 800 } });
  const faults: string[] = [];
  try {
    if (as) await signInAt(at.page, site.url, as);
    for (const [name, address] of pages) {
      const answer = await at.page.goto(site.url + address());
      try {
        expect(answer?.status()).toBe(200);
        await expectSound(at, name, width);
      } catch (error) {
        faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      at.complaints();
    }
  } finally {
    await at.close();
  }
  expect(faults).toEqual([]);
}

describe.each(WIDTHS)('%i px wide', (width) => {
  test('every page of a busy group is accessible, quiet and fits', () => expectPagesSound(ids.owner, signedIn, width), 420_000);
  test('every page of an empty group is too', () => expectPagesSound(ids.empty, withNothing, width), 180_000);
  test('a volunteer’s pages are too', () => expectPagesSound(ids.volunteer, [['volunteer', () => '/'], ['volunteer-documents', () => '/documents']], width), 120_000);
  test('every public page is too', () => expectPagesSound(null, forAnybody, width), 120_000);
});
