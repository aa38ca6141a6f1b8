import { Readable } from 'node:stream';
import { createFeed } from '../../../server/features/deadlines/create-feed.js';
import { copyTemplate } from '../../../server/features/letters/own-templates/copy-template.js';
import { createCampaign } from '../../../server/features/letters/campaigns/create-campaign.js';
import { chooseAgencies } from '../../../server/features/letters/campaigns/choose-agencies.js';
import { createDraft } from '../../../server/features/letters/create-draft.js';
import { enterRequest } from '../../../server/features/letters/enter-request.js';
import { keepRawMail } from '../../../server/features/replies/keep-raw-mail.js';
import { pasteMessage } from '../../../server/features/replies/paste-message.js';
import { storeDocument } from '../../../server/features/documents/store-document.js';
import type { Actor } from '../../../server/platform/http/actor.js';
import { newId } from '../../../server/platform/ids.js';
import type { RouteDefinition } from '../../../server/platform/http/routes.js';
import type { World } from '../../support/world.js';

/** A group with one row of everything a route's path can name. */
export interface FilledGroup {
  /** Path parameter → the id of the group's own row. */
  readonly ids: Readonly<Record<string, string>>;
  /** For paths under a draft. */
  readonly draftId: string;
  /** For paths of one letter state: not sent. */
  readonly notSentLetterId: string;
  /** Words that must never show to another group. */
  readonly secrets: readonly string[];
}

const TITLE = 'Zanzibar searches of plate readers';

