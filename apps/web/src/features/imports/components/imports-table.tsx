import type { Import } from '@kelvin/contracts';
import { Cell, HeadCell, Table } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ClockAgo } from '../../../shared/ui/clock-ago.tsx';
import { isRunning } from '../api/imports.ts';
import { ImportProgress, ImportStatusChip } from './import-status.tsx';

const PARTS = ['processed', 'rejected', 'parked', 'duplicates', 'pending'] as const;

export function ImportsTable({ imports }: { imports: readonly Import[] }) {
  const { t } = useTranslation('imports');
  return (
    <Table label={t('title')}>
      <thead><tr>
        <HeadCell>{t('columns.file')}</HeadCell><HeadCell>{t('columns.status')}</HeadCell><HeadCell isNumber className="hidden sm:table-cell">{t('columns.lines')}</HeadCell>
        <HeadCell className="hidden md:table-cell">{t('columns.outcome')}</HeadCell><HeadCell className="hidden xl:table-cell">{t('columns.dates')}</HeadCell><HeadCell className="hidden lg:table-cell">{t('columns.started')}</HeadCell>
      </tr></thead>
      <tbody>{imports.map((file) => <Row key={file.id} file={file} />)}</tbody>
    </Table>
  );
}

function Row({ file }: { file: Import }) {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const format = useFormat();
  const outcome = PARTS.filter((part) => part === 'processed' || file[part] > 0).map((part) => t(`outcome.${part}`, { n: format.number(file[part]) })).join(' · ');
  return (
    <tr className="hover:bg-surface-2">
      <Cell className="!h-14 max-w-72">
        <span className="flex min-w-0 flex-col">
          <Link to="/w/$workspace/imports/$importId" params={{ workspace: slug, importId: file.id }} className="truncate font-medium text-ink hover:underline">{file.fileName}</Link>
          <span className="truncate text-meta text-ink-3">{file.sourceName}</span>
        </span>
      </Cell>
      <Cell>{isRunning(file) ? <ImportProgress file={file} /> : <ImportStatusChip status={file.status} />}</Cell>
      <Cell isNumber className="hidden sm:table-cell">{file.lines > 0 ? format.number(file.lines) : '—'}</Cell>
      <Cell className="hidden text-ink-2 md:table-cell">{file.lines > 0 ? outcome : '—'}</Cell>
      <Cell className="hidden whitespace-nowrap text-ink-2 xl:table-cell">{file.firstAt && file.lastAt ? t('dates', { from: format.date(file.firstAt), to: format.date(file.lastAt) }) : '—'}</Cell>
      <Cell className="hidden whitespace-nowrap text-ink-2 lg:table-cell"><ClockAgo iso={file.createdAt} /></Cell>
    </tr>
  );
}
