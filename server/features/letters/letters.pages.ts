import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { readUpload } from '../../platform/http/uploads.js';
import { t } from '../../platform/words.js';
import { roleMay } from '../accounts/permissions.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { bouncingAddress } from '../agencies/bouncing.queries.js';
import { storeDocument } from '../documents/store-document.js';
import { channelWarnings } from './channel-warnings.js';
import { isChannel } from './channels.js';
import { deliveryView } from './delivery.view.js';
import { formProblems } from './compose.view.js';
import { letterView } from './letter.view.js';
import { type LetterDetail, letterDetail, countLetters, pageOfLetters } from './letters.queries.js';
import { deliveryForm, letterParams, limitQuery, outboxQuery, resendBody, resolveBody } from './letters.schemas.js';
import { maySend } from './may-send.js';
import { outboxView, statesOf } from './outbox.view.js';
import { recallLetter } from './recall-letter.js';
import { checkDelivery, recordDelivery } from './record-delivery.js';
import { resendNotSent } from './resend-not-sent.js';
import { resolveUncertain } from './resolve-uncertain.js';

const ROWS = 50;
const DELIVERY_FIELDS = ['channel', 'date', 'agencyNumber', 'receivedOn', 'deliveredOn', 'proof'] as const;

async function showLetter(deps: Context, actor: Actor, letterId: string): Promise<PageResult> {
  const letter = await letterDetail(deps.db, actor.groupId, letterId);
  const warnings = await warningsFor(deps, actor, letter);
  const bounces = letter.channel === 'email' && letter.state !== 'sent' ? await bouncingAddress(deps.db, actor.groupId, letter.toAddress) : null;
  const model = letterView(letter, { warnings, bounces: bounces !== null, zone: actor.timeZone, now: deps.clock.now(), mailLeaves: maySend(deps, actor), maySend: roleMay(actor.role, 'letters.send') });
  return { view: 'letters/show', title: t('Letter of {number}', { number: letter.request.number }), nav: 'letters', model };
}

/** Told by the agency as it is known now, on the day the letter went or would go. */
async function warningsFor(deps: Context, actor: Actor, letter: LetterDetail): Promise<string[]> {
  const agency = await agencyFor(deps.db, actor.groupId, letter.agencyId);
  if (!agency || !isChannel(letter.channel)) return [];
  const on = letter.sentOn ?? civilIn(deps.clock.now(), agency.timeZone).date;
  return channelWarnings(agency, { channel: letter.channel, toAddress: letter.toAddress, followUp: letter.followUp, on });
}

async function showDelivery(deps: Context, actor: Actor, { letterId, limit }: { letterId: string; limit?: number | undefined }, problem: Problem | null = null): Promise<PageResult> {
  const letter = await letterDetail(deps.db, actor.groupId, letterId);
  const agency = await agencyFor(deps.db, actor.groupId, letter.agencyId);
  const today = civilIn(deps.clock.now(), agency?.timeZone ?? actor.timeZone).date;
  const model = deliveryView(letter, { agency, today, typed: problem?.values ?? {}, limit, problem: formProblems(problem, DELIVERY_FIELDS) });
  return { view: 'letters/deliver', title: t('Record how the letter of {number} went', { number: letter.request.number }), nav: 'letters', model };
}

