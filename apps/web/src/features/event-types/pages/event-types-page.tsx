import type { EventType } from '@kelvin/contracts';
import { Button, buttonClass, Card, EmptyState, Notice, Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Check, CircleHelp, Tags } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { eventTypesOptions } from '../../../shared/api/event-types.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { ChangeDialog } from '../components/change-dialog.tsx';
import { EventTypesTable } from '../components/event-types-table.tsx';
import { TypeFilters } from '../components/type-filters.tsx';
import type { EventTypesSearch } from '../event-types-search.ts';
import { filterEventTypes } from '../filter-event-types.ts';
import { eventTypesEn } from '../i18n/en.ts';
import { useMeaningChange } from '../use-meaning-change.ts';

addEnglish('eventTypes', eventTypesEn);

/** What each event means: guessed from its name, confirmed or changed here. */
export function EventTypesPage() {
  const { t } = useTranslation('eventTypes');
  return <Page title={t('title')} note={t('intro')}><NeedsPermission permission="events.read"><EventTypes /></NeedsPermission></Page>;
}

function EventTypes() {
  const { t } = useTranslation('eventTypes');
  const { slug } = useWorkspace();
  const types = useQuery(eventTypesOptions(slug));
  if (types.isError) return <Card><ErrorPanel error={types.error} onRetry={() => void types.refetch()} /></Card>;
  if (types.isPending) return <><Skeleton className="h-12 rounded-lg" /><Skeleton className="h-96 rounded-lg" /></>;
  if (types.data.length > 0) return <Loaded types={types.data} />;
  return (
    <Card>
      <EmptyState icon={<Tags aria-hidden size={24} />} title={t('empty.title')} actions={(
        <><Link to="/w/$workspace/sources/new" params={{ workspace: slug }} className={buttonClass('primary')}>{t('empty.connect')}</Link><Link to="/w/$workspace/imports/new" params={{ workspace: slug }} className={buttonClass()}>{t('empty.import')}</Link></>
      )}>{t('empty.text')}</EmptyState>
    </Card>
  );
}

function Loaded({ types }: { types: readonly EventType[] }) {
  const { t } = useTranslation('eventTypes');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/app/w/$workspace/event-types' });
  const navigate = useNavigate({ from: '/w/$workspace/event-types' });
  const meaning = useMeaningChange();
  const shown = useMemo(() => filterEventTypes(types, search, format.locale), [types, search, format.locale]);
  const waiting = types.filter((type) => !type.isConfirmed).length;
  const change = (next: { [Key in keyof EventTypesSearch]?: EventTypesSearch[Key] | undefined }) => void navigate({
    replace: true, search: (now) => Object.fromEntries(Object.entries({ ...now, ...next }).filter(([, value]) => value !== undefined)) as EventTypesSearch,
  });
  return (
    <>
      {waiting > 0 ? (
        <Notice tone="warn" icon={<CircleHelp aria-hidden size={16} />} actions={<PermittedButton permission="scoring.manage" size="sm" variant="primary" isBusy={meaning.isConfirmingAll} onClick={meaning.confirmAll}>{t('confirmAll')}</PermittedButton>}>
          {t('waiting', { count: waiting, n: format.number(waiting) })} {t('waitingText')}
        </Notice>
      ) : <Notice tone="ok" icon={<Check aria-hidden size={16} />}>{t('allConfirmed')}</Notice>}
      <TypeFilters search={search} onChange={change} />
      <Card isFlush className="overflow-hidden">
        {shown.length > 0 ? <EventTypesTable types={shown} onChoose={meaning.ask} onConfirm={meaning.confirm} />
          : <EmptyState title={tc('states.filteredTitle')} actions={<Button onClick={() => change({ q: undefined, show: undefined })}>{tc('actions.clearFilters')}</Button>}>{t('filtered')}</EmptyState>}
      </Card>
      {meaning.wanted ? <ChangeDialog {...meaning.wanted} isBusy={meaning.isChanging} error={meaning.changeError} onConfirm={meaning.apply} onClose={meaning.close} /> : null}
    </>
  );
}
