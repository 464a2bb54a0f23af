import type { Permission } from '@kelvin/contracts';
import { EmptyState } from '@kelvin/ui';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../api/workspace.tsx';

/** Shows its content to those who may see it, and to the others which role they have. */
export function NeedsPermission({ permission, children }: { permission: Permission; children: ReactNode }) {
  const { t } = useTranslation();
  const { role } = useWorkspace();
  if (useCan(permission)) return children;
  return <EmptyState icon={<Lock aria-hidden size={24} />} title={t('permission.role', { role: t(`roles.${role}`) })} />;
}
