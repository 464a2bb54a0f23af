import type { OutcomeRole } from '@kelvin/contracts';
import { Chip } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';

/** What an outcome tells of, in a word or two; what that does stands in its title. */
export function RoleChip({ role }: { role: OutcomeRole }) {
  const { t } = useTranslation('models');
  const { business } = useWorkspace();
  return <Chip title={t(`roles.effects.${business}.${role}`)}>{t(`roles.names.${role}`)}</Chip>;
}
