import { Button, Input, Popover, Select } from '@kelvin/ui';
import { Search, SlidersHorizontal, X } from 'lucide-react';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useBandWord } from '../../../shared/scoring/bands.tsx';
import { CUSTOMER_SORTS, parseCustomersSearch, type CustomersSearch } from '../customers-search.ts';
import { CHANCE_FILTERS, ChanceFilter, type Predicted } from './chance-filter.tsx';

const TYPING_MS = 250;
type Change = (patch: Partial<CustomersSearch>) => void;

/** Search, order and filters. Each filter in force is a chip that takes it away. `predicted`: null until it is known. */
export function FilterBar({ search, predicted, onChange }: { search: CustomersSearch; predicted: Predicted | null; onChange: Change }) {
  const { t } = useTranslation('customers');
  const { sort = 'risk' } = search;
  const isKnown = (one: string): boolean => !(one in CHANCE_FILTERS) || one === sort || predicted?.outcomes.some(({ role }) => role === one) === true;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      <Select aria-label={t('sort.label')} value={sort} onChange={(event) => onChange({ sort: CUSTOMER_SORTS.find((one) => one === event.target.value), direction: event.target.value === 'name' ? 'asc' : 'desc' })} className="w-auto!">
        {CUSTOMER_SORTS.filter(isKnown).map((one) => <option key={one} value={one}>{t(`sort.${one}`)}</option>)}
      </Select>
      <ScoreRange search={search} onChange={onChange} />
      {predicted ? <ChanceFilter predicted={predicted} search={search} onChange={onChange} /> : null}
      <ActiveFilters search={search} onChange={onChange} />
    </div>
  );
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('customers');
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = window.setTimeout(() => onChange(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <span className="relative min-w-full flex-1 sm:max-w-80 sm:min-w-48">
      <Search aria-hidden size={14} className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
      <Input type="search" aria-label={t('search')} placeholder={t('search')} value={text} onChange={(event) => setText(event.target.value)} className="pl-8" />
    </span>
  );
}

function ScoreRange({ search, onChange }: { search: CustomersSearch; onChange: Change }) {
  const { t } = useTranslation('customers');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const { minScore, maxScore } = parseCustomersSearch({ minScore: data.get('min'), maxScore: data.get('max') });
    onChange({ minScore, maxScore });
  };
  return (
    <Popover title={t('filters.scoreRange')} className="w-64" trigger={<Button icon={<SlidersHorizontal aria-hidden size={14} />}>{t('filters.scoreRange')}</Button>}>
      <form onSubmit={submit} className="flex items-end gap-2">
        <label className="flex flex-1 flex-col gap-1.5 text-meta text-ink-2">{t('filters.from')}<Input name="min" type="number" min={0} max={100} defaultValue={search.minScore} /></label>
        <label className="flex flex-1 flex-col gap-1.5 text-meta text-ink-2">{t('filters.to')}<Input name="max" type="number" min={0} max={100} defaultValue={search.maxScore} /></label>
        <Button type="submit" variant="primary">{t('filters.apply')}</Button>
      </form>
    </Popover>
  );
}

function ActiveFilters({ search, onChange }: { search: CustomersSearch; onChange: Change }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const bandWord = useBandWord();
  const chips: { name: string; clear: Partial<CustomersSearch> }[] = [];
  if (search.minScore !== undefined || search.maxScore !== undefined) {
    chips.push({ name: t('filters.score', { min: format.number(search.minScore ?? 0), max: format.number(search.maxScore ?? 100) }), clear: { minScore: undefined, maxScore: undefined } });
  }
  for (const name of Object.values(CHANCE_FILTERS)) {
    const share = search[name];
    if (share !== undefined) chips.push({ name: t(`filters.${name}`, { chance: format.finePercent(share) }), clear: { [name]: undefined } });
  }
  if (search.movedFrom && search.movedTo) {
    const days = search.movedDays ?? 90;
    chips.push({ name: t('filters.moved', { count: days, n: format.number(days), from: bandWord(search.movedFrom), to: bandWord(search.movedTo) }), clear: { movedFrom: undefined, movedTo: undefined, movedDays: undefined } });
  }
  if (chips.length === 0) return null;
  return (
    <>
      {chips.map(({ name, clear }) => (
        <button key={name} type="button" aria-label={t('filters.remove', { name })} onClick={() => onChange(clear)} className="inline-flex h-7 items-center gap-1.5 rounded-sm bg-accent-soft px-2 text-meta font-medium text-accent">
          {name}<X aria-hidden size={12} />
        </button>
      ))}
      <Button size="sm" variant="ghost" onClick={() => onChange({ minScore: undefined, maxScore: undefined, minBuyChance: undefined, minLeaveChance: undefined, movedFrom: undefined, movedTo: undefined, movedDays: undefined, q: undefined })}>{tc('actions.clearFilters')}</Button>
    </>
  );
}
