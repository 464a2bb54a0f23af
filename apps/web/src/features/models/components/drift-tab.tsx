import type { ModelDetail } from '@kelvin/contracts';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { modelsTabsEn } from '../i18n/tabs-en.ts';
import { DataHealthCard } from './data-health-card.tsx';
import { DriftCard } from './drift-card.tsx';
import { RetrainCard } from './retrain-card.tsx';
import { StabilityCard } from './stability-card.tsx';

addEnglish('models', modelsTabsEn);

/** What has become of a model's ground since it was trained. A chunk of its own: most readers stay with the quality. */
export function DriftTab({ detail, isAbsence }: { detail: ModelDetail; isAbsence: boolean }) {
  return (
    <>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4"><StabilityCard outcomeId={detail.outcomeId} isAbsence={isAbsence} isExternal={detail.external !== null} /><RetrainCard card={detail.card} isAbsence={isAbsence} /></div>
        <DataHealthCard versionId={detail.id} isAbsence={isAbsence} isExternal={detail.external !== null} />
      </div>
      <DriftCard card={detail.card} isAbsence={isAbsence} />
    </>
  );
}
