import type { Db, Tx, WorkspaceContext } from './db.ts';

/**
 * Takes the workspace's drain lock for this transaction, or says that somebody else has it.
 * Whoever changes profiles, customers or daily metrics holds it: drains, merges, undo, rebuilds.
 */
export async function tryDrainLock(tx: Tx): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM drain_lock WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED', [tx.workspaceId]);
  return rows.length > 0;
}

/** Takes the lock, waiting for a drain to end: for people who pressed a button. */
export async function waitForDrainLock(tx: Tx): Promise<void> {
  await tx.query('INSERT INTO drain_lock (workspace_id) VALUES ($1) ON CONFLICT DO NOTHING', [tx.workspaceId]);
  await tx.query('SELECT 1 FROM drain_lock WHERE workspace_id = $1 FOR UPDATE', [tx.workspaceId]);
}

/**
 * Counts the drains begun since the last one that ended well, this one included. Above one, the batch before died or failed,
 * and the caller takes less. Committed on its own, so that it survives a crash of the drain; without waiting for the disk,
 * because losing the count costs one more try.
 */
export async function noteDrainBegun(db: Db, ctx: WorkspaceContext): Promise<number> {
  return db.transaction(ctx, async (tx) => {
    await tx.query('SET LOCAL synchronous_commit = off');
    const rows = await tx.query<{ unfinished: number }>(`
      UPDATE drain_lock SET unfinished = unfinished + 1
       WHERE workspace_id = (SELECT workspace_id FROM drain_lock WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED)
       RETURNING unfinished`, [tx.workspaceId]);
    if (rows[0]) return rows[0].unfinished;
    const made = await tx.query('INSERT INTO drain_lock (workspace_id, unfinished) VALUES ($1, 1) ON CONFLICT DO NOTHING RETURNING 1', [tx.workspaceId]);
    return made.length > 0 ? 1 : 0;
  });
}

/** Part of the drain's own transaction: this drain ends well. */
export async function noteDrainEnded(tx: Tx): Promise<void> {
  await tx.query('UPDATE drain_lock SET unfinished = 0 WHERE workspace_id = $1', [tx.workspaceId]);
}
