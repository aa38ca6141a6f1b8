import { encodeKey } from '../../platform/keyset.js';
import { type RouteDefinition, api } from '../../platform/http/routes.js';
import { civilIn } from '../../platform/clock.js';
import { requestParams } from '../requests/requests.schemas.js';
import { createDraft } from './create-draft.js';
import type { DraftFields } from './draft.js';
import { loadDraft } from './drafts.queries.js';
import { FOIA_FIELDS } from './foia-fields.js';
import { enterRequest } from './enter-request.js';
import { lintRequest } from './lint-request.js';
import { letterTemplates, templatePurpose, templateSource } from './letter-templates.js';
import { letterNotFound } from './letters.errors.js';
import { draftedLetter } from './own-templates/own-letter.js';
import { type LetterRow, letterDetail, letterKey, pageOfLetters, waitingLetter } from './letters.queries.js';
import {
  apiDeliveryBody, apiDraftBody, apiEnterBody, apiLettersQuery, apiSendBody, deliveredOut, draftOut, enteredOut, frozenAnswer, frozenOut, letterOut, letterParams, lettersOut, previewOut,
  recalledOut, templatesOut,
} from './letters.schemas.js';
import { recallLetter } from './recall-letter.js';
import { recordDelivery } from './record-delivery.js';
import { sendLetter } from './send-letter.js';

function rowOut(letter: LetterRow) {
  const { id, request, agency, subject, state, channel, toAddress, frozenAt, sentAt, sentOn, lastError, undoUntil } = letter;
  return {
    id, requestId: request.id, requestNumber: request.number, agency, subject, state, channel, toAddress, frozenAt: frozenAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null, sentOn, lastError, undoUntil: undoUntil?.toISOString() ?? null,
  };
}

const GIVEN = ['feeCeiling', 'signerName', 'signerTitle', 'inspectionWanted', ...FOIA_FIELDS] as const;

/** Only what was given: an absent field keeps the draft's own value. */
function givenFields(body: Partial<Pick<DraftFields, (typeof GIVEN)[number]>>): Partial<DraftFields> {
  return Object.fromEntries(GIVEN.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

export const letterApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/letter-templates', access: 'requests.write', tag: 'Letters', summary: 'Letter templates with their ready-made items.', response: templatesOut,
    handle: async ({ deps, actor }) => {
      const today = civilIn(deps.clock.now(), actor.timeZone).date;
      return {
        templates: letterTemplates().map((template) => ({
          slug: template.slug, statute: template.statute, topic: template.topic, title: template.title, purpose: templatePurpose(template.slug), writtenFor: template.writtenFor,
          hash: templateSource(template).hash, items: template.pack(today),
        })),
      };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests', access: 'requests.write', tag: 'Letters', summary: 'Start a request as a draft from a template.', status: 201, body: apiDraftBody, response: draftOut,
    handle: async ({ deps, actor, body }) => {
      const { agencyId, template, title, items, responsibleId } = body;
      const { id, number } = await createDraft(deps, actor, { agencyId, templateSlug: template, title, items, responsibleId, fields: givenFields(body) });
      return { id, number, version: 0 };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/enter', access: 'requests.write', tag: 'Letters', summary: 'Enter a request already under way.', status: 201, body: apiEnterBody, response: enteredOut,
    handle: ({ deps, actor, body }) => enterRequest(deps, actor, body),
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/preview', access: 'requests.write', tag: 'Letters', summary: 'The exact letter a draft makes today, with its gaps.', params: requestParams, response: previewOut,
    handle: async ({ deps, actor, params }) => {
      const draft = await loadDraft(deps.db, { groupId: actor.groupId, requestId: params.requestId });
      const setting = { today: civilIn(deps.clock.now(), draft.agency.timeZone).date, replyDomain: deps.config.replyDomain };
      const letter = await draftedLetter(draft, setting);
      const { subject, text, html, gaps, leftOut } = letter;
      return { version: draft.version, subject, text, html, gaps: [...gaps], leftOut: [...leftOut], findings: lintRequest(letter, draft, { ...setting, isLawyer: actor.role === 'lawyer' }) };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/send', access: 'letters.send', tag: 'Letters', summary: 'Approve a draft’s letter: by e-mail it is queued, otherwise it waits for delivery. Once.',
    status: 201, params: requestParams, body: apiSendBody, response: frozenOut,
    handle: async ({ deps, actor, params, body }) => frozenAnswer(await sendLetter(deps, actor, { ...body, requestId: params.requestId, version: body.version ?? null })),
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/deliveries', access: 'letters.send', tag: 'Letters', summary: 'Record that the waiting letter went by hand.', status: 201, params: requestParams,
    body: apiDeliveryBody, response: deliveredOut,
    handle: async ({ deps, actor, params, body }) => {
      const letterId = body.letterId ?? (await waitingLetter(deps.db, { groupId: actor.groupId, requestId: params.requestId }));
      if (!letterId) throw letterNotFound();
      const before = await letterDetail(deps.db, actor.groupId, letterId);
      if (before.request.id !== params.requestId) throw letterNotFound();
      await recordDelivery(deps, actor, { ...body, letterId });
      return { requestId: params.requestId, letterId, state: 'sent' };
    },
  }),
  api({
    method: 'get', path: '/api/v1/letters', access: 'letters.see', tag: 'Letters', summary: 'The group’s letters, latest first.', query: apiLettersQuery, response: lettersOut,
    handle: async ({ deps, actor, query }) => {
      const filter = { states: query.state ? [query.state] : undefined, requestId: query.requestId };
      const { rows, hasNext } = await pageOfLetters(deps.db, actor.groupId, { filter, ask: { limit: query.limit, after: query.after } });
      const last = rows.at(-1);
      return { letters: rows.map(rowOut), next: hasNext && last ? encodeKey(letterKey(last)) : null };
    },
  }),
  api({
    method: 'get', path: '/api/v1/letters/:letterId', access: 'letters.see', tag: 'Letters', summary: 'One letter with its words and its way.', params: letterParams, response: letterOut,
    handle: async ({ deps, actor, params }) => {
      const letter = await letterDetail(deps.db, actor.groupId, params.letterId);
      const { bodyText, bodyHtml, messageId, replyAddress, contentHash, templateSlug, templateHash, attempts, nextAttemptAt, serverReply, proofDocumentId } = letter;
      return {
        ...rowOut(letter), text: bodyText, html: bodyHtml, messageId, replyAddress, contentHash, templateSlug, templateHash, attempts,
        nextAttemptAt: nextAttemptAt?.toISOString() ?? null, serverReply, proofDocumentId,
      };
    },
  }),
  api({
    method: 'post', path: '/api/v1/letters/:letterId/recall', access: 'letters.send', tag: 'Letters', summary: 'Take a letter back before it leaves; its draft is one again.', params: letterParams, response: recalledOut,
    handle: ({ deps, actor, params }) => recallLetter(deps, actor, params),
  }),
];
