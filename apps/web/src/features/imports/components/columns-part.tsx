import { IMPORT_CASTS, type ImportField } from '@kelvin/contracts';
import { Card, Chip, Input, Select } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { keepColumn, keptColumn, usedColumns, type MapDraft, type Place } from '../import-draft.ts';

type Cast = (typeof IMPORT_CASTS)[number];
const PLACES: readonly Place[] = ['none', 'property', 'trait'];
const castOf = (field: ImportField | undefined): Cast => (typeof field === 'object' && 'cast' in field ? field.cast : 'text');

export type ColumnsPartProps = { draft: MapDraft; columns: readonly string[]; rows: readonly (readonly string[])[]; onChange: (draft: MapDraft) => void };

/** Every column once more: whether it is kept with the event, with the person, or not at all. */
export function ColumnsPart({ draft, columns, rows, onChange }: ColumnsPartProps) {
  const { t } = useTranslation('imports');
  const used = usedColumns(draft);
  return (
    <Card title={t('map.rest')} note={t('map.restHint')} level={3} isFlush>
      <ul className="flex flex-col divide-y divide-line border-t border-line">
        {columns.map((column, index) => <Column key={column} column={column} sample={rows[0]?.[index] ?? ''} isUsed={used.has(column)} draft={draft} onChange={onChange} />)}
      </ul>
    </Card>
  );
}

function Column({ column, sample, isUsed, draft, onChange }: { column: string; sample: string; isUsed: boolean } & Pick<ColumnsPartProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation('imports');
  const kept = keptColumn(draft, column);
  const setCast = (cast: Cast) => onChange(keepColumn(draft, column, { ...kept, field: cast === 'text' ? column : { column, cast } }));
  return (
    <li className="flex flex-col gap-2 px-4 py-2">
      <div className="flex items-center gap-3">
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex flex-wrap items-center gap-x-2"><span className="font-medium break-all">{column}</span>{isUsed ? <Chip tone="accent">{t('map.used')}</Chip> : null}</span>
          <span className="truncate text-meta text-ink-3">{sample}</span>
        </span>
        <div className="w-44 shrink-0"><Select aria-label={t('map.goesTo', { name: column })} value={kept.place} onChange={(event) => onChange(keepColumn(draft, column, { ...kept, place: event.target.value as Place }))}>{PLACES.map((place) => <option key={place} value={place}>{t(`map.goes.${place}`)}</option>)}</Select></div>
      </div>
      {kept.place === 'none' ? null : (
        <div className="flex justify-end gap-3">
          <div className="w-44 min-w-0"><Input aria-label={t('map.keptAs', { name: column })} value={kept.name} onChange={(event) => onChange(keepColumn(draft, column, { ...kept, name: event.target.value }))} /></div>
          <div className="w-44 shrink-0"><Select aria-label={t('map.castOf', { name: column })} value={castOf(kept.field)} onChange={(event) => setCast(event.target.value as Cast)}>{IMPORT_CASTS.map((one) => <option key={one} value={one}>{t(`map.casts.${one}`)}</option>)}</Select></div>
        </div>
      )}
    </li>
  );
}
