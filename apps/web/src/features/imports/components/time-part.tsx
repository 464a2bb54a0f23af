import type { ImportTimestamp } from '@kelvin/contracts';
import { Card, Field, Input, Select } from '@kelvin/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { DATE_FORMATS } from '../date-reading.ts';
import { ColumnSelect } from './column-select.tsx';
import type { PartProps } from './map-parts.tsx';

const OWN = '\u0000own';

/** When it happened: the column, how its times are written, and in which zone. */
export function TimePart({ draft, columns, onChange, errorOf }: PartProps) {
  const { t } = useTranslation('imports');
  const { timeZone } = useWorkspace();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const { timestamp } = draft;
  const format = timestamp?.format ?? 'iso';
  const isListed = (DATE_FORMATS as readonly string[]).includes(format);
  const set = (change: Partial<Record<keyof ImportTimestamp, string>>) => {
    const next = { column: timestamp?.column ?? '', format, ...(timestamp?.timeColumn ? { timeColumn: timestamp.timeColumn } : {}), ...(timestamp?.zone ? { zone: timestamp.zone } : {}), ...change };
    const kept = Object.fromEntries(Object.entries(next).filter(([name, value]) => value !== '' || name === 'format')) as ImportTimestamp;
    onChange({ ...draft, timestamp: next.column === '' ? null : kept });
  };
  const word = (one: string) => (one === 'iso' || one === 'unix' ? t(`map.formats.${one}`) : one);
  return (
    <Card title={t('map.time')} level={3}>
      <div className="grid gap-4 sm:grid-cols-2">
        <ColumnSelect label={t('map.timeColumn')} value={timestamp?.column ?? ''} columns={columns} error={errorOf('timestamp')} onChange={(column) => set({ column })} />
        {timestamp ? (
          <>
            <div className="flex flex-col gap-1.5">
              <Field label={t('map.timeFormat')}>
                <Select value={isListed ? format : OWN} onChange={(event) => set({ format: event.target.value === OWN ? 'dd.MM.yyyy H:mm' : event.target.value })}>
                  {DATE_FORMATS.map((one) => <option key={one} value={one}>{word(one)}</option>)}
                  <option value={OWN}>{t('map.ownFormat')}</option>
                </Select>
              </Field>
              {isListed ? null : <Input aria-label={t('map.ownFormat')} placeholder={t('map.ownFormatHint')} title={t('map.ownFormatHint')} className="font-mono" value={format} onChange={(event) => set({ format: event.target.value })} />}
            </div>
            <ColumnSelect label={t('map.timeOfDay')} value={timestamp.timeColumn ?? ''} columns={columns} onChange={(timeColumn) => set({ timeColumn })} />
            <Field label={t('map.zone')}>
              <Select value={timestamp.zone ?? ''} onChange={(event) => set({ zone: event.target.value })}>
                <option value="">{t('map.zoneDefault', { zone: timeZone })}</option>
                {zones.map((zone) => <option key={zone} value={zone}>{zone.replaceAll('_', ' ')}</option>)}
              </Select>
            </Field>
          </>
        ) : null}
      </div>
    </Card>
  );
}
