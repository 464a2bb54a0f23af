import { AppError } from '@kelvin/kernel';
import { packArtefact, unpackArtefactOf } from '../artefact.ts';
import type { EngineCode } from '../model.ts';
import type { CompactTrees } from './tree-ensemble.ts';

const FORMAT = 1;

/** All that a tree model is made of. */
export interface StoredTrees {
  readonly names: readonly string[];
  /** The number that the engine starts from before any tree. */
  readonly start: number;
  readonly trees: CompactTrees;
}

export function packTrees(engine: EngineCode, { names, start, trees }: StoredTrees): Uint8Array {
  return packArtefact({ engine, facts: { format: FORMAT, names }, arrays: { start: Float64Array.of(start), ...trees } });
}

/** @throws AppError `model.artefact_corrupt`, `model.artefact_foreign`. */
export function unpackTrees(engine: EngineCode, artefact: Uint8Array): StoredTrees {
  const { facts, arrays } = unpackArtefactOf(engine, artefact);
  if (facts['format'] !== FORMAT) throw new AppError('invalid', 'model.artefact_foreign', 'The stored model was made by a later version, which cannot be read here.');
  const { start, ...trees } = arrays as unknown as CompactTrees & { start: Float64Array };
  return { names: facts['names'] as string[], start: start[0]!, trees };
}
