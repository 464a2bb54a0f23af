import type { Network } from './network.ts';

/** Rows that are worked on side by side, so that a weight is read once for all of them. */
const ROWS_AT_ONCE = 4;

/**
 * What a network says of many rows at once, and how that changes with its weights: the same as row by row but for rounding,
 * in less than half the time. Keeps its memory from batch to batch.
 */
export class NetworkBatch {
  /** Outputs of the rows that were scored last. */
  readonly scores: Float64Array;
  private readonly inputs: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly ofFirst: Float64Array;
  private readonly ofSecond: Float64Array;
  private readonly active: Int32Array;
  private readonly owns: Float64Array;

  constructor(private readonly network: Network, mostRows: number) {
    const { inputs, first, second } = network.shape;
    const room = Math.ceil(mostRows / ROWS_AT_ONCE) * ROWS_AT_ONCE;
    this.scores = new Float64Array(room);
    this.inputs = new Float64Array(room * inputs);
    this.first = new Float64Array(room * first);
    this.second = new Float64Array(room * second);
    this.ofFirst = new Float64Array(room * first);
    this.ofSecond = new Float64Array(room * second);
    const listed = Math.max(room, Math.ceil(second / ROWS_AT_ONCE) * ROWS_AT_ONCE);
    this.active = new Int32Array(listed);
    this.owns = new Float64Array(listed);
  }

  /** Fills {@link scores} for these rows, at most as many as there is room for. `all` holds the inputs of every row, row by row. */
  score(all: Float64Array, rows: Int32Array): void {
    const { shape, weights, layout } = this.network;
    rows.forEach((row, at) => this.inputs.set(all.subarray(row * shape.inputs, (row + 1) * shape.inputs), at * shape.inputs));
    fillLayer({ weights, from: 0, bias: layout.firstBias, inputs: this.inputs, width: shape.inputs, outputs: this.first, units: shape.first, rows: rows.length });
    fillLayer({ weights, from: layout.secondAt, bias: layout.secondBias, inputs: this.first, width: shape.first, outputs: this.second, units: shape.second, rows: rows.length });
    for (let at = 0; at < rows.length; at++) {
      let score = weights[weights.length - 1]!;
      for (let unit = 0; unit < shape.second; unit++) score += weights[layout.lastAt + unit]! * this.second[at * shape.second + unit]!;
      this.scores[at] = score;
    }
  }

  /** Adds to `gradient` how the sum of the scores of the first `rows` rows, each times its `upstream`, changes with each weight. */
  addWeightGradient(rows: number, upstream: Float64Array, gradient: Float64Array): void {
    const { shape, layout } = this.network;
    this.fillSlopes(rows, upstream, gradient);
    this.addLayer({ slopes: this.ofSecond, units: shape.second, inputs: this.first, width: shape.first, from: layout.secondAt, bias: layout.secondBias }, rows, gradient);
    this.addLayer({ slopes: this.ofFirst, units: shape.first, inputs: this.inputs, width: shape.inputs, from: 0, bias: layout.firstBias }, rows, gradient);
  }

  /** How the sum changes with what each unit of both layers adds up; the last layer's own weights are done on the way. */
  private fillSlopes(rows: number, upstream: Float64Array, gradient: Float64Array): void {
    const { shape, weights, layout } = this.network;
    const { ofFirst, ofSecond, active, owns } = this;
    ofFirst.fill(0, 0, rows * shape.first);
    for (let row = 0; row < rows; row++) {
      gradient[gradient.length - 1]! += upstream[row]!;
      let count = 0;
      for (let unit = 0; unit < shape.second; unit++) {
        const value = this.second[row * shape.second + unit]!;
        const own = value > 0 ? upstream[row]! * weights[layout.lastAt + unit]! : 0;
        ofSecond[row * shape.second + unit] = own;
        if (own === 0) continue;
        gradient[layout.lastAt + unit]! += upstream[row]! * value;
        active[count] = layout.secondAt + unit * shape.first;
        owns[count++] = own;
      }
      this.addListed(count, ofFirst, row * shape.first, weights, shape.first);
      for (let at = row * shape.first; at < (row + 1) * shape.first; at++) if (this.first[at] === 0) ofFirst[at] = 0;
    }
  }