export async function fillGroup(world: World, owner: Actor): Promise<FilledGroup> {
  const { context, database } = world;
  const agencyId = await world.agencyId('lapd');
  const request = await enterRequest(context, owner, {
    agencyId, title: TITLE, sentOn: '2026-11-10', channel: 'portal', letterText: 'We ask for copies of the records listed below, marmalade.', agencyNumbers: ['26-99881'],
    items: [{ heading: 'Searches', text: 'Every search, by month.' }], received: { date: '2026-11-10', basis: 'portal' },
  });
  const draft = await createDraft(context, owner, { agencyId, templateSlug: 'cpra-alpr-sharing', title: `${TITLE}, a draft` });
  const document = await storeDocument(context, owner, {
    requestId: request.id, originalName: 'marmalade.txt', stream: Readable.from([Buffer.from('a reply')]), kind: 'response', source: 'upload',
  });
  const { messageId } = await pasteMessage(context, owner, {
    requestId: request.id, channel: 'portal', fromName: 'Zanzibar desk', subject: '', text: 'We have received your request, marmalade, on November 10, 2026.', sentOn: '2026-11-20',
  });
  const raw = await keepRawMail(context, { stream: Readable.from([Buffer.from('Subject: marmalade\r\n\r\nmarmalade\r\n')]), door: 'upload', groupId: owner.groupId });
  await database.db.message.update({
    where: { id: messageId },
    data: {
      rawMailId: raw.rawMailId, html: '<p>marmalade</p>',
      attachments: { create: { id: newId(), n: 1, name: 'marmalade.eml', mediaType: 'message/rfc822', size: BigInt(raw.size), sha256: raw.sha256, fileKey: `${owner.groupId}/${raw.sha256}` } },
    },
  });
  const own = await database.db.agency.create({
    data: {
      id: newId(), groupId: owner.groupId, slug: 'zanzibar-police', name: 'Zanzibar Police Department', shortName: 'ZPD', level: 'city', statute: 'CPRA', calendarSet: 'CA',
      timeZone: 'America/Los_Angeles', channels: [],
    },
  });
  const where = { groupId: owner.groupId };
  const closure = await database.db.agencyClosure.create({
    data: { id: newId(), ...where, agencyId: own.id, date: new Date('2026-11-12T00:00:00Z'), name: 'Zanzibar fire', evidence: 'A notice.', addedById: owner.personId, addedAt: context.clock.now() },
  });
  const fact = await database.db.fact.findFirstOrThrow({ where: { ...where, requestId: request.id } });
  const deadline = await database.db.deadline.findFirstOrThrow({ where: { ...where, requestId: request.id } });
  const person = await world.addPerson(owner, 'advocate', 'Zanzibar Person');
  const token = await database.db.apiToken.findFirstOrThrow({ where });
  const invitation = await database.db.invitation.create({
    data: { id: newId(), ...where, email: 'zanzibar@example.org', role: 'advocate', tokenHash: newId(), invitedById: owner.personId, expiresAt: new Date('2027-01-01T00:00:00Z') },
  });
  const notice = await database.db.notice.create({
    data: {
      id: newId(), ...where, personId: owner.personId, requestId: request.id, deadlineId: deadline.id, rung: 'due', forDate: deadline.due, dueOn: deadline.due, state: 'in_app',
      messageId: `<${newId()}@example.org>`, createdAt: context.clock.now(),
    },
  });
  const feed = await createFeed(context, owner, { scope: 'group', titles: 'full', label: 'Zanzibar phone' });
  const sent = await database.db.letter.findFirstOrThrow({ where: { ...where, requestId: request.id } });
  const notSent = await database.db.letter.create({
    data: { ...sent, id: newId(), state: 'not_sent', messageId: `<${newId()}@example.org>`, sentAt: null, sentOn: null },
  });
  const followUp = await database.db.letterDraft.create({
    data: { id: newId(), ...where, requestId: request.id, templateSlug: 'cpra-confirm-receipt', fields: { ownWords: 'marmalade' }, seen: {}, createdById: owner.personId, createdAt: context.clock.now(), updatedAt: context.clock.now() },
  });
  const { id: templateId } = await copyTemplate(context, owner, { baseSlug: 'cpra-thanks' });
  const campaign = await createCampaign(context, owner, { name: 'Zanzibar campaign', templateSlug: 'cpra-alpr-sharing' });
  await chooseAgencies(context, owner, { campaignId: campaign.id, add: [{ agencyId: own.id }] });
  return {
    ids: {
      campaignId: campaign.id,
      requestId: request.id, documentId: document.documentId, letterId: notSent.id, messageId, n: '1', key: 'acknowledged', factId: fact.id, deadlineId: deadline.id, agencyId: own.id, closureId: closure.id, personId: person.personId,
      tokenId: token.id, draftId: followUp.id, invitationId: invitation.id, noticeId: notice.id, feedId: feed.feedId, act: 'acknowledged', calendarId: 'LA_CPRA', templateId,
    },
    draftId: draft.id,
    notSentLetterId: notSent.id,
    secrets: ['Zanzibar', 'marmalade', '26-99881', request.id, draft.id, document.sha256],
  };
}

/** A route's path with the group's own ids in it. */
export function fillPath(path: string, filled: FilledGroup): string {
  const ids: Record<string, string> = { ...filled.ids, ...(path.includes('/compose') ? { requestId: filled.draftId } : {}) };
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const id = ids[name];
    if (!id) throw new Error(`Give the route matrix an id for :${name} (tests/features/http/filled-group.ts).`);
    return id;
  });
}

/**
 * A body that passes the route's schema, so that what stops another group is the wall and not a missing field. A route that answers 400 here
 * wants a line of its own.
 */
export function bodyFor(route: Pick<RouteDefinition, 'method' | 'path'>, filled: FilledGroup): Record<string, unknown> {
  return BODIES[`${route.method} ${route.path}`]?.(filled) ?? {};
}

