import { AppError } from '@kelvin/kernel';
import { unpackArtefact } from './artefact.ts';
import { checkColumns, checkTrainingData } from './check-matrix.ts';
import type { Engine, Explanation, FeatureMatrix, FitOptions, Model } from './model.ts';
import { packModel, unpackModel } from './stored-model.ts';

/**
 * The mean of the log-odds of several engines: their mistakes differ, so that the mean is often better than the best
 * of them. Its explanation is the mean of theirs, which adds up because theirs do.
 *
 * @param members at least one; a blend is loaded by an engine that has all of its members' codes.
 */
export function makeBlendEngine(members: readonly Engine[]): Engine {
  return {
    code: 'blend',
    fit(data, options) {
      checkTrainingData(data);
      return makeModel(data.names, members.map((member, at) => member.fit(data, partOf(options, at, members.length))));
    },
    load: (artefact) => loadBlend(artefact, (member) => {
      const { engine: code } = unpackArtefact(member);
      const engine = members.find((each) => each.code === code);
      if (!engine) throw new AppError('invalid', 'model.artefact_foreign', `The stored blend has a part made by “${code}”, which cannot be read here.`);
      return engine.load(member);
    }),
  };
}

/** Reads what a blend of any members saved. @param loadMember reads the artefact of one of them. */
export function loadBlend(artefact: Uint8Array, loadMember: (artefact: Uint8Array) => Model): Model {
  const { names, arrays } = unpackModel('blend', artefact);
  return makeModel(names, Object.values(arrays).map((member) => loadMember(member as Uint8Array)));
}

function makeModel(names: readonly string[], members: readonly Model[]): Model {
  const add = (sums: Float64Array, parts: Float64Array): Float64Array => sums.map((sum, at) => sum + parts[at]!);
  const divide = (sum: number): number => sum / members.length;
  return {
    engine: 'blend',
    names,
    logOdds: (matrix: FeatureMatrix): Float64Array => members.map((member) => member.logOdds(matrix)).reduce(add).map(divide),
    explain(matrix: FeatureMatrix, row: number): Explanation {
      checkColumns(matrix, names);
      const parts = members.map((member) => member.explain(matrix, row));
      return {
        base: divide(parts.reduce((sum, part) => sum + part.base, 0)),
        contributions: parts.map((part) => part.contributions).reduce(add).map(divide),
        isApproximate: parts.some((part) => part.isApproximate),
      };
    },
    save: () => packModel('blend', names, Object.fromEntries(members.map((member, at) => [`member${at}`, member.save()]))),
  };
}

/** Options for one member, whose progress is a part of the whole. */
function partOf(options: FitOptions, at: number, count: number): FitOptions {
  const { onProgress } = options;
  return onProgress ? { ...options, onProgress: (share) => onProgress((at + share) / count) } : options;
}
