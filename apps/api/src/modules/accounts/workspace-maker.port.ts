import type { Workspace, WorkspaceSettings } from '@kelvin/contracts';
import type { Tx } from '../../platform/db/db.ts';

/** Makes workspaces; what other modules may ask of this one. */
export abstract class WorkspaceMaker {
  /**
   * Makes a workspace with its owner, the lock its drains take, and a first tracking source with a write key.
   * `before` runs first in the same transaction: sign-up makes the person there.
   */
  abstract create(
    input: { userId: string; settings: WorkspaceSettings; locale: 'en' | 'ru'; isDemo?: boolean }, before?: (tx: Tx) => Promise<void>,
  ): Promise<Workspace>;
}
