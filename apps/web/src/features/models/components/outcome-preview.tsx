import { Skeleton } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { MonthColumns } from '../../../shared/charts/month-columns.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { MissingList } from '../../../shared/models/missing-list.tsx';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { useSettled } from '../../../shared/ui/use-settled.ts';
import { previewOptions } from '../api/models.ts';
import { findDraftErrors, toQuestion, type OutcomeDraft, type QuestionDraft } from '../outcome-draft.ts';
import { useConditionText } from '../use-condition-text.ts';

/** What a draft would have found in the past, counted once typing rests. */
export function DraftPreview({ draft }: { draft: OutcomeDraft }) {
  const { t } = useTranslation('models');
  const isSound = Object.keys(findDraftErrors(draft)).length === 0;
  // Neither the name nor what it tells of changes a count, so they ask nothing.
  const { name: _name, role: _role, ...question } = draft;
  const key = isSound ? JSON.stringify(question) : null;
  const settled = useSettled(key);
  return (
    <section aria-label={t('create.preview')} className="flex min-h-36 flex-col gap-2 rounded-md border border-line bg-surface-2 p-3">
      <h3 className="font-semibold">{t('create.preview')}</h3>
      {settled ? <Counts draft={JSON.parse(settled) as QuestionDraft} /> : <p className="text-ink-2">{t('create.previewWaits')}</p>}
    </section>
  );
}

function Counts({ draft }: { draft: QuestionDraft }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { slug } = useWorkspace();
  const errorText = useErrorText();
  const conditionText = useConditionText();
  const { condition, horizonDays } = toQuestion(draft);
  const { data, error, isPlaceholderData } = useQuery(previewOptions(slug, { condition, horizonDays }));
  const sentence = conditionText({ condition, horizonDays });
  const total = data?.months.reduce((sum, month) => sum + month.positives, 0) ?? 0;
  return (
    <>
      <p className="text-ink-2">{sentence}</p>
      {error ? <p role="alert" className="text-err">{errorText(error)}</p> : data ? (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? 'flex flex-col gap-2 opacity-60' : 'flex flex-col gap-2'}>
          <p role="status" className="font-medium">{t('create.found', { count: total, n: format.number(total) })}</p>
          <MonthColumns months={data.months} name={sentence} />
          {data.missing ? <MissingList missing={data.missing} /> : <p className="text-ok">{t('create.enough')}</p>}
        </div>
      ) : <Skeleton className="h-16" />}
    </>
  );
}