export const letterPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/outbox', summary: 'Letters by where they are', access: 'outbox.see', query: outboxQuery,
    handle: async ({ deps, actor, query }) => {
      const ask = { limit: ROWS, after: query.after, before: query.before };
      const [letters, counts] = await Promise.all([pageOfLetters(deps.db, actor.groupId, { filter: { states: statesOf(query.show) }, ask }), countLetters(deps.db, actor.groupId)]);
      return { view: 'letters/outbox', title: t('Letters'), nav: 'letters', model: outboxView({ show: query.show, page: letters, counts, zone: actor.timeZone, now: deps.clock.now(), maySend: roleMay(actor.role, 'letters.send') }) };
    },
  }),
  page({
    method: 'get', path: '/letters/:letterId', summary: 'A letter as it was approved, and where it is', access: 'letters.see', params: letterParams,
    handle: ({ deps, actor, params }) => showLetter(deps, actor, params.letterId),
  }),
  page({
    method: 'get', path: '/letters/:letterId/print', summary: 'A letter on paper', access: 'letters.see', params: letterParams,
    handle: async ({ deps, actor, params }) => {
      const letter = await letterDetail(deps.db, actor.groupId, params.letterId);
      return { view: 'letters/print', title: letter.subject, layout: 'print', model: letterView(letter, { zone: actor.timeZone, now: deps.clock.now(), bounces: false, warnings: [], mailLeaves: false, maySend: false }) };
    },
  }),
  page({
    method: 'get', path: '/letters/:letterId/letter.txt', summary: 'A letter as plain text', access: 'letters.see', params: letterParams,
    handle: async ({ deps, actor, params, res }) => {
      const letter = await letterDetail(deps.db, actor.groupId, params.letterId);
      res.set('Content-Disposition', `attachment; filename="${letter.request.number.replace(/[^A-Za-z0-9-]/g, '_')}.txt"`);
      res.type('text/plain; charset=utf-8').send(letter.bodyText);
      return { answered: true };
    },
  }),
  page({
    method: 'post', path: '/letters/:letterId/send', summary: 'Send a letter that has not left', access: 'letters.send', params: letterParams, body: resendBody,
    handle: async ({ deps, actor, params, body }) => {
      await resendNotSent(deps, actor, { ...params, ...body });
      return { redirect: `/letters/${params.letterId}`, flash: t('The letter is in line to be sent.') };
    },
    again: ({ params }, problem) => told(params.letterId, problem),
  }),
  page({
    method: 'post', path: '/letters/:letterId/recall', summary: 'Take a letter back before it leaves', access: 'letters.send', params: letterParams,
    handle: async ({ deps, actor, params }) => {
      const { requestId, draftId } = await recallLetter(deps, actor, params);
      if (draftId) return { redirect: `/requests/${requestId}/letters/${draftId}`, flash: t('The letter is taken back. It is a draft again.') };
      return { redirect: `/requests/${requestId}/compose`, flash: t('The letter is taken back. Its request is a draft again.') };
    },
    again: ({ params }, problem) => told(params.letterId, problem),
  }),
  page({
    method: 'post', path: '/letters/:letterId/resolve', summary: 'Say whether an unclear letter went', access: 'letters.send', params: letterParams, body: resolveBody,
    handle: async ({ deps, actor, params, body }) => {
      const state = await resolveUncertain(deps, actor, { letterId: params.letterId, outcome: body.outcome });
      const said = { sent: t('Recorded: it went.'), queued: t('It is in line to be sent.'), not_sent: t('It waits, marked not sent.') }[state];
      return { redirect: `/letters/${params.letterId}`, flash: said };
    },
    again: ({ params }, problem) => told(params.letterId, problem),
  }),
  page({
    method: 'get', path: '/letters/:letterId/deliver', summary: 'The form to record a delivery by hand', access: 'letters.send', params: letterParams, query: limitQuery,
    handle: ({ deps, actor, params, query }) => showDelivery(deps, actor, { ...params, ...query }),
  }),
  page({
    method: 'post', path: '/letters/:letterId/deliver', summary: 'Record a delivery by hand, with its proof', access: 'letters.send', params: letterParams, upload: true,
    handle: async (call) => {
      const { deps, actor, params } = call;
      const around = { groupId: actor.groupId, now: deps.clock.now() };
      const { fields, files } = await readUpload(call, {
        fieldsSchema: deliveryForm, maxFiles: 1,
        onFile: async (file, typed) => {
          const { requestId } = await checkDelivery(deps.db, around, { ...typed, letterId: params.letterId, hasProof: true });
          return storeDocument(deps, actor, { requestId, originalName: file.originalName, stream: file.stream, kind: 'proof', source: 'upload' });
        },
      });
      const [proof] = files;
      if (proof?.error) throw proof.error;
      const { requestId, followUp } = await recordDelivery(deps, actor, { ...fields, letterId: params.letterId, proofDocumentId: proof?.result.documentId });
      return { redirect: `/requests/${requestId}`, flash: followUp ? t('Recorded.') : t('Recorded. The clock runs from here.') };
    },
    again: ({ deps, actor, params }, problem) => showDelivery(deps, actor, params, problem),
  }),
];

/** A decision that came too late is told on the letter's page, which shows what became of it. */
async function told(letterId: string, problem: Problem): Promise<PageResult> {
  return { redirect: `/letters/${letterId}`, flash: problem.message };
}
