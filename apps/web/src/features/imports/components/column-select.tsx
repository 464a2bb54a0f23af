import { Field, Select } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';

/** A column by name, or none. */
export function ColumnSelect({ label, value, columns, onChange, error }: { label: string; value: string; columns: readonly string[]; onChange: (column: string) => void; error?: string | undefined }) {
  const { t } = useTranslation('imports');
  return (
    <Field label={label} error={error}>
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('map.notUsed')}</option>
        {columns.map((name) => <option key={name} value={name}>{name}</option>)}
        {value !== '' && !columns.includes(value) ? <option value={value}>{value}</option> : null}
      </Select>
    </Field>
  );
}
