import { canTellOf, OUTCOME_ROLES, type Condition, type Outcome, type OutcomeRole } from '@kelvin/contracts';
import { Field, Notice, Select } from '@kelvin/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';

export type RoleFieldProps = { value: OutcomeRole; condition: Pick<Condition, 'kind'>; /** Who tells of this until now and has to make way. */ holder: Outcome | undefined; /** What else there is to say of the choice. */ note?: ReactNode; onChange: (role: OutcomeRole) => void };

/** What an outcome tells of, with what the choice does, and whose place it takes. */
export function RoleField({ value, condition, holder, note, onChange }: RoleFieldProps) {
  const { t } = useTranslation('models');
  const { business } = useWorkspace();
  const format = useFormat();
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('roles.label')} hint={t(`roles.effects.${business}.${value}`)}>
        <Select value={value} onChange={(event) => onChange(OUTCOME_ROLES.find((role) => role === event.target.value) ?? 'own')}>
          {OUTCOME_ROLES.map((role) => <option key={role} value={role} disabled={!canTellOf(role, condition)}>{t(`roles.names.${role}`)}</option>)}
        </Select>
      </Field>
      {holder ? <Notice tone="warn">{t('roleForm.takes', { name: format.outcomeName(holder.definition.name) })}</Notice> : null}
      {note ? <p className="text-meta text-ink-2">{note}</p> : null}
    </div>
  );
}
