import type { Me, Workspace } from '@kelvin/contracts';
import { Sheet } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { Sidebar } from './sidebar.tsx';

/** The navigation of small screens. */
export function NavigationDrawer({ me, workspace, onClose }: { me: Me; workspace: Workspace | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} side="left" title={t('appName')} closeLabel={t('actions.close')} className="max-w-64">
      <Sidebar me={me} workspace={workspace} onNavigate={onClose} />
    </Sheet>
  );
}
