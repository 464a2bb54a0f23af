import { IMPORT_CASTS, type ImportField } from '@kelvin/contracts';
import { Card, Cell, Chip, HeadCell, Input, Select, Table } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { keepColumn, keptColumn, usedColumns, type MapDraft, type Place } from '../import-draft.ts';

type Cast = (typeof IMPORT_CASTS)[number];
const PLACES: readonly Place[] = ['none', 'property', 'trait'];
const castOf = (field: ImportField | undefined): Cast => (typeof field === 'object' && 'cast' in field ? field.cast : 'text');

/** Every column once more: whether it is kept with the event, with the person, or not at all. */
export function ColumnsPart({ draft, columns, rows, onChange }: { draft: MapDraft; columns: readonly string[]; rows: readonly (readonly string[])[]; onChange: (draft: MapDraft) => void }) {
  const { t } = useTranslation('imports');
  const used = usedColumns(draft);
  return (
    <Card title={t('map.rest')} note={t('map.restHint')} level={3} isFlush>
      <Table label={t('map.rest')}>
        <thead className="sr-only"><tr><HeadCell>{t('columns.file')}</HeadCell><HeadCell>{t('map.rest')}</HeadCell></tr></thead>
        <tbody>
          {columns.map((column, index) => {
            const kept = keptColumn(draft, column);
            const cast = castOf(kept.field);
            return (
              <tr key={column}>
                <Cell className="max-w-52">
                  <span className="flex min-w-0 flex-col py-1">
                    <span className="flex items-center gap-2"><span className="truncate font-medium">{column}</span>{used.has(column) ? <Chip tone="accent">{t('map.used')}</Chip> : null}</span>
                    <span className="truncate text-meta text-ink-3">{rows[0]?.[index] ?? ''}</span>
                  </span>
                </Cell>
                <Cell>
                  <div className="flex flex-wrap items-center gap-2 py-1.5">
                    <div className="w-36"><Select aria-label={t('map.goesTo', { name: column })} value={kept.place} onChange={(event) => onChange(keepColumn(draft, column, { ...kept, place: event.target.value as Place }))}>{PLACES.map((place) => <option key={place} value={place}>{t(`map.goes.${place}`)}</option>)}</Select></div>
                    {kept.place === 'none' ? null : (
                      <>
                        <div className="w-32"><Input aria-label={t('map.keptAs', { name: column })} value={kept.name} onChange={(event) => onChange(keepColumn(draft, column, { ...kept, name: event.target.value }))} /></div>
                        <div className="w-40"><Select aria-label={t('map.castOf', { name: column })} value={cast} onChange={(event) => onChange(keepColumn(draft, column, { ...kept, field: event.target.value === 'text' ? column : { column, cast: event.target.value as Cast } }))}>{IMPORT_CASTS.map((one) => <option key={one} value={one}>{t(`map.casts.${one}`)}</option>)}</Select></div>
                      </>
                    )}
                  </div>
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
