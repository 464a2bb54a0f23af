import type { Import, ImportPreview } from '@kelvin/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jobsKey } from '../../../shared/api/jobs.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useClock } from '../../../shared/format/use-clock.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { useSettled } from '../../../shared/ui/use-settled.ts';
import { putImport, sampleOptions, startImport } from '../api/imports.ts';
import { checkDraft, toDraft, type MapDraft } from '../import-draft.ts';
import { ageOfSample } from '../sample-age.ts';
import { ColumnsPart } from './columns-part.tsx';
import { EventPart, FormatPart, MoneyPart, PersonPart } from './map-parts.tsx';
import { isAnswered, QuestionList } from './question-list.tsx';
import { RawTable } from './raw-table.tsx';
import { SampleTable } from './sample-table.tsx';
import { StartCard, type AsOf } from './start-card.tsx';
import { TimePart } from './time-part.tsx';

/** Data older than this may be finished history, so that "as at its last day" is offered. */
const OFFER_AFTER_DAYS = 30;
/** First lines older than this are taken for finished history. */
const PROPOSE_AFTER_DAYS = 365;

/** From columns to events: the guess, the questions it leaves, every part of the map, and what the first lines become. */
export function MappingEditor({ file, preview }: { file: Import; preview: ImportPreview }) {
  const { t } = useTranslation('imports');
  const { slug, asOf: fixedAt } = useWorkspace();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<MapDraft>(() => toDraft(file.map ?? preview.map));
  const [chosenAsOf, setAsOf] = useState<AsOf | null>(null);
  const checked = useMemo(() => checkDraft(draft), [draft]);
  const settled = useSettled(checked.map);
  const sample = useQuery({ ...sampleOptions(slug, file.id, settled ?? draft), enabled: settled !== null, placeholderData: (previous) => previous });
  const shown = settled === null ? null : (sample.data ?? null);
  const header = shown?.header ?? preview.header;
  const age = ageOfSample(shown?.sample ?? [], useClock());
  // Before the first lines are known a fixed date stays: only a file that goes on to this day proposes to end it.
  const isHistory = age === null ? fixedAt !== null : age > PROPOSE_AFTER_DAYS;
  const asOf = chosenAsOf ?? (isHistory ? 'last_day' : 'now');
  const isOpen = preview.questions.some((question) => !isAnswered(question, draft));
  const start = useMutation({
    mutationFn: () => startImport(slug, file.id, { map: checked.map!, asOf }),
    onSuccess: (next) => {
      putImport(queryClient, slug, next);
      void queryClient.invalidateQueries({ queryKey: jobsKey(slug) });
    },
  });
  // Two clicks may come before the screen knows of the first.
  const isStarting = useRef(false);
  const begin = () => {
    if (isStarting.current) return;
    isStarting.current = true;
    start.mutate(undefined, { onError: () => { isStarting.current = false; } });
  };
  const errorOf = (part: string) => (checked.problems.includes(part as never) ? t(`map.problems.${part}`) : undefined);
  const parts = { draft, columns: header, onChange: setDraft, errorOf };
  const isNdjson = draft.format.type === 'ndjson';
  return (
    <div className="flex flex-col gap-4">
      <RawTable preview={shown ?? preview} />
      {preview.questions.length > 0 ? <QuestionList preview={preview} draft={draft} onChange={setDraft} /> : null}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <section aria-labelledby="map-title" className="flex min-w-0 flex-col gap-4">
          <Intro confidence={preview.confidence} isNdjson={isNdjson} />
          {isNdjson ? null : <><PersonPart {...parts} /><TimePart {...parts} /><EventPart {...parts} /><MoneyPart {...parts} /><ColumnsPart draft={draft} columns={header} rows={(shown ?? preview).rows} onChange={setDraft} /></>}
          <FormatPart draft={draft} onChange={setDraft} isGzip={preview.format.isGzip} />
        </section>
        <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-16">
          <SampleTable sample={shown?.sample ?? null} isUpdating={sample.isFetching} problem={settled !== null && sample.isError ? errorText(sample.error) : null} />
          <StartCard asOf={asOf} onAsOf={setAsOf} fixedAt={fixedAt} hasChoice={fixedAt !== null || (age !== null && age > OFFER_AFTER_DAYS)} problems={isOpen && checked.problems.length === 0 ? ['timestamp'] : checked.problems} isBusy={start.isPending} error={start.isError ? errorText(start.error) : null} onStart={begin} />
        </div>
      </div>
    </div>
  );
}

function Intro({ confidence, isNdjson }: { confidence: number; isNdjson: boolean }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <div className="flex flex-col gap-0.5">
      <h2 id="map-title" className="text-body font-semibold">{t('map.title')}</h2>
      <p className="text-ink-2">{isNdjson ? t('map.ndjson') : t('map.intro')} {isNdjson ? null : <span className="whitespace-nowrap">{t('map.confidence', { share: format.percent(confidence) })}</span>}</p>
    </div>
  );
}
