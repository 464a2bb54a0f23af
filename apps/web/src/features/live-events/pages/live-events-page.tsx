import { Button, Kbd, Notice } from '@kelvin/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Pause, Play, Send } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NeedsPermission } from '../../../shared/ui/no-access.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { EventDetail } from '../components/event-detail.tsx';
import { EventFilters } from '../components/event-filters.tsx';
import { EventStream, Rate } from '../components/event-stream.tsx';
import { TestEventDialog } from '../components/test-event-dialog.tsx';
import { liveEventsEn } from '../i18n/en.ts';
import type { LiveEventsSearch } from '../live-events-search.ts';
import { useSpaceKey } from '../use-space-key.ts';

addEnglish('liveEvents', liveEventsEn);

type Change = { [Key in keyof LiveEventsSearch]?: LiveEventsSearch[Key] | undefined };

/** Events as they arrive, and the way of each to a score. */
export function LiveEventsPage() {
  const { t } = useTranslation('liveEvents');
  const search = useSearch({ from: '/app/w/$workspace/events' });
  const navigate = useNavigate({ from: '/w/$workspace/events' });
  const [isPaused, setIsPaused] = useState(false);
  const [isTesting, setIsTesting] = useState(false);
  const [perMinute, setPerMinute] = useState<readonly number[]>([]);
  const toggle = useCallback(() => setIsPaused((was) => !was), []);
  useSpaceKey(toggle);
  const change = useCallback((next: Change) => {
    void navigate({ replace: true, search: (now) => Object.fromEntries(Object.entries({ ...now, ...next }).filter(([, value]) => value !== undefined)) as LiveEventsSearch });
  }, [navigate]);
  const open = useCallback((id: string) => change({ event: id }), [change]);
  const { q, source, status } = search;
  const filters = useMemo(() => ({ q, sourceId: source, status }), [q, source, status]);
  return (
    <Page title={t('title')} height="full" actions={<><Rate perMinute={perMinute} /><Button icon={<Send aria-hidden size={14} />} onClick={() => setIsTesting(true)}>{t('test.open')}</Button></>}>
      <NeedsPermission permission="events.read">
        <div className="flex flex-col items-start gap-2 sm:flex-row sm:items-center">
          <Button aria-keyshortcuts="Space" variant={isPaused ? 'primary' : 'secondary'} icon={isPaused ? <Play aria-hidden size={14} /> : <Pause aria-hidden size={14} />} onClick={toggle}>
            {isPaused ? t('resume') : t('pause')}<span aria-hidden className="hidden sm:inline"><Kbd>␣</Kbd></span>
          </Button>
          <EventFilters search={search} onChange={change} />
        </div>
        {isPaused ? <Notice tone="warn" icon={<Pause aria-hidden size={16} />}>{t('paused')}</Notice> : null}
        <EventStream key={JSON.stringify(filters)} filters={filters} isFiltered={Boolean(q || source || status)} isPaused={isPaused} openId={search.event} onOpen={open}
          onClear={() => change({ q: undefined, source: undefined, status: undefined })} onRate={setPerMinute} />
        {search.event ? <EventDetail key={search.event} id={search.event} onClose={() => change({ event: undefined })} /> : null}
        {isTesting ? <TestEventDialog onClose={() => setIsTesting(false)} /> : null}
      </NeedsPermission>
    </Page>
  );
}
