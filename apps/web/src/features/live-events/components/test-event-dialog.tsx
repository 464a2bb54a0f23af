import type { Source } from '@kelvin/contracts';
import { Button, Dialog, EmptyState, Field, Input, Notice, Select, Skeleton, Textarea } from '@kelvin/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Send } from 'lucide-react';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { sourcesOptions } from '../../../shared/api/sources.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { sendTrack } from '../../../shared/tracking/send-track.ts';
import { curlTrack } from '../../../shared/tracking/snippets.ts';
import { CodeBlock } from '../../../shared/ui/code-block.tsx';
import { ErrorPanel, useErrorText } from '../../../shared/ui/error-panel.tsx';
import { parseProperties } from '../parse-properties.ts';

type Form = { sourceId: string; event: string; userId: string; properties: string };
const FORM_ID = 'test-event';

/** Sends one event through a source of the workspace, as its own client would. */
export function TestEventDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('liveEvents');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const sources = useQuery(sourcesOptions(slug));
  const usable = sources.data?.filter((source) => source.kind === 'tracking' && source.isEnabled && source.writeKey !== null) ?? [];
  const [isSending, setIsSending] = useState(false);
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} title={t('test.title')} description={t('test.text')} closeLabel={tc('actions.close')}
      footer={usable.length > 0 ? <><Button onClick={onClose}>{tc('actions.close')}</Button><Button type="submit" form={FORM_ID} variant="primary" isBusy={isSending} icon={<Send aria-hidden size={14} />}>{t('test.send')}</Button></> : undefined}>
      {sources.isError ? <ErrorPanel error={sources.error} onRetry={() => void sources.refetch()} />
        : sources.isPending ? <Skeleton className="h-40" />
          : usable.length > 0 ? <TestEventForm sources={usable} onSending={setIsSending} />
            : <EmptyState title={t('test.noSource')} actions={<Link to="/w/$workspace/sources/new" params={{ workspace: slug }} className="font-medium text-accent underline">{t('empty.connect')}</Link>}>{t('test.noSourceText')}</EmptyState>}
    </Dialog>
  );
}

function TestEventForm({ sources, onSending }: { sources: readonly Source[]; onSending: (isSending: boolean) => void }) {
  const { t } = useTranslation('liveEvents');
  const errorText = useErrorText();
  const form = useForm<Form>({ defaultValues: { sourceId: sources[0]!.id, event: 'Test Event', userId: 'test-user', properties: '{ "note": "test" }' } });
  const { register, control, handleSubmit, formState: { errors } } = form;
  const values = useWatch({ control });
  const sourceOf = (id: string | undefined) => sources.find((source) => source.id === id) ?? sources[0]!;
  const send = useMutation({
    mutationFn: (value: Form) => sendTrack({ writeKey: sourceOf(value.sourceId).writeKey ?? '', event: value.event.trim(), userId: value.userId.trim(), properties: parseProperties(value.properties) ?? {} }),
    onMutate: () => onSending(true),
    onSettled: () => onSending(false),
  });
  const source = sourceOf(values.sourceId);
  const curl = curlTrack({ endpoint: source.endpoint, writeKey: source.writeKey ?? '', event: values.event ?? '', userId: values.userId ?? '', properties: parseProperties(values.properties ?? '') ?? {} });
  return (
    <form id={FORM_ID} noValidate className="flex flex-col gap-4" onSubmit={(event) => void handleSubmit((value) => send.mutate(value))(event)}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('test.event')} error={errors.event ? t('test.required') : undefined}><Input {...register('event', { validate: (text) => text.trim() !== '' })} /></Field>
        <Field label={t('test.userId')} error={errors.userId ? t('test.required') : undefined}><Input {...register('userId', { validate: (text) => text.trim() !== '' })} /></Field>
      </div>
      {sources.length > 1 ? <Field label={t('test.source')}><Select {...register('sourceId')}>{sources.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</Select></Field> : null}
      <Field label={t('test.properties')} hint={t('test.propertiesHint')} error={errors.properties ? t('test.notObject') : undefined}>
        <Textarea rows={3} className="font-mono" spellCheck={false} {...register('properties', { validate: (text) => parseProperties(text) !== null })} />
      </Field>
      {send.isSuccess ? <Notice tone="ok" icon={<Check aria-hidden size={16} />}>{t('test.sent')}</Notice> : null}
      {send.isError ? <p role="alert" className="text-control text-err">{errorText(send.error)}</p> : null}
      <div className="flex flex-col gap-1"><p className="text-meta text-ink-2">{t('test.curl')}</p><CodeBlock code={curl} label={t('test.curl')} /></div>
    </form>
  );
}
