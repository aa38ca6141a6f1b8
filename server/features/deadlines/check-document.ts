import type { Tx } from '../../platform/db.js';
import { t } from '../../platform/words.js';
import { factRefused } from './deadlines.errors.js';

/** A fact may only point at a document of its own request. */
export async function checkDocument(tx: Tx, input: { groupId: string; requestId: string; documentId?: string | null | undefined }): Promise<void> {
  if (!input.documentId) return;
  const found = await tx.document.findFirst({ where: { id: input.documentId, groupId: input.groupId, requestId: input.requestId }, select: { id: true } });
  if (!found) throw factRefused({ documentId: t('There is no such document on this request.') });
}
