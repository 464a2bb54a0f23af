import type { CurvePoint, Curves, CutOff } from '@kelvin/contracts';
import { countPositives, type EvaluatedRows } from './chances.ts';

/** Points of a curve and rows of the cut-off table: one for each percent. */
const STEPS = 100;
/** Decimals that a chart can show; more would only make the stored card longer. */
const DECIMALS = 5;

/** People and positives at and above one chance. */
interface Step { readonly people: number; readonly hits: number; readonly chance: number }

/**
 * The curves of a model card, at most about 100 points each. Equal chances are one step of ROC and precision-recall;
 * along lift and gain they are shared out in proportion. All are empty unless both labels occur.
 */
export function computeCurves(rows: EvaluatedRows): Curves {
  const total = rows.labels.length;
  const positives = countPositives(rows.labels);
  const negatives = total - positives;
  if (positives === 0 || negatives === 0) return { roc: [], precisionRecall: [], lift: [], gain: [] };
  const steps = stepsOf(rows);

  const roc: CurvePoint[] = [{ x: 0, y: 0 }];
  const precisionRecall: CurvePoint[] = [];
  steps.forEach(({ people, hits }, at) => {
    const isLast = at === steps.length - 1;
    const onRoc = point((people - hits) / negatives, hits / positives);
    const held = roc.at(-1)!;
    // Both axes together are two long, so that steep parts keep as many points as flat ones.
    if (isLast || onRoc.x - held.x + onRoc.y - held.y >= 2 / STEPS) roc.push(onRoc);
    const recall = hits / positives;
    if (isLast || recall - (precisionRecall.at(-1)?.x ?? -1) >= 1 / STEPS) precisionRecall.push(point(recall, hits / people));
  });

  const gain = Array.from({ length: STEPS + 1 }, (_, percent) => point(percent / STEPS, hitsAt(steps, (total * percent) / STEPS).hits / positives));
  return { roc, precisionRecall, gain, lift: gain.slice(1).map(({ x, y }) => point(x, y / x)) };
}

/**
 * For each percent of customers contacted, likeliest first: how many people, how many of them positive, and the lowest chance among them.
 * Where a percent is less than one person, rows that would repeat are left out. Empty without rows; recall is 0 without positives.
 */
export function computeCutOffs(rows: EvaluatedRows): CutOff[] {
  const total = rows.labels.length;
  const positives = countPositives(rows.labels);
  const steps = stepsOf(rows);
  const table: CutOff[] = [];
  for (let percent = 1; percent <= STEPS; percent++) {
    const people = Math.round((total * percent) / STEPS);
    if (people === (table.at(-1)?.people ?? 0)) continue;
    const { hits, chance } = hitsAt(steps, people);
    table.push({
      share: rounded(people / total), people, hits: rounded(hits), precision: rounded(hits / people),
      recall: positives === 0 ? 0 : rounded(hits / positives), chance: rounded(chance),
    });
  }
  return table;
}

function stepsOf({ chances, ranking }: EvaluatedRows): Step[] {
  const steps: Step[] = [];
  let hits = 0;
  let at = 0;
  for (const end of ranking.stepEnds) {
    for (; at < end; at++) hits += ranking.labels[at]!;
    steps.push({ people: end, hits, chance: chances[ranking.order[end - 1]!]! });
  }
  return steps;
}

/** Positives among so many people, and the lowest chance among them. */
function hitsAt(steps: readonly Step[], people: number): { hits: number; chance: number } {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]!.people >= people) high = middle;
    else low = middle + 1;
  }
  const step = steps[low]!;
  const before = steps[low - 1] ?? { people: 0, hits: 0 };
  return { hits: before.hits + (step.hits - before.hits) * ((people - before.people) / (step.people - before.people)), chance: step.chance };
}

function point(x: number, y: number): CurvePoint {
  return { x: rounded(x), y: rounded(y) };
}

function rounded(value: number): number {
  return Math.round(value * 10 ** DECIMALS) / 10 ** DECIMALS;
}
