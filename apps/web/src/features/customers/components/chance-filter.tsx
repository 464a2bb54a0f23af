import type { CustomerList, ListedRole } from '@kelvin/contracts';
import { Button, buttonClass, Input, Popover } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { Percent } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { parseCustomersSearch, type CustomersSearch } from '../customers-search.ts';

/** What the list says of predictions besides its rows. */
export type Predicted = Pick<CustomerList, 'outcomes' | 'isAnythingPredicted'>;
/** The filter of each outcome, as a chance from 0 to 1. */
export const CHANCE_FILTERS = { buys: 'minBuyChance', leaves: 'minLeaveChance' } as const satisfies Record<ListedRole, keyof CustomersSearch>;

/** Narrows the list to chances of so much or more; where there are none yet, says how they come. */
export function ChanceFilter({ predicted, search, onChange }: { predicted: Predicted; search: CustomersSearch; onChange: (patch: Partial<CustomersSearch>) => void }) {
  const { t } = useTranslation('customers');
  return (
    <Popover title={t('filters.chances')} className="w-64" trigger={<Button icon={<Percent aria-hidden size={14} />}>{t('filters.chances')}</Button>}>
      {predicted.outcomes.length === 0 ? <NoChances isAnythingPredicted={predicted.isAnythingPredicted} /> : <Limits predicted={predicted} search={search} onChange={onChange} />}
    </Popover>
  );
}

function Limits({ predicted, search, onChange }: { predicted: Predicted; search: CustomersSearch; onChange: (patch: Partial<CustomersSearch>) => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const shareOf = (role: ListedRole): number | undefined => {
      const percent = data.get(role);
      return percent === null || percent === '' ? undefined : Number(percent) / 100;
    };
    const { minBuyChance, minLeaveChance } = parseCustomersSearch({ minBuyChance: shareOf('buys'), minLeaveChance: shareOf('leaves') });
    onChange({ minBuyChance, minLeaveChance });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {predicted.outcomes.map(({ role, name }) => {
        const share = search[CHANCE_FILTERS[role]];
        return <label key={role} className="flex flex-col gap-1.5 text-meta text-ink-2">{t('filters.atLeast', { name: format.outcomeName(name) })}<Input name={role} type="number" min={0} max={100} step="any" defaultValue={share === undefined ? undefined : Math.round(share * 1e4) / 100} /></label>;
      })}
      <Button type="submit" variant="primary" className="self-end">{t('filters.apply')}</Button>
    </form>
  );
}

function NoChances({ isAnythingPredicted }: { isAnythingPredicted: boolean }) {
  const { t } = useTranslation('customers');
  const { slug } = useWorkspace();
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-ink-2">{t(isAnythingPredicted ? 'chances.notYet' : 'chances.empty')}</p>
      <Link to="/w/$workspace/models" params={{ workspace: slug }} className={buttonClass('secondary', 'sm')}>{t('chances.toModels')}</Link>
    </div>
  );
}
