import { BandIcon } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Eye, Users, UserX } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { overviewOptions } from '../../../shared/api/overview.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { BAND_ORDER, useBandsWord } from '../../../shared/scoring/bands.tsx';
import type { CustomersSearch } from '../customers-search.ts';

const ITEM = 'flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-control whitespace-nowrap text-ink-2 hover:bg-surface-2 hover:text-ink aria-[current=true]:bg-accent-soft aria-[current=true]:font-medium aria-[current=true]:text-accent';

/** One list for each temperature, with how many it holds. */
export function SavedViews({ search }: { search: CustomersSearch }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const bandsWord = useBandsWord();
  const { slug } = useWorkspace();
  const overview = useQuery(overviewOptions(slug, 90));
  const counts = new Map(overview.data?.bands.map(({ band, customers }) => [band, customers]));
  const all = overview.data ? [...counts.values()].reduce((sum, customers) => sum + customers, 0) : undefined;
  const view = (own: CustomersSearch): CustomersSearch => ({ ...own, ...(search.sort ? { sort: search.sort, direction: search.direction } : {}) });
  const count = (value: number | undefined) => (value === undefined ? null : <span className="text-meta text-ink-2 lg:ml-auto">{format.number(value)}</span>);
  return (
    <nav aria-label={t('views.label')} className="flex gap-1 overflow-x-auto lg:w-48 lg:shrink-0 lg:flex-col">
      <ViewLink slug={slug} search={view({})} isCurrent={!search.band && !search.who}><Users aria-hidden size={14} />{t('views.all')}{count(all)}</ViewLink>
      {BAND_ORDER.map((band) => <ViewLink key={band} slug={slug} search={view({ band })} isCurrent={search.band === band}><BandIcon band={band} />{bandsWord(band)}{count(counts.get(band))}</ViewLink>)}
      <ViewLink slug={slug} search={view({ who: 'visitors' })} isCurrent={search.who === 'visitors'}><Eye aria-hidden size={14} />{t('views.visitors')}{count(overview.data?.visitors)}</ViewLink>
      <ViewLink slug={slug} search={view({ who: 'excluded' })} isCurrent={search.who === 'excluded'}><UserX aria-hidden size={14} />{t('views.excluded')}</ViewLink>
    </nav>
  );
}

/** A link of its own, because the router's calls every view of the same path current. */
function ViewLink({ slug, search, isCurrent, children }: { slug: string; search: CustomersSearch; isCurrent: boolean; children: ReactNode }) {
  const router = useRouter();
  const to = { to: '/w/$workspace/customers', params: { workspace: slug }, search } as const;
  const go = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void router.navigate(to);
  };
  return <a href={router.buildLocation(to).href} aria-current={isCurrent ? 'true' : undefined} onClick={go} className={ITEM}>{children}</a>;
}
