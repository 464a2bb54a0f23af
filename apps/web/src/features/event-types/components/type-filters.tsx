import { Input, Segmented, Select } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { EVENT_TYPE_SORTS, type EventTypesSearch, type EventTypeSort } from '../event-types-search.ts';

type Change = { q?: string | undefined; show?: 'unconfirmed' | undefined; sort?: EventTypeSort | undefined };

export function TypeFilters({ search, onChange }: { search: EventTypesSearch; onChange: (change: Change) => void }) {
  const { t } = useTranslation('eventTypes');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="w-full sm:w-60"><Input type="search" aria-label={t('filters.q')} placeholder={t('filters.q')} value={search.q ?? ''} onChange={(event) => onChange({ q: event.target.value || undefined })} /></div>
      <Segmented label={t('filters.show')} value={search.show ?? 'all'} onChange={(value) => onChange({ show: value === 'unconfirmed' ? value : undefined })} options={[{ value: 'all', label: t('filters.all') }, { value: 'unconfirmed', label: t('filters.unconfirmed') }]} />
      <div className="w-48"><Select aria-label={t('filters.sort')} value={search.sort ?? 'count'} onChange={(event) => onChange({ sort: EVENT_TYPE_SORTS.find((sort) => sort === event.target.value && sort !== 'count') })}>
        {EVENT_TYPE_SORTS.map((sort) => <option key={sort} value={sort}>{t(`filters.sorts.${sort}`)}</option>)}
      </Select></div>
    </div>
  );
}
