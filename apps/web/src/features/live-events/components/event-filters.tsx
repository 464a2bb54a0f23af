import { Button, Input, Select } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourcesOptions } from '../../../shared/api/sources.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { EVENT_STATUSES, type EventStatus, type LiveEventsSearch } from '../live-events-search.ts';

const TYPING_MS = 250;

export function EventFilters({ search, onChange }: { search: LiveEventsSearch; onChange: (change: { q?: string | undefined; source?: string | undefined; status?: EventStatus | undefined }) => void }) {
  const { t } = useTranslation('liveEvents');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const sources = useQuery(sourcesOptions(slug)).data ?? [];
  const [text, setText] = useState(search.q ?? '');
  const [seen, setSeen] = useState(search.q);
  // The address may change from outside (Back, Clear filters); what is typed here follows it.
  if (seen !== search.q) {
    setSeen(search.q);
    if ((search.q ?? '') !== text.trim()) setText(search.q ?? '');
  }
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = window.setTimeout(() => onChange({ q: text.trim() || undefined }), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text, search.q, onChange]);
  return (
    <div role="group" aria-label={t('filters.label')} className="grid min-w-0 flex-1 grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <div className="col-span-2 sm:w-52"><Input type="search" aria-label={t('filters.q')} placeholder={t('filters.q')} value={text} onChange={(event) => setText(event.target.value)} /></div>
      <div className="sm:w-44"><Select aria-label={t('filters.source')} value={search.source ?? ''} onChange={(event) => onChange({ source: event.target.value || undefined })}>
        <option value="">{t('filters.anySource')}</option>
        {sources.map((source) => <option key={source.id} value={source.id}>{source.name}</option>)}
      </Select></div>
      <div className="sm:w-44"><Select aria-label={t('filters.status')} value={search.status ?? ''} onChange={(event) => onChange({ status: EVENT_STATUSES.find((status) => status === event.target.value) })}>
        <option value="">{t('filters.anyStatus')}</option>
        {EVENT_STATUSES.map((status) => <option key={status} value={status}>{t(`status.${status}`)}</option>)}
      </Select></div>
      {search.q || search.source || search.status ? <Button variant="ghost" size="sm" icon={<X aria-hidden size={14} />} onClick={() => onChange({ q: undefined, source: undefined, status: undefined })}>{tc('actions.clearFilters')}</Button> : null}
    </div>
  );
}
