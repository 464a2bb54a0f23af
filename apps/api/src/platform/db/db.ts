import { DataSource, QueryRunnerAlreadyReleasedError, type QueryRunner } from 'typeorm';
import { DatabaseAway } from './database-away.ts';
import { roleUrl, type DatabaseRole } from './roles.ts';
import { sqlState } from './sql-state.ts';

/** Who is asking: the workspace every statement is confined to. First argument of every service and repository. */
export interface WorkspaceContext {
  readonly workspaceId: string;
}

/** One open transaction. `query` takes plain SQL with `$1` parameters and answers its rows. */
export interface Tx {
  readonly workspaceId: string;
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

const SERIALISATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const MAX_TRIES = 4;

/** Statement time above which Postgres gives up on a request's query: a slow screen must not hold a connection for ever. */
const APP_STATEMENT_TIMEOUT_MS = 120_000;

/** Makes the TypeORM data source of one database role. `max` is its share of the connection budget. */
export function createDataSource(ownerUrl: string, role: DatabaseRole, secret: string, max: number): DataSource {
  return createDataSourceAt(roleUrl(ownerUrl, role, secret), role, max);
}

/** The same for an address that names its role already, as a thread is handed one (`Db.url`). */
export function createDataSourceAt(url: string, applicationName: string, max: number): DataSource {
  return new DataSource({ type: 'postgres', url, applicationName, extra: { max, statement_timeout: APP_STATEMENT_TIMEOUT_MS } });
}

/**
 * Postgres as the app role. Every piece of work names its workspace, which row-level security then enforces:
 * a statement that forgot its `where workspace_id` still sees one workspace only.
 */
export class Db {
  constructor(readonly dataSource: DataSource) {}

  /** The address with the role's name and password, for a thread that connects by itself. Never logged. */
  get url(): string {
    const { options } = this.dataSource;
    if (options.type !== 'postgres' || options.url === undefined) throw new Error('The data source has no address.');
    return options.url;
  }

  /**
   * Runs `work` in one transaction of one workspace. Deadlocks and serialisation failures are tried again,
   * at most four times in all, so `work` must be safe to run twice.
   */
  async transaction<T>(ctx: WorkspaceContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.confined('app.workspace_id', ctx.workspaceId, ctx.workspaceId, work);
  }

  /** Runs `work` as a signed-in person before a workspace is chosen: only his own memberships are visible. */
  async asUser<T>(userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.confined('app.user_id', userId, '', work);
  }

  /** Sign-in tables, which belong to no workspace. Row-level security shows no workspace row here. */
  async withoutWorkspace<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.confined('app.workspace_id', '', '', work);
  }

  /** One read in one transaction; shorthand for screens. */
  async read<Row = Record<string, unknown>>(ctx: WorkspaceContext, sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    return this.transaction(ctx, (tx) => tx.query<Row>(sql, parameters));
  }

  private async confined<T>(setting: string, value: string, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const runner = this.dataSource.createQueryRunner();
      try {
        await runner.startTransaction();
        await runner.query('SELECT set_config($1, $2, true)', [setting, value]);
        const result = await work(asTx(runner, workspaceId));
        await runner.commitTransaction();
        return result;
      } catch (error) {
        // A runner whose connection breaks between two statements is let go by the driver, which says no more than that.
        if (error instanceof QueryRunnerAlreadyReleasedError && runner.isReleased) throw new DatabaseAway('The connection was lost in the middle of a transaction.', { cause: error });
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        if (attempt >= MAX_TRIES || !isTransient(error)) throw error;
      } finally {
        await runner.release();
      }
    }
  }
}

function asTx(runner: QueryRunner, workspaceId: string): Tx {
  return {
    workspaceId,
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      const result = await runner.query(sql, parameters as unknown[], true);
      return result.records as Row[];
    },
  };
}

function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === SERIALISATION_FAILURE || state === DEADLOCK;
}
