import type { Job } from '@kelvin/contracts';
import { tellOutcomeName } from '@kelvin/kernel';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A job's name: its kind, and what it works on when that says more. */
export function useJobName(): (job: Job) => string {
  const { t, i18n } = useTranslation('shell');
  return useCallback((job) => {
    const kind = t(`jobs.kinds.${job.kind}`);
    return job.subject ? `${kind}: ${tellOutcomeName(job.subject, i18n.language === 'ru' ? 'ru' : 'en')}` : kind;
  }, [t, i18n.language]);
}
