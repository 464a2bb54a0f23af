import type { Overview } from '@kelvin/contracts';
import { Card } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** The dangers behind At risk, by how many customers each concerns. */
export function CausesCard({ causes, className }: { causes: Overview['riskCauses']; className?: string }) {
  const { t } = useTranslation('overview');
  const { t: ts } = useTranslation('scoring');
  const format = useFormat();
  const most = Math.max(1, ...causes.map((cause) => cause.customers));
  return (
    <Card title={t('causes.title')} note={t('causes.note')} className={className ?? ''}>
      {causes.length === 0 ? <p className="text-ink-2">{t('causes.none')}</p> : (
        <ul className="flex flex-col gap-2">
          {causes.slice(0, 6).map(({ cause, customers }) => (
            <li key={cause.code} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1">
              <span className="truncate">{ts(`dangers.${cause.code.replace('risk.', '')}`, { defaultValue: cause.code })}</span>
              <span className="font-medium">{format.number(customers)}</span>
              <span aria-hidden className="col-span-2 h-1.5 rounded-full bg-none-soft"><span className="block h-full rounded-full bg-risk" style={{ width: `${(customers / most) * 100}%` }} /></span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
