import type { Context } from '../../context.js';
import type { Actor } from '../../platform/http/actor.js';
import type { PageResult, Problem } from '../../platform/http/routes.js';
import { t } from '../../platform/words.js';
import { recordContext } from '../deadlines/record.queries.js';
import type { MessageFormValues, MessageFormView } from './message-form.view.js';

const FIELDS = ['channel', 'fromName', 'subject', 'text', 'sentOn', 'sentTime', 'documentId'] as const;
/** Documents offered as the one it was read from, newest first. */
const DOCUMENTS = 100;

/**
 * The form for a message or a call, empty or with what was typed.
 * @throws requests.not-found
 */
export async function messageForm(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: { requestId: string; spoken: boolean }, problem: Problem | null): Promise<PageResult> {
  const { requestId, spoken } = input;
  const where = { groupId: actor.groupId, requestId };
  const [context, documents] = await Promise.all([
    recordContext(deps.db, where, deps.clock.now()),
    spoken ? [] : deps.db.document.findMany({ where, orderBy: { n: 'desc' }, take: DOCUMENTS, select: { id: true, n: true, originalName: true } }),
  ]);
  const fields = problem?.fields ?? {};
  const model: MessageFormView = {
    ...(spoken ? callWords(context.agency) : messageWordsOf(context.agency)), spoken,
    request: { href: `/requests/${requestId}`, label: context.number, title: context.title }, action: `/requests/${requestId}/${spoken ? 'calls' : 'messages'}`,
    documents: documents.map((one) => ({ value: one.id, label: t('Document {n}: {name}', { n: one.n, name: one.originalName }) })), today: context.today,
    message: problem?.message ?? null, problems: Object.entries(fields).map(([id, says]) => ({ id, says })),
    values: each((name) => typed(problem, name)), errors: each((name) => fields[name] ?? ''),
  };
  return { view: 'replies/new', title: `${model.title} · ${context.number}`, nav: 'requests', model };
}

const each = (value: (name: keyof MessageFormValues) => string): MessageFormValues => Object.fromEntries(FIELDS.map((name) => [name, value(name)])) as unknown as MessageFormValues;

function typed(problem: Problem | null, name: string): string {
  const value = problem?.values[name];
  return typeof value === 'string' ? value : '';
}

function messageWordsOf(agency: string): Pick<MessageFormView, 'title' | 'lede' | 'channels'> {
  return {
    title: t('Record a message'),
    lede: t('Paste what {agency} wrote, as it stands. Tenday reads it on this machine and suggests facts with their sentences. Nothing moves until you record one.', { agency }),
    channels: [
      { value: 'portal', label: t('Portal') }, { value: 'email', label: t('E-mail') }, { value: 'post', label: t('Letter by post') }, { value: 'fax', label: t('Fax') },
    ],
  };
}

function callWords(agency: string): Pick<MessageFormView, 'title' | 'lede' | 'channels'> {
  return {
    title: t('Log a call or a meeting'),
    lede: t('Write down what {agency} said while you remember it. It stands in the thread; nothing moves until you record a fact.', { agency }),
    channels: [{ value: 'phone', label: t('Phone call') }, { value: 'meeting', label: t('Meeting') }],
  };
}
