import type { ModelDetail, ModelVersion, TrainingRun } from '@kelvin/contracts';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { modelsTabsEn } from '../i18n/tabs-en.ts';
import { RunsCard } from './runs-card.tsx';
import { ShadowCard } from './shadow-card.tsx';
import { CandidatesCard, TrainingCard } from './training-card.tsx';
import { VersionsCard } from './versions-card.tsx';

addEnglish('models', modelsTabsEn);

/** Every version of an outcome's model with what can be done with it, and how the shown one was made. A chunk of its own. */
export function VersionsTab({ detail, versions, runs, isAbsence }: { detail: ModelDetail; versions: readonly ModelVersion[]; runs: readonly TrainingRun[]; isAbsence: boolean }) {
  return (
    <>
      <ShadowCard versions={versions} />
      <VersionsCard versions={versions} />
      <div className="grid items-start gap-4 xl:grid-cols-2"><TrainingCard detail={detail} />{detail.external ? null : <CandidatesCard detail={detail} />}</div>
      <RunsCard runs={runs} isAbsence={isAbsence} />
    </>
  );
}
