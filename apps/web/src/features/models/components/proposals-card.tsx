import type { OutcomeDefinition, OutcomeList } from '@kelvin/contracts';
import { Card } from '@kelvin/ui';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MonthColumns } from '../../../shared/charts/month-columns.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { MissingList } from '../../../shared/models/missing-list.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { useConditionText } from '../use-condition-text.ts';
import { RoleChip } from './role-chip.tsx';

export type ProposalsCardProps = { proposals: OutcomeList['proposals']; /** The one that is being added. */ busy: OutcomeDefinition | undefined; onAdd: (definition: OutcomeDefinition) => void };

/** Outcomes that the data could teach a model, each with how many customers had it. */
export function ProposalsCard({ proposals, busy, onAdd }: ProposalsCardProps) {
  const { t } = useTranslation('models');
  const conditionText = useConditionText();
  const format = useFormat();
  return (
    <Card title={t('proposals.title')} note={t('proposals.note')} isFlush>
      <ul className="divide-y divide-line border-t border-line">
        {proposals.map(({ definition, months, missing }) => (
          <li key={`${definition.role}:${definition.name}:${definition.horizonDays}`} className="grid items-center gap-x-6 gap-y-3 p-4 sm:grid-cols-[minmax(0,1fr)_15rem_auto]">
            <div className="flex min-w-0 flex-col gap-1">
              <div className="flex flex-wrap items-center gap-2"><h3 className="font-semibold break-words">{format.outcomeName(definition.name)}</h3><RoleChip role={definition.role} /></div>
              <p className="text-ink-2">{conditionText(definition)}</p>
              {missing ? <div className="pt-1 text-meta"><MissingList missing={missing} /></div> : null}
            </div>
            <MonthColumns months={months} name={format.outcomeName(definition.name)} />
            <PermittedButton permission="scoring.manage" className="justify-self-start" icon={<Plus aria-hidden size={14} />} isBusy={busy === definition} aria-label={t('proposals.addOf', { name: format.outcomeName(definition.name) })} onClick={() => onAdd(definition)}>{t('proposals.add')}</PermittedButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
