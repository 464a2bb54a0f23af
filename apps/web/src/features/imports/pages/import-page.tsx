import type { Import } from '@kelvin/contracts';
import { Button, Card, Skeleton } from '@kelvin/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../shared/api/api-error.ts';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { useLive } from '../../../shared/live/live-provider.tsx';
import { ErrorPanel, useErrorText } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { importOptions, previewOptions } from '../api/imports.ts';
import { ImportReport } from '../components/import-report.tsx';
import { ImportStatusChip } from '../components/import-status.tsx';
import { DropZone, Uploading } from '../components/upload-card.tsx';
import { importsEn } from '../i18n/en.ts';
import { useUpload } from '../use-upload.ts';

addEnglish('imports', importsEn);

// The editor brings the schema of maps along, which a look at progress or a result does not need.
const MappingEditor = lazy(async () => ({ default: (await import('../components/mapping-editor.tsx')).MappingEditor }));

/** One import, at whichever step it stands: the file, the map, the run, the result. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const { importId } = useParams({ from: '/app/w/$workspace/imports/$importId' });
  const queryClient = useQueryClient();
  const file = useQuery(importOptions(slug, importId));
  useLive((signal) => {
    if (signal.event === 'job' && signal.data.id === file.data?.jobId) void queryClient.invalidateQueries({ queryKey: importOptions(slug, importId).queryKey });
  });
  const title = file.data?.fileName ?? t('title');
  return (
    <Page title={title} head={(
      <header className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <Link to="/w/$workspace/imports" params={{ workspace: slug }} aria-label={t('title')} className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-surface-2"><ArrowLeft aria-hidden size={16} /></Link>
        <h1 className="min-w-0 text-title font-semibold break-all">{title}</h1>
        {file.data ? <><ImportStatusChip status={file.data.status} /><span className="text-meta text-ink-3">{file.data.sourceName}</span></> : null}
      </header>
    )}>
      <NeedsPermission permission="sources.read">
        {file.isError ? <Card><ErrorPanel error={file.error} onRetry={() => void file.refetch()} /></Card>
          : file.isPending ? <><Skeleton className="h-40 rounded-lg" /><Skeleton className="h-64 rounded-lg" /></>
            : <Step file={file.data} />}
      </NeedsPermission>
    </Page>
  );
}

function Step({ file }: { file: Import }) {
  const { t } = useTranslation('imports');
  const canRun = useCan('imports.run');
  const [isMappingAgain, setIsMappingAgain] = useState(false);
  if (file.status === 'uploading') return <NeedsPermission permission="imports.run"><UploadAgain file={file} /></NeedsPermission>;
  if (file.status === 'mapping' || (file.status === 'failed' && isMappingAgain)) return <NeedsPermission permission="imports.run"><Mapping file={file} /></NeedsPermission>;
  return (
    <>
      <ImportReport file={file} />
      {file.status === 'failed' && canRun ? <div><Button variant="primary" onClick={() => setIsMappingAgain(true)}>{t('result.retry')}</Button></div> : null}
    </>
  );
}

function Mapping({ file }: { file: Import }) {
  const { slug } = useWorkspace();
  const preview = useQuery(previewOptions(slug, file.id));
  if (isOfTheFile(preview.error)) return <UploadAgain file={file} refusal={preview.error} />;
  if (preview.isError) return <Card><ErrorPanel error={preview.error} onRetry={() => void preview.refetch()} /></Card>;
  if (preview.isPending) return <MappingSkeleton />;
  return <Suspense fallback={<MappingSkeleton />}><MappingEditor file={file} preview={preview.data} /></Suspense>;
}

function MappingSkeleton() {
  return <><Skeleton className="h-48 rounded-lg" /><div className="grid gap-4 xl:grid-cols-2"><Skeleton className="h-96 rounded-lg" /><Skeleton className="h-96 rounded-lg" /></div></>;
}

/** True when the file itself is refused: another try brings the same, another file may not. */
function isOfTheFile(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.code.startsWith('import.');
}

/** An import whose upload did not finish, or whose file cannot be read: a file once more. */
function UploadAgain({ file, refusal = null }: { file: Import; refusal?: unknown }) {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<File | null>(null);
  const upload = useUpload(() => {
    setChosen(null);
    void queryClient.resetQueries({ queryKey: previewOptions(slug, file.id).queryKey });
  });
  const problem = upload.error ?? refusal;
  if (upload.isSending && upload.file) return <Uploading file={upload.file} sentBytes={upload.sentBytes} onStop={upload.stop} />;
  return (
    <Card title={t('upload.again')}>
      <div className="flex flex-col gap-4">
        <DropZone file={chosen} onFile={setChosen} />
        {problem ? <p role="alert" className="text-err">{errorText(problem)}</p> : null}
        {chosen ? <div className="flex justify-end"><Button variant="primary" onClick={() => upload.send({ file: chosen, open: () => Promise.resolve(file) })}>{t('upload.start')}</Button></div> : null}
      </div>
    </Card>
  );
}
