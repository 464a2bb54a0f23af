import { Archive, RotateCcw } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { archivedOptions } from '../api/models.ts';
import { useConditionText } from '../use-condition-text.ts';
import { useRestore } from '../use-outcome-changes.ts';

/** What is predicted no longer, folded away below what is; nothing where nothing was put away. */
export function ArchivedOutcomes() {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const conditionText = useConditionText();
  const { data } = useQuery(archivedOptions(slug));
  const restore = useRestore();
  if (!data || data.items.length === 0) return null;
  return (
    <details className="group text-control text-ink-2">
      <summary className="inline-flex min-h-6 cursor-pointer items-center gap-2 rounded-sm hover:text-ink"><Archive aria-hidden size={14} />{t('archive.title', { n: format.number(data.items.length) })}</summary>
      <ul aria-label={t('archive.label')} className="mt-2 divide-y divide-line rounded-lg border border-line bg-surface">
        {data.items.map(({ id, definition, archivedAt, versions }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="font-medium break-words text-ink">{format.outcomeName(definition.name)}</span>
              <span className="text-meta">{conditionText(definition)} · {t('archive.versions', { count: versions, n: format.number(versions) })} · {t('archive.when')} <TimeAgo iso={archivedAt} /></span>
            </span>
            <PermittedButton permission="scoring.manage" size="sm" variant="ghost" icon={<RotateCcw aria-hidden size={14} />} aria-label={t('archive.restoreOf', { name: format.outcomeName(definition.name) })} disabled={restore.isPending} onClick={() => restore.mutate({ id, name: definition.name })}>{t('archive.restore')}</PermittedButton>
          </li>
        ))}
      </ul>
    </details>
  );
}
