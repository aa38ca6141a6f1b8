import type { Tx } from '../../platform/db.js';

export interface SetUpState {
  readonly open: boolean;
  readonly codeHash: string | null;
}

/**
 * Locks the installation's row until the transaction ends, so that of two visitors at once one sets up and the other sees it closed.
 * @returns the hash of the present code, and whether set-up is still open: never again once a group exists that is no example
 */
export async function lockSetUp(tx: Tx): Promise<SetUpState> {
  const [row] = await tx.$queryRaw<SetUpState[]>`
    SELECT i.setup_closed_at IS NULL AND NOT EXISTS (SELECT FROM groups WHERE NOT is_example) AS open, i.setup_code_hash AS "codeHash"
    FROM installation i WHERE i.id = 1 FOR UPDATE OF i`;
  return row ?? { open: false, codeHash: null };
}

/** Closes set-up for ever; whoever makes the first group does it in the same transaction. */
export async function closeSetUp(tx: Tx, at: Date): Promise<void> {
  await tx.installation.updateMany({ where: { id: 1, setupClosedAt: null }, data: { setupClosedAt: at, setupCodeHash: null } });
}
