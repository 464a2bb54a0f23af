import type { ModelDetail } from '@kelvin/contracts';
import { DataHealthCard } from './data-health-card.tsx';
import { DriftCard } from './drift-card.tsx';
import { RetrainCard } from './retrain-card.tsx';
import { StabilityCard } from './stability-card.tsx';

/** What has become of a model's ground since it was trained. A chunk of its own: most readers stay with the quality. */
export function DriftTab({ detail, isAbsence }: { detail: ModelDetail; isAbsence: boolean }) {
  return (
    <>
      <div className="grid items-start gap-4 xl:grid-cols-2"><StabilityCard outcomeId={detail.outcomeId} isAbsence={isAbsence} isExternal={detail.external !== null} /><DataHealthCard versionId={detail.id} isAbsence={isAbsence} /></div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]"><DriftCard card={detail.card} isAbsence={isAbsence} /><RetrainCard card={detail.card} isAbsence={isAbsence} /></div>
    </>
  );
}
