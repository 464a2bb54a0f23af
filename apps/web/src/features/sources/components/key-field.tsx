import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';

/** A key or an address to take away. */
export function KeyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const { t } = useTranslation();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-meta font-medium text-ink-2">{label}</span>
      <span className="flex min-w-0 items-center gap-1 rounded-md border border-line bg-surface-2 pl-2.5">
        <code className="min-w-0 flex-1 py-1.5 font-mono text-meta break-all text-ink">{value}</code>
        <CopyButton text={value} label={`${t('actions.copy')}: ${label}`} />
      </span>
      {hint ? <span className="text-meta text-ink-3">{hint}</span> : null}
    </div>
  );
}
