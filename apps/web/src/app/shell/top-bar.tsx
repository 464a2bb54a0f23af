import type { Me, Workspace } from '@kelvin/contracts';
import { Chip, IconButton, Kbd } from '@kelvin/ui';
import { Menu as MenuIcon, Moon, Search, Sun } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pressedKey } from '../../shared/ui/pressed-key.ts';
import { setTheme, useTheme } from '../../shared/ui/theme.ts';
import { AccountMenu } from './account-menu.tsx';
import { JobsTray } from './jobs-tray.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { Palette } from './lazy-palette.tsx';
import { NotificationsBell } from './notifications-bell.tsx';

export function TopBar({ me, workspace, onOpenNavigation }: { me: Me; workspace: Workspace | null; onOpenNavigation: () => void }) {
  const { t } = useTranslation('shell');
  const theme = useTheme();
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && pressedKey(event) === 'k') {
        event.preventDefault();
        setIsPaletteOpen(true);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-1.5 border-b border-line bg-surface px-3 sm:px-4">
      <IconButton label={t('nav.open')} className="lg:hidden" onClick={onOpenNavigation}><MenuIcon aria-hidden size={18} /></IconButton>
      {workspace ? (
        <button type="button" onClick={() => setIsPaletteOpen(true)} className="flex h-8 min-w-8 items-center gap-2 rounded-md border border-line bg-surface-2 px-2.5 text-control text-ink-3 hover:border-line-strong sm:w-80">
          <Search aria-hidden size={15} className="shrink-0" /><span className="sr-only truncate sm:not-sr-only sm:flex-1 sm:text-left">{t('search.open')}</span>
          <span className="hidden sm:block"><Kbd>Ctrl K</Kbd></span>
        </button>
      ) : null}
      {workspace?.isDemo ? <Chip tone="warn" title={t('demoHint')} className="min-w-0">{t('demo')}</Chip> : null}
      <div className="ml-auto flex shrink-0 items-center gap-0.5">
        {workspace ? <NotificationsBell key={workspace.id} slug={workspace.slug} /> : null}
        {workspace ? <JobsTray slug={workspace.slug} canCancel={workspace.permissions.includes('jobs.cancel')} /> : null}
        <IconButton label={theme === 'dark' ? t('theme.toLight') : t('theme.toDark')} onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
          {theme === 'dark' ? <Sun aria-hidden size={16} /> : <Moon aria-hidden size={16} />}
        </IconButton>
        <LanguageMenu />
        <AccountMenu me={me} />
      </div>
      {isPaletteOpen && workspace ? <Suspense><Palette slug={workspace.slug} onClose={() => setIsPaletteOpen(false)} /></Suspense> : null}
    </header>
  );
}
