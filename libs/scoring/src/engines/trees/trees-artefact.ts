import type { EngineCode } from '../model.ts';
import { packModel, unpackModel } from '../stored-model.ts';
import type { CompactTrees } from './tree-ensemble.ts';

/** All that a tree model is made of. */
export interface StoredTrees {
  readonly names: readonly string[];
  /** The number that the engine starts from before any tree. */
  readonly start: number;
  readonly trees: CompactTrees;
}

export function packTrees(engine: EngineCode, { names, start, trees }: StoredTrees): Uint8Array {
  return packModel(engine, names, { start: Float64Array.of(start), ...trees });
}

/** @throws AppError `model.artefact_corrupt`, `model.artefact_foreign`. */
export function unpackTrees(engine: EngineCode, artefact: Uint8Array): StoredTrees {
  const { names, arrays } = unpackModel(engine, artefact);
  const { start, ...trees } = arrays as unknown as CompactTrees & { start: Float64Array };
  return { names, start: start[0]!, trees };
}