const BODIES: Readonly<Record<string, (filled: FilledGroup) => Record<string, unknown>>> = {
  'post /agencies/:agencyId/address-works': () => ({ address: 'records@marmalade.example' }),
  'post /api/v1/agencies/:agencyId/address-works': () => ({ address: 'records@marmalade.example' }),
  'post /campaigns/:campaignId/items': () => ({ version: '0' }),
  'post /campaigns/:campaignId/letter': () => ({ version: '0', name: 'Another', title: 'Another', canary: '1', paceMinutes: '2' }),
  'post /campaigns/:campaignId/agencies': ({ ids }) => ({ act: 'remove', agencyId: ids['agencyId'] }),
  'post /campaigns/:campaignId/agencies/paste': () => ({ act: 'add', type: 'ca_city', text: 'Marmalade Police, m@marmalade.example' }),
  'post /campaigns/:campaignId/check': () => ({ version: '1' }),
  'post /campaigns/:campaignId/chase': ({ ids }) => ({ approve: `${ids['requestId']}|cpra-confirm-receipt|${'0'.repeat(32)}` }),
  'post /api/v1/campaigns/:campaignId/letters': ({ ids }) => ({ approve: [{ requestId: ids['requestId'], letter: 'cpra-confirm-receipt', seen: '0'.repeat(32) }] }),
  'post /campaigns/:campaignId/start': () => ({ version: '1' }),
  'post /api/v1/campaigns/:campaignId/agencies/read': () => ({ type: 'ca_city', text: 'Marmalade Police, m@marmalade.example' }),
  'post /api/v1/campaigns/:campaignId/agencies/paste': () => ({ type: 'ca_city', text: 'Marmalade Police, m@marmalade.example' }),
  'post /requests/:requestId/title': () => ({ title: 'Another title' }),
  'post /requests/:requestId/responsible': ({ ids }) => ({ responsibleId: ids['personId'] }),
  'post /requests/:requestId/agency-numbers': () => ({ number: '26-1' }),
  'post /requests/:requestId/compose/autosave': () => ({ version: '0', step: 'letter' }),
  'post /requests/:requestId/letters': () => ({ template: 'cpra-confirm-receipt' }),
  'post /requests/:requestId/letters/:draftId': () => ({ version: '0', act: 'save' }),
  'post /requests/:requestId/letters/:draftId/autosave': () => ({ version: '0' }),
  'post /api/v1/requests/:requestId/letter-drafts': () => ({ template: 'cpra-confirm-receipt' }),
  'patch /api/v1/requests/:requestId/letter-drafts/:draftId': () => ({ signerName: 'Somebody' }),
  'post /api/v1/requests/:requestId/letter-drafts/:draftId/send': () => ({ channel: 'portal' }),
  'post /letter-templates': () => ({ base: 'cpra-thanks' }),
  'post /letter-templates/:templateId': () => ({ act: 'save', version: '1', title: 'Zanzibar', purpose: 'Another.', source: 'Thank you.' }),
  'put /api/v1/own-templates/:templateId': () => ({ version: 1, title: 'Zanzibar', purpose: 'Another.', source: 'Thank you.' }),
  'post /api/v1/own-templates': () => ({ base: 'cpra-thanks' }),
  'post /api/v1/own-templates/:templateId/preview': () => ({ source: 'Thank you.' }),
  'post /requests/:requestId/compose/words': () => ({ to: 'library', version: '0' }),
  'post /requests/:requestId/letters/:draftId/words': () => ({ to: 'library', version: '0' }),
  'post /requests/:requestId/messages': () => ({ channel: 'portal', fromName: 'A desk', text: 'Words.', sentOn: '2026-11-20' }),
  'post /api/v1/requests/:requestId/messages': () => ({ channel: 'portal', fromName: 'A desk', text: 'Words.', sentOn: '2026-11-20' }),
  'post /requests/:requestId/calls': () => ({ channel: 'phone', fromName: 'A desk', text: 'Words.', sentOn: '2026-11-20' }),
  'post /api/v1/requests/:requestId/calls': () => ({ channel: 'phone', fromName: 'A desk', text: 'Words.', sentOn: '2026-11-20' }),
  'post /requests/:requestId/messages/:messageId/correction': () => ({ fromName: 'A desk', sentOn: '2026-11-20' }),
  'patch /api/v1/requests/:requestId/messages/:messageId': () => ({ fromName: 'A desk', sentOn: '2026-11-20' }),
  'post /requests/:requestId/messages/:messageId/confirm': () => ({ key: 'none' }),
  'post /api/v1/requests/:requestId/messages/:messageId/confirm': () => ({ key: 'none' }),
  'post /requests/:requestId/messages/:messageId/dismiss': () => ({ key: 'none' }),
  'post /api/v1/requests/:requestId/messages/:messageId/dismiss': () => ({ key: 'none' }),
  'post /replies/:messageId/move': ({ ids }) => ({ requestId: ids['requestId'] }),
  'post /replies/:messageId/copy': ({ ids }) => ({ requestId: ids['requestId'] }),
  'post /replies/:messageId/merge': ({ ids }) => ({ intoId: ids['requestId'] }),
  'post /api/v1/replies/:messageId/move': ({ ids }) => ({ requestId: ids['requestId'] }),
  'post /api/v1/replies/:messageId/copy': ({ ids }) => ({ requestId: ids['requestId'] }),
  'post /api/v1/replies/:messageId/merge': ({ ids }) => ({ intoId: ids['requestId'] }),
  'post /letters/:letterId/resolve': () => ({ outcome: 'went' }),
  'post /account/notices': () => ({ delivery: 'digest' }),
  'post /settings/notices': () => ({ role: 'lawyer', delivery: 'digest' }),
  'put /api/v1/notice-settings': () => ({ delivery: 'digest', without: [], quietDays: [] }),
  'put /api/v1/notice-settings/roles': () => ({ role: 'lawyer', delivery: 'digest', without: [], quietDays: [] }),
  'post /people/:personId/role': () => ({ role: 'volunteer' }),
  'patch /api/v1/people/:personId': () => ({ role: 'volunteer' }),
  'patch /api/v1/requests/:requestId': () => ({ title: 'Another title' }),
  'post /api/v1/requests/:requestId/agency-numbers': () => ({ number: '26-1' }),
  'post /api/v1/requests/:requestId/send': () => ({ channel: 'portal' }),
  'post /api/v1/requests/:requestId/deliveries': ({ notSentLetterId }) => ({ letterId: notSentLetterId, channel: 'portal', date: '2026-11-20' }),
  'post /agencies/:agencyId/closures': () => ({ date: '2026-11-13', name: 'A fire', evidence: 'A notice.' }),
  'post /agencies/:agencyId/closures/:closureId/take-back': () => ({ why: 'It was open.' }),
  'post /api/v1/agencies/:agencyId/closures': () => ({ date: '2026-11-16', name: 'A fire', evidence: 'A notice.' }),
  'post /api/v1/agencies/:agencyId/closures/:closureId/take-back': () => ({ why: 'It was open.' }),
  'post /api/v1/law/ab-1821/on': () => ({ note: 'Chaptered, so the legislature’s site says.' }),
  'post /api/v1/law/ab-1821/off': () => ({ note: 'Vetoed.' }),
  'post /law/ab-1821/on': () => ({ note: 'Chaptered, so the legislature’s site says.' }),
  'post /letters/citations/approve': () => ({ citation: 'Gov. Code § 7922.580', note: 'Read on leginfo on November 24, 2026.' }),
  'post /letters/citations/withdraw': () => ({ citation: 'Gov. Code § 7922.580', note: 'It changed.' }),
  'post /api/v1/citations/approve': () => ({ citation: 'Gov. Code § 7922.605', note: 'Read on leginfo on November 24, 2026.' }),
  'post /api/v1/citations/withdraw': () => ({ citation: 'Gov. Code § 7922.605', note: 'It changed.' }),
  'post /api/v1/letter-templates/looked-at': () => ({ template: 'cpra-alpr-sharing' }),
  'post /law/ab-1821/off': () => ({ note: 'Vetoed.' }),
  'post /api/v1/requests/:requestId/facts': () => ({ type: 'acknowledged', date: '2026-11-20', basis: 'person' }),
  'post /api/v1/requests/:requestId/facts/:factId/correction': () => ({ date: '2026-11-11', basis: 'person', why: 'The stamp says so.' }),
  'post /api/v1/requests/:requestId/facts/:factId/take-back': () => ({ why: 'It was another request.' }),
};
