import { Readable } from 'node:stream';
import type { Context } from '../../context.js';
import { agencyFor } from '../../features/agencies/agencies.queries.js';
import { correctFact } from '../../features/deadlines/correct-fact.js';
import type { FactType } from '../../features/deadlines/fact-types.js';
import { recordFact } from '../../features/deadlines/record-fact.js';
import { takeBackFact } from '../../features/deadlines/take-back-fact.js';
import { releaseDocument } from '../../features/documents/release-document.js';
import { type DocumentKind, storeDocument } from '../../features/documents/store-document.js';
import { type Channel, addressFor } from '../../features/letters/channels.js';
import { createDraft } from '../../features/letters/create-draft.js';
import { enterRequest } from '../../features/letters/enter-request.js';
import { recallLetter } from '../../features/letters/recall-letter.js';
import { recordDelivery } from '../../features/letters/record-delivery.js';
import { sendLetter } from '../../features/letters/send-letter.js';
import { addAgencyNumber } from '../../features/requests/add-agency-number.js';
import { changeRequest } from '../../features/requests/change-request.js';
import type { AgencySlug } from '../../features/statutes/agency-calendars.js';
import type { Actor } from '../../platform/http/actor.js';
import type { Act, ExampleRequest } from './acts.js';
import type { ExampleFile } from './files.js';
import { PEOPLE, type PersonKey } from './people.js';

/** Where a story is played: the use cases' context, its people as actors, and the agencies' ids. */
export interface Stage {
  readonly deps: Context;
  readonly actors: Readonly<Record<PersonKey, Actor>>;
  readonly agencyIds: ReadonlyMap<AgencySlug, string>;
}

/** One request of the story while it is played. */
export interface Played {
  readonly request: ExampleRequest;
  requestId: string;
  letterId: string;
}

type Of<K extends Act['kind']> = Extract<Act, { kind: K }>;
type Perform<K extends Act['kind']> = (stage: Stage, actor: Actor, played: Played, act: Of<K>) => Promise<unknown>;

/** Does one act by the use case a person's click would call. The stage's clock stands at its instant. */
export async function perform(stage: Stage, played: Played, act: Act): Promise<void> {
  const by = act.by ?? played.request.responsible;
  // The compiler does not follow a kind to the function that takes it.
  const play = PERFORMERS[act.kind] as Perform<Act['kind']>;
  await play(stage, stage.actors[by], played, act);
}

const PERFORMERS: { readonly [K in Act['kind']]: Perform<K> } = {
  draft: async (stage, actor, played, act) => {
    const { agency, title, items, responsible } = played.request;
    const fields = { signerName: PEOPLE[responsible].name, signerTitle: PEOPLE[responsible].title };
    const made = await createDraft(stage.deps, actor, { agencyId: agencyId(stage, agency), templateSlug: act.template, title, items, fields, responsibleId: stage.actors[responsible].personId });
    played.requestId = made.id;
  },
  freeze: async (stage, actor, played, { channel }) => {
    const sent = await sendLetter(stage.deps, actor, { requestId: played.requestId, version: null, channel, toAddress: await addressOf(stage, actor, played.request.agency, channel) });
    played.letterId = sent.letterId;
  },
  recall: (stage, actor, { letterId }) => recallLetter(stage.deps, actor, { letterId }),
  deliver: async (stage, actor, { requestId, letterId }, act) => {
    const proofDocumentId = act.proof ? await keep(stage, actor, requestId, act.proof, 'proof') : null;
    const { channel, date, receivedOn, deliveredOn, number } = act;
    await recordDelivery(stage.deps, actor, { letterId, channel, date, receivedOn: receivedOn ?? null, deliveredOn: deliveredOn ?? null, proofDocumentId, ...(number ? { agencyNumber: number } : {}) });
  },
  enter: async (stage, actor, played, act) => {
    const { agency, title, items, responsible } = played.request;
    const made = await enterRequest(stage.deps, actor, {
      agencyId: agencyId(stage, agency), title, items, responsibleId: stage.actors[responsible].personId, sentOn: act.sentOn, channel: act.channel, letterText: act.letter,
      agencyNumbers: act.numbers, received: { date: act.receivedOn, basis: 'portal' },
    });
    Object.assign(played, { requestId: made.id, letterId: made.letterId });
  },
  fact: async (stage, actor, { requestId }, act) => {
    const documentId = act.file ? await keep(stage, actor, requestId, act.file, 'response') : null;
    const { type, date, basis, details, note, number } = act;
    await recordFact(stage.deps, actor, { requestId, fact: { type, date, basis, details, note, documentId, agencyNumber: number } });
  },
  'correct-receipt': async (stage, actor, { requestId }, { date, time, basis, why }) => {
    await correctFact(stage.deps, actor, { requestId, factId: await newestFact(stage, actor, requestId, 'received'), date, time, basis, why });
  },
  'take-back': async (stage, actor, { requestId }, { type, why }) => {
    await takeBackFact(stage.deps, actor, { requestId, factId: await newestFact(stage, actor, requestId, type), why });
  },
  upload: async (stage, actor, { requestId, request }, { file, release }) => {
    const documentId = await keep(stage, actor, requestId, file, 'response');
    if (release) await releaseDocument(stage.deps, stage.actors[request.responsible], documentId);
  },
  'note-number': (stage, actor, { requestId }, { number }) => addAgencyNumber(stage.deps, actor, { requestId, number }),
  'hand-over': (stage, actor, { requestId }, { to }) => changeRequest(stage.deps, actor, { requestId, responsibleId: stage.actors[to].personId }),
};

async function keep(stage: Stage, actor: Actor, requestId: string, file: ExampleFile, kind: DocumentKind): Promise<string> {
  const { documentId } = await storeDocument(stage.deps, actor, { requestId, originalName: file.name, stream: Readable.from([file.bytes]), kind, source: 'upload' });
  return documentId;
}

async function newestFact(stage: Stage, { groupId }: Actor, requestId: string, type: FactType): Promise<string> {
  const { id } = await stage.deps.db.fact.findFirstOrThrow({ where: { groupId, requestId, type, supersededAt: null }, orderBy: { recordedAt: 'desc' }, select: { id: true } });
  return id;
}

/** As the wizard prefills it: the directory's, so that the letter reads as it would be sent. Nothing of an example group ever is. */
async function addressOf(stage: Stage, { groupId }: Actor, slug: AgencySlug, channel: Channel): Promise<string> {
  const agency = await agencyFor(stage.deps.db, groupId, agencyId(stage, slug));
  return agency && (channel === 'email' || channel === 'post') ? addressFor(agency, channel) : '';
}

function agencyId(stage: Stage, slug: AgencySlug): string {
  const id = stage.agencyIds.get(slug);
  if (!id) throw new Error(`the directory lacks ${slug}`);
  return id;
}
