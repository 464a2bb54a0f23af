import { USUAL_HORIZON_DAYS, type EventType } from '@kelvin/contracts';
import { MEANINGS, type Meaning } from '@kelvin/kernel';
import { Button, Dialog, Field, Input, Segmented } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventTypesOptions } from '../../../shared/api/event-types.ts';
import { outcomesOptions } from '../../../shared/api/outcomes.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { modelsFormEn } from '../i18n/form-en.ts';
import { EMPTY_DRAFT, findDraftErrors, findHolder, readRole, toDefinition, type DraftErrors, type OutcomeDraft } from '../outcome-draft.ts';
import { useAddOutcome } from '../use-outcome-changes.ts';
import { EventSelect } from './event-select.tsx';
import { DraftPreview } from './outcome-preview.tsx';
import { RoleField } from './role-field.tsx';
import { TestRows } from './test-rows.tsx';

addEnglish('models', modelsFormEn);

/** A new outcome: what happens or fails to happen, how often, within how many days; with the counts of the past beside it. */
export function NewOutcomeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const [draft, setDraft] = useState<OutcomeDraft>(EMPTY_DRAFT);
  const [isChecked, setIsChecked] = useState(false);
  const { slug } = useWorkspace();
  const format = useFormat();
  const outcomes = useQuery(outcomesOptions(slug)).data?.items ?? [];
  const types = useQuery(eventTypesOptions(slug)).data;
  const { role, yielded } = readRole(draft, outcomes, (name) => meaningOf(types, name));
  const holder = findHolder(outcomes, role);
  const yieldedTo = yielded && findHolder(outcomes, yielded);
  const add = useAddOutcome();
  const change = (patch: Partial<OutcomeDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const errors: DraftErrors = isChecked ? { ...findDraftErrors(draft), ...(draft.name.trim() === '' || draft.name.trim().length > 80 ? { name: true } : {}) } : {};
  const submit = () => {
    setIsChecked(true);
    if (draft.name.trim() === '' || draft.name.trim().length > 80 || Object.keys(findDraftErrors(draft)).length > 0) return;
    add.mutate(toDefinition(draft, role, holder), { onSuccess: onClose });
  };
  return (
    <Dialog isOpen onOpenChange={(isOpen) => { if (!isOpen) onClose(); }} size="lg" title={t('create.title')} description={t('create.text')} closeLabel={tc('actions.close')}
      footer={<><Button onClick={onClose}>{tc('actions.cancel')}</Button><Button variant="primary" isBusy={add.isPending} onClick={submit}>{t('create.save')}</Button></>}>
      <div className="grid gap-5 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Field label={t('create.name')} error={errors.name ? t('create.errors.name') : undefined}><Input value={draft.name} maxLength={80} placeholder={t('create.namePlaceholder')} onChange={(event) => change({ name: event.target.value })} /></Field>
          <ConditionFields draft={draft} errors={errors} onChange={change} />
          <RoleField value={role} condition={draft} holder={holder} onChange={(chosen) => change({ role: chosen })}
            note={yieldedTo ? t('roleForm.yields', { role: t(`roles.names.${yielded}`), name: format.outcomeName(yieldedTo.definition.name) }) : null} />
        </div>
        <DraftPreview draft={draft} />
      </div>
    </Dialog>
  );
}

function meaningOf(types: readonly EventType[] | undefined, name: string): Meaning | null {
  const told = types?.find((type) => type.kind === 'track' && type.name === name)?.meaning;
  return MEANINGS.find((meaning) => meaning === told) ?? null;
}

function ConditionFields({ draft, errors, onChange }: { draft: OutcomeDraft; errors: DraftErrors; onChange: (patch: Partial<OutcomeDraft>) => void }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const isSilence = draft.kind === 'inactivity';
  return (
    <>
      <Segmented isWide label={t('create.kind')} value={draft.kind} onChange={(kind) => onChange({ kind, ...(kind === 'event_count' && !draft.event ? { event: EMPTY_DRAFT.event } : {}) })} options={[{ value: 'event_count', label: t('create.happens') }, { value: 'inactivity', label: t('create.doesNot') }]} />
      <Field label={t(isSilence ? 'create.eventNot' : 'create.event')} error={errors.event ? t('create.errors.event') : undefined}><EventSelect value={draft.event} hasAny={isSilence} onChange={(event) => onChange({ event })} /></Field>
      {draft.event ? <TestRows tests={draft.tests} errors={errors} onChange={(tests) => onChange({ tests })} /> : null}
      <div className="grid grid-cols-2 gap-3">
        {isSilence ? null : <Field label={t('create.atLeast')} error={errors.atLeast ? t('create.errors.atLeast') : undefined}><Input type="number" inputMode="numeric" min={1} max={1000} value={draft.atLeast} onChange={(event) => onChange({ atLeast: event.target.value })} /></Field>}
        <Field label={t('create.within')} error={errors.horizonDays ? t('create.errors.horizon') : undefined}><Input type="number" inputMode="numeric" min={1} max={365} value={draft.horizonDays} onChange={(event) => onChange({ horizonDays: event.target.value })} /></Field>
      </div>
      <div role="group" aria-label={t('create.usual')} className="flex flex-wrap gap-1.5">
        {USUAL_HORIZON_DAYS.map((days) => <Button key={days} size="sm" variant="ghost" aria-pressed={draft.horizonDays === String(days)} className="aria-pressed:bg-accent-soft aria-pressed:text-accent" onClick={() => onChange({ horizonDays: String(days) })}>{format.days(days)}</Button>)}
      </div>
    </>
  );
}
