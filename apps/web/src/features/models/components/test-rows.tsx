import type { PropertyTest } from '@kelvin/contracts';
import { Button, IconButton, Input, Select } from '@kelvin/ui';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MOST_TESTS, VALUELESS, type DraftErrors, type TestDraft } from '../outcome-draft.ts';

const OPERATORS: readonly PropertyTest['operator'][] = ['is', 'is_not', 'at_least', 'at_most', 'contains', 'exists', 'missing'];

/** Tests of an event's attributes, each a line that reads as a sentence; at most five. */
export function TestRows({ tests, errors, onChange }: { tests: readonly TestDraft[]; errors: DraftErrors; onChange: (tests: readonly TestDraft[]) => void }) {
  const { t } = useTranslation('models');
  const change = (id: number, patch: Partial<TestDraft>) => onChange(tests.map((test) => (test.id === id ? { ...test, ...patch } : test)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1 font-medium">{t('create.where')}</legend>
      {tests.map((test, at) => (
        <div key={test.id} className="flex flex-wrap items-center gap-2">
          <Input aria-label={t('create.property', { n: at + 1 })} placeholder={t('create.propertyHint')} value={test.property} onChange={(event) => change(test.id, { property: event.target.value })} className="min-w-28 flex-1" />
          <Select aria-label={t('create.operator', { n: at + 1 })} value={test.operator} onChange={(event) => change(test.id, { operator: OPERATORS.find((one) => one === event.target.value) ?? 'is' })} className="w-auto!">
            {OPERATORS.map((operator) => <option key={operator} value={operator}>{t(`create.operators.${operator}`)}</option>)}
          </Select>
          {VALUELESS.has(test.operator) ? null : <Input aria-label={t('create.value', { n: at + 1 })} aria-invalid={errors[`test.${test.id}`]} value={test.value} onChange={(event) => change(test.id, { value: event.target.value })} className="min-w-24 flex-1" />}
          <IconButton size="sm" label={t('create.removeTest', { n: at + 1 })} onClick={() => onChange(tests.filter((one) => one.id !== test.id))}><X aria-hidden size={14} /></IconButton>
          {errors[`test.${test.id}`] ? <p role="alert" className="w-full text-meta text-err">{t('create.errors.test')}</p> : null}
        </div>
      ))}
      {tests.length < MOST_TESTS
        ? <Button size="sm" variant="ghost" className="self-start" icon={<Plus aria-hidden size={14} />} onClick={() => onChange([...tests, { id: 1 + Math.max(0, ...tests.map((test) => test.id)), property: '', operator: 'is', value: '' }])}>{t('create.addTest')}</Button>
        : <p className="text-meta text-ink-3">{t('create.mostTests')}</p>}
    </fieldset>
  );
}
