import { EmptyState } from '@kelvin/ui';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../api/workspace.tsx';
import { Page } from './page.tsx';

/** A page that the reader's role may not see: which role that is, and whom to ask. */
export function NoPermission({ title }: { title: string }) {
  const { t } = useTranslation();
  const { role } = useWorkspace();
  return <Page title={title}><EmptyState icon={<Lock aria-hidden size={28} />} title={t('permission.role', { role: t(`roles.${role}`) })} /></Page>;
}
