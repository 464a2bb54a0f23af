import type { ExternalModelSettings, ExternalModelTry, Job, Outcome } from '@kelvin/contracts';
import { Button, Dialog, Field, Input, Notice, useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jobsKey, mergeJob } from '../../../shared/api/jobs.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { registerExternalModel, tryExternalModel } from '../api/models.ts';
import { EMPTY_EXTERNAL, makeSecret, readExternalDraft, type ExternalDraft, type ExternalErrors } from '../external-draft.ts';
import { modelsFormEn } from '../i18n/form-en.ts';

addEnglish('models', modelsFormEn);

/** Where an outside model is and how it knows that Kelvin asks. It is tried before anything is kept, and judged after. */
export function ExternalModelDialog({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  const [draft, setDraft] = useState(EMPTY_EXTERNAL);
  const [errors, setErrors] = useState<ExternalErrors>({});
  const attempt = useMutation({ mutationFn: (settings: ExternalModelSettings) => tryExternalModel(slug, outcome.id, settings) });
  const register = useMutation({
    mutationFn: (settings: ExternalModelSettings) => registerExternalModel(slug, outcome.id, settings),
    onSuccess: (job, { name }) => {
      queryClient.setQueryData<Job[]>(jobsKey(slug), (all) => mergeJob(all ?? [], job));
      toast({ title: t('externalForm.registered', { name }), description: t('externalForm.registeredText') });
      onClose();
    },
  });
  const submit = (then: (settings: ExternalModelSettings) => void) => {
    const read = readExternalDraft(draft);
    setErrors('errors' in read ? read.errors : {});
    if ('settings' in read) then(read.settings);
  };
  const change = (patch: Partial<ExternalDraft>) => {
    attempt.reset();
    register.reset();
    setDraft((before) => ({ ...before, ...patch }));
  };
  const failed = register.error ?? attempt.error;
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="md" title={t('externalForm.title')} description={t('externalForm.text')} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button isBusy={attempt.isPending} onClick={() => submit(attempt.mutate)}>{t('externalForm.try')}</Button><Button variant="primary" isBusy={register.isPending} onClick={() => submit(register.mutate)}>{t('externalForm.register')}</Button></>}>
      <div className="flex flex-col gap-4">
        <ExternalFields draft={draft} errors={errors} onChange={change} />
        {attempt.data ? <TryResult tried={attempt.data} /> : null}
        {failed ? <p role="alert" className="text-err">{errorText(failed)}</p> : null}
      </div>
    </Dialog>
  );
}

function ExternalFields({ draft, errors, onChange }: { draft: ExternalDraft; errors: ExternalErrors; onChange: (patch: Partial<ExternalDraft>) => void }) {
  const { t } = useTranslation('models');
  const problem = (field: keyof ExternalErrors) => (errors[field] ? t(`externalForm.errors.${field}`) : undefined);
  return (
    <>
      <Field label={t('externalForm.name')} hint={t('externalForm.nameHint')} error={problem('name')}><Input value={draft.name} maxLength={80} onChange={(event) => onChange({ name: event.target.value })} /></Field>
      <Field label={t('externalForm.url')} hint={t('externalForm.urlHint')} error={problem('url')}><Input type="url" inputMode="url" placeholder="https://" value={draft.url} onChange={(event) => onChange({ url: event.target.value })} /></Field>
      <div className="flex flex-col items-start gap-1">
        <Field className="w-full" label={t('externalForm.secret')} hint={t('externalForm.secretHint')} error={problem('secret')}><Input autoComplete="off" spellCheck={false} placeholder="whsec_" value={draft.secret} onChange={(event) => onChange({ secret: event.target.value })} /></Field>
        <Button size="sm" variant="ghost" onClick={() => onChange({ secret: makeSecret() })}>{t('externalForm.make')}</Button>
      </div>
      <Field label={t('externalForm.timeout')} error={problem('timeoutMs')}><Input inputMode="decimal" value={draft.seconds} onChange={(event) => onChange({ seconds: event.target.value })} /></Field>
    </>
  );
}

function TryResult({ tried: { chances, problem, tookMs } }: { tried: ExternalModelTry }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  if (problem) return <Notice tone="error" icon={<CircleAlert aria-hidden size={14} />}>{t(`external.problems.${problem.code}`, { status: problem.status ?? '' })}</Notice>;
  return (
    <Notice tone="ok" icon={<CircleCheck aria-hidden size={14} />}>
      {t('externalForm.works', { count: chances.length, n: format.number(chances.length), low: format.chance(Math.min(...chances)), high: format.chance(Math.max(...chances)), took: format.number(tookMs) })}
    </Notice>
  );
}
