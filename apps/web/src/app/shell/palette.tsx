import { Dialog } from '@base-ui/react/dialog';
import { cx, Kbd } from '@kelvin/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CornerDownLeft, Rocket } from 'lucide-react';
import { useDeferredValue, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { customerListOptions } from '../../shared/api/customers.ts';
import { useCustomerTitle } from '../../shared/customers/cells.tsx';
import { CustomerBand } from '../../shared/scoring/bands.tsx';
import { NAV } from './nav.ts';

type Entry = { id: string; group: 'pages' | 'customers'; label: string; detail?: string | null; aside?: ReactNode; open: () => void };

/** Ctrl K: jump to a page or to a customer. A combobox: the input keeps the focus, arrows move the choice. */
export function Palette({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useTranslation('shell');
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const entries = useEntries(slug, query);
  const at = Math.min(active, entries.length - 1);
  const open = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.open();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setActive((at + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') open(entries[at]);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => { if (!isOpen) onClose(); }}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-pop outline-none">
          <Dialog.Title className="sr-only">{t('search.title')}</Dialog.Title>
          <input role="combobox" aria-expanded={entries.length > 0} aria-controls={listId} aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined} aria-label={t('search.title')}
            placeholder={t('search.placeholder')} value={query} onChange={(event) => { setQuery(event.target.value); setActive(0); }} onKeyDown={onKeyDown}
            className="h-12 w-full border-b border-line bg-surface px-4 text-body text-ink outline-none placeholder:text-ink-3" />
          <div id={listId} role="listbox" aria-label={t('search.title')} className={cx('min-h-0 overflow-y-auto p-1', entries.length === 0 && 'hidden')}>
            {entries.map((entry, index) => (
              <div key={entry.id}>
                {entry.group !== entries[index - 1]?.group ? <p role="presentation" className="px-2 pt-2 pb-1 text-label font-medium text-ink-3 uppercase">{t(`search.${entry.group}`)}</p> : null}
                <div id={`${listId}-${index}`} ref={index === at ? intoView : undefined} role="option" aria-selected={index === at} onMouseMove={() => setActive(index)} onClick={() => open(entry)} className={cx('flex h-9 items-center gap-2 rounded-sm px-2 text-control', index === at && 'bg-surface-2')}>
                  <span className="min-w-0 flex-1 truncate"><span className="font-medium">{entry.label}</span>{entry.detail ? <span className="ml-2 text-meta text-ink-3">{entry.detail}</span> : null}</span>
                  {entry.aside}{index === at ? <CornerDownLeft aria-hidden size={14} className="text-ink-3" /> : null}
                </div>
              </div>
            ))}
          </div>
          {entries.length === 0 ? <p role="status" className="p-4 text-center text-control text-ink-2">{t('search.empty')}</p> : null}
          <p className="hidden border-t border-line px-3 py-2 text-meta text-ink-3 sm:block"><Kbd>↑↓</Kbd> {t('search.hint')}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The focus stays in the box, so the browser does not follow the choice by itself. */
const intoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' });

function useEntries(slug: string, query: string): Entry[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const titleOf = useCustomerTitle();
  const text = useDeferredValue(query.trim());
  const customers = useQuery({ ...customerListOptions(slug, { q: text, sort: 'value' }, 0, 8), enabled: text.length >= 2, placeholderData: keepPreviousData });
  const pages: Entry[] = [
    ...NAV.flatMap((group) => group.items.map(({ to, key }) => ({ id: key, group: 'pages' as const, label: t(`nav.${key}`), open: () => void navigate({ to, params: { workspace: slug } }) }))),
    { id: 'start', group: 'pages' as const, label: t('nav.start'), aside: <Rocket aria-hidden size={14} className="text-ink-3" />, open: () => void navigate({ to: '/start' }) },
  ].filter((entry) => entry.label.toLowerCase().includes(text.toLowerCase()));
  const found: Entry[] = (text.length >= 2 ? (customers.data?.items ?? []) : []).map((row) => ({
    id: row.id, group: 'customers', label: titleOf(row), detail: row.email === titleOf(row) ? null : row.email, aside: <CustomerBand band={row.band} isGone={row.isGone} />,
    open: () => void navigate({ to: '/w/$workspace/customers/$customerId', params: { workspace: slug, customerId: row.id } }),
  }));
  return [...pages, ...found];
}
