import { IMPORT_CASTS, type ImportField } from '@kelvin/contracts';
import { Field, Input, Select } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';

type Cast = (typeof IMPORT_CASTS)[number];
const CONSTANT = '\u0000constant';

export type FieldEditorProps = { label: string; field: ImportField | undefined; columns: readonly string[]; onChange: (field: ImportField | undefined) => void; hasConstant?: boolean; casts?: readonly Cast[]; error?: string | undefined };

/** Where one value comes from: no column, a column as some type, or the same value for every line. */
export function FieldEditor({ label, field, columns, onChange, hasConstant = false, casts = [], error }: FieldEditorProps) {
  const { t } = useTranslation('imports');
  const isConstant = typeof field === 'object' && 'constant' in field;
  const column = field === undefined || isConstant ? '' : typeof field === 'string' ? field : field.column;
  const cast: Cast = typeof field === 'object' && 'cast' in field ? field.cast : 'text';
  const choose = (value: string) => {
    if (value === CONSTANT) onChange({ constant: '' });
    else if (value === '') onChange(undefined);
    else onChange(cast === 'text' ? value : { column: value, cast });
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Field label={label} error={error}>
        <Select value={isConstant ? CONSTANT : column} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('map.notUsed')}</option>
          {columns.map((name) => <option key={name} value={name}>{name}</option>)}
          {column !== '' && !columns.includes(column) ? <option value={column}>{column}</option> : null}
          {hasConstant ? <option value={CONSTANT}>{t('map.constant')}</option> : null}
        </Select>
      </Field>
      {isConstant ? <Input aria-label={t('map.constantValue', { name: label })} value={String(field.constant)} onChange={(event) => onChange({ constant: event.target.value })} /> : null}
      {casts.length > 0 && column !== '' ? (
        <Select aria-label={t('map.castOf', { name: label })} value={cast} onChange={(event) => onChange(event.target.value === 'text' ? column : { column, cast: event.target.value as Cast })}>
          {casts.map((one) => <option key={one} value={one}>{t(`map.casts.${one}`)}</option>)}
        </Select>
      ) : null}
    </div>
  );
}
