import type { ImportPreview } from '@kelvin/contracts';
import { Card, Chip, Input, Select } from '@kelvin/ui';
import { Check, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { findDateColumn, readDay } from '../date-reading.ts';
import { columnOf, withPart, type MapDraft } from '../import-draft.ts';

type Question = ImportPreview['questions'][number];

/** Whether the map now holds what was asked. */
export function isAnswered(question: Question, draft: MapDraft): boolean {
  switch (question.code) {
    case 'no_identifier': return Boolean(draft.userId ?? draft.vendorId ?? draft.anonymousId ?? draft.email ?? draft.phone);
    case 'event_name': return draft.event !== undefined || draft.kind !== 'track';
    default: return draft.timestamp !== null || draft.kind === 'identify';
  }
}

/** What only a person can know about the file; the import cannot start before all is answered. */
export function QuestionList({ preview, draft, onChange }: { preview: ImportPreview; draft: MapDraft; onChange: (draft: MapDraft) => void }) {
  const { t } = useTranslation('imports');
  return (
    <Card title={t('questions.title')}>
      <ul className="flex flex-col gap-4">
        {preview.questions.map((question) => (
          <li key={question.field + question.code} className="flex gap-3">
            {isAnswered(question, draft) ? <Check aria-hidden size={16} className="mt-0.5 shrink-0 text-ok" /> : <CircleHelp aria-hidden size={16} className="mt-0.5 shrink-0 text-warm-ink" />}
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <p className="font-medium text-ink">{t(`questions.${question.code}`, { defaultValue: question.code })} {isAnswered(question, draft) ? <Chip tone="ok">{t('questions.done')}</Chip> : null}</p>
              <Answer question={question} preview={preview} draft={draft} onChange={onChange} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Answer({ question, preview, draft, onChange }: { question: Question; preview: ImportPreview; draft: MapDraft; onChange: (draft: MapDraft) => void }) {
  const { t } = useTranslation('imports');
  if (question.code === 'day_month_order') return <DateOrder question={question} preview={preview} draft={draft} onChange={onChange} />;
  if (question.code === 'no_identifier') {
    return (
      <div className="w-60"><Select aria-label={t('questions.no_identifier')} value={columnOf(draft.userId) ?? ''} onChange={(event) => onChange(withPart(draft, 'userId', event.target.value || undefined))}>
        <option value="">{t('map.notUsed')}</option>
        {(question.choices.length > 0 ? question.choices : preview.header).map((column) => <option key={column} value={column}>{column}</option>)}
      </Select></div>
    );
  }
  if (question.code === 'event_name') {
    const name = draft.event && 'constant' in draft.event ? draft.event.constant : '';
    return <div className="w-60"><Input aria-label={t('questions.event_name')} value={name} onChange={(event) => onChange(withPart(draft, 'event', event.target.value ? { constant: event.target.value } : undefined))} /></div>;
  }
  return null;
}

/** Both readings of a date of the file side by side: a wrong guess would move orders by months without anybody noticing. */
function DateOrder({ question, preview, draft, onChange }: { question: Question; preview: ImportPreview; draft: MapDraft; onChange: (draft: MapDraft) => void }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const place = findDateColumn(preview.header, preview.rows, question.choices);
  const sample = place?.samples.find((text) => new Set(question.choices.map((choice) => readDay(choice, text))).size > 1) ?? place?.samples[0] ?? '';
  const choose = (choice: string) => {
    if (place) onChange({ ...draft, timestamp: { column: place.column, format: choice, ...(place.timeColumn ? { timeColumn: place.timeColumn } : {}), ...(draft.timestamp?.zone ? { zone: draft.timestamp.zone } : {}) } });
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">{t('questions.day_month_order')}</legend>
      {question.choices.map((choice) => {
        const day = readDay(choice, sample);
        return (
          <label key={choice} className="flex min-h-7 items-center gap-2">
            <input type="radio" name="date-order" className="size-4 accent-accent" checked={draft.timestamp?.format === choice} onChange={() => choose(choice)} />
            <span>{day ? t('questions.reads', { text: sample, date: format.longDay(day) }) : choice}</span><code className="font-mono text-meta text-ink-2">{choice}</code>
          </label>
        );
      })}
    </fieldset>
  );
}
