import type { Source } from '@kelvin/contracts';
import { Button, Card, Field, Input, Select } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourcesOptions } from '../../../shared/api/sources.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { createImport } from '../api/imports.ts';
import { DropZone, Uploading } from '../components/upload-card.tsx';
import { importsEn } from '../i18n/en.ts';
import { useUpload } from '../use-upload.ts';

addEnglish('imports', importsEn);

/** Choosing a file and its source, and the upload. */
export function NewImportPage() {
  const { t } = useTranslation('imports');
  return <Page title={t('new')} width="narrow"><NeedsPermission permission="imports.run"><NewImport /></NeedsPermission></Page>;
}

/** A name for the source from the name of the file: `online_retail.csv.gz` → `online retail`. */
function sourceNameOf(fileName: string): string {
  return fileName.replace(/(\.(csv|tsv|txt|ndjson|jsonl|json|gz))+$/i, '').replace(/[_-]+/g, ' ').trim().slice(0, 80);
}

function NewImport() {
  const { t } = useTranslation('imports');
  const errorText = useErrorText();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const sources = useQuery(sourcesOptions(slug)).data?.filter(({ kind }) => kind === 'import') ?? [];
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState<{ id: string; name: string | null }>({ id: '', name: null });
  const upload = useUpload((next) => void navigate({ to: '/w/$workspace/imports/$importId', params: { workspace: slug, importId: next.id } }));
  const name = source.name ?? sourceNameOf(file?.name ?? '');
  if (upload.isSending && upload.file) return <Uploading file={upload.file} sentBytes={upload.sentBytes} onStop={upload.stop} />;
  return (
    <Card>
      <form noValidate className="flex flex-col gap-5" onSubmit={(event) => {
        event.preventDefault();
        if (file) upload.send({ file, open: () => createImport(slug, { fileName: file.name, ...(source.id ? { sourceId: source.id } : { sourceName: name.trim() }) }) });
      }}>
        <DropZone file={file} onFile={setFile} />
        {file ? (
          <>
            <SourceFields sources={sources} source={{ ...source, name }} onChange={setSource} />
            {upload.error ? <p role="alert" className="text-err">{errorText(upload.error)}</p> : null}
            <div className="flex justify-end"><Button type="submit" variant="primary" disabled={!source.id && name.trim() === ''}>{t('upload.start')}</Button></div>
          </>
        ) : null}
      </form>
    </Card>
  );
}

function SourceFields({ sources, source, onChange }: { sources: readonly Source[]; source: { id: string; name: string }; onChange: (source: { id: string; name: string | null }) => void }) {
  const { t } = useTranslation('imports');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {sources.length > 0 ? (
        <Field label={t('upload.source')} hint={t('upload.sourceHint')}>
          <Select value={source.id} onChange={(event) => onChange({ ...source, id: event.target.value })}>
            <option value="">{t('upload.newSource')}</option>
            {sources.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </Select>
        </Field>
      ) : null}
      {source.id ? null : (
        <Field label={t('upload.newName')} hint={t('upload.newNameHint')} error={source.name.trim() === '' ? t('upload.nameRequired') : undefined}>
          <Input maxLength={80} value={source.name} onChange={(event) => onChange({ ...source, name: event.target.value })} />
        </Field>
      )}
    </div>
  );
}
