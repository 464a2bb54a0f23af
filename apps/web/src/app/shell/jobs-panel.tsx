import type { Job } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { JobRow } from './job-row.tsx';

const SHOWN = 12;

/** What the tray opens: the newest jobs, or that there are none. */
export function JobsPanel({ slug, jobs, canCancel }: { slug: string; jobs: readonly Job[]; canCancel: boolean }) {
  const { t } = useTranslation('shell');
  if (jobs.length === 0) return <p className="text-control text-ink-2">{t('jobs.none')}</p>;
  return <ul className="-mx-1 flex flex-col divide-y divide-line">{jobs.slice(0, SHOWN).map((job) => <JobRow key={job.id} slug={slug} job={job} canCancel={canCancel} />)}</ul>;
}
