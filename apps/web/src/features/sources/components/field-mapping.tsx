import type { WebhookMapping } from '@kelvin/contracts';
import { Button, Card, Field, Input, Notice, RefreshBar, Skeleton, useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel, useErrorText } from '../../../shared/ui/error-panel.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { useSettled } from '../../../shared/ui/use-settled.ts';
import { mappingOptions, mappingPreviewOptions, saveMapping } from '../api/sources.ts';
import { addable, fixedNameOf, isSameMapping, withFixedName } from '../webhook-draft.ts';
import { FieldTable } from './field-table.tsx';
import { MappingResult } from './mapping-result.tsx';
import { PastedSample } from './pasted-sample.tsx';

/** Which field of a webhook's payload is what, tried on the last deliveries before it is saved. */
export function FieldMapping({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const saved = useQuery(mappingOptions(slug, sourceId));
  return (
    <Card title={t('mapping.title')} note={t('mapping.note')} className="relative">
      {saved.isError ? <ErrorPanel error={saved.error} onRetry={() => void saved.refetch()} /> : saved.isPending ? <Skeleton className="h-40" /> : <Editor sourceId={sourceId} saved={saved.data} />}
    </Card>
  );
}

function Editor({ sourceId, saved }: { sourceId: string; saved: WebhookMapping }) {
  const { t } = useTranslation('sources');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const format = useFormat();
  const errorText = useErrorText();
  const canChange = useCan('sources.manage');
  const [draft, setDraft] = useState<WebhookMapping | null>(null);
  const [sample, setSample] = useState<string | null>(null);
  const mapping = draft ?? saved;
  const settled = useSettled(mapping);
  const preview = useQuery({ ...mappingPreviewOptions(slug, sourceId, settled, sample), placeholderData: (previous) => previous });
  const save = useSave(sourceId, () => setDraft(null));
  const isChanged = draft !== null && !isSameMapping(draft, saved);
  const proposal = preview.data ? addable(mapping, preview.data.suggestion) : {};
  const proposed = Object.keys(proposal).length;
  return (
    <div className="flex flex-col gap-4">
      <RefreshBar isActive={preview.isFetching} label={tc('refreshing')} />
      {canChange && proposed > 0 ? (
        <Notice tone="accent" icon={<Lightbulb aria-hidden size={16} />} actions={<Button size="sm" onClick={() => setDraft({ ...mapping, ...proposal })}>{t('mapping.take', { count: proposed, n: format.number(proposed) })}</Button>}>{t('mapping.suggested')}</Notice>
      ) : null}
      {preview.isError ? <p role="alert" className="text-err">{errorText(preview.error)}</p>
        : preview.isPending ? <Skeleton className="h-40" />
          : (
            <>
              {preview.data.fields.length > 0 ? <FieldTable preview={preview.data} mapping={mapping} proposal={proposal} isReadOnly={!canChange} onChange={setDraft} /> : <p className="text-ink-2">{t('mapping.nothing')}</p>}
              <div className="max-w-md"><Field label={t('mapping.fixedName')} hint={t('mapping.fixedNameHint')}><Input value={fixedNameOf(mapping)} maxLength={200} disabled={!canChange} onChange={(event) => setDraft(withFixedName(mapping, event.target.value))} /></Field></div>
              <MappingResult preview={preview.data} />
            </>
          )}
      <PastedSample isUsed={sample !== null} onUse={setSample} />
      <div className="flex flex-wrap items-center gap-3">
        <PermittedButton permission="sources.manage" variant="primary" disabled={!isChanged && canChange} isBusy={save.isPending} onClick={() => save.mutate(mapping)}>{tc('actions.save')}</PermittedButton>
        {isChanged ? <Button onClick={() => setDraft(null)}>{t('mapping.reset')}</Button> : null}
        <p className="min-w-0 flex-1 text-meta text-ink-2">{t('mapping.holds')}</p>
      </div>
    </div>
  );
}

function useSave(sourceId: string, onSaved: () => void) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (mapping: WebhookMapping) => saveMapping(slug, sourceId, mapping),
    onSuccess: (next) => {
      queryClient.setQueryData(mappingOptions(slug, sourceId).queryKey, next);
      onSaved();
      toast({ title: t('mapping.saved') });
    },
    onError,
  });
}
