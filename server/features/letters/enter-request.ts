import type { Context } from '../../context.js';
import { civilIn, fromCivil } from '../../platform/clock.js';
import type { Tx } from '../../platform/db.js';
import { AppError, type FieldProblems } from '../../platform/errors.js';
import type { Actor } from '../../platform/http/actor.js';
import { notFound } from '../../platform/http/errors.js';
import { newId } from '../../platform/ids.js';
import { formatDate } from '../../platform/views-dates.js';
import { t } from '../../platform/words.js';
import { type AgencyProfile, agencyFor } from '../agencies/agencies.queries.js';
import { createRequest } from '../requests/create-request.js';
import { noteAgencyNumber } from '../requests/note-agency-number.js';
import type { NewItem } from '../requests/replace-items.js';
import { appendEvent } from '../timeline/append-event.js';
import { type Channel, channelWords } from './channels.js';
import { contentHash } from './compose-letter.js';
import { noteSent } from './note-sent.js';
import { manyLines, oneLine } from './plain-words.js';
import { escapeHtml } from './render-letter.js';
import { requireResponsible } from './require-responsible.js';

/** A request that was sent before it came here. Dates are `YYYY-MM-DD` at the agency. */
export interface EnteredRequest {
  readonly agencyId: string;
  readonly title: string;
  readonly sentOn: string;
  readonly channel: Channel;
  readonly toAddress?: string;
  /** Its letter as it was sent; may be empty when nobody has it. */
  readonly letterText: string;
  readonly agencyNumbers: readonly string[];
  readonly items: readonly NewItem[];
  /** Absent: presumed on the day it was sent. */
  readonly received?: { readonly date: string; readonly time?: string | null; readonly basis: 'portal' | 'automatic_reply' | 'delivery_proof' | 'person' } | null;
  readonly responsibleId?: string;
}

type Deps = Pick<Context, 'db' | 'clock' | 'config'>;

/** What the letter of an entered request stands under in place of a template. */
export const ENTERED = 'entered';

/**
 * Enters a request under way, with its letter, numbers, items and receipt, in one transaction; its clocks run at once. Works under either
 * statute.
 * @throws http.not-found for an agency the group does not have, letters.invalid-input with a problem per field, requests.too-many-items
 */
export async function enterRequest(deps: Deps, actor: Actor, input: EnteredRequest): Promise<{ id: string; number: string; letterId: string }> {
  const at = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const agency = await agencyFor(tx, actor.groupId, input.agencyId);
    if (!agency) throw notFound();
    refuseProblems(enteredProblems(input, civilIn(at, agency.timeZone).date));
    if (input.responsibleId !== undefined) await requireResponsible(tx, { groupId: actor.groupId, personId: input.responsibleId });
    const request = await createRequest(
      tx, actor,
      { agencyId: agency.id, statute: agency.statute, title: oneLine(input.title), templateSlug: null, items: input.items, responsibleId: input.responsibleId, draft: null },
      at,
    );
    for (const number of numbersOf(input)) {
      await noteAgencyNumber(tx, { groupId: actor.groupId, requestId: request.id, personId: actor.personId, number, at });
    }
    const letterId = await keepLetter(tx, deps, actor, { input, agency, request, at });
    await noteSent(tx, {
      groupId: actor.groupId, requestId: request.id, letterId, recordedById: actor.personId, at,
      receipt: input.received ?? { date: input.sentOn, basis: 'presumed' }, reason: t('The request was entered as already under way.'),
    });
    return { id: request.id, number: request.number, letterId };
  });
}

/** As the API takes them one by one. */
const MOST_NUMBERS = 20;
const LONGEST_NUMBER = 100;

/** The agency's numbers, each once. */
const numbersOf = ({ agencyNumbers }: Pick<EnteredRequest, 'agencyNumbers'>): string[] => [...new Set(agencyNumbers.map(oneLine).filter((one) => one !== ''))];

/** Which dates and numbers can't be. Pure; exported for the API and its tests. */
export function enteredProblems(input: Pick<EnteredRequest, 'sentOn' | 'received' | 'agencyNumbers'>, today: string): FieldProblems {
  const problems: Record<string, string> = {};
  if (input.sentOn > today) problems['sentOn'] = t('{date} is still to come. A request under way was sent today or before.', { date: formatDate(input.sentOn) });
  const received = input.received?.date;
  if (received && received > today) problems['received.date'] = t('{date} is still to come. Leave it empty until they have it.', { date: formatDate(received) });
  else if (received && received < input.sentOn) problems['received.date'] = t('It can’t have been received before it was sent, on {date}.', { date: formatDate(input.sentOn) });
  const numbers = numbersOf(input);
  if (numbers.length > MOST_NUMBERS) problems['agencyNumbers'] = t('At most {most} numbers. These look like something else.', { most: MOST_NUMBERS });
  else if (numbers.some((number) => number.length > LONGEST_NUMBER)) problems['agencyNumbers'] = t('A number has at most {most} characters. Write one a line.', { most: LONGEST_NUMBER });
  return problems;
}

function refuseProblems(fields: FieldProblems): void {
  if (Object.keys(fields).length === 0) return;
  throw new AppError('letters.invalid-input', { status: 400, message: t('The request was not entered. See what to change below.'), fields });
}

interface Kept {
  readonly input: EnteredRequest;
  readonly agency: AgencyProfile;
  readonly request: { readonly id: string; readonly number: string };
  readonly at: Date;
}

async function keepLetter(tx: Tx, deps: Deps, actor: Actor, { input, agency, request, at }: Kept): Promise<string> {
  const letterId = newId(at.getTime());
  const subject = oneLine(input.title);
  const bodyText = `${manyLines(input.letterText)}\n`;
  await tx.letter.create({
    data: {
      id: letterId, groupId: actor.groupId, requestId: request.id, templateSlug: ENTERED, templateHash: '', state: 'sent', channel: input.channel,
      toAddress: oneLine(input.toAddress ?? ''), subject, bodyText, bodyHtml: paragraphsOf(bodyText), contentHash: contentHash(subject, bodyText),
      messageId: `<${newId(at.getTime())}@${deps.config.replyDomain}>`, createdById: actor.personId, frozenAt: at, sentOn: fromCivil(input.sentOn), deliveredById: actor.personId,
    },
  });
  await appendEvent(tx, {
    groupId: actor.groupId, at, type: 'letter.entered', requestId: request.id, personId: actor.personId, subject: { type: 'letter', id: letterId },
    words: { subject, agency: agency.shortName, channel: input.channel, how: channelWords(input.channel), date: input.sentOn },
  });
  return letterId;
}

/** Pasted words as paragraphs and line breaks, all escaped. */
function paragraphsOf(text: string): string {
  return text.trim().split('\n\n').filter((block) => block !== '').map((block) => `<p>${block.split('\n').map(escapeHtml).join('<br>\n')}</p>`).join('\n');
}
