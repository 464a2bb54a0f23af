import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type EngineName, type Measured, SETTINGS } from './engines.settings.ts';

export interface MeasuredBeside extends Measured {
  readonly version: string;
}

/** The one on the path may be another than the distribution's, which has the distribution's packages. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** A Python that has scikit-learn, or null. */
export function findPython(): string | null {
  return PYTHONS.find((python) => spawnSync(python, ['-c', 'import sklearn']).status === 0) ?? null;
}

/** Trains scikit-learn's counterpart on the same rows, with one thread. */
export function runSklearn(python: string, name: EngineName, dir: string): MeasuredBeside {
  const script = fileURLToPath(new URL('engines_sklearn.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [script, name, dir, JSON.stringify(SETTINGS)], {
    encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`scikit-learn's ${name} failed: ${stderr}`);
  return JSON.parse(stdout) as MeasuredBeside;
}
