import type { Context } from '../../../context.js';
import type { Actor } from '../../../platform/http/actor.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../../platform/http/routes.js';
import { t } from '../../../platform/words.js';
import { roleMay } from '../../accounts/permissions.js';
import { requestParams } from '../../requests/requests.schemas.js';
import { bouncingAddress } from '../../agencies/bouncing.queries.js';
import { approvedSays } from '../approved-words.js';
import { bounceSays } from '../channel-warnings.js';
import { formProblems } from '../compose.view.js';
import { maySend } from '../may-send.js';
import { ownTemplates } from '../own-templates/own-templates.queries.js';
import { discardFollowUp } from './discard-follow-up.js';
import { inputsOf } from './follow-up-letter.js';
import { chooseView, followUpPage } from './follow-ups.view.js';
import { type FollowUpForm, draftParams, followUpAutosave, followUpBody, startFollowUpBody } from './follow-ups.schemas.js';
import { type LetterDraft, loadLetterDraft, loadStanding, openDrafts } from './letter-drafts.queries.js';
import { readDraft } from './read-draft.js';
import { saveFollowUp } from './save-follow-up.js';
import { sendFollowUp } from './send-follow-up.js';
import { startFollowUp } from './start-follow-up.js';

const FIELDS = ['signerName', 'signerTitle', 'replyBy', 'ownWords', 'channel', 'toAddress'] as const;

interface Address {
  readonly requestId: string;
  readonly draftId: string;
}

async function choose(deps: Context, actor: Actor, requestId: string): Promise<PageResult> {
  const where = { groupId: actor.groupId, requestId };
  const standing = await loadStanding(deps.db, where, deps.clock.now());
  const drafts = await openDrafts(deps.db, where);
  const own = await ownTemplates(deps.db, actor.groupId, { baseSlugs: standing.offers.offered.map(({ followUp }) => followUp.slug) });
  return { view: 'letters/choose', title: t('Write to {agency}', { agency: standing.agency.shortName }), nav: 'requests', model: chooseView(standing, drafts, { zone: actor.timeZone, isLawyer: actor.role === 'lawyer', own }) };
}

async function show(deps: Context, actor: Actor, params: Address, problem: Problem | null = null): Promise<PageResult> {
  const where = { groupId: actor.groupId, ...params };
  const draft = withTyped(await loadLetterDraft(deps.db, where), problem);
  if (draft.frozenLetterId !== null) return { redirect: `/letters/${draft.frozenLetterId}`, ...(problem ? { flash: problem.message } : {}) };
  const standing = await loadStanding(deps.db, where, deps.clock.now());
  const reading = await readDraft(draft, standing, { replyDomain: deps.config.replyDomain, isLawyer: actor.role === 'lawyer' });
  const bouncing = await bouncingAddress(deps.db, actor.groupId, draft.fields.toAddress);
  const around = { bounces: bouncing && bounceSays(bouncing, actor.timeZone), zone: actor.timeZone, mailLeaves: maySend(deps, actor), maySend: roleMay(actor.role, 'letters.send'), isLawyer: actor.role === 'lawyer' };
  // The page lists the gaps itself, each with a link to where it is filled.
  const shown = problem?.error.code === 'letters.gaps' ? { message: problem.message, fields: {} } : problem;
  return { view: 'letters/follow-up', title: draft.followUp.title(), nav: 'requests', scripts: ['scripts/autosave.js'], model: followUpPage(draft, standing, reading, around, formProblems(shown, [...FIELDS, 'evenIfBounces', ...inputsOf(draft.followUp, standing.situation).map(({ name }) => `inputs.${name}`)])) };
}

/** What was just typed laid over the draft, for showing the form again. */
function withTyped(draft: LetterDraft, problem: Problem | null): LetterDraft {
  if (!problem) return draft;
  const typed = Object.fromEntries(FIELDS.flatMap((name) => (typeof problem.values[name] === 'string' ? [[name, problem.values[name]]] : [])));
  const inputs = isTexts(problem.values['inputs']) ? problem.values['inputs'] : {};
  return { ...draft, fields: { ...draft.fields, ...typed, inputs: { ...draft.fields.inputs, ...inputs } } };
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return value !== null && typeof value === 'object' && Object.values(value).every((one) => typeof one === 'string');
}

/** Leaves `inputs` out where a form had none. */
function kept<Form extends { readonly inputs?: Readonly<Record<string, string>> | undefined }>({ inputs, ...fields }: Form) {
  return inputs === undefined ? fields : { ...fields, inputs };
}

async function keepOrSend(deps: Context, actor: Actor, params: Address, form: FollowUpForm): Promise<PageResult> {
  const { version, act, seen, channel, toAddress, evenIfBounces, ...fields } = form;
  if (act === 'save' || channel === '') {
    await saveFollowUp(deps, actor, { ...params, version, fields: kept({ ...fields, channel, toAddress }), read: true });
    return { redirect: `/requests/${params.requestId}/letters/${params.draftId}` };
  }
  const frozen = await sendFollowUp(deps, actor, { ...params, version, channel, toAddress, seen, evenIfBounces, fields: kept(fields) });
  return { redirect: `/letters/${frozen.letterId}`, flash: approvedSays(frozen, actor.timeZone) };
}

export const followUpPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/:requestId/letters/new', summary: 'Letters that fit a request, with reasons, and those that do not', access: 'requests.write', params: requestParams,
    handle: ({ deps, actor, params }) => choose(deps, actor, params.requestId),
  }),
  page({
    method: 'post', path: '/requests/:requestId/letters', summary: 'Begin a follow-up letter', access: 'requests.write', params: requestParams, body: startFollowUpBody,
    handle: async ({ deps, actor, params, body }) => {
      const { id } = await startFollowUp(deps, actor, { requestId: params.requestId, templateSlug: body.template });
      return { redirect: `/requests/${params.requestId}/letters/${id}` };
    },
    again: async ({ params }, problem) => ({ redirect: `/requests/${params.requestId}/letters/new`, flash: problem.message }),
  }),
  page({
    method: 'get', path: '/requests/:requestId/letters/:draftId', summary: 'A follow-up letter beside its fields', access: 'requests.write', params: draftParams,
    handle: ({ deps, actor, params }) => show(deps, actor, params),
  }),
  page({
    method: 'post', path: '/requests/:requestId/letters/:draftId', summary: 'Keep a follow-up letter, or approve and send it', access: 'letters.send', params: draftParams, body: followUpBody,
    handle: ({ deps, actor, params, body }) => keepOrSend(deps, actor, params, body),
    again: ({ deps, actor, params }, problem) => show(deps, actor, params, problem),
  }),
  page({
    method: 'post', path: '/requests/:requestId/letters/:draftId/autosave', summary: 'Keep what is being typed into a follow-up', access: 'requests.write', params: draftParams, body: followUpAutosave,
    handle: async ({ deps, actor, params, body, res }) => {
      const { version: before, ...fields } = body;
      const { version } = await saveFollowUp(deps, actor, { ...params, version: before, fields: kept(fields), read: false, halfTyped: true });
      res.json({ version, savedAt: deps.clock.now().toISOString() });
      return { answered: true };
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/letters/:draftId/discard', summary: 'Throw a follow-up letter away', access: 'requests.write', params: draftParams,
    handle: async ({ deps, actor, params }) => {
      await discardFollowUp(deps, actor, params);
      return { redirect: `/requests/${params.requestId}`, flash: t('The letter is thrown away. The request stays as it was.') };
    },
  }),
];
