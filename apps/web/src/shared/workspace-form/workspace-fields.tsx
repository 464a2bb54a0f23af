import type { WorkspaceSettings } from '@kelvin/contracts';
import { Field, Input, Segmented, Select } from '@kelvin/ui';
import { Controller, useFormContext } from 'react-hook-form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CURRENCIES, timeZones } from './defaults.ts';

export type SettingsForm = { workspace: WorkspaceSettings };

/** The questions about a business: whom it sells to, currency, zone, margin, and what counts as leaving. Needs a FormProvider above it. */
export function WorkspaceFields({ zone }: { zone: string }) {
  const { control, register, formState: { errors } } = useFormContext<SettingsForm>();
  const { t, i18n } = useTranslation('workspaceForm');
  const zones = useMemo(() => timeZones(zone), [zone]);
  const currencyName = useMemo(() => new Intl.DisplayNames(i18n.language, { type: 'currency' }), [i18n.language]);
  const errorOf = (name: keyof WorkspaceSettings) => {
    const error = errors.workspace?.[name];
    return error ? (error.type === 'server' ? error.message : t(`errors.${name}`)) : undefined;
  };
  return (
    <>
      <Field label={t('name')} error={errorOf('name')}><Input {...register('workspace.name')} placeholder={t('namePlaceholder')} autoComplete="organization" /></Field>
      <Controller control={control} name="workspace.business" render={({ field }) => (
        <div className="flex flex-col gap-1">
          <span aria-hidden className="font-medium">{t('business')}</span>
          <Segmented isWide label={t('business')} value={field.value} onChange={field.onChange} options={[{ value: 'b2c', label: t('b2c') }, { value: 'b2b', label: t('b2b') }]} />
          <p className="text-meta text-ink-3">{t('businessHint')}</p>
        </div>
      )} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('currency')} error={errorOf('currency')}>
          <Select {...register('workspace.currency')}>{CURRENCIES.map((code) => <option key={code} value={code}>{code} · {currencyName.of(code)}</option>)}</Select>
        </Field>
        <Field label={t('timeZone')} hint={t('timeZoneHint')} error={errorOf('timeZone')}>
          <Select {...register('workspace.timeZone')}>{zones.map((name) => <option key={name} value={name}>{name.replaceAll('_', ' ')}</option>)}</Select>
        </Field>
        <Controller control={control} name="workspace.margin" render={({ field }) => (
          <Field label={t('margin')} hint={t('marginHint')} error={errorOf('margin')}>
            <Input type="number" min={0} max={100} step={1} inputMode="numeric" defaultValue={Number.isFinite(field.value) ? Math.round(field.value * 100) : ''} onBlur={field.onBlur} onChange={(event) => field.onChange(event.target.value === '' ? Number.NaN : Number(event.target.value) / 100)} />
          </Field>
        )} />
        <Field label={t('leaving')} hint={t('leavingHint')} error={errorOf('leavingDays')}><Input type="number" min={1} max={3650} step={1} inputMode="numeric" {...register('workspace.leavingDays', { valueAsNumber: true })} /></Field>
      </div>
    </>
  );
}
