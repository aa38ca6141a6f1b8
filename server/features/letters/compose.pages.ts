import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { notFound } from '../../platform/http/errors.js';
import { type PageResult, type Problem, type RouteDefinition, page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { listAgencies } from '../agencies/agencies.queries.js';
import { bouncingAddress } from '../agencies/bouncing.queries.js';
import { choosablePeople } from '../requests/requests.queries.js';
import { requestParams } from '../requests/requests.schemas.js';
import { approvedSays } from './approved-words.js';
import { bounceSays } from './channel-warnings.js';
import { NO_PROBLEMS, composeSteps, draftFrame, formProblems, itemsPage, letterPage, sendPage, withTyped } from './compose.view.js';
import { roleMay } from '../accounts/permissions.js';
import { isChannel } from './channels.js';
import { agencyChoices } from './choices.view.js';
import { approvePack } from './approve-pack.js';
import { approvedCitations, packApproval } from './citations.queries.js';
import { createDraft } from './create-draft.js';
import type { ComposeStep } from './draft.js';
import { type Draft, itemsAsked, loadDraft, sameRequestsOpen } from './drafts.queries.js';
import { FOIA_FIELDS, FOIA_WORDS, foiaChoices, foiaOf } from './foia-fields.js';
import { type ItemNote, itemNotes } from './item-notes.view.js';
import { itemEdits } from './item-edits.js';
import { draftChanges, draftMark } from './draft-seen.js';
import { letterTemplates } from './letter-templates.js';
import { agencyQuery, autosaveBody, itemsBody, itemsQuery, letterBody, sendBody, startBody } from './letters.schemas.js';
import { lintRequest } from './lint-request.js';
import { maySend } from './may-send.js';
import { draftedLetter } from './own-templates/own-letter.js';
import { ownTemplates } from './own-templates/own-templates.queries.js';
import { replyAddressOf } from '../requests/reply-address.js';
import { type DraftStep, saveDraftStep } from './save-draft-step.js';
import { sendLetter } from './send-letter.js';
import { templateChoices } from './template-choices.view.js';
import { throwAwayDraft } from './throw-away-draft.js';

const AUTOSAVE = ['scripts/autosave.js'];
const ITEM_FIELDS = ['heading', 'text', 'whereToLook', 'period', 'format', 'fields'] as const;
const LETTER_FIELDS = ['title', 'feeCeiling', 'signerName', 'signerTitle', ...FOIA_FIELDS] as const;

/** The draft, the letter it makes today, and the page's frame around them. */
async function drafting(deps: Context, actor: Actor, requestId: string, step: ComposeStep, typed: (draft: Draft) => Draft = (draft) => draft, open: number | null = null) {
  const draft = typed(await loadDraft(deps.db, { groupId: actor.groupId, requestId }));
  const today = civilIn(deps.clock.now(), draft.agency.timeZone).date;
  const letter = await draftedLetter(draft, { today, replyDomain: deps.config.replyDomain }, { highlight: open });
  const findings = lintRequest(letter, draft, { today, replyDomain: deps.config.replyDomain, isLawyer: actor.role === 'lawyer' });
  const [now, before] = [{ today, approved: draft.approved }, { today: civilIn(draft.savedAt, draft.agency.timeZone).date, approved: await approvedCitations(deps.db, actor.groupId, draft.savedAt) }];
  return { draft, letter, frame: draftFrame(draft, letter, step, { today, zone: actor.timeZone, findings, changes: draftChanges(draft, before, now), seen: draftMark(draft, now) }) };
}

async function notesOn({ db }: Context, { groupId }: Actor, draft: Draft): Promise<ItemNote[]> {
  const [agencies, asked] = await Promise.all([listAgencies(db, groupId), itemsAsked(db, { groupId, ...draft })]);
  return itemNotes(draft, { agencies, asked });
}

async function showItems(deps: Context, actor: Actor, requestId: string, open: number | null, problem: Problem | null = null): Promise<PageResult> {
  const typed = (draft: Draft): Draft => (problem ? { ...draft, items: draft.items.map((item) => (item.n === open ? { ...item, ...strings(problem, ITEM_FIELDS) } : item)) } : draft);
  const { draft, frame } = await drafting(deps, actor, requestId, 'items', typed, open);
  const notes = await notesOn(deps, actor, draft);
  return { view: 'letters/items', title: t('New request to {agency}', { agency: frame.agency }), nav: 'requests', scripts: AUTOSAVE, model: itemsPage(draft, frame, { open, notes }, formProblems(problem, ITEM_FIELDS)) };
}

async function showLetter(deps: Context, actor: Actor, requestId: string, problem: Problem | null = null): Promise<PageResult> {
  const { draft, frame } = await drafting(deps, actor, requestId, 'letter', (draft) => (problem ? withTyped(draft, typedLetter(problem)) : draft));
  return { view: 'letters/letter-step', title: t('New request to {agency}', { agency: frame.agency }), nav: 'requests', scripts: AUTOSAVE, model: letterPage(draft, frame, problem ? formProblems(problem, LETTER_FIELDS) : { ...NO_PROBLEMS, errors: formProblems(null, LETTER_FIELDS).errors }) };
}

async function showSend(deps: Context, actor: Actor, requestId: string, problem: Problem | null = null): Promise<PageResult> {
  const [{ draft, letter, frame }, people] = await Promise.all([
    drafting(deps, actor, requestId, 'send', (draft) => (problem ? withTyped(draft, typedSending(problem)) : draft)),
    choosablePeople(deps.db, actor.groupId),
  ]);
  const { groupId } = actor;
  const [notes, by, bounces] = await Promise.all([notesOn(deps, actor, draft), packApproval(deps.db, { groupId, templateSlug: draft.template.slug }), bouncingAddress(deps.db, groupId, draft.fields.toAddress)]);
  const model = sendPage(
    draft, frame,
    { people, gaps: letter.gaps, notes, looked: { by, mayLook: roleMay(actor.role, 'citations.approve') }, today: civilIn(deps.clock.now(), draft.agency.timeZone).date, bounces: bounces && bounceSays(bounces, actor.timeZone), mailLeaves: maySend(deps, actor), replyAddress: replyAddressOf({ replyToken: draft.replyToken, replyDomain: deps.config.replyDomain, contactEmail: draft.group.contactEmail }) },
    // The page lists the gaps itself, each with a link to where it is filled.
    formProblems(problem && problem.error.code === 'letters.gaps' ? { message: problem.message, fields: {} } : problem, ['channel', 'toAddress', 'responsibleId', 'evenIfBounces']),
  );
  return { view: 'letters/send', title: t('Send the letter to {agency}', { agency: frame.agency }), nav: 'requests', scripts: AUTOSAVE, model };
}

/** The way that was chosen stays chosen: the page must not suggest another to who only reads what was wrong. */
function typedSending(problem: Problem): Parameters<typeof withTyped>[1] {
  const { channel = '', ...typed } = strings(problem, ['channel', 'toAddress', 'responsibleId']);
  return { ...typed, ...(isChannel(channel) ? { channel } : {}) };
}

/** Those typed values that are strings. */
function strings<Name extends string>(problem: Problem, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = problem.values[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}

/** What was typed on the letter step; a box that was not ticked is not posted. */
function typedLetter(problem: Problem) {
  return { ...strings(problem, ['title', 'feeCeiling', 'signerName', 'signerTitle', ...FOIA_WORDS]), ...foiaChoices(problem.values) };
}

type ItemsForm = ReturnType<(typeof itemsBody)['parse']>;

async function saveItems(deps: Context, actor: Actor, requestId: string, form: ItemsForm): Promise<PageResult> {
  const { edits, open } = itemEdits(form);
  const onward = form.act === 'continue';
  const { items } = await saveDraftStep(deps, actor, { requestId, version: form.version, step: onward ? 'letter' : 'items', items: edits });
  if (onward) return { redirect: `/requests/${requestId}/compose/letter` };
  const next = open(items);
  return { redirect: `/requests/${requestId}/compose/items${next ? `?item=${next}#item-${next}` : ''}` };
}

type AutosaveForm = ReturnType<(typeof autosaveBody)['parse']>;

function autosaved(requestId: string, form: AutosaveForm): DraftStep {
  const { version, step, item: n, heading, text, whereToLook, period, format, fields, title, feeCeiling, signerName, signerTitle, inspectionWanted, channel, toAddress, responsibleId } = form;
  if (step === 'items') return { requestId, version, items: n ? [{ act: 'edit', n, item: { heading, text, whereToLook, period, format, fields } }] : [] };
  if (step === 'letter') return { requestId, version, title, fields: { feeCeiling, signerName, signerTitle, inspectionWanted, ...foiaOf(form) } };
  return { requestId, version, responsibleId, fields: { channel, toAddress } };
}

export const composePages: RouteDefinition[] = [
  page({
    method: 'get', path: '/compose', summary: 'Choose the agency of a new request', access: 'requests.write',
    handle: async ({ deps, actor }) => ({
      view: 'letters/agency', title: t('New request'), nav: 'requests',
      model: { steps: composeSteps('agency', {}), agencies: agencyChoices(await listAgencies(deps.db, actor.groupId)) },
    }),
  }),
  page({
    method: 'get', path: '/compose/template', summary: 'Choose the letter template', access: 'requests.write', query: agencyQuery,
    handle: async ({ deps, actor, query }) => {
      const agencies = await listAgencies(deps.db, actor.groupId);
      const agency = agencies.find(({ id }) => id === query.agency);
      if (!agency) throw notFound();
      const templates = letterTemplates().filter((template) => template.statute === agency.statute);
      const open = await sameRequestsOpen(deps.db, { groupId: actor.groupId, agencyId: agency.id, templateSlugs: templates.map(({ slug }) => slug) });
      const own = await ownTemplates(deps.db, actor.groupId, { baseSlugs: templates.map(({ slug }) => slug) });
      return { view: 'letters/template', title: t('New request to {agency}', { agency: agency.shortName }), nav: 'requests', model: templateChoices(agency, templates, { agencies, open, own }) };
    },
  }),
  page({
    method: 'post', path: '/compose', summary: 'Start a draft', access: 'requests.write', body: startBody,
    handle: async ({ deps, actor, body }) => {
      const { id } = await createDraft(deps, actor, { agencyId: body.agencyId, templateSlug: body.template });
      return { redirect: `/requests/${id}/compose/items` };
    },
  }),
  page({
    method: 'get', path: '/requests/:requestId/compose', summary: 'Go on writing where one stopped', access: 'requests.write', params: requestParams,
    handle: async ({ deps, actor, params }) => {
      const draft = await loadDraft(deps.db, { groupId: actor.groupId, requestId: params.requestId });
      return { redirect: `/requests/${draft.requestId}/compose/${draft.step}` };
    },
  }),
  page({
    method: 'get', path: '/requests/:requestId/compose/items', summary: 'The items of a draft', access: 'requests.write', params: requestParams, query: itemsQuery,
    handle: ({ deps, actor, params, query }) => showItems(deps, actor, params.requestId, query.item ?? null),
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/items', summary: 'Save, move, add or remove items', access: 'requests.write', params: requestParams, body: itemsBody,
    handle: ({ deps, actor, params, body }) => saveItems(deps, actor, params.requestId, body),
    again: ({ deps, actor, params }, problem) => showItems(deps, actor, params.requestId, openItem(problem), problem),
  }),
  page({
    method: 'get', path: '/requests/:requestId/compose/letter', summary: 'The exact letter of a draft beside its fields', access: 'requests.write', params: requestParams,
    handle: ({ deps, actor, params }) => showLetter(deps, actor, params.requestId),
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/letter', summary: 'Save title, fee ceiling and signature', access: 'requests.write', params: requestParams, body: letterBody,
    handle: async ({ deps, actor, params, body }) => {
      const { version, act, title, ...fields } = body;
      await saveDraftStep(deps, actor, { requestId: params.requestId, version, step: act === 'continue' ? 'send' : 'letter', title, fields });
      return { redirect: `/requests/${params.requestId}/compose/${act === 'continue' ? 'send' : 'letter'}` };
    },
    again: ({ deps, actor, params }, problem) => showLetter(deps, actor, params.requestId, problem),
  }),
  page({
    method: 'get', path: '/requests/:requestId/compose/send', summary: 'How the letter goes, and what happens next', access: 'letters.send', params: requestParams,
    handle: ({ deps, actor, params }) => showSend(deps, actor, params.requestId),
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/send', summary: 'Approve the letter and send it', access: 'letters.send', params: requestParams, body: sendBody,
    handle: async ({ deps, actor, params, body }) => {
      const frozen = await sendLetter(deps, actor, { requestId: params.requestId, ...body });
      return { redirect: `/letters/${frozen.letterId}`, flash: approvedSays(frozen, actor.timeZone) };
    },
    again: async ({ deps, actor, params }, problem) => {
      if (problem.error.code === 'letters.already-sent') return { redirect: `/requests/${params.requestId}`, flash: problem.message };
      return showSend(deps, actor, params.requestId, problem);
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/looked-at', summary: 'Keep that a lawyer has looked at a draft’s ready-made items', access: 'citations.approve', params: requestParams,
    handle: async ({ deps, actor, params }) => {
      const { template } = await loadDraft(deps.db, { groupId: actor.groupId, requestId: params.requestId });
      await approvePack(deps, actor, { templateSlug: template.slug });
      return { redirect: `/requests/${params.requestId}/compose/send`, flash: t('Kept: you have looked at this set of items.') };
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/autosave', summary: 'Keep what is being typed', access: 'requests.write', params: requestParams, body: autosaveBody,
    handle: async ({ deps, actor, params, body, res }) => {
      const { version } = await saveDraftStep(deps, actor, autosaved(params.requestId, body));
      res.json({ version, savedAt: deps.clock.now().toISOString() });
      return { answered: true };
    },
  }),
  page({
    method: 'post', path: '/requests/:requestId/compose/discard', summary: 'Throw a draft away', access: 'requests.write', params: requestParams,
    handle: async ({ deps, actor, params }) => {
      const left = await throwAwayDraft(deps, actor, { requestId: params.requestId });
      return { redirect: '/requests', flash: left === 'gone' ? t('The draft is thrown away.') : t('The draft is given up. It stays on record as withdrawn, since it already had a letter.') };
    },
  }),
];

function openItem(problem: Problem): number | null {
  const n = Number(problem.values['item']);
  return Number.isInteger(n) && n > 0 ? n : null;
}
