import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import type { PageResult, Problem, RouteDefinition } from '../../platform/http/routes.js';
import { page } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { listAgencies } from '../agencies/agencies.queries.js';
import { basisWord } from '../deadlines/fact-words.js';
import { choosablePeople } from '../requests/requests.queries.js';
import { CHANNELS, channelLabel } from './channels.js';
import { type FormProblems, formProblems } from './compose.view.js';
import { type EnteredRequest, enterRequest } from './enter-request.js';
import { type EnterForm, RECEIPT_BASES, enterForm, enterQuery } from './letters.schemas.js';
import { pastedItems } from './pasted-items.js';

const FIELDS = ['agencyId', 'title', 'sentOn', 'channel', 'letterText', 'agencyNumbers', 'itemsText', 'receivedOn', 'receivedBasis', 'responsibleId'] as const;
/** The use case's paths that have another name in the form. */
const FORM_NAMES: Readonly<Record<string, string>> = { 'received.date': 'receivedOn', items: 'itemsText' };

async function showForm(deps: Context, actor: Actor, agencyId: string, problem: Problem | null = null): Promise<PageResult> {
  const [agencies, people] = await Promise.all([listAgencies(deps.db, actor.groupId), choosablePeople(deps.db, actor.groupId)]);
  const typed = (name: string, otherwise = '') => (typeof problem?.values[name] === 'string' ? problem.values[name] : otherwise);
  const chosen = { agencyId, responsibleId: actor.personId } as const;
  const model = {
    ...problemsOf(problem),
    agencies: agencies.map((agency) => ({ value: agency.id, label: `${agency.shortName} (${agency.statute})` })),
    people: people.map((person) => ({ value: person.id, label: person.name })),
    channels: CHANNELS.map((channel) => ({ value: channel, label: channelLabel(channel) })),
    bases: RECEIPT_BASES.map((basis) => ({ value: basis, label: basisWord(basis) })),
    values: Object.fromEntries(FIELDS.map((name) => [name, typed(name, name in chosen ? chosen[name as keyof typeof chosen] : '')])),
    today: civilIn(deps.clock.now(), actor.timeZone).date,
  };
  return { view: 'letters/enter', title: t('Enter a request under way'), nav: 'requests', model };
}

function problemsOf(problem: Problem | null): FormProblems {
  if (!problem) return formProblems(null, FIELDS);
  const fields = Object.fromEntries(Object.entries(problem.fields).map(([path, says]) => [FORM_NAMES[path] ?? path, says]));
  return formProblems({ message: problem.message, fields }, FIELDS);
}

/** The form's flat fields as the use case takes them. */
function enteredFrom(form: EnterForm): EnteredRequest {
  const { receivedOn, receivedBasis, agencyNumbers, itemsText, ...rest } = form;
  return {
    ...rest,
    agencyNumbers: agencyNumbers.split(/[\n,;]/),
    items: pastedItems(itemsText),
    received: receivedOn && receivedBasis ? { date: receivedOn, basis: receivedBasis } : null,
  };
}

export const enterPages: RouteDefinition[] = [
  page({
    method: 'get', path: '/requests/enter', summary: 'The form to enter a request already under way', access: 'requests.write', query: enterQuery,
    handle: ({ deps, actor, query }) => showForm(deps, actor, query.agency ?? ''),
  }),
  page({
    method: 'post', path: '/requests/enter', summary: 'Enter a request already under way', access: 'requests.write', body: enterForm,
    handle: async ({ deps, actor, body }) => {
      const { id, number } = await enterRequest(deps, actor, enteredFrom(body));
      return { redirect: `/requests/${id}`, flash: t('{number} is entered and its clock runs. Add what the agency sent under Documents, and record what it did.', { number }) };
    },
    again: ({ deps, actor }, problem) => showForm(deps, actor, '', problem),
  }),
];
