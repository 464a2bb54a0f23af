import type { Customer } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';

const SHOWN = 12;

/** A device in the reader's words; what its user agent did not tell is left out. */
function deviceText(device: string, t: TFunction): string {
  const [kind = device, ...others] = device.split(', ').filter((part) => part !== 'other');
  return [t(`customers:devices.${kind}`, { defaultValue: kind }), ...others].join(', ');
}

/** Where the customer goes and with what: sections, moves between them, devices, places. */
export function SectionsTab({ facets }: { facets: Customer['facets'] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (facets.length === 0) return <p className="p-4 text-ink-2">{t('sections.empty')}</p>;
  const kinds = [...new Set(facets.map((facet) => facet.kind))];
  return (
    <div className="grid gap-5 p-4 sm:grid-cols-2">
      {kinds.map((kind) => {
        const own = facets.filter((facet) => facet.kind === kind).sort((a, b) => b.n - a.n).slice(0, SHOWN);
        const most = own[0]?.n ?? 1;
        return (
          <section key={kind} className="min-w-0">
            <h3 className="pb-2 font-semibold">{t(`kinds.${kind}`, { defaultValue: kind })}</h3>
            <ul className="flex flex-col gap-2">
              {own.map((facet) => (
                <li key={facet.value} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
                  <span className="min-w-0 wrap-anywhere">{kind === 'device' ? deviceText(facet.value, t) : kind === 'country' ? format.country(facet.value) : kind === 'move' ? facet.value.replace(' > ', ' → ') : facet.value}</span>
                  <span className="text-meta text-ink-2">{t('sections.times', { count: facet.n, n: format.number(facet.n) })} · <TimeAgo iso={facet.lastAt} /></span>
                  <span aria-hidden className="col-span-2 h-1 rounded-full bg-none-soft"><span className="block h-full rounded-full bg-accent" style={{ width: `${(facet.n / most) * 100}%` }} /></span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
