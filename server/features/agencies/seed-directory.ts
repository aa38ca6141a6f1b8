import type { Context } from '../../context.js';
import { DIRECTORY, DIRECTORY_DATE } from '../../../prisma/seed/agencies.js';
import { agencyRowSchema } from './agency-profile.js';

/**
 * Brings the directory's agencies up to this version's, at every start. Their ids are fixed, so running it again changes nothing, and groups' corrections,
 * which lie apart, stay.
 */
export async function seedDirectory(deps: Pick<Context, 'db'>): Promise<void> {
  const rows = DIRECTORY.map((agency) => agencyRowSchema.omit({ retiredAt: true }).parse({ ...agency, groupId: null }));
  await deps.db.$transaction(
    rows.map(({ id, ...fields }) => deps.db.agency.upsert({
      where: { id },
      create: { id, ...fields, createdAt: DIRECTORY_DATE, updatedAt: DIRECTORY_DATE },
      update: { ...fields, updatedAt: DIRECTORY_DATE },
    })),
  );
}
