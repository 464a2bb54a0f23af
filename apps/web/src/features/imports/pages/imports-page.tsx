import { Card, EmptyState, Skeleton } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { useLive } from '../../../shared/live/live-provider.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { importsOptions } from '../api/imports.ts';
import { ImportsTable } from '../components/imports-table.tsx';
import { importsEn } from '../i18n/en.ts';

addEnglish('imports', importsEn);

/** Files brought in: how far each is, and what became of its lines. */
export function ImportsPage() {
  const { t } = useTranslation('imports');
  return <Page title={t('title')} actions={<NewButton />}><NeedsPermission permission="sources.read"><Imports /></NeedsPermission></Page>;
}

function NewButton() {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  return <PermittedButton permission="imports.run" variant="primary" icon={<FileUp aria-hidden size={14} />} onClick={() => void navigate({ to: '/w/$workspace/imports/new', params: { workspace: slug } })}>{t('new')}</PermittedButton>;
}

function Imports() {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const imports = useQuery(importsOptions(slug));
  useLive((signal) => {
    if (signal.event === 'poll' || (signal.event === 'job' && signal.data.kind === 'import')) void queryClient.invalidateQueries({ queryKey: importsOptions(slug).queryKey });
  });
  if (imports.isError) return <Card><ErrorPanel error={imports.error} onRetry={() => void imports.refetch()} /></Card>;
  if (imports.isPending) return <Skeleton className="h-64 rounded-lg" />;
  if (imports.data.length === 0) return <Card><EmptyState icon={<FileUp aria-hidden size={24} />} title={t('empty.title')} actions={<NewButton />}>{t('empty.text')}</EmptyState></Card>;
  return <Card isFlush className="overflow-hidden"><ImportsTable imports={imports.data} /></Card>;
}
