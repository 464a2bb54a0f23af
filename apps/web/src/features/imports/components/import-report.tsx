import type { Import } from '@kelvin/contracts';
import { Button, buttonClass, Card, Dialog, Notice } from '@kelvin/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock, Check, CircleAlert, Download, Ruler } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scoringOptions } from '../../../shared/api/scoring.ts';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { AsOfNotice } from '../../../shared/as-of/as-of-notice.tsx';
import { useAsOf } from '../../../shared/as-of/use-as-of.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { IntakeEquation } from '../../../shared/intake/intake-equation.tsx';
import { jobErrorText } from '../../../shared/jobs/job-error-text.ts';
import { useErrorText } from '../../../shared/ui/error-panel.tsx';
import { PermittedButton } from '../../../shared/ui/permitted-button.tsx';
import { cancelImport, isRunning, putImport, rejectedUrl } from '../api/imports.ts';
import { ImportProgress } from './import-status.tsx';

const EarlyWarningNote = lazy(async () => ({ default: (await import('../../../shared/models/early-warning-note.tsx')).EarlyWarningNote }));

/** An import that was started: its progress, the equation of its lines, and what to do next. */
export function ImportReport({ file }: { file: Import }) {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const format = useFormat();
  const running = isRunning(file);
  const bad = file.rejected + file.parked;
  return (
    <div className="flex flex-col gap-4">
      {file.status === 'done' ? <Notice tone="ok" icon={<Check aria-hidden size={16} />}>{t('result.done')}. {t('result.doneText')}</Notice> : null}
      {file.status === 'failed' ? <Notice tone="error" icon={<CircleAlert aria-hidden size={16} />}>{t('result.failed')}. {file.error ? jobErrorText(file.error, t) : null} {t('result.safe')}</Notice> : null}
      {file.status === 'cancelled' ? <Notice icon={<CircleAlert aria-hidden size={16} />}>{t('result.cancelled')}. {t('result.safe')}</Notice> : null}
      {file.status === 'done' && file.proposedAsOf ? <ProposedAsOf asOf={file.proposedAsOf} /> : null}
      <AsOfNotice />
      {file.status === 'done' ? <ProposedFit /> : null}
      {file.status === 'done' ? <Suspense><EarlyWarningNote /></Suspense> : null}
      {running ? <Card title={t(`status.${file.status}`)} actions={<CancelButton file={file} />}><ImportProgress file={file} /></Card> : null}
      <Card title={t('result.lines')} note={file.firstAt && file.lastAt ? `${t('result.dates')}: ${t('dates', { from: format.date(file.firstAt), to: format.date(file.lastAt) })}` : undefined}>
        <IntakeEquation isOfLines figures={{ received: file.lines, processed: file.processed, rejected: file.rejected, parked: file.parked, duplicates: file.duplicates, pending: file.pending }} isExact={!running} />
        <div className="flex flex-wrap gap-2 pt-4">
          {running ? null : <Link to="/w/$workspace/customers" params={{ workspace: slug }} className={buttonClass('primary')}>{t('result.customers')}</Link>}
          {running ? null : <Link to="/w/$workspace/event-types" params={{ workspace: slug }} className={buttonClass()}>{t('result.types')}</Link>}
          {bad > 0 ? <a href={rejectedUrl(slug, file.id)} download className={buttonClass()}><Download aria-hidden size={14} />{t('result.rejected')}</a> : null}
          {running ? null : <Link to="/w/$workspace/imports/new" params={{ workspace: slug }} className={buttonClass('ghost')}>{t('result.again')}</Link>}
        </div>
      </Card>
    </div>
  );
}

function CancelButton({ file }: { file: Import }) {
  const { t } = useTranslation('imports');
  const { t: tc } = useTranslation();
  const { slug } = useWorkspace();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [isAsking, setIsAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => cancelImport(slug, file.id),
    onSuccess: (next) => {
      putImport(queryClient, slug, next);
      setIsAsking(false);
    },
  });
  return (
    <>
      <PermittedButton permission="imports.run" size="sm" variant="danger" onClick={() => setIsAsking(true)}>{t('cancel')}</PermittedButton>
      <Dialog isOpen={isAsking} onOpenChange={setIsAsking} size="sm" title={t('cancelAsk.title')} description={t('cancelAsk.text')} closeLabel={tc('actions.close')}
        footer={<><Button onClick={() => setIsAsking(false)}>{t('cancelAsk.keep')}</Button><Button variant="danger" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>{t('cancelAsk.confirm')}</Button></>}>
        {cancel.isError ? <p role="alert" className="text-err">{errorText(cancel.error)}</p> : null}
      </Dialog>
    </>
  );
}

/** Finished history scored as at today shows everybody as lost; this offers the day it ended on. */
function ProposedAsOf({ asOf }: { asOf: string }) {
  const { t } = useTranslation('imports');
  const date = useFormat().date(asOf);
  const { change, isBusy } = useAsOf();
  return (
    <Notice tone="warn" icon={<CalendarClock aria-hidden size={16} />} actions={<PermittedButton permission="workspace.manage" size="sm" isBusy={isBusy} onClick={() => change(asOf)}>{t('result.setAsOf', { date })}</PermittedButton>}>
      {t('result.asOf', { date })}
    </Notice>
  );
}

/** After the first import: the rules are still a preset, and the screen of the rules can fit them to what has come in. */
function ProposedFit() {
  const { t } = useTranslation('imports');
  const { slug } = useWorkspace();
  const rules = useQuery(scoringOptions(slug));
  if (rules.data?.isFitProposed !== true) return null;
  return (
    <Notice tone="accent" icon={<Ruler aria-hidden size={16} />} actions={<Link to="/w/$workspace/scoring" params={{ workspace: slug }} className={buttonClass('secondary', 'sm')}>{t('result.fitOpen')}</Link>}>
      {t('result.fit')}
    </Notice>
  );
}
