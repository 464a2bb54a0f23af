import type { ModelDetail, ModelVersion, Outcome } from '@kelvin/contracts';
import { Select } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, Pencil, Plug } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { VerdictChip } from '../../../shared/models/verdict-chip.tsx';
import { deriveVerdict } from '../../../shared/models/verdict.ts';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { makerText } from '../maker-text.ts';
import type { SearchPatch } from '../models-search.ts';
import { useConditionText } from '../use-condition-text.ts';
import { ExternalDown } from './external-down.tsx';
import { TrainButton } from './training-progress.tsx';
import { WhyRules } from './why-rules.tsx';

const EditOutcomeDialog = lazy(() => import('./edit-outcome-dialog.tsx').then((module) => ({ default: module.EditOutcomeDialog })));
const ExternalModelDialog = lazy(() => import('./external-model-dialog.tsx').then((module) => ({ default: module.ExternalModelDialog })));

export type OutcomeHeadProps = { outcome: Outcome; versions: readonly ModelVersion[]; shown: ModelVersion | undefined; detail: ModelDetail | undefined; other: string | undefined; onChange: (patch: SearchPatch) => void };

/** The verdict before any figure, then which version is looked at and what it was made from. */
export function OutcomeHead({ outcome, versions, shown, detail, other, onChange }: OutcomeHeadProps) {
  const { t } = useTranslation('models');
  const { slug, business } = useWorkspace();
  const { role } = outcome.definition;
  const conditionText = useConditionText();
  const format = useFormat();
  const [open, setOpen] = useState<'edit' | 'external' | null>(null);
  const verdict = deriveVerdict(outcome);
  return (
    <header className="flex flex-col gap-2">
      <Link to="/w/$workspace/models" params={{ workspace: slug }} className="inline-flex min-h-6 items-center gap-1 self-start text-meta text-ink-2 hover:text-ink"><ChevronLeft aria-hidden size={14} />{t('title')}</Link>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-title font-semibold break-words">{format.outcomeName(outcome.definition.name)}</h1>
        <VerdictChip verdict={verdict} />
        <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
          {versions.length > 0 ? <VersionPicker label={t('head.pick')} versions={versions} value={shown?.id ?? ''} onChange={(version) => onChange({ version })} /> : null}
          {versions.length > 1 ? <VersionPicker label={t('head.compareWith')} none={t('head.noCompare')} versions={versions.filter((version) => version.id !== shown?.id)} value={other ?? ''} onChange={(next) => onChange({ with: next })} /> : null}
          <PermittedButton permission="scoring.manage" icon={<Pencil aria-hidden size={14} />} onClick={() => setOpen('edit')}>{t('head.edit')}</PermittedButton>
          <PermittedButton permission="scoring.manage" icon={<Plug aria-hidden size={14} />} onClick={() => setOpen('external')}>{t('external.open')}</PermittedButton>
          <TrainButton outcome={outcome} isMain />
        </div>
      </div>
      <p className="text-control text-ink-2">{conditionText(outcome.definition)} · {t(`verdictTexts.${verdict}`)}{outcome.limit === null ? '' : ` ${t('head.limit', { limit: format.percent(outcome.limit) })}`}</p>
      <p className="text-control text-ink-2"><span className="font-medium text-ink">{t(`roles.names.${role}`)}.</span> {t(`roles.effects.${business}.${role}`)}</p>
      {detail ? <VersionLine detail={detail} /> : null}
      <ExternalDown outcome={outcome} />
      <WhyRules outcome={outcome} />
      {open === 'edit' ? <Suspense><EditOutcomeDialog outcome={outcome} onClose={() => setOpen(null)} /></Suspense> : null}
      {open === 'external' ? <Suspense><ExternalModelDialog outcome={outcome} onClose={() => setOpen(null)} /></Suspense> : null}
    </header>
  );
}

function VersionPicker({ label, none, versions, value, onChange }: { label: string; none?: string; versions: readonly ModelVersion[]; value: string; onChange: (id: string | undefined) => void }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <Select aria-label={label} title={label} value={value} onChange={(event) => onChange(event.target.value || undefined)} className="w-auto! max-w-64">
      {none ? <option value="">{none}</option> : null}
      {versions.map((version) => <option key={version.id} value={version.id}>{t('head.option', { n: format.number(version.number), state: t(`states.${version.state}`), date: format.shortDate(version.trainedAt) })}</option>)}
    </Select>
  );
}

function VersionLine({ detail }: { detail: ModelDetail }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { train, figures } = detail.card;
  const own = figures.find((one) => one.source === 'model');
  const parts = [
    t('list.model', { n: format.number(detail.number), engine: makerText(detail, t) }),
    detail.external ? t('external.judged', { date: format.date(detail.trainedAt) }) : t('head.trained', { date: format.date(detail.trainedAt), count: train.customers, n: format.number(train.customers) }),
    own?.auc ? t('head.auc', { value: format.figure(own.auc.value), low: format.figure(own.auc.low), high: format.figure(own.auc.high) }) : '',
    own?.calibrationError ? t('head.calibration', { value: format.figure(own.calibrationError.value) }) : '',
  ];
  return <p className="text-meta text-ink-3">{parts.filter(Boolean).join(' · ')}</p>;
}
