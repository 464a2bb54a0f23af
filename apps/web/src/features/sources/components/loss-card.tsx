import type { IntakeReport } from '@kelvin/contracts';
import { Button, Card, Cell, cx, HeadCell, Segmented, Skeleton, Table } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { INTAKE_PARTS, IntakeEquation, unaccounted } from '../../../shared/intake/intake-equation.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { intakeOptions } from '../api/sources.ts';
import { HourBars } from './hour-bars.tsx';

const PERIODS = { day: 24, week: 168 } as const;
const REFRESH_MS = 10_000;

/** The no-loss equation of the workspace, in all and hour by hour. */
export function LossCard() {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const [period, setPeriod] = useState<keyof typeof PERIODS>('day');
  const report = useQuery({ ...intakeOptions(slug, PERIODS[period]), refetchInterval: REFRESH_MS, placeholderData: (previous) => previous });
  return (
    <Card title={t('loss.title')} actions={<Segmented label={t('loss.period')} value={period} onChange={setPeriod} options={[{ value: 'day', label: t('loss.day') }, { value: 'week', label: t('loss.week') }]} />}>
      {report.isError ? <ErrorPanel error={report.error} onRetry={() => void report.refetch()} />
        : report.isPending ? <Skeleton className="h-24" />
          : <Report report={report.data} />}
    </Card>
  );
}

function Report({ report }: { report: IntakeReport }) {
  const { t } = useTranslation('sources');
  const [isOpen, setIsOpen] = useState(false);
  const received = report.hours.map(({ intake }) => intake.received);
  const hasAny = report.total.received > 0;
  return (
    <div className="flex flex-col gap-4">
      <IntakeEquation figures={report.total} isBalanced={report.total.isBalanced} />
      {hasAny ? (
        <>
          <HourBars values={received} firstHour={report.hours[0]?.hour} className="h-14" />
          <div><Button size="sm" variant="ghost" aria-expanded={isOpen} icon={<ChevronDown aria-hidden size={14} className={cx('transition-transform', isOpen && 'rotate-180')} />} onClick={() => setIsOpen(!isOpen)}>{t('loss.byHour')}</Button></div>
          {isOpen ? <HourTable hours={report.hours} /> : null}
        </>
      ) : null}
    </div>
  );
}

function HourTable({ hours }: { hours: IntakeReport['hours'] }) {
  const { t } = useTranslation('sources');
  const { t: ti } = useTranslation('intake');
  const format = useFormat();
  return (
    <div className="flex flex-col gap-1">
      <p className="text-meta text-ink-2">{t('loss.newestFirst')}</p>
      <Table label={t('loss.byHour')} className="max-h-96 overflow-y-auto">
        <thead><tr>
          <HeadCell>{t('loss.hour')}</HeadCell><HeadCell isNumber>{ti('received')}</HeadCell>
          {INTAKE_PARTS.map((part) => <HeadCell key={part} isNumber>{ti(part)}</HeadCell>)}<HeadCell>{t('loss.verdict')}</HeadCell>
        </tr></thead>
        <tbody>
          {hours.toReversed().map(({ hour, intake }) => (
            <tr key={hour}>
              <Cell className="!h-8 whitespace-nowrap text-ink-2">{format.dateTime(hour)}</Cell><Cell isNumber className="!h-8 font-medium">{format.number(intake.received)}</Cell>
              {INTAKE_PARTS.map((part) => <Cell key={part} isNumber className={cx('!h-8', intake[part] === 0 && 'text-ink-3')}>{format.number(intake[part])}</Cell>)}
              <Cell className={cx('!h-8', intake.isBalanced ? 'text-ok' : 'font-medium text-err')}>{intake.isBalanced ? t('loss.ok') : t('loss.bad', { n: format.number(Math.abs(unaccounted(intake))) })}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
