import type { SignUp } from '@kelvin/contracts';
import { Button, Field, Input } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { FormProvider, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../shared/api/api-error.ts';
import { signUp } from '../../../shared/api/session.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { defaultSettings } from '../../../shared/workspace-form/defaults.ts';
import { lazyResolver } from '../../../shared/workspace-form/lazy-resolver.ts';
import { setServerErrors } from '../../../shared/workspace-form/server-errors.ts';
import { WorkspaceFields } from '../../../shared/workspace-form/workspace-fields.tsx';
import { AccountFrame } from '../components/account-frame.tsx';

const resolver = lazyResolver<SignUp>(async () => (await import('../sign-up-resolver.ts')).signUpResolver);

export function SignUpPage() {
  const { t, i18n } = useTranslation('account');
  const { t: tf } = useTranslation('workspaceForm');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const router = useRouter();
  const form = useForm<SignUp>({
    resolver,
    defaultValues: { email: '', password: '', name: '', locale: i18n.language as Locale, workspace: defaultSettings() },
  });
  const create = useMutation({
    mutationFn: (body: SignUp) => signUp(queryClient, { ...body, locale: i18n.language as Locale }),
    onSuccess: () => void router.navigate({ to: '/start', replace: true }),
    onError: (error) => setServerErrors(form.setError, error, i18n.t),
  });
  const { errors } = form.formState;
  const hasFieldErrors = create.error instanceof ApiError && Object.keys(create.error.fields).length > 0;
  const textOf = (error: { type?: unknown; message?: string } | undefined, key: string) => (error ? (error.type === 'server' ? error.message : key) : undefined);
  return (
    <AccountFrame title={t('signUp.title')}>
      <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void form.handleSubmit((body) => create.mutate(body))(event)}>
        <h2 className="text-body font-semibold">{t('signUp.you')}</h2>
        <Field label={t('name')} error={textOf(errors.name, tf('errors.person'))}><Input autoComplete="name" {...form.register('name')} /></Field>
        <Field label={t('email')} error={textOf(errors.email, tf('errors.email'))}><Input type="email" autoComplete="username" {...form.register('email')} /></Field>
        <Field label={t('password')} hint={errors.password ? undefined : t('passwordHint')} error={textOf(errors.password, tf('errors.password'))}><Input type="password" autoComplete="new-password" {...form.register('password')} /></Field>
        <h2 className="text-body font-semibold">{t('signUp.business')}</h2>
        <FormProvider {...form}><WorkspaceFields zone={defaultSettings().timeZone} /></FormProvider>
        {create.isError && !hasFieldErrors ? <p role="alert" className="text-control text-err">{errorText(create.error)}</p> : null}
        <Button type="submit" variant="primary" isBusy={create.isPending}>{t('signUp.submit')}</Button>
      </form>
      <p className="text-control text-ink-2">{t('signUp.hasAccount')} <Link to="/sign-in" className="font-medium text-accent underline">{t('signUp.toSignIn')}</Link></p>
    </AccountFrame>
  );
}
