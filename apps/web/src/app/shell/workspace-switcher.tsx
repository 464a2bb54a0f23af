import type { Me, Workspace } from '@kelvin/contracts';
import { Menu, MenuChoices, MenuItem, MenuSeparator } from '@kelvin/ui';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function WorkspaceSwitcher({ me, workspace }: { me: Me; workspace: Workspace | null }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const name = workspace?.name ?? t('workspace.choose');
  return (
    <Menu trigger={
      <button type="button" aria-label={t('workspace.switch', { name })} className="flex h-9 w-full items-center gap-2 rounded-md px-1.5 text-left hover:bg-surface-2">
        <span aria-hidden className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm bg-accent text-meta font-semibold text-accent-ink">{[...name][0]?.toUpperCase()}</span>
        <span className="min-w-0 flex-1 truncate text-control font-semibold text-ink">{name}</span>
        <ChevronsUpDown aria-hidden size={14} className="text-ink-3" />
      </button>
    }>
      {me.workspaces.length > 0 ? (
        <>
          <MenuChoices label={t('workspace.choose')} value={workspace?.slug ?? ''} options={me.workspaces.map((one) => ({ value: one.slug, label: one.name }))}
            onChange={(slug) => void navigate({ to: '/w/$workspace', params: { workspace: slug } })} />
          <MenuSeparator />
        </>
      ) : null}
      <MenuItem icon={<Plus aria-hidden size={14} />} onSelect={() => void navigate({ to: '/start' })}>{t('workspace.add')}</MenuItem>
    </Menu>
  );
}
