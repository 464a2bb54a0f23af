export const OUTCOME_KINDS = ['model', 'rules', 'missing'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];
/** What the list of outcomes is narrowed to. */
export type ModelsSearch = { show?: OutcomeKind };

export const OUTCOME_TABS = ['quality', 'drift', 'features', 'versions'] as const;
export type OutcomeTab = (typeof OUTCOME_TABS)[number];
/** `version` is the one looked at (without it the model in use), `with` the one it is compared with; `hit` and `cost` price a contact. */
export type OutcomeSearch = { tab?: OutcomeTab; version?: string; with?: string; hit?: number; cost?: number };
/** Parts of the address to change; undefined takes one out. */
export type SearchPatch = { [Name in keyof OutcomeSearch]?: OutcomeSearch[Name] | undefined };

/** Keeps what is sound and drops the rest. */
export function parseModelsSearch(search: Record<string, unknown>): ModelsSearch {
  const show = OUTCOME_KINDS.find((one) => one === search['show']);
  return show ? { show } : {};
}

function priceOf(value: unknown): number | undefined {
  const price = typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN;
  return price >= 0 && price <= 1e9 ? price : undefined;
}

export function parseOutcomeSearch(search: Record<string, unknown>): OutcomeSearch {
  const tab = OUTCOME_TABS.find((one) => one === search['tab']);
  const version = typeof search['version'] === 'string' ? search['version'] : undefined;
  const other = typeof search['with'] === 'string' ? search['with'] : undefined;
  const hit = priceOf(search['hit']), cost = priceOf(search['cost']);
  return {
    ...(tab && tab !== 'quality' ? { tab } : {}), ...(version ? { version } : {}), ...(other && other !== version ? { with: other } : {}),
    ...(hit === undefined ? {} : { hit }), ...(cost === undefined ? {} : { cost }),
  };
}
