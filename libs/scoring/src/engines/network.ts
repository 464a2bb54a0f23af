import type { Random } from './random.ts';

export interface NetworkShape {
  readonly inputs: number;
  readonly first: number;
  readonly second: number;
}

/** Where the parts of a network begin in its weights, after those of the first layer; the last of all is the output's bias. */
export interface NetworkLayout {
  readonly firstBias: number;
  readonly secondAt: number;
  readonly secondBias: number;
  readonly lastAt: number;
}

/** How many weights a network of this shape has. */
export function countWeights({ inputs, first, second }: NetworkShape): number {
  return (inputs + 1) * first + (first + 1) * second + second + 1;
}

/** Weights to begin with: spread so that signals keep their size from layer to layer (He et al. 2015), biases 0, the last one `bias`. */
export function startingWeights(shape: NetworkShape, bias: number, random: Random): Float64Array {
  const { inputs, first, second } = shape;
  const weights = new Float64Array(countWeights(shape));
  const draw = (from: number, count: number, fanIn: number): void => {
    // Uniform numbers up to this limit have the variance 2 / fanIn.
    const limit = Math.sqrt(6 / fanIn);
    for (let at = from; at < from + count; at++) weights[at] = limit * (2 * random.next() - 1);
  };
  draw(0, inputs * first, Math.max(1, inputs));
  draw((inputs + 1) * first, first * second, first);
  draw((inputs + 1) * first + (first + 1) * second, second, 2 * second);
  weights[weights.length - 1] = bias;
  return weights;
}

/**
 * Two hidden layers of rectified units and one linear output. All weights lie in one array (layer by layer, each layer's
 * biases after its weights), so that an optimiser can treat them alike.
 */
export class Network {
  readonly layout: NetworkLayout;
  private readonly ofFirst: Float64Array;

  constructor(readonly shape: NetworkShape, readonly weights: Float64Array) {
    const { inputs, first, second } = shape;
    const firstBias = inputs * first;
    const secondAt = firstBias + first;
    const secondBias = secondAt + first * second;
    this.layout = { firstBias, secondAt, secondBias, lastAt: secondBias + second };
    this.ofFirst = new Float64Array(first);
  }

  /** How many numbers {@link score} leaves behind for a row. */
  get hiddenSize(): number {
    return this.shape.first + this.shape.second;
  }

  /** The output for the inputs from `at` on; what the hidden units say is left in `hidden` from `hiddenAt` on. */
  score(inputs: Float64Array, at: number, hidden: Float64Array, hiddenAt: number): number {
    const { weights, shape, layout } = this;
    for (let unit = 0; unit < shape.first; unit++) {
      const from = unit * shape.inputs;
      const sum = weights[layout.firstBias + unit]! + dot(weights, from, inputs, at, shape.inputs);
      hidden[hiddenAt + unit] = sum > 0 ? sum : 0;
    }
    const secondHidden = hiddenAt + shape.first;
    let output = weights[weights.length - 1]!;
    for (let unit = 0; unit < shape.second; unit++) {
      const from = layout.secondAt + unit * shape.first;
      const sum = weights[layout.secondBias + unit]! + dot(weights, from, hidden, hiddenAt, shape.first);
      hidden[secondHidden + unit] = sum > 0 ? sum : 0;
      if (sum > 0) output += weights[layout.lastAt + unit]! * sum;
    }
    return output;
  }

  /** Adds to `gradient` how the output of a row that {@link score} has just seen changes with each input. */
  addInputGradient(hidden: Float64Array, hiddenAt: number, gradient: Float64Array): void {
    const { shape, ofFirst, weights } = this;
    this.fillFirst(hidden, hiddenAt);
    for (let unit = 0; unit < shape.first; unit++) {
      const own = ofFirst[unit]!;
      if (own === 0) continue;
      const from = unit * shape.inputs;
      for (let input = 0; input < shape.inputs; input++) gradient[input]! += own * weights[from + input]!;
    }
  }

  /** How the output changes with what each unit of the first layer adds up. */
  private fillFirst(hidden: Float64Array, hiddenAt: number): void {
    const { shape, ofFirst, weights, layout } = this;
    ofFirst.fill(0);
    for (let unit = 0; unit < shape.second; unit++) {
      if (hidden[hiddenAt + shape.first + unit] === 0) continue;
      const own = weights[layout.lastAt + unit]!;
      const from = layout.secondAt + unit * shape.first;
      for (let below = 0; below < shape.first; below++) ofFirst[below]! += own * weights[from + below]!;
    }
    for (let unit = 0; unit < shape.first; unit++) if (hidden[hiddenAt + unit] === 0) ofFirst[unit] = 0;
  }
}

/** Four sums side by side, which the processor can add at the same time. */
function dot(left: Float64Array, leftAt: number, right: Float64Array, rightAt: number, count: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < count; at += 4) {
    first += left[leftAt + at]! * right[rightAt + at]!;
    second += left[leftAt + at + 1]! * right[rightAt + at + 1]!;
    third += left[leftAt + at + 2]! * right[rightAt + at + 2]!;
    fourth += left[leftAt + at + 3]! * right[rightAt + at + 3]!;
  }
  for (; at < count; at++) first += left[leftAt + at]! * right[rightAt + at]!;
  return first + second + (third + fourth);
}
