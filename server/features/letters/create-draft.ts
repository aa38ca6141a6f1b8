import type { Context } from '../../context.js';
import { civilIn } from '../../platform/clock.js';
import type { Actor } from '../../platform/http/actor.js';
import { notFound } from '../../platform/http/errors.js';
import { agencyFor } from '../agencies/agencies.queries.js';
import { createRequest } from '../requests/create-request.js';
import type { NewItem } from '../requests/replace-items.js';
import { addressFor } from './channels.js';
import { type DraftFields, dollarsFromCents } from './draft.js';
import { BLANK_FOIA } from './foia-fields.js';
import { letterTemplate } from './letter-templates.js';
import { noTemplateFor } from './letters.errors.js';
import { chosenWords } from './own-templates/own-templates.queries.js';

export interface NewDraft {
  readonly agencyId: string;
  /** A letter of the library, or a group's own as `own:<id>`. */
  readonly templateSlug: string;
  /** The template's title and items unless given. */
  readonly title?: string;
  readonly items?: readonly NewItem[];
  readonly fields?: Partial<DraftFields>;
  readonly responsibleId?: string;
}

/**
 * Starts a request as a draft, prefilled from the template's ready-made list. Nothing starts to run.
 * @throws http.not-found for an agency the group does not have, letters.no-such-template, letters.no-template-for-statute,
 *   own-templates.not-found, own-templates.retired
 */
export async function createDraft(deps: Pick<Context, 'db' | 'clock'>, actor: Actor, input: NewDraft): Promise<{ id: string; number: string }> {
  const at = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    const { slug, own } = await chosenWords(tx, { groupId: actor.groupId, choice: input.templateSlug });
    const template = letterTemplate(slug);
    const agency = await agencyFor(tx, actor.groupId, input.agencyId);
    if (!agency) throw notFound();
    if (agency.statute !== template.statute) throw noTemplateFor(agency.shortName, agency.statute);
    const group = await tx.group.findUniqueOrThrow({ where: { id: actor.groupId }, select: { feeCeilingCents: true } });
    const today = civilIn(at, agency.timeZone).date;
    const fields: DraftFields = {
      feeCeiling: dollarsFromCents(group.feeCeilingCents), signerName: actor.name, signerTitle: '', inspectionWanted: false,
      channel: '', toAddress: addressFor(agency, 'email'), ...BLANK_FOIA, ...input.fields, templateVersionId: own?.id ?? '',
    };
    return createRequest(
      tx, actor,
      {
        agencyId: agency.id, statute: template.statute, title: input.title ?? own?.title ?? template.title, templateSlug: template.slug,
        items: input.items ?? template.pack(today, agency.slug), responsibleId: input.responsibleId, draft: { step: 'items', fields },
      },
      at,
    );
  });
}
