import { categoriesAt, compileFeatures, groundOf, NO_ROWS, proposeFeatures, type FeatureMatrix, type LearningCustomer } from '@kelvin/scoring';
import { loadLearning, type LearningRequest, type Read } from './load-learning.ts';

/** Customers whose data say which features there are; a registration looks at all of them. */
const SAMPLE = 200;
const NOBODY: Pick<LearningCustomer, 'rows' | 'categories'> = { rows: NO_ROWS, categories: [] };

/** A few customers as an outside model would be asked about them; in a workspace without any, nobody in particular. */
export async function loadTryRows(read: Read, { rows: wanted, ...request }: Pick<LearningRequest, 'outcomeId' | 'definition' | 'now'> & { readonly rows: number }): Promise<FeatureMatrix> {
  const data = await loadLearning(read, { ...request, historyDays: request.definition.horizonDays, mostCustomers: SAMPLE });
  const known = data.customers.filter(({ rows }) => rows.days.length > 0);
  const firstDay = Math.min(data.lastDay, ...known.map(({ rows }) => rows.days[0]!));
  const features = compileFeatures(proposeFeatures(groundOf({ customers: known, metrics: data.metrics, outcome: { metrics: data.signal.outcomeMetrics } }, firstDay, data.lastDay)), data.metrics, data.signal.outcomeMetrics);
  const asked = known.length === 0 ? [NOBODY] : known.slice(0, wanted);
  const columns = features.names.map(() => new Float64Array(asked.length));
  asked.forEach(({ rows, categories }, at) => features.writeVector({ rows, asOfDay: data.lastDay, categories: categoriesAt(categories, data.lastDay) }, columns, at));
  return { rows: asked.length, names: features.names, columns };
}
