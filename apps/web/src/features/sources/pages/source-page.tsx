import type { Source } from '@kelvin/contracts';
import { buttonClass, Card, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { IntakeEquation } from '../../../shared/intake/intake-equation.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { sourceOptions } from '../api/sources.ts';
import { HourBars } from '../components/hour-bars.tsx';
import { KeyField } from '../components/key-field.tsx';
import { SilenceNotice, SilencesCard } from '../components/silences.tsx';
import { ParkedCard } from '../components/parked-card.tsx';
import { SnippetTabs } from '../components/snippet-tabs.tsx';
import { SourceActions } from '../components/source-actions.tsx';
import { SourceStatusChip } from '../components/source-badges.tsx';
import { sourcesEn } from '../i18n/en.ts';

addEnglish('sources', sourcesEn);

// The mapping brings the schema of mappings along, which other kinds of sources do not need.
const FieldMapping = lazy(async () => ({ default: (await import('../components/field-mapping.tsx')).FieldMapping }));

const REFRESH_MS = 10_000;

/** One source: how to reach it, and what became of all it sent. */
export function SourcePage() {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const { sourceId } = useParams({ from: '/app/w/$workspace/sources/$sourceId' });
  const source = useQuery({ ...sourceOptions(slug, sourceId), refetchInterval: REFRESH_MS });
  const title = source.data?.name ?? t('title');
  return (
    <Page title={title} head={(
      <header className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <Link to="/w/$workspace/sources" params={{ workspace: slug }} aria-label={t('title')} className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-surface-2"><ArrowLeft aria-hidden size={16} /></Link>
        <h1 className="min-w-0 truncate text-title font-semibold">{title}</h1>
        {source.data ? <SourceStatusChip source={source.data} /> : null}
        {source.data ? <div className="flex flex-wrap gap-2 sm:ml-auto"><SourceActions source={source.data} /></div> : null}
      </header>
    )}>
      <NeedsPermission permission="sources.read">
        {source.isError ? <Card><ErrorPanel error={source.error} onRetry={() => void source.refetch()} /></Card>
          : source.isPending ? <div className="grid gap-4 lg:grid-cols-2"><Skeleton className="h-56 rounded-lg" /><Skeleton className="h-56 rounded-lg" /></div>
            : <><SilenceNotice source={source.data} /><SourceBody source={source.data} /></>}
      </NeedsPermission>
    </Page>
  );
}

function SourceBody({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const format = useFormat();
  const isFiles = source.kind === 'import';
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <ParkedCard sourceId={source.id} />
        <Card title={t('page.today')}><IntakeEquation figures={source.intake24h} isBalanced={source.intake24h.isBalanced} /></Card>
        <Card title={t('page.total')} note={t('page.created', { date: format.date(source.createdAt) })}><IntakeEquation figures={source.intakeTotal} isBalanced={source.intakeTotal.isBalanced} /></Card>
        {isFiles ? null : (
          <Card title={t('page.byHour')} note={t('columns.day')} actions={<Link to="/w/$workspace/events" params={{ workspace: slug }} search={{ source: source.id }} className={buttonClass('secondary', 'sm')}>{t('page.events')}</Link>}>
            <HourBars values={source.perHour} />
          </Card>
        )}
        <SilencesCard source={source} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Card title={t('page.connection')} note={t(`kinds.${source.kind}`)}>
          {isFiles ? (
            <div className="flex flex-col items-start gap-3"><p className="text-ink-2">{t('page.importsText')}</p><Link to="/w/$workspace/imports" params={{ workspace: slug }} className={buttonClass()}>{t('page.imports')}</Link></div>
          ) : (
            <div className="flex flex-col gap-3">
              {source.endpoint ? <KeyField label={t('page.address')} value={source.endpoint} {...(source.authentication === 'secret_path' ? { hint: t('page.addressHidden') } : {})} /> : null}
              {source.writeKey ? <KeyField label={t('page.key')} value={source.writeKey} hint={t('page.keyHint')} /> : null}
              {source.authentication === 'signature' ? <p className="text-meta text-ink-2">{t('page.secretHidden')}</p> : null}
            </div>
          )}
        </Card>
        {isFiles ? null : <Card title={t('page.snippets')}><SnippetTabs source={source} secret={null} /></Card>}
      </div>
      {source.kind === 'webhook' ? <div className="min-w-0 lg:col-span-2"><Suspense fallback={<Skeleton className="h-56 rounded-lg" />}><FieldMapping sourceId={source.id} /></Suspense></div> : null}
    </div>
  );
}
