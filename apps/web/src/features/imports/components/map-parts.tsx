import { IMPORT_ENCODINGS } from '@kelvin/contracts';
import { Card, Checkbox, Field, Input, Segmented, Select } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { withPart, type MapDraft } from '../import-draft.ts';
import { ColumnSelect } from './column-select.tsx';
import { FieldEditor } from './field-editor.tsx';

export type PartProps = { draft: MapDraft; columns: readonly string[]; onChange: (draft: MapDraft) => void; errorOf: (part: string) => string | undefined };
const GRID = 'grid gap-4 sm:grid-cols-2';
const AMOUNT_MODES = ['none', 'column', 'product'] as const;
const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

/** How the file is written. */
export function FormatPart({ draft, onChange, isGzip }: Pick<PartProps, 'draft' | 'onChange'> & { isGzip: boolean }) {
  const { t } = useTranslation('imports');
  const { format } = draft;
  const set = (change: Partial<MapDraft['format']>) => onChange({ ...draft, format: { ...format, ...change } });
  return (
    <Card title={t('map.format')} note={isGzip ? t('map.gzip') : undefined} level={3}>
      <div className={GRID}>
        <Field label={t('map.kind')}>
          <Select value={format.type} onChange={(event) => set({ type: event.target.value as typeof format.type })}>
            {(['csv', 'whitespace', 'ndjson'] as const).map((type) => <option key={type} value={type}>{t(`map.kinds.${type}`)}</option>)}
          </Select>
        </Field>
        {format.type === 'csv' ? (
          <Field label={t('map.delimiter')}>
            <Select value={format.delimiter} onChange={(event) => set({ delimiter: event.target.value })}>
              {Object.entries(DELIMITERS).map(([name, sign]) => <option key={name} value={sign}>{t(`map.delimiters.${name}`)}</option>)}
              {Object.values<string>(DELIMITERS).includes(format.delimiter) ? null : <option value={format.delimiter}>{format.delimiter}</option>}
            </Select>
          </Field>
        ) : null}
        {format.type === 'ndjson' ? null : (
          <>
            <Field label={t('map.encoding')} hint={t('map.encodingHint')}>
              <Select value={format.encoding} onChange={(event) => set({ encoding: event.target.value as typeof format.encoding })}>{IMPORT_ENCODINGS.map((name) => <option key={name} value={name}>{t(`map.encodings.${name}`)}</option>)}</Select>
            </Field>
            <Checkbox className="self-end pb-1" label={t('map.header')} checked={format.header} onChange={(event) => set({ header: event.target.checked })} />
          </>
        )}
      </div>
    </Card>
  );
}

/** Whose line it is. */
export function PersonPart({ draft, columns, onChange, errorOf }: PartProps) {
  const { t } = useTranslation('imports');
  return (
    <Card title={t('map.person')} level={3}>
      <p className="pb-3 text-meta text-ink-2">{t('map.personHint')}</p>
      <div className={GRID}>
        {(['userId', 'vendorId', 'email', 'phone', 'anonymousId'] as const).map((part) => (
          <FieldEditor key={part} label={t(`map.fields.${part}`)} field={draft[part]} columns={columns} casts={part === 'email' || part === 'phone' ? [] : ['text', 'integer']} error={part === 'userId' ? errorOf('userId') : undefined}
            onChange={(field) => onChange(withPart(draft, part, field))} />
        ))}
      </div>
    </Card>
  );
}

/** What happened: an event of one name, of a column's, or a contact. */
export function EventPart({ draft, columns, onChange, errorOf }: PartProps) {
  const { t } = useTranslation('imports');
  const { event } = draft;
  const isColumn = event !== undefined && 'column' in event;
  const name = event === undefined ? '' : 'column' in event ? event.column : event.constant;
  const negative = event?.whenNegative ?? '';
  const set = (mode: 'fixed' | 'column', value: string, whenNegative: string) => {
    const rest = whenNegative ? { whenNegative } : {};
    onChange(withPart(draft, 'event', value === '' ? undefined : mode === 'column' ? { column: value, ...rest } : { constant: value, ...rest }));
  };
  const kind = typeof draft.kind === 'string' ? draft.kind : 'track';
  return (
    <Card title={t('map.what')} level={3}>
      <div className="flex flex-col gap-4">
        {kind === 'track' || kind === 'identify' ? <div><Segmented label={t('map.lines')} value={kind} onChange={(next) => onChange({ ...draft, kind: next })} options={(['track', 'identify'] as const).map((value) => ({ value, label: t(`map.lineKinds.${value}`) }))} /></div> : null}
        {kind === 'track' ? (
          <>
            <div><Segmented label={t('map.event')} value={isColumn ? 'column' : 'fixed'} onChange={(mode) => set(mode, mode === 'column' ? (columns[0] ?? '') : 'Order Completed', negative)} options={[{ value: 'fixed', label: t('map.eventFixed') }, { value: 'column', label: t('map.eventColumn') }]} /></div>
            <div className={GRID}>
              {isColumn ? <ColumnSelect label={t('map.eventColumnName')} value={name} columns={columns} error={errorOf('event')} onChange={(value) => set('column', value, negative)} />
                : <Field label={t('map.eventName')} error={errorOf('event')}><Input value={name} onChange={(change) => set('fixed', change.target.value, negative)} /></Field>}
              <Field label={t('map.negative')} hint={t('map.negativeHint')}><Input value={negative} disabled={name === ''} onChange={(change) => set(isColumn ? 'column' : 'fixed', name, change.target.value)} /></Field>
            </div>
          </>
        ) : null}
      </div>
    </Card>
  );
}

/** What it was worth, and which order it belongs to. */
export function MoneyPart({ draft, columns, onChange }: PartProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { amount } = draft;
  const mode = amount === undefined ? 'none' : typeof amount === 'string' ? 'column' : 'product';
  const first = typeof amount === 'string' ? amount : (amount?.product[0] ?? columns[0] ?? ''), second = typeof amount === 'object' ? (amount.product[1] ?? '') : (columns[1] ?? first);
  const setMode = (next: 'none' | 'column' | 'product') => onChange(withPart(draft, 'amount', next === 'none' ? undefined : next === 'column' ? first : { product: [first, second].filter(Boolean) }));
  const setFactor = (index: 0 | 1, column: string) => onChange(withPart(draft, 'amount', { product: (index === 0 ? [column, second] : [first, column]).filter(Boolean) }));
  return (
    <Card title={t('map.money')} level={3}>
      <div className={GRID}>
        <Field label={t('map.amount')}>
          <Select value={mode} onChange={(event) => setMode(event.target.value as typeof mode)}>{AMOUNT_MODES.map((one) => <option key={one} value={one}>{t(`map.amounts.${one}`)}</option>)}</Select>
        </Field>
        {mode === 'column' ? <ColumnSelect label={t('map.amountOf')} value={first} columns={columns} onChange={(column) => onChange(withPart(draft, 'amount', column || undefined))} /> : null}
        {mode === 'product' ? <><ColumnSelect label={t('map.factor', { n: format.number(1) })} value={first} columns={columns} onChange={(column) => setFactor(0, column)} /><ColumnSelect label={t('map.factor', { n: format.number(2) })} value={second} columns={columns} onChange={(column) => setFactor(1, column)} /></> : null}
        {(['currency', 'orderId'] as const).map((part) => <FieldEditor key={part} label={t(`map.fields.${part}`)} field={draft[part]} columns={columns} hasConstant={part === 'currency'} onChange={(field) => onChange(withPart(draft, part, field))} />)}
      </div>
    </Card>
  );
}
