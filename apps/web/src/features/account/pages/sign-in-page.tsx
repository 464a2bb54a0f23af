import { zodResolver } from '@hookform/resolvers/zod';
import { signInSchema, type SignIn } from '@kelvin/contracts';
import { Button, Field, Input } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../shared/api/api-error.ts';
import { signIn } from '../../../shared/api/session.ts';
import { DemoCard } from '../../../shared/demo/demo-card.tsx';
import { setLocale } from '../../../shared/i18n/locale.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { AccountFrame } from '../components/account-frame.tsx';

export function SignInPage() {
  const { t, i18n } = useTranslation('account');
  const { t: tf } = useTranslation('workspaceForm');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/sign-in' });
  const goOn = () => (next ? router.history.push(next) : void router.navigate({ to: '/' }));
  const form = useForm<SignIn>({ resolver: zodResolver(signInSchema), defaultValues: { email: '', password: '' } });
  const enter = useMutation({
    mutationFn: (body: SignIn) => signIn(queryClient, body),
    onSuccess: async (me) => {
      await setLocale(i18n, me.user.locale);
      goOn();
    },
  });
  const { errors } = form.formState;
  const isWrong = enter.error instanceof ApiError && enter.error.status === 401;
  return (
    <AccountFrame title={t('signIn.title')} aside={<DemoCard me={null} isHiddenWithout />}>
      <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void form.handleSubmit((body) => enter.mutate(body))(event)}>
        <Field label={t('email')} error={errors.email ? tf('errors.email') : undefined}><Input type="email" autoComplete="username" {...form.register('email')} /></Field>
        <Field label={t('password')} error={errors.password ? tf('errors.password') : undefined}><Input type="password" autoComplete="current-password" {...form.register('password')} /></Field>
        {enter.isError ? <p role="alert" className="text-control text-err">{isWrong ? t('signIn.wrong') : errorText(enter.error)}</p> : null}
        <Button type="submit" variant="primary" isBusy={enter.isPending}>{t('signIn.submit')}</Button>
      </form>
      <p className="text-control text-ink-2">{t('signIn.noAccount')} <Link to="/sign-up" className="font-medium text-accent underline">{t('signIn.toSignUp')}</Link></p>
    </AccountFrame>
  );
}
