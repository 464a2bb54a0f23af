import type { Me } from '@kelvin/contracts';
import { Button, buttonClass, Progress } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../api/session.ts';
import { demoShare, startOptions } from '../api/start.ts';
import { useFormat } from '../format/use-format.tsx';
import { useErrorText } from '../ui/error-panel.tsx';

/** The way into the demo workspace: a link for its members, else one click that signs in as the demo's own user. `me` is who is signed in. */
export function DemoCard({ me, isHiddenWithout = false }: { me: Me | null; isHiddenWithout?: boolean }) {
  const { t } = useTranslation('demo');
  const format = useFormat();
  const start = useQuery({ ...startOptions(), refetchInterval: (query) => (query.state.data && demoShare(query.state.data) !== null ? 1_000 : false) });
  const own = me?.workspaces.find((workspace) => workspace.isDemo);
  const info = start.data;
  const isOffered = own !== undefined || (info?.hasDemo === true && info.demoEmail !== null && info.demoPassword !== null);
  if (isHiddenWithout && !isOffered) return null;
  const share = info ? demoShare(info) : null;
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-accent bg-surface p-5 shadow-card">
      <h2 className="flex items-center gap-2 text-body font-semibold"><Sparkles aria-hidden size={16} className="text-accent" />{t('title')}</h2>
      <p className="text-control text-ink-2">{t('text')}</p>
      {share === null ? null : (
        <div className="flex flex-col gap-1 text-meta text-ink-2"><Progress value={share * 100} label={t('loading')} /><span>{t('progress', { share: format.percent(share) })}</span></div>
      )}
      <div className="mt-auto flex flex-col gap-2">
        {own ? <Link to="/w/$workspace" params={{ workspace: own.slug }} className={buttonClass('primary', 'md', 'self-start')}>{t('open')}</Link>
          : info?.demoEmail && info.demoPassword ? <EnterDemo email={info.demoEmail} password={info.demoPassword} note={me ? t('other') : null} />
          : info ? <p className="text-meta text-ink-3">{t('none')}</p> : null}
      </div>
    </section>
  );
}

function EnterDemo({ email, password, note }: { email: string; password: string; note: string | null }) {
  const { t } = useTranslation('demo');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const router = useRouter();
  const enter = useMutation({
    mutationFn: () => signIn(queryClient, { email, password }),
    onSuccess: () => void router.navigate({ to: '/' }),
  });
  return (
    <>
      <Button variant="primary" className="self-start" isBusy={enter.isPending} onClick={() => enter.mutate()}>{t('open')}</Button>
      {note ? <p className="text-meta text-ink-3">{note}</p> : null}
      {enter.isError ? <p role="alert" className="text-meta text-err">{errorText(enter.error)}</p> : null}
    </>
  );
}
