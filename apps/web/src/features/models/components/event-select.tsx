import { MEANINGS } from '@kelvin/kernel';
import { Select } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { eventTypesOptions } from '../../../shared/api/event-types.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';

/** Which events are meant: all of one meaning, or one event type by its name; `hasAny` offers any activity besides. */
export function EventSelect({ value, onChange, hasAny }: { value: string; onChange: (value: string) => void; hasAny: boolean }) {
  const { t } = useTranslation('models');
  const { t: ts } = useTranslation('scoring');
  const { slug } = useWorkspace();
  const types = useQuery(eventTypesOptions(slug));
  const names = [...new Set((types.data ?? []).filter((type) => type.kind === 'track' || type.kind === 'page' || type.kind === 'screen').map((type) => type.name))];
  return (
    <Select value={value} onChange={(event) => onChange(event.target.value)}>
      {hasAny ? <option value="">{t('create.anyActivity')}</option> : null}
      <optgroup label={t('create.byMeaning')}>{MEANINGS.map((meaning) => <option key={meaning} value={`meaning:${meaning}`}>{ts(`meanings.${meaning}`)}</option>)}</optgroup>
      {names.length > 0 ? <optgroup label={t('create.byType')}>{names.map((name) => <option key={name} value={`type:${name}`}>{name}</option>)}</optgroup> : null}
    </Select>
  );
}
