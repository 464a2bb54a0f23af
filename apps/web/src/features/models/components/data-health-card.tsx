import type { DataHealth } from '@kelvin/contracts';
import { Card, Cell, Chip, HeadCell, Notice, Skeleton, Table } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { dataHealthOptions } from '../api/models.ts';
import { findRefused, isEmptier, judgeDataHealth, type DataTrouble } from '../data-health.ts';
import { featureText } from '../feature-words.ts';

/** Whether what the model looks at still arrives: the verdict in words, then where to mend what does not. */
export function DataHealthCard({ versionId, isAbsence, isExternal }: { versionId: string; isAbsence: boolean; isExternal: boolean }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const { data, isError, error, refetch } = useQuery(dataHealthOptions(slug, versionId));
  return (
    <Card title={t('health.title')} note={t('health.note')} isFlush>
      {data ? <Health health={data} isAbsence={isAbsence} isExternal={isExternal} /> : isError ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Skeleton className="mx-4 mb-4 h-40" />}
    </Card>
  );
}

function Health({ health, isAbsence, isExternal }: { health: DataHealth; isAbsence: boolean; isExternal: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const troubles = judgeDataHealth(health);
  const refused = findRefused(health.troubled);
  const emptier = health.gaps.filter(isEmptier).length;
  const sentence = (trouble: DataTrouble) => ({
    silent: t('health.silent', { count: health.silent.length, n: format.number(health.silent.length), names: format.list(health.silent.map(({ name }) => name)) }),
    emptier: t('health.emptier', { count: emptier, n: format.number(emptier) }),
    refused: t('health.refused', { names: format.list(refused.sources.map(({ name }) => name)), share: format.finePercent(refused.share), days: format.days(health.days) }),
  })[trouble];
  return (
    <div className="flex flex-col gap-3 pb-1">
      <div className="px-4">
        {troubles.length > 0 ? <Notice tone="warn" icon={<TriangleAlert aria-hidden size={14} className="shrink-0" />}>{troubles.map((trouble) => <p key={trouble}>{sentence(trouble)}</p>)}</Notice>
          : <Notice tone="ok" icon={<CircleCheck aria-hidden size={14} className="shrink-0" />}>{t(health.measuredAt ? 'health.fine' : isExternal ? 'health.fineOutside' : 'health.fineSoFar')}</Notice>}
      </div>
      {health.silent.length + health.troubled.length > 0 ? <Sources health={health} /> : null}
      {health.gaps.length > 0 ? <Gaps health={health} isAbsence={isAbsence} /> : <p className="px-4 pb-3 text-ink-2">{t('health.noGaps')}</p>}
    </div>
  );
}

function Sources({ health: { silent, troubled, days } }: { health: DataHealth }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const ids = [...new Set([...silent, ...troubled].map(({ sourceId }) => sourceId))];
  return (
    <div>
      <h3 className="px-4 pb-1 text-control font-medium">{t('health.sources', { days: format.days(days) })}</h3>
      <Table label={t('health.sources', { days: format.days(days) })}>
        <thead><tr><HeadCell className="pl-4">{t('health.source')}</HeadCell><HeadCell isNumber className="max-sm:hidden">{t('health.received')}</HeadCell><HeadCell isNumber>{t('health.rejected')}</HeadCell><HeadCell isNumber className="pr-4">{t('health.parked')}</HeadCell></tr></thead>
        <tbody>
          {ids.map((id) => {
            const quiet = silent.find(({ sourceId }) => sourceId === id);
            const counts = troubled.find(({ sourceId }) => sourceId === id);
            return (
              <tr key={id}>
                <th scope="row" className="h-9 border-b border-line px-3 pl-4 text-left font-normal">
                  <Link to="/w/$workspace/sources/$sourceId" params={{ workspace: slug, sourceId: id }} className="font-medium text-accent hover:underline">{(quiet ?? counts)?.name}</Link>
                  {quiet ? <> <Chip tone="warn">{t('health.silentSince', { date: format.shortDateTime(quiet.since) })}</Chip></> : null}
                </th>
                <Cell isNumber className="h-9! max-sm:hidden">{counts ? format.number(counts.received) : '—'}</Cell><Cell isNumber className="h-9!">{counts ? format.number(counts.rejected) : '—'}</Cell><Cell isNumber className="h-9! pr-4">{counts ? format.number(counts.parked) : '—'}</Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}

function Gaps({ health: { gaps, measuredAt }, isAbsence }: { health: DataHealth; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <div>
      <h3 className="px-4 pb-1 text-control font-medium">{t('health.gaps')}</h3>
      <Table label={t('health.gaps')}>
        <thead><tr><HeadCell className="pl-4">{t('health.what')}</HeadCell><HeadCell isNumber>{t('health.before')}</HeadCell><HeadCell isNumber className="pr-4">{t('health.now')}</HeadCell></tr></thead>
        <tbody>
          {gaps.map((gap) => (
            <tr key={gap.feature}>
              <th scope="row" title={gap.feature} className="h-9 border-b border-line px-3 pl-4 text-left font-normal">{featureText(gap.feature, t, format, isAbsence)}{isEmptier(gap) ? <> <Chip tone="warn">{t('health.more')}</Chip></> : null}</th>
              <Cell isNumber className="h-9!">{format.percent(gap.shareThen)}</Cell><Cell isNumber className="h-9! pr-4">{gap.shareNow === null ? '—' : format.percent(gap.shareNow)}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="px-4 pt-2 pb-3 text-meta text-ink-3">{t('health.gapsHint')}{measuredAt ? ` ${t('health.measured', { date: format.date(measuredAt) })}` : ''}</p>
    </div>
  );
}
