import { type RouteDefinition, api } from '../../../platform/http/routes.js';
import { requestParams } from '../../requests/requests.schemas.js';
import { frozenAnswer, frozenOut } from '../letters.schemas.js';
import type { FollowUpFields } from './draft-fields.js';
import { discardFollowUp } from './discard-follow-up.js';
import { inputsOf } from './follow-up-letter.js';
import { draftWarnings } from './follow-ups.view.js';
import { apiChangeBody, apiSendFollowUpBody, apiStartBody, discardedOut, draftParams, followUpPreviewOut, offersOut, startedOut, versionOut } from './follow-ups.schemas.js';
import { loadLetterDraft, loadStanding, openDrafts } from './letter-drafts.queries.js';
import { readDraft } from './read-draft.js';
import { saveFollowUp } from './save-follow-up.js';
import { sendFollowUp } from './send-follow-up.js';
import { startFollowUp } from './start-follow-up.js';

const tag = 'Letters';

type Typed = Pick<FollowUpFields, 'signerName' | 'signerTitle' | 'replyBy' | 'ownWords'>;
type Given = { [Name in keyof Typed]?: string | undefined } & { inputs?: Readonly<Record<string, string | boolean>> | undefined };

/** Only what was given: an absent field keeps the draft's own value. */
function given({ signerName, signerTitle, replyBy, ownWords, inputs }: Given): Partial<FollowUpFields> {
  const words: Partial<Typed> = Object.fromEntries(Object.entries({ signerName, signerTitle, replyBy, ownWords }).filter(([, value]) => value !== undefined));
  return inputs === undefined ? words : { ...words, inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, typeof value === 'string' ? value : value ? 'on' : ''])) };
}

export const followUpApiRoutes: RouteDefinition[] = [
  api({
    method: 'get', path: '/api/v1/requests/:requestId/letter-offers', access: 'requests.write', tag, summary: 'Letters that fit a request now, with the reason, and those that do not, with theirs.',
    params: requestParams, response: offersOut,
    handle: async ({ deps, actor, params }) => {
      const where = { groupId: actor.groupId, requestId: params.requestId };
      const { offers } = await loadStanding(deps.db, where, deps.clock.now());
      const drafts = await openDrafts(deps.db, where);
      const named = (followUp: (typeof offers.offered)[number]['followUp']) => ({ template: followUp.slug, title: followUp.title(), purpose: followUp.purpose() });
      return {
        offered: offers.offered.map(({ followUp, reason, items }) => ({ ...named(followUp), reason, items: [...items], atWill: followUp.atWill ?? false })),
        notOffered: offers.withheld.map(({ followUp, why }) => ({ ...named(followUp), why, needs: [...followUp.needs()] })), heldUntil: offers.heldUntil,
        drafts: drafts.map((draft) => ({ id: draft.id, template: draft.followUp.slug, version: draft.version })),
      };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/letter-drafts', access: 'requests.write', tag, summary: 'Begin a follow-up letter that fits now; one begun already is gone on with.', status: 201,
    params: requestParams, body: apiStartBody, response: startedOut,
    handle: ({ deps, actor, params, body }) => startFollowUp(deps, actor, { requestId: params.requestId, templateSlug: body.template, fields: given(body) }),
  }),
  api({
    method: 'patch', path: '/api/v1/requests/:requestId/letter-drafts/:draftId', access: 'requests.write', tag, summary: 'Change a follow-up letter’s fields.', params: draftParams, body: apiChangeBody, response: versionOut,
    handle: ({ deps, actor, params, body }) => saveFollowUp(deps, actor, { ...params, version: body.version ?? null, fields: given(body), read: false }),
  }),
  api({
    method: 'delete', path: '/api/v1/requests/:requestId/letter-drafts/:draftId', access: 'requests.write', tag, summary: 'Throw away a follow-up letter that was not sent.', params: draftParams, response: discardedOut,
    handle: async ({ deps, actor, params }) => {
      await discardFollowUp(deps, actor, params);
      return { id: params.draftId, discarded: true };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/letter-drafts/:draftId/preview', access: 'requests.write', tag, summary: 'The exact follow-up letter as the record makes it now, with gaps and findings.',
    params: draftParams, response: followUpPreviewOut,
    handle: async ({ deps, actor, params }) => {
      const where = { groupId: actor.groupId, ...params };
      const draft = await loadLetterDraft(deps.db, where);
      const standing = await loadStanding(deps.db, where, deps.clock.now());
      const { fits, why, seen, changed, letter, findings } = await readDraft(draft, standing, { replyDomain: deps.config.replyDomain, isLawyer: actor.role === 'lawyer' });
      return {
        version: draft.version, fits, why, seen, changed: [...changed], subject: letter?.subject ?? '', text: letter?.text ?? '', html: letter?.html ?? '', gaps: [...(letter?.gaps ?? [])], leftOut: [...(letter?.leftOut ?? [])],
        findings: [...findings], warnings: draftWarnings(draft, standing),
        inputs: inputsOf(draft.followUp, standing.situation).map((input) => ({ ...input, hint: input.hint ?? '', required: input.required ?? false, options: [...(input.options ?? [])], value: draft.fields.inputs[input.name] ?? '' })),
      };
    },
  }),
  api({
    method: 'post', path: '/api/v1/requests/:requestId/letter-drafts/:draftId/send', access: 'letters.send', tag, summary: 'Approve a follow-up letter: by e-mail it is queued, otherwise it waits for delivery. Once.',
    status: 201, params: draftParams, body: apiSendFollowUpBody, response: frozenOut,
    handle: async ({ deps, actor, params, body }) => frozenAnswer(await sendFollowUp(deps, actor, { ...body, ...params, version: body.version ?? null })),
  }),
];
