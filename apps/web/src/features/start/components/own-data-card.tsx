import type { Workspace } from '@kelvin/contracts';
import { buttonClass } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** The way to one's own data; before there is a workspace for it, the form below comes first. */
export function OwnDataCard({ workspace }: { workspace: Workspace | null }) {
  const { t } = useTranslation('start');
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-5 shadow-card">
      <h2 className="flex items-center gap-2 text-body font-semibold"><Plug aria-hidden size={16} />{t('own.title')}</h2>
      <p className="text-control text-ink-2">{t('own.text')}</p>
      <div className="mt-auto flex flex-wrap gap-2">
        {workspace ? (
          <>
            <Link to="/w/$workspace/sources" params={{ workspace: workspace.slug }} className={buttonClass()}>{t('own.source')}</Link>
            <Link to="/w/$workspace/imports" params={{ workspace: workspace.slug }} className={buttonClass('ghost')}>{t('own.import')}</Link>
          </>
        ) : <p className="text-meta text-ink-3">{t('own.needWorkspace')}</p>}
      </div>
    </section>
  );
}
