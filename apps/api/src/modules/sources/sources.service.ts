import type { CreateSource, Source, SourceWithSecret, UpdateSource } from '@kelvin/contracts';
import { MS_PER_DAY, MS_PER_HOUR, type Clock } from '@kelvin/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { Db, type Tx } from '../../platform/db/db.ts';
import { newId } from '../../platform/db/ids.ts';
import { CLOCK, RUNTIME } from '../../platform/http/runtime.module.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { insertSourceKey, newSourceSecret, newWriteKey } from '../../platform/security/source-keys.ts';
import type { Runtime } from '../../runtime.ts';
import { IntakeReadModel } from './intake.read-model.ts';
import { sumIntake, type IntakeCell } from './intake.ts';
import { listSilences, type SourceSilence } from './silence.read-model.ts';
import { createNoKeyError, createSourceNotFoundError } from './source.errors.ts';
import { expireSourceKeys, findSourceRow, holdSourceRow, insertSource, listSourceRows, updateSourceRow, type SourceRow } from './source.repository.ts';

/** After a rotation the old key works this long. */
const CHANGE_OVER_MS = MS_PER_DAY;
const HOURS_SHOWN = 24;
const SILENCES_SHOWN_MS = 90 * MS_PER_DAY;
type KeyKind = 'write_key' | 'signing' | 'path';
const AUTHENTICATION = { write_key: 'write_key', signing: 'signature', path: 'secret_path' } as const;

@Injectable()
export class SourcesService {
  constructor(
    private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock, @Inject(RUNTIME) private readonly runtime: Runtime, private readonly intake: IntakeReadModel,
  ) {}

  async list(ctx: RequestContext, baseUrl: string): Promise<Source[]> {
    const [rows, cells, silences] = await Promise.all([this.db.transaction(ctx, listSourceRows), this.intake.listCells(ctx), this.listSilences(ctx)]);
    return rows.map((row) => this.toSource(row, cells, silences, baseUrl));
  }

  async get(ctx: RequestContext, id: string, baseUrl: string): Promise<Source> {
    const [row, cells, silences] = await Promise.all([this.db.transaction(ctx, (tx) => findSourceRow(tx, id)), this.intake.listCells(ctx), this.listSilences(ctx)]);
    if (!row) throw createSourceNotFoundError();
    return this.toSource(row, cells, silences, baseUrl);
  }

  /** Makes a source with its key. A secret is in this answer and in no other. */
  async create(ctx: RequestContext, input: CreateSource, baseUrl: string): Promise<SourceWithSecret> {
    const now = this.clock.now();
    const id = newId(now.getTime());
    const keyKind = keyKindOf(input);
    const secret = await this.db.transaction(ctx, async (tx) => {
      await insertSource(tx, { id, kind: input.kind, name: input.name, now });
      await recordAudit(tx, now, { action: 'source.created', objectKind: 'source', objectId: id, userId: ctx.userId, diff: { kind: input.kind, name: input.name } });
      return keyKind && this.addKey(tx, now, id, keyKind);
    });
    return withSecret(await this.get(ctx, id, baseUrl), secret);
  }

  async update(ctx: RequestContext, id: string, change: UpdateSource, baseUrl: string): Promise<Source> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      if (!(await updateSourceRow(tx, id, change))) throw createSourceNotFoundError();
      await recordAudit(tx, now, { action: 'source.updated', objectKind: 'source', objectId: id, userId: ctx.userId, diff: { ...change } });
    });
    return this.get(ctx, id, baseUrl);
  }

  /** A new key at once; the old one works for another day. */
  async rotate(ctx: RequestContext, id: string, baseUrl: string): Promise<SourceWithSecret> {
    const now = this.clock.now();
    const secret = await this.db.transaction(ctx, async (tx) => {
      const row = await holdSourceRow(tx, id);
      if (!row) throw createSourceNotFoundError();
      if (row.key_kind === null) throw createNoKeyError();
      await expireSourceKeys(tx, id, new Date(now.getTime() + CHANGE_OVER_MS));
      await recordAudit(tx, now, { action: 'source.key_rotated', objectKind: 'source', objectId: id, userId: ctx.userId });
      return this.addKey(tx, now, id, row.key_kind);
    });
    return withSecret(await this.get(ctx, id, baseUrl), secret);
  }

  /** Answers the secret, or null for a write key, which is not one. */
  private async addKey(tx: Tx, now: Date, sourceId: string, kind: KeyKind): Promise<string | null> {
    if (kind === 'write_key') {
      await insertSourceKey(tx, now, sourceId, { kind, key: newWriteKey() });
      return null;
    }
    const secret = newSourceSecret(kind);
    await insertSourceKey(tx, now, sourceId, { kind, secret, masterSecret: this.runtime.secret });
    return secret;
  }

  private listSilences(ctx: RequestContext): Promise<SourceSilence[]> {
    return this.db.transaction(ctx, (tx) => listSilences(tx, new Date(this.clock.now().getTime() - SILENCES_SHOWN_MS)));
  }

  private toSource(row: SourceRow, allCells: readonly IntakeCell[], silences: readonly SourceSilence[], baseUrl: string): Source {
    const cells = allCells.filter((cell) => cell.sourceId === row.id);
    const first = this.intake.firstHour(HOURS_SHOWN).getTime();
    const recent = cells.filter((cell) => cell.hour.getTime() >= first);
    const perHour = Array.from({ length: HOURS_SHOWN }, () => 0);
    for (const cell of recent) {
      const n = (cell.hour.getTime() - first) / MS_PER_HOUR;
      if (n < HOURS_SHOWN) perHour[n]! += cell.counts.received;
    }
    const lastMs = Math.max(0, ...cells.map((cell) => (cell.lastReceivedAt ?? cell.hour).getTime()));
    return {
      id: row.id, kind: row.kind, name: row.name, isEnabled: row.is_enabled, createdAt: row.created_at.toISOString(),
      authentication: row.key_kind && AUTHENTICATION[row.key_kind], writeKey: row.write_key, endpoint: endpointOf(row, baseUrl),
      lastReceivedAt: lastMs > 0 ? new Date(lastMs).toISOString() : null,
      perHour, intake24h: sumIntake(recent), intakeTotal: sumIntake(cells),
      silences: silences.filter(({ sourceId }) => sourceId === row.id).map(({ from, to, keptUntil }) => ({ from: from.toISOString(), to: to?.toISOString() ?? null, keptUntil: keptUntil?.toISOString() ?? null })),
    };
  }
}

function keyKindOf(input: CreateSource): KeyKind | null {
  if (input.kind === 'import') return null;
  if (input.kind === 'tracking') return 'write_key';
  return input.authentication === 'secret_path' ? 'path' : 'signing';
}

function endpointOf(row: Pick<SourceRow, 'kind' | 'id'>, baseUrl: string): string | null {
  if (row.kind === 'import') return null;
  return row.kind === 'tracking' ? `${baseUrl}/v1` : `${baseUrl}/hooks/${row.id}`;
}

/** With a secret path the address itself is the secret, so it is whole only here. */
function withSecret(source: Source, secret: string | null): SourceWithSecret {
  const endpoint = source.authentication === 'secret_path' && secret !== null ? `${source.endpoint}/${secret}` : source.endpoint;
  return { ...source, endpoint, secret };
}
