import type { Source, SourceWithSecret } from '@kelvin/contracts';
import { Button, Dialog, useToast } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Power } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useFailureToast } from '../../../shared/ui/use-failure-toast.ts';
import { refreshSources, rotateSource, updateSource } from '../api/sources.ts';
import { NewSecret } from './new-secret.tsx';

/** Switching a source off and on, and replacing its key; each says first what it does to the data. */
export function SourceActions({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const [asking, setAsking] = useState<'disable' | 'rotate' | null>(null);
  const toggle = useToggle(source, () => setAsking(null));
  const what = useSecretWord(source);
  return (
    <>
      {source.authentication ? <PermittedButton permission="sources.manage" icon={<KeyRound aria-hidden size={14} />} onClick={() => setAsking('rotate')}>{t('rotate.action', { what })}</PermittedButton> : null}
      {source.isEnabled
        ? <PermittedButton permission="sources.manage" variant="danger" icon={<Power aria-hidden size={14} />} onClick={() => setAsking('disable')}>{t('disable')}</PermittedButton>
        : <PermittedButton permission="sources.manage" icon={<Power aria-hidden size={14} />} isBusy={toggle.isPending} onClick={() => toggle.mutate(true)}>{t('enable')}</PermittedButton>}
      {asking === 'disable' ? <DisableDialog name={source.name} isBusy={toggle.isPending} onConfirm={() => toggle.mutate(false)} onClose={() => setAsking(null)} /> : null}
      {asking === 'rotate' ? <RotateDialog source={source} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

/** What lets events of this source in: a key, a secret for signatures, or an address that nobody else knows. */
function useSecretWord({ authentication }: Source): string {
  const { t } = useTranslation('sources');
  return t(`rotate.what.${authentication ?? 'write_key'}`);
}

function useToggle(source: Source, onDone: () => void) {
  const { t } = useTranslation('sources');
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (isEnabled: boolean) => updateSource(slug, source.id, { isEnabled }),
    onSuccess: (_next, isEnabled) => {
      refreshSources(queryClient, slug);
      onDone();
      toast({ title: isEnabled ? t('enabled', { name: source.name }) : t('disabled', { name: source.name }) });
    },
    onError,
  });
}

function DisableDialog({ name, isBusy, onConfirm, onClose }: { name: string; isBusy: boolean; onConfirm: () => void; onClose: () => void }) {
  const { t } = useTranslation('sources');
  const { t: tc } = useTranslation();
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="sm" title={t('disableAsk.title', { name })} description={t('disableAsk.text')} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="danger" isBusy={isBusy} onClick={onConfirm}>{t('disableAsk.confirm')}</Button></>} />
  );
}

function RotateDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation('sources');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const what = useSecretWord(source);
  const [made, setMade] = useState<SourceWithSecret | null>(null);
  const rotate = useMutation({
    mutationFn: () => rotateSource(slug, source.id),
    onSuccess: (next) => {
      setMade(next);
      refreshSources(queryClient, slug);
    },
  });
  if (made) {
    return (
      <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} title={t('rotate.done', { what })} description={t('rotate.doneText', { what })} closeLabel={tc('actions.close')} footer={<Button variant="primary" onClick={onClose}>{tc('actions.close')}</Button>}>
        <NewSecret source={made} />
      </Dialog>
    );
  }
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="sm" title={t('rotate.title', { what, name: source.name })} description={t('rotate.text', { what })} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="primary" isBusy={rotate.isPending} onClick={() => rotate.mutate()}>{t('rotate.confirm', { what })}</Button></>}>
      {rotate.isError ? <p role="alert" className="text-control text-err">{errorText(rotate.error)}</p> : null}
    </Dialog>
  );
}
