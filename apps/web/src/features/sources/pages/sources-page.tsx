import { Card, EmptyState, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plug, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sourcesOptions } from '../../../shared/api/sources.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { MissingRates } from '../../../shared/currencies/missing-rates.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { LossCard } from '../components/loss-card.tsx';
import { SourcesTable } from '../components/sources-table.tsx';
import { sourcesEn } from '../i18n/en.ts';

addEnglish('sources', sourcesEn);

const REFRESH_MS = 10_000;

/** Where data comes from, how much of it, and that none of it is lost. */
export function SourcesPage() {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const add = <PermittedButton permission="sources.manage" variant="primary" icon={<Plus aria-hidden size={14} />} onClick={() => void navigate({ to: '/w/$workspace/sources/new', params: { workspace: slug } })}>{t('add')}</PermittedButton>;
  return (
    <Page title={t('title')} actions={add}>
      <NeedsPermission permission="sources.read"><Sources /></NeedsPermission>
    </Page>
  );
}

function Sources() {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const sources = useQuery({ ...sourcesOptions(slug), refetchInterval: REFRESH_MS });
  if (sources.isError) return <Card><ErrorPanel error={sources.error} onRetry={() => void sources.refetch()} /></Card>;
  if (sources.isPending) return <><Skeleton className="h-40 rounded-lg" /><Skeleton className="h-64 rounded-lg" /></>;
  if (sources.data.length === 0) return <Card><EmptyState icon={<Plug aria-hidden size={24} />} title={t('empty.title')}>{t('empty.text')}</EmptyState></Card>;
  return (
    <>
      <MissingRates />
      <LossCard />
      <Card isFlush className="overflow-hidden"><SourcesTable sources={sources.data} /></Card>
    </>
  );
}
