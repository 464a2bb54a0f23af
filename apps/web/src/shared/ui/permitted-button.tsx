import type { Permission } from '@kelvin/contracts';
import { Button, Tooltip, type ButtonProps } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useCan, useWorkspace } from '../api/workspace.tsx';

/** A button that stays visible without the permission, disabled, and says which role the reader has. */
export function PermittedButton({ permission, ...props }: ButtonProps & { permission: Permission }) {
  const { t } = useTranslation();
  const isAllowed = useCan(permission);
  const { role } = useWorkspace();
  if (isAllowed) return <Button {...props} />;
  const reason = t('permission.role', { role: t(`roles.${role}`) });
  return <Tooltip content={reason}><Button {...props} aria-disabled title={reason} onClick={(event) => event.preventDefault()} /></Tooltip>;
}
