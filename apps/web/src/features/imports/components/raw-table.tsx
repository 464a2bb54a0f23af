import type { ImportPreview } from '@kelvin/contracts';
import { Card, Cell, HeadCell, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';

const ROWS = 5;

/** The file's own first lines. */
export function RawTable({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation('imports');
  return (
    <Card title={t('map.file')} isFlush>
      <Table label={t('map.file')}>
        {preview.header.length > 0 ? <thead><tr>{preview.header.map((name, index) => <HeadCell key={index}>{name}</HeadCell>)}</tr></thead> : null}
        <tbody>
          {preview.rows.slice(0, ROWS).map((row, index) => (
            <tr key={index}>{row.map((cell, at) => <Cell key={at} className="!h-8 max-w-72 truncate font-mono text-meta" title={cell}>{cell}</Cell>)}</tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
