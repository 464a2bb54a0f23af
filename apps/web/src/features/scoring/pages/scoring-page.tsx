import type { Scoring } from '@kelvin/contracts';
import { buttonClass, Card, Chip, Notice, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ruler } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { scoringOptions } from '../../../shared/api/scoring.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { AsOfCard } from '../components/as-of-card.tsx';
import { FitCard } from '../components/fit-card.tsx';
import { RulesTable } from '../components/rules-table.tsx';
import { scoringRulesEn } from '../i18n/en.ts';

addEnglish('scoringRules', scoringRulesEn);

const HIGHEST_SCORE = 100;

/** The rules in force: what gives and takes points, where the rules came from, and fitting them to the workspace's data. */
export function ScoringPage() {
  const { t } = useTranslation('scoringRules');
  return <Page title={t('title')} note={t('note')}><NeedsPermission permission="customers.read"><Rules /></NeedsPermission></Page>;
}

function Rules() {
  const { slug } = useWorkspace();
  const rules = useQuery(scoringOptions(slug));
  if (rules.isError) return <Card><ErrorPanel error={rules.error} onRetry={() => void rules.refetch()} /></Card>;
  if (rules.isPending) return <><Skeleton className="h-10 rounded-lg" /><div className="grid gap-4 xl:grid-cols-[1fr_24rem]"><Skeleton className="h-96 rounded-lg" /><Skeleton className="h-96 rounded-lg" /></div></>;
  return <Loaded rules={rules.data} />;
}

function Loaded({ rules }: { rules: Scoring }) {
  const { t } = useTranslation('scoringRules');
  const { business, isDemo } = useWorkspace();
  const format = useFormat();
  const plus = rules.groups.filter((group) => group.kind === 'plus');
  const minus = rules.groups.filter((group) => group.kind === 'minus');
  // Rules nobody fitted, and no proposal to: nothing has arrived that they could be fitted to.
  const hasEvents = isDemo || rules.isFitProposed || rules.origin !== 'preset';
  const most = Math.min(HIGHEST_SCORE, plus.reduce((sum, group) => sum + group.cap, 0));
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-control text-ink-2">
        <Chip tone={rules.origin === 'preset' ? 'neutral' : 'ok'}>{t(`origin.${rules.origin}`)}</Chip>
        {t(`originText.${rules.origin}`, { kind: t(`kinds.${business}`), date: rules.since ? format.date(rules.since) : '' })}
      </p>
      {rules.isFitProposed ? <Notice tone="warn" icon={<Ruler aria-hidden size={16} />}>{t('fit.proposed')}</Notice> : null}
      {hasEvents ? null : <NoEvents />}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card isFlush title={t('plus.title')} note={t('plus.note', { points: format.number(most) })}><RulesTable label={t('plus.title')} groups={plus} /></Card>
          <Card isFlush title={t('minus.title')} note={t('minus.note')}><RulesTable label={t('minus.title')} groups={minus} /></Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <FitCard rules={rules} hasEvents={hasEvents} />
          <AsOfCard />
          <Card title={t('how.title')}>
            <ol className="flex list-decimal flex-col gap-2 pl-5 text-control text-ink-2"><li>{t('how.fresh')}</li><li>{t('how.cap')}</li><li>{t('how.sum')}</li><li>{t('how.silence')}</li></ol>
          </Card>
        </div>
      </div>
    </>
  );
}

function NoEvents() {
  const { t } = useTranslation('scoringRules');
  const { slug } = useWorkspace();
  return (
    <Notice actions={(
      <><Link to="/w/$workspace/sources/new" params={{ workspace: slug }} className={buttonClass('primary', 'sm')}>{t('empty.connect')}</Link><Link to="/w/$workspace/imports/new" params={{ workspace: slug }} className={buttonClass('secondary', 'sm')}>{t('empty.import')}</Link></>
    )}><span className="font-medium">{t('empty.title')}.</span> {t('empty.text')}</Notice>
  );
}
