import { findUsualPaths, listPayloadFields, listReadableItems, normaliseWebhook, readFormBody, suggestItemsPath, suggestWebhookMapping } from '@kelvin/connectors';
import type { NormalisedItem, PreviewWebhook, WebhookMapping, WebhookMappingState, WebhookPreview } from '@kelvin/contracts';
import { AppError, type Clock } from '@kelvin/kernel';
import { defaultCountryOf } from '@kelvin/profile';
import { Inject, Injectable } from '@nestjs/common';
import { Db } from '../../platform/db/db.ts';
import { sha256Hex } from '../../platform/db/ids.ts';
import { CLOCK } from '../../platform/http/runtime.module.ts';
import { recordAudit } from '../../platform/security/audit-log.ts';
import type { RequestContext } from '../../platform/security/request-context.ts';
import { createNoWebhookError } from './source.errors.ts';
import { findWebhookMapping, listHookDeliveries, saveWebhookMapping, type HookDelivery } from './webhook-mapping.repository.ts';

const DELIVERIES_SHOWN = 10;
const ITEMS_SHOWN = 20;

/** A body to try a mapping on. */
interface Trial { readonly body: unknown; readonly receivedAt: Date; readonly isPasted: boolean; readonly webhookId: string | null }

/** Mapping of a webhook's fields: kept with the source, and read by the drain for whatever it takes up afterwards. */
@Injectable()
export class WebhookMappingService {
  constructor(private readonly db: Db, @Inject(CLOCK) private readonly clock: Clock) {}

  async get(ctx: RequestContext, sourceId: string): Promise<WebhookMappingState> {
    const mapping = await this.db.transaction(ctx, (tx) => findWebhookMapping(tx, sourceId));
    if (!mapping) throw createNoWebhookError();
    return { mapping };
  }

  async put(ctx: RequestContext, sourceId: string, mapping: WebhookMapping): Promise<WebhookMappingState> {
    const now = this.clock.now();
    await this.db.transaction(ctx, async (tx) => {
      const before = await findWebhookMapping(tx, sourceId);
      if (!before) throw createNoWebhookError();
      await saveWebhookMapping(tx, sourceId, mapping);
      await recordAudit(tx, now, { action: 'source.mapping_changed', objectKind: 'source', objectId: sourceId, userId: ctx.userId, diff: { before, after: mapping } });
    });
    return { mapping };
  }

  /** What the last deliveries, or a pasted body, become with a mapping that need not be saved. */
  async preview(ctx: RequestContext, sourceId: string, { mapping, sample }: PreviewWebhook): Promise<WebhookPreview> {
    const trials = sample === undefined ? await this.listTrials(ctx, sourceId) : [this.readPasted(sample)];
    const readable = trials.flatMap(({ body }) => listReadableItems(body, mapping.items)).slice(0, ITEMS_SHOWN);
    const bodies = readable.map(({ body }) => body);
    const fields = listPayloadFields(bodies);
    const usual = findUsualPaths(readable, fields);
    const items = mapping.items === undefined ? suggestItemsPath(bodies, usual) : null;
    const outcomes = trials.flatMap((trial) =>
      normaliseWebhook(trial.body, { receivedAt: trial.receivedAt, webhookId: trial.webhookId, hash: sha256Hex, mapping, sourceId, defaultCountry: defaultCountryOf(ctx) }).map((item) => toPreviewItem(item, trial)));
    return {
      deliveries: sample === undefined ? trials.length : 0, fields: fields.map(({ path, isGroup, isList, samples }) => ({ path, isGroup, isList, samples: [...samples] })),
      usual, suggestion: { ...suggestWebhookMapping(fields, usual), ...(items === null ? {} : { items }) }, items: outcomes.slice(0, ITEMS_SHOWN),
    };
  }

  private async listTrials(ctx: RequestContext, sourceId: string): Promise<Trial[]> {
    const deliveries = await this.db.transaction(ctx, async (tx) => {
      if (!(await findWebhookMapping(tx, sourceId))) throw createNoWebhookError();
      return listHookDeliveries(tx, sourceId, DELIVERIES_SHOWN);
    });
    return deliveries.flatMap((delivery) => {
      const body = readKept(delivery);
      return body === undefined ? [] : [{ body, receivedAt: delivery.receivedAt, isPasted: false, webhookId: delivery.webhookId }];
    });
  }

  private readPasted(sample: string): Trial {
    const text = sample.trim();
    const body = parseJson(text) ?? readForm(text);
    if (body === undefined) throw new AppError('invalid', 'webhook.unreadable_sample', 'The pasted text is neither JSON nor a form (a=1&b=2).', { fields: { sample: 'Neither JSON nor a form' } });
    return { body, receivedAt: this.clock.now(), isPasted: true, webhookId: null };
  }
}

function readKept({ isForm, body }: HookDelivery): unknown {
  const text = body.toString('utf8');
  return isForm ? readForm(text) : parseJson(text);
}

function readForm(text: string): unknown {
  const form = readFormBody(text);
  return form.ok ? form.body : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toPreviewItem(item: NormalisedItem, trial: Trial): WebhookPreview['items'][number] {
  const receivedAt = trial.isPasted ? null : trial.receivedAt.toISOString();
  if (item.status !== 'ok') return { receivedAt, status: item.status, reason: { ...item.reason }, event: null };
  return { receivedAt, status: 'ok', reason: null, event: { ...item.event, occurredAt: item.event.occurredAt.toISOString() } };
}
