import type { Job, Outcome } from '@kelvin/contracts';
import { Progress } from '@kelvin/ui';
import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useTraining } from '../use-training.ts';

/** How far a training is: its phase, and a share once one is known. */
export function TrainingProgress({ job }: { job: Job }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const share = job.total ? job.done / job.total : null;
  const phase = t(`shell:jobs.phases.${job.phase || 'queued'}`, { defaultValue: job.phase });
  return (
    <div className="flex w-full max-w-72 min-w-44 flex-col gap-1">
      <Progress value={job.status === 'queued' ? 0 : share} max={1} label={t('train.running')} />
      <span className="text-meta text-ink-2">{t('train.running')}: {share === null ? phase : t('train.phase', { phase, share: format.percent(share) })}</span>
    </div>
  );
}

/** Trains an outcome's model; while a training runs, how far it is. */
export function TrainButton({ outcome, isMain = false }: { outcome: Outcome; isMain?: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { start, isStarting, job } = useTraining(outcome);
  if (job) return <TrainingProgress job={job} />;
  const reason = outcome.missing ? t('train.needsData') : undefined;
  return (
    <PermittedButton permission="scoring.manage" size={isMain ? 'md' : 'sm'} variant={isMain ? 'primary' : 'secondary'} icon={<GraduationCap aria-hidden size={14} />} isBusy={isStarting} {...(reason ? { 'aria-disabled': true, title: reason } : { onClick: start })} aria-label={t('train.of', { name: format.outcomeName(outcome.definition.name) })}>
      {t(outcome.lastRun ? 'train.again' : 'train.button')}
    </PermittedButton>
  );
}
