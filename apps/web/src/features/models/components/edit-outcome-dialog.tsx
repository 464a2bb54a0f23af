import type { Outcome, UpdateOutcome } from '@kelvin/contracts';
import { Button, Dialog, Field, Input, useToast } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomesOptions } from '../../../shared/api/outcomes.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { refreshModels, updateOutcome } from '../api/models.ts';
import { modelsFormEn } from '../i18n/form-en.ts';
import { findHolder } from '../outcome-draft.ts';
import { RoleField } from './role-field.tsx';

addEnglish('models', modelsFormEn);

/** The name of an outcome, what it tells of, and from which chance on customers count as likely. What is predicted stays as it is. */
export function EditOutcomeDialog({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const toast = useToast();
  const errorText = useErrorText();
  const told = useFormat().outcomeName(outcome.definition.name);
  const [name, setName] = useState(told);
  const [limit, setLimit] = useState(outcome.limit === null ? '' : String(Math.round(outcome.limit * 100)));
  const [role, setRole] = useState(outcome.definition.role);
  const holder = findHolder(useQuery(outcomesOptions(slug)).data?.items ?? [], role, outcome.id);
  const hasNewRole = role !== outcome.definition.role;
  const hasModel = outcome.inUse !== null;
  const percent = Number(limit);
  const isLimitSound = !hasModel || limit.trim() === '' || (percent >= 1 && percent <= 99);
  const isNameSound = name.trim() !== '' && name.trim().length <= 80;
  const save = useMutation({
    mutationFn: (change: UpdateOutcome) => updateOutcome(slug, outcome.id, change),
    onSuccess: async () => {
      await refreshModels(queryClient, slug);
      toast({ title: t('edit.saved') });
      onClose();
    },
  });
  const submit = () => {
    if (!isLimitSound || !isNameSound) return;
    const next = limit.trim() === '' ? null : percent / 100;
    // A name that was only translated stays as it is kept, so that others read it in their language.
    save.mutate({ name: name.trim() === told ? outcome.definition.name : name.trim(), ...(hasModel && next !== outcome.limit ? { limit: next } : {}), ...(hasNewRole ? { role, ...(holder ? { takesRoleFrom: holder.id } : {}) } : {}) });
  };
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="sm" title={t('edit.title')} description={t('edit.text')} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="primary" isBusy={save.isPending} onClick={submit}>{tc('actions.save')}</Button></>}>
      <div className="flex flex-col gap-4">
        <Field label={t('create.name')} error={isNameSound ? undefined : t('create.errors.name')}><Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} /></Field>
        <RoleField value={role} condition={outcome.definition.condition} holder={holder} note={hasNewRole ? t('roleForm.moves') : null} onChange={setRole} />
        {hasModel ? <Field label={t('edit.limit')} hint={t('edit.limitHint')} error={isLimitSound ? undefined : t('edit.limitError')}><Input type="number" inputMode="numeric" min={1} max={99} value={limit} onChange={(event) => setLimit(event.target.value)} /></Field> : null}
        {save.isError ? <p role="alert" className="text-err">{errorText(save.error)}</p> : null}
      </div>
    </Dialog>
  );
}
