import { Button, Progress } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { demoShare, startOptions } from '../../../shared/api/start.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { signIn } from '../api/account.ts';

/** One click into the demo workspace, where the running app offers one. */
export function DemoCard({ onSignedIn }: { onSignedIn: (locale: 'en' | 'ru') => void }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const start = useQuery({ ...startOptions(), refetchInterval: (query) => (query.state.data && demoShare(query.state.data) !== null ? 1_000 : false) });
  const open = useMutation({
    mutationFn: (account: { email: string; password: string }) => signIn(queryClient, account),
    onSuccess: (me) => onSignedIn(me.user.locale),
  });
  if (!start.data?.hasDemo || !start.data.demoEmail || !start.data.demoPassword) return null;
  const account = { email: start.data.demoEmail, password: start.data.demoPassword };
  const share = demoShare(start.data);
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-accent bg-surface p-5 shadow-card">
      <h2 className="flex items-center gap-2 text-body font-semibold"><Sparkles aria-hidden size={16} className="text-accent" />{t('demo.title')}</h2>
      <p className="text-control text-ink-2">{t('demo.text')}</p>
      {share === null ? null : <div className="flex items-center gap-3 text-meta text-ink-2"><Progress className="flex-1" value={share * 100} label={t('demo.loading')} />{format.percent(share)}</div>}
      <div><Button variant="primary" isBusy={open.isPending} onClick={() => open.mutate(account)}>{t('demo.open')}</Button></div>
      {open.isError ? <p role="alert" className="text-meta text-err">{errorText(open.error)}</p> : null}
    </section>
  );
}