  /** Unit by unit, from the rows in which it is not silent. */
  private addLayer({ slopes, units, inputs, width, from, bias }: LayerSlopes, rows: number, gradient: Float64Array): void {
    const { active, owns } = this;
    for (let unit = 0; unit < units; unit++) {
      let count = 0;
      for (let row = 0; row < rows; row++) {
        const own = slopes[row * units + unit]!;
        if (own === 0) continue;
        gradient[bias + unit]! += own;
        active[count] = row * width;
        owns[count++] = own;
      }
      this.addListed(count, gradient, from + unit * width, inputs, width);
    }
  }

  /** Adds the listed stretches of `values`, each times its own number, to one of `sums`. */
  private addListed(count: number, sums: Float64Array, from: number, values: Float64Array, width: number): void {
    const { active, owns } = this;
    // What fills up the last four counts nothing.
    for (let at = count; at % ROWS_AT_ONCE !== 0; at++) {
      active[at] = 0;
      owns[at] = 0;
    }
    for (let at = 0; at < count; at += ROWS_AT_ONCE) addFour(sums, from, values, width, active, owns, at);
  }
}

interface LayerSlopes {
  readonly slopes: Float64Array;
  readonly units: number;
  readonly inputs: Float64Array;
  readonly width: number;
  readonly from: number;
  readonly bias: number;
}

interface Layer {
  readonly weights: Float64Array;
  readonly from: number;
  readonly bias: number;
  readonly inputs: Float64Array;
  readonly width: number;
  readonly outputs: Float64Array;
  readonly units: number;
  readonly rows: number;
}

/** A layer of rectified units for all rows, four rows and two units at a time; an odd last unit is worked out twice. */
function fillLayer({ weights, from, bias, inputs, width, outputs, units, rows }: Layer): void {
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    const first = row * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    for (let unit = 0; unit < units; unit += 2) {
      const other = Math.min(unit + 1, units - 1);
      const own = from + unit * width;
      const next = from + other * width;
      let [a, b, c, d] = [weights[bias + unit]!, weights[bias + unit]!, weights[bias + unit]!, weights[bias + unit]!];
      let [e, f, g, h] = [weights[bias + other]!, weights[bias + other]!, weights[bias + other]!, weights[bias + other]!];
      for (let at = 0; at < width; at++) {
        const weight = weights[own + at]!;
        const nextWeight = weights[next + at]!;
        const ofFirst = inputs[first + at]!;
        const ofSecond = inputs[second + at]!;
        const ofThird = inputs[third + at]!;
        const ofFourth = inputs[fourth + at]!;
        a += weight * ofFirst;
        b += weight * ofSecond;
        c += weight * ofThird;
        d += weight * ofFourth;
        e += nextWeight * ofFirst;
        f += nextWeight * ofSecond;
        g += nextWeight * ofThird;
        h += nextWeight * ofFourth;
      }
      writeUnit(outputs, row * units + unit, units, a, b, c, d);
      writeUnit(outputs, row * units + other, units, e, f, g, h);
    }
  }
}

function writeUnit(outputs: Float64Array, at: number, units: number, a: number, b: number, c: number, d: number): void {
  outputs[at] = a > 0 ? a : 0;
  outputs[at + units] = b > 0 ? b : 0;
  outputs[at + 2 * units] = c > 0 ? c : 0;
  outputs[at + 3 * units] = d > 0 ? d : 0;
}

function addFour(sums: Float64Array, from: number, values: Float64Array, width: number, begins: Int32Array, owns: Float64Array, at: number): void {
  const [first, second, third, fourth] = [begins[at]!, begins[at + 1]!, begins[at + 2]!, begins[at + 3]!];
  const [ofFirst, ofSecond, ofThird, ofFourth] = [owns[at]!, owns[at + 1]!, owns[at + 2]!, owns[at + 3]!];
  for (let place = 0; place < width; place++) {
    sums[from + place] = sums[from + place]! + ofFirst * values[first + place]! + ofSecond * values[second + place]! + ofThird * values[third + place]! + ofFourth * values[fourth + place]!;
  }
}
