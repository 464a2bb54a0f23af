import { PAST_CHANGING_JOBS } from '@kelvin/contracts';
import { buttonClass, Notice } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { jobsOptions } from '../api/jobs.ts';
import { earlyWarningOptions } from '../api/outcomes.ts';
import { useCan, useWorkspace } from '../api/workspace.tsx';
import { useFormat } from '../format/use-format.tsx';
import { addEnglish } from '../i18n/late-words.ts';
import { useLive } from '../live/live-provider.tsx';
import { warningEn } from './i18n/warning-en.ts';

addEnglish('warning', warningEn);

/** "We would have warned you", in a sentence with the way to the list; nothing where nobody has left. Waits while the past is being scored. */
export function EarlyWarningNote() {
  const { t } = useTranslation('warning');
  const { slug } = useWorkspace();
  const format = useFormat();
  const canRead = useCan('customers.read');
  const queryClient = useQueryClient();
  const jobs = useQuery(jobsOptions(slug));
  const isScoring = jobs.data?.some(({ kind, status }) => PAST_CHANGING_JOBS.includes(kind) && (status === 'queued' || status === 'running')) ?? true;
  const { data: report } = useQuery({ ...earlyWarningOptions(slug), enabled: canRead && !isScoring });
  // What was told before the past was scored says nothing of what has come in.
  useLive((signal) => {
    if (signal.event === 'job' && PAST_CHANGING_JOBS.includes(signal.data.kind) && signal.data.status === 'done') void queryClient.invalidateQueries({ queryKey: earlyWarningOptions(slug).queryKey });
  });
  if (!canRead || jobs.data === undefined) return null;
  if (isScoring) return <Notice icon={<BellRing aria-hidden size={16} />}>{t('note.scoring')}</Notice>;
  if (!report || report.left === 0) return null;
  return (
    <Notice tone="accent" icon={<BellRing aria-hidden size={16} />} actions={<Link to="/w/$workspace/models" params={{ workspace: slug }} className={buttonClass('secondary', 'sm')}>{t('note.open')}</Link>}>
      {t('note.sentence', { left: format.number(report.left), warned: format.number(report.warned), days: format.days(report.leadDays) })}
    </Notice>
  );
}
