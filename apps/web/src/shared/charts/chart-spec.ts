import type { CalibrationBin, CurvePoint, CustomerHistory, Overview } from '@kelvin/contracts';
import type { Formatter } from '../format/formatter.ts';
import type { Band } from '../scoring/bands.tsx';

/** What a chart shows. Each kind is drawn by its own file in `kinds/`; nothing outside this folder knows the library. */
export type ChartSpec =
  | { kind: 'band-history'; data: Overview['history']; unit: 'count' | 'share' }
  | { kind: 'band-flow'; data: Overview['movement'] }
  | { kind: 'score-bins'; data: Overview['distribution'] }
  | { kind: 'score-history'; data: CustomerHistory['points']; changes: CustomerHistory['changes']; /** When models came into use, and the word on their marks. */ models: readonly { at: string; word: string }[]; limits: { warm: number; hot: number } }
  | { kind: 'weekly-lines'; /** Oldest first; one value for each line, null where it has none. */ data: readonly { at: string; values: readonly (number | null)[] }[]; /** Names, the main one first; two at most. */ lines: readonly string[]; limits: readonly { value: number; label: string }[]; marks: readonly { at: string; label: string }[] }
  | { kind: 'calibration'; data: readonly CalibrationBin[]; axes: { x: string; y: string } }
  | { kind: 'curve'; data: readonly CurvePoint[]; /** What chance alone would give, as the ends of a line. */ reference: readonly CurvePoint[]; axes: { x: string; y: string }; yUnit: 'share' | 'times'; /** Where the reader has cut, as a share of x; null where there is nothing to cut. */ cut: number | null };

/** What a reader picked in a chart: a ribbon between two temperatures, a range of scores, or where to cut. */
export type ChartPick = { kind: 'flow'; from: Band; to: Band } | { kind: 'scores'; min: number; max: number } | { kind: 'cut'; share: number } | { kind: 'nothing' };

/** What drawing needs besides the data: words, figures, and colours of the current theme. */
export type ChartContext = { format: Formatter; bandWord: (band: Band) => string; token: (name: string) => string; isStill: boolean; width: number };
