import type { EventType } from '@kelvin/contracts';
import { Select } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../shared/api/workspace.tsx';
import { MEANING_GROUPS } from '../meaning-groups.ts';

/** What a type means, chosen from words of a marketer. */
export function MeaningSelect({ type, onChoose }: { type: EventType; onChoose: (meaning: string | null) => void }) {
  const { t } = useTranslation('eventTypes');
  const { t: ts } = useTranslation('scoring');
  const canChange = useCan('scoring.manage');
  return (
    <Select aria-label={t('meaningOf', { name: type.name })} value={type.meaning ?? ''} disabled={!canChange} title={type.meaning ? t(`hints.${type.meaning}`, { defaultValue: '' }) : undefined} onChange={(event) => onChoose(event.target.value || null)}>
      <option value="">{t('none')}</option>
      {Object.entries(MEANING_GROUPS).map(([group, meanings]) => (
        <optgroup key={group} label={t(`groups.${group}`)}>
          {meanings.map((meaning) => <option key={meaning} value={meaning} title={t(`hints.${meaning}`)}>{ts(`meanings.${meaning}`)}</option>)}
        </optgroup>
      ))}
    </Select>
  );
}
