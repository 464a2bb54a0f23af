import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { customerChancesOptions } from '../api/customer.ts';
import { ChanceReasons } from './chance-reasons.tsx';

/** The chances of one customer in brief, each with what moves it most; nothing where none is known. */
export function PeekChances({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { t: tc } = useTranslation('chances');
  const format = useFormat();
  const { slug } = useWorkspace();
  const { data } = useQuery(customerChancesOptions(slug, customerId));
  const known = data?.items.filter(({ chance }) => chance !== null) ?? [];
  if (known.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('chances.title')}</h3>
      <ul className="flex flex-col gap-2">
        {known.map((item) => (
          <li key={item.outcomeId} className="flex flex-col gap-1">
            <p className="flex items-baseline justify-between gap-3"><span className="min-w-0 break-words">{format.outcomeName(item.name)} <span className="text-meta text-ink-2">{tc(`sources.${item.source}`)}</span></span><span className="font-semibold">{format.chance(item.chance!)}</span></p>
            <ChanceReasons item={item} most={1} />
          </li>
        ))}
      </ul>
    </section>
  );
}
