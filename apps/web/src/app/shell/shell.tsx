import type { Me, Workspace } from '@kelvin/contracts';
import { Notice } from '@kelvin/ui';
import { WifiOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavigationDrawer } from './navigation-drawer.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useIsOnline } from './use-is-online.ts';

/** Everything around a page: navigation at the side (a drawer below 1,024 px), the top bar, and the page itself. */
export function Shell({ me, workspace, children }: { me: Me; workspace: Workspace | null; children: ReactNode }) {
  const { t } = useTranslation('shell');
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const isOnline = useIsOnline();
  return (
    <div className="flex min-h-dvh">
      <a href="#main" className="sr-only z-[70] rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2">{t('skip')}</a>
      <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 border-r border-line bg-surface lg:block"><Sidebar me={me} workspace={workspace} /></aside>
      {isDrawerOpen ? <NavigationDrawer me={me} workspace={workspace} onClose={() => setIsDrawerOpen(false)} /> : null}
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar me={me} workspace={workspace} onOpenNavigation={() => setIsDrawerOpen(true)} />
        {isOnline ? null : <div className="px-4 pt-3"><Notice tone="warn" icon={<WifiOff aria-hidden size={16} />}>{t('offline')}</Notice></div>}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">{children}</main>
      </div>
    </div>
  );
}
