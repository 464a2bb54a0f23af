import type { Customer } from '@kelvin/contracts';
import { useTranslation } from 'react-i18next';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';

/** A value of an attribute as text. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

/** Attributes with where and since when each is known. */
export function AttributesTab({ traits }: { traits: Customer['traits'] }) {
  const { t } = useTranslation('customers');
  if (traits.length === 0) return <p className="p-4 text-ink-2">{t('attributes.empty')}</p>;
  const cell = 'px-3 py-2 align-top first:pl-4 last:pr-4';
  return (
    <div tabIndex={0} role="region" aria-label={t('tabs.attributes')} className="overflow-x-auto">
      <table className="w-full min-w-[440px] text-left">
        <thead className="bg-surface-2 text-meta text-ink-2"><tr>{(['name', 'value', 'source', 'when'] as const).map((column) => <th key={column} scope="col" className={`${cell} font-medium`}>{t(`attributes.${column}`)}</th>)}</tr></thead>
        <tbody>
          {traits.map((trait) => (
            <tr key={`${trait.name}:${trait.source}`} className="border-t border-line">
              <th scope="row" className={`${cell} font-medium`}>{trait.name}</th>
              <td className={`${cell} wrap-anywhere`}>{valueText(trait.value)}</td>
              <td className={`${cell} text-ink-2`}>{trait.source}</td>
              <td className={`${cell} whitespace-nowrap text-ink-3`}><TimeAgo iso={trait.occurredAt} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
