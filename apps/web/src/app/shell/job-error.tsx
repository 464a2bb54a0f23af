import type { Failure } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.tsx';
import { failedJobText } from './failed-job-text.ts';

/** Why a job failed. In a module of its own, because most readers never need its words. */
export function JobError({ error }: { error: Failure }) {
  const { t } = useTranslation();
  const format = useFormat();
  return failedJobText(error, t, format);
}
