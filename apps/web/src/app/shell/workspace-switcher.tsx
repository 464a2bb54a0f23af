import type { Me, Workspace } from '@kelvin/contracts';
import { Menu, type MenuEntry } from '@kelvin/ui';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function WorkspaceSwitcher({ me, workspace }: { me: Me; workspace: Workspace | null }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const name = workspace?.name ?? t('workspace.choose');
  const choices: MenuEntry[] = me.workspaces.length === 0 ? [] : [
    { kind: 'choices', label: t('workspace.choose'), value: workspace?.slug ?? '', options: me.workspaces.map((one) => ({ value: one.slug, label: one.name })), onChange: (slug) => void navigate({ to: '/w/$workspace', params: { workspace: slug } }) },
    { kind: 'separator' },
  ];
  return (
    <Menu entries={[...choices, { kind: 'item', icon: <Plus aria-hidden size={14} />, label: t('workspace.add'), onSelect: () => void navigate({ to: '/start' }) }]} trigger={
      <button type="button" aria-label={t('workspace.switch', { name })} className="flex h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-surface-2">
        <span aria-hidden className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm bg-accent text-meta font-semibold text-accent-ink">{[...name][0]?.toUpperCase()}</span>
        <span className="min-w-0 flex-1 truncate text-control font-semibold text-ink">{name}</span>
        <ChevronsUpDown aria-hidden size={14} className="text-ink-3" />
      </button>
    } />
  );
}
