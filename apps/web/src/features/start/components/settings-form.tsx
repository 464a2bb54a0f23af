import type { WorkspaceSettings } from '@kelvin/contracts';
import { Button, Notice } from '@kelvin/ui';
import { useMutation } from '@tanstack/react-query';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { ApiError } from '../../../shared/api/api-error.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { lazyResolver } from '../../../shared/workspace-form/lazy-resolver.ts';
import { WorkspaceFields, type SettingsForm as Form } from '../../../shared/workspace-form/workspace-fields.tsx';

const resolver = lazyResolver<Form>(async () => (await import('../../../shared/workspace-form/settings-resolver.ts')).settingsResolver);

/** `currencyNote` says what another currency does to a workspace that has one. */
export type SettingsFormProps = { initial: WorkspaceSettings; currencyNote?: string | null; submitLabel: string; isDisabled?: boolean; onSubmit: (settings: WorkspaceSettings) => Promise<unknown> };

/** What a workspace must know of the business, to make one or to change one. */
export function SettingsForm({ initial, currencyNote, submitLabel, isDisabled = false, onSubmit }: SettingsFormProps) {
  const errorText = useErrorText();
  const form = useForm<Form>({ resolver, defaultValues: { workspace: initial } });
  const hasNewCurrency = useWatch({ control: form.control, name: 'workspace.currency' }) !== initial.currency;
  const save = useMutation({
    mutationFn: (settings: WorkspaceSettings) => onSubmit(settings),
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      for (const [name, message] of Object.entries(error.fields)) form.setError(`workspace.${name as keyof WorkspaceSettings}`, { type: 'server', message });
    },
  });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void form.handleSubmit(({ workspace }) => save.mutate(workspace))(event)}>
      <fieldset disabled={isDisabled} className="contents"><FormProvider {...form}><WorkspaceFields zone={initial.timeZone} /></FormProvider></fieldset>
      {currencyNote && hasNewCurrency ? <Notice tone="warn">{currencyNote}</Notice> : null}
      {save.isError ? <p role="alert" className="text-err">{errorText(save.error)}</p> : null}
      <Button type="submit" variant="primary" className="self-start" disabled={isDisabled} isBusy={save.isPending}>{submitLabel}</Button>
    </form>
  );
}
