import type { Me, Workspace } from '@kelvin/contracts';
import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NAV } from './nav.ts';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

const ITEM = 'flex h-8 items-center gap-2.5 rounded-md px-2 text-control text-ink-2 hover:bg-surface-2 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-9';

/** Workspace switcher and navigation; the same in the side column and in the drawer of small screens. */
export function Sidebar({ me, workspace, onNavigate }: { me: Me; workspace: Workspace | null; onNavigate?: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <div className="flex h-full flex-col" onClick={onNavigate ? (event) => { if ((event.target as HTMLElement).closest('a')) onNavigate(); } : undefined}>
      <div className="flex h-12 shrink-0 items-center border-b border-line px-2"><WorkspaceSwitcher me={me} workspace={workspace} /></div>
      <nav aria-label={t('nav.label')} className="flex-1 overflow-y-auto p-2">
        {workspace ? NAV.map((group) => (
          <div key={group.key} className="pb-3">
            <p className="px-2 pt-2 pb-1 text-label font-medium text-ink-3 uppercase">{t(`nav.${group.key}`)}</p>
            <ul>
              {group.items.map(({ to, key, Icon, isExact }) => (
                <li key={key} className="py-px">
                  <Link to={to} params={{ workspace: workspace.slug }} activeOptions={{ exact: isExact, includeSearch: false }} activeProps={{ 'aria-current': 'page' }} preload="intent" className={ITEM}>
                    <Icon aria-hidden size={16} />{t(`nav.${key}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )) : null}
      </nav>
      <div className="border-t border-line p-2">
        <Link to="/start" activeProps={{ 'aria-current': 'page' }} className={ITEM}><Rocket aria-hidden size={16} />{t('nav.start')}</Link>
      </div>
    </div>
  );
}
