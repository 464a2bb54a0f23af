import type { SignIn } from '@kelvin/contracts';
import { Button, Field, Input } from '@kelvin/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
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
  // In place of this page: whoever goes back is not asked a second time.
  const goOn = () => (next ? router.history.replace(next) : void router.navigate({ to: '/', replace: true }));
  const [missing, setMissing] = useState<{ email: boolean; password: boolean }>({ email: false, password: false });
  const enter = useMutation({
    mutationFn: (body: SignIn) => signIn(queryClient, body),
    onSuccess: async (me) => {
      await setLocale(i18n, me.user.locale);
      goOn();
    },
  });
  // Two fields need no form library; the server checks what they hold.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const email = String(data.get('email') ?? '').trim(), password = String(data.get('password') ?? '');
    const next = { email: !email.includes('@'), password: password === '' };
    setMissing(next);
    if (!next.email && !next.password) enter.mutate({ email, password });
  };
  const isWrong = enter.error instanceof ApiError && enter.error.status === 401;
  return (
    <AccountFrame title={t('signIn.title')} aside={<DemoCard me={null} isHiddenWithout />}>
      <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <Field label={t('email')} error={missing.email ? tf('errors.email') : undefined}><Input type="email" autoComplete="username" name="email" /></Field>
        <Field label={t('password')} error={missing.password ? t('signIn.noPassword') : undefined}><Input type="password" autoComplete="current-password" name="password" /></Field>
        {enter.isError ? <p role="alert" className="text-control text-err">{isWrong ? t('signIn.wrong') : errorText(enter.error)}</p> : null}
        <Button type="submit" variant="primary" isBusy={enter.isPending}>{t('signIn.submit')}</Button>
      </form>
      <p className="text-control text-ink-2">{t('signIn.noAccount')} <Link to="/sign-up" className="font-medium text-accent underline">{t('signIn.toSignUp')}</Link></p>
    </AccountFrame>
  );
}
