import type { Tx } from '../../platform/db/db.ts';

/** Customers of one pass: large enough to be set-based, small enough to commit within a second. */
const CUSTOMERS_PER_PASS = 2_000;
/** Of them, at most so many who did something: the others would wait for ever while much happens. */
export const LIVE_PER_PASS = 1_600;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** A customer with his mark, and what his rows said when he was scored last. */
export interface StaleRow {
  readonly customer_id: string;
  readonly mark: string;
  readonly cause: string;
  readonly is_visitor: boolean;
  readonly is_excluded: boolean;
  readonly first_seen_at: Date;
  readonly hundredths: number | null;
  readonly band: string;
  readonly as_of_day: number | null;
  readonly state: { readonly band?: unknown } | null;
}

export interface MarkedPass {
  readonly marked: StaleRow[];
  /** Others are marked too, whom this pass leaves to the next. */
  readonly hasMore: boolean;
  /**
   * Called when the pass is about to be scored: the next one goes on behind it. Without this the next one takes the same marks.
   * When scoring then fails, those who were passed over come when the turn comes round again.
   */
  readonly goOn: () => void;
}

/**
 * Whose turn it is to be scored: whoever did something before those whom only time or a changed rule marked, because somebody
 * may be looking at him. The former take turns: a pass goes on behind where the last one ended, for under load the first ones
 * are marked anew before the last ones were reached.
 */
export class NextMarks {
  private readonly reachedIn = new Map<string, string>();

  /** Marks of the next pass of a workspace, by customer. */
  async take(tx: Tx): Promise<MarkedPass> {
    const after = this.reachedIn.get(tx.workspaceId) ?? BEFORE_ALL;
    const marked = await tx.query<StaleRow>(`
      WITH live AS MATERIALIZED (
        SELECT customer_id, mark, cause FROM customer_stale WHERE workspace_id = $1 AND cause = 'event' AND customer_id > $2 ORDER BY customer_id LIMIT $3),
      others AS MATERIALIZED (
        SELECT customer_id, mark, cause FROM customer_stale WHERE workspace_id = $1 AND cause <> 'event' ORDER BY customer_id LIMIT $4 - (SELECT count(*) FROM live))
      SELECT m.customer_id, m.mark, m.cause, c.is_visitor, c.is_excluded, c.first_seen_at, CASE WHEN c.scored_at IS NULL THEN NULL ELSE c.hundredths END AS hundredths, c.band, s.as_of_day, s.state
        FROM (SELECT * FROM live UNION ALL SELECT * FROM others) m
        JOIN customer c ON c.workspace_id = $1 AND c.id = m.customer_id
        LEFT JOIN score s ON s.workspace_id = $1 AND s.customer_id = m.customer_id
       ORDER BY m.customer_id`, [tx.workspaceId, after, LIVE_PER_PASS, CUSTOMERS_PER_PASS]);
    const live = marked.filter(({ cause }) => cause === 'event');
    const isLiveFull = live.length === LIVE_PER_PASS;
    const goOn = (): void => {
      if (isLiveFull) this.reachedIn.set(tx.workspaceId, live.at(-1)!.customer_id);
      else this.reachedIn.delete(tx.workspaceId);
    };
    return { marked, hasMore: isLiveFull || marked.length === CUSTOMERS_PER_PASS || after !== BEFORE_ALL, goOn };
  }
}
