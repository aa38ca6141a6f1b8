import type { Context } from '../../context.js';
import type { Tx } from '../../platform/db.js';
import type { Actor } from '../../platform/http/actor.js';
import { newId } from '../../platform/ids.js';
import { appendEvent } from '../timeline/append-event.js';
import { agencyNotFound } from './agencies.errors.js';
import { agencyFor } from './agencies.queries.js';
import type { AgencyCorrectionInput } from './agencies.schemas.js';
import { type AgencyProfile, type CorrectableField, type CorrectedFields, type Refusal, correctionSchema, refusalOf } from './agency-profile.js';

type Deps = Pick<Context, 'db' | 'clock'>;

/**
 * Lays a group's corrections over an agency of the directory, for that group only, or changes an agency the group added. Earlier corrections of other
 * fields stay. What the clocks count with (statute, calendar, time zone) comes with Tenday's rules and is not among them.
 * @returns the fields that changed; none changed, none recorded
 * @throws AppError `agencies.not-found` (404), for another group's agency too
 */
export async function correctAgency(deps: Deps, actor: Actor, input: { agencyId: string; correction: AgencyCorrectionInput }): Promise<CorrectableField[]> {
  const { groupId } = actor;
  return deps.db.$transaction(async (tx) => {
    await lockCorrections(tx, groupId, input.agencyId);
    const agency = await agencyFor(tx, groupId, input.agencyId);
    if (!agency) throw agencyNotFound();
    const fields = changedFields(agency, input.correction);
    const names = Object.keys(fields) as CorrectableField[];
    if (names.length === 0) return [];
    const at = deps.clock.now();
    if (agency.addedByGroup) await tx.agency.update({ where: { id: agency.id }, data: { ...fields, updatedAt: at } });
    else await layOver(tx, { groupId, agencyId: agency.id, fields, note: input.correction.note, byId: actor.personId, at });
    await appendEvent(tx, {
      groupId, at, type: 'agency.corrected', personId: actor.personId, subject: { type: 'agency', id: agency.id },
      words: { agency: agency.shortName, fields: names, reason: input.correction.note },
    });
    return names;
  });
}

/** Two people correcting one agency follow each other, so that neither's fields are lost. */
async function lockCorrections(tx: Tx, groupId: string, agencyId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`agency-correction ${groupId} ${agencyId}`}, 0))::text`;
}

/** The given fields that differ from what the group sees now, in the table's own shape. */
function changedFields(agency: AgencyProfile, given: AgencyCorrectionInput): CorrectedFields {
  const { note: _note, refusedKinds, channels, ...plain } = given;
  const wanted: CorrectedFields = { ...plain };
  if (channels) wanted.channels = channels.map((channel) => knownChannel(agency, channel) ?? { ...channel, confidence: 'group', source: '' });
  if (refusedKinds) wanted.refuses = [...new Set(refusedKinds)].map((kind) => refusalOf(agency, kind) ?? ownRefusal(kind));
  const entries = Object.entries(wanted).filter(([field, value]) => value !== undefined && !same(value, agency[field as CorrectableField]));
  return Object.fromEntries(entries);
}

/** A channel left as it was keeps its source and how sure it is. */
function knownChannel(agency: AgencyProfile, given: NonNullable<AgencyCorrectionInput['channels']>[number]) {
  return agency.channels.find((channel) => channel.kind === given.kind && channel.value === given.value && channel.note === given.note && channel.designated === given.designated && channel.limit === given.limit);
}

const ownRefusal = (what: Refusal['what']): Refusal => ({ what, why: 'Your group noted that this agency takes no requests this way.', since: null, confidence: 'group', source: '' });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

async function layOver(tx: Tx, correction: { groupId: string; agencyId: string; fields: CorrectedFields; note: string; byId: string; at: Date }): Promise<void> {
  const { groupId, agencyId, note, byId, at } = correction;
  const where = { groupId_agencyId: { groupId, agencyId } };
  const before = await tx.agencyCorrection.findUnique({ where });
  const fields = { ...(before ? correctionSchema.parse(before.fields) : {}), ...correction.fields };
  await tx.agencyCorrection.upsert({
    where,
    create: { id: newId(at.getTime()), groupId, agencyId, fields, note, correctedById: byId, updatedAt: at },
    update: { fields, note, correctedById: byId, updatedAt: at },
  });
}
