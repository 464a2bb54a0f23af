import type { Me } from '@kelvin/contracts';
import { Avatar, Menu } from '@kelvin/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../shared/api/api-error.ts';
import { api } from '../../shared/api/api.ts';
import { meOptions } from '../../shared/api/me.ts';

export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation('shell');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await api.post('/api/sign-out').catch((error: unknown) => {
      // A session that has ended already needs no end.
      if (!(error instanceof ApiError && error.status === 401)) throw error;
    });
    queryClient.clear();
    queryClient.setQueryData(meOptions().queryKey, null);
    await navigate({ to: '/sign-in' });
  };
  return (
    <Menu align="end" trigger={<button type="button" aria-label={t('account.menu', { name: me.user.name })} className="ml-1 rounded-full"><Avatar name={me.user.name} size="sm" /></button>} entries={[
      { kind: 'text', content: <><p className="text-control font-medium">{me.user.name}</p><p className="text-meta text-ink-3">{me.user.email}</p></> },
      { kind: 'separator' },
      { kind: 'item', icon: <LogOut aria-hidden size={14} />, label: t('account.signOut'), onSelect: () => void signOut() },
    ]} />
  );
}
