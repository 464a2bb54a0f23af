import type { Workspace } from '@kelvin/contracts';
import { buttonClass, Card, cx } from '@kelvin/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Circle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { overviewOptions } from '../../../shared/api/overview.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { ErrorPanel } from '../../../shared/ui/error-panel.tsx';
import { setupOptions } from '../api/setup.ts';

type Step = { key: 'business' | 'source' | 'events' | 'meanings' | 'scores'; isDone: boolean; text: string; link?: ReactNode };

/** The way from nothing to scores; each step is done when the server says so, not when it was clicked. */
export function Checklist({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const { slug } = workspace;
  const params = { workspace: slug };
  const setup = useQuery({ ...setupOptions(slug), refetchInterval: 10_000 });
  const overview = useQuery(overviewOptions(slug, 90));
  const facts = setup.data;
  const scored = overview.data?.tiles.scored.value ?? 0;
  const open = buttonClass('secondary', 'sm');
  const steps: Step[] = [
    { key: 'business', isDone: true, text: t('checklist.businessText', { business: t(`business.${workspace.business}`), currency: workspace.currency, zone: workspace.timeZone.replaceAll('_', ' '), margin: format.percent(workspace.margin), days: format.days(workspace.leavingDays) }) },
    { key: 'source', isDone: (facts?.sources ?? 0) > 0, text: facts && facts.sources > 0 ? t('checklist.sourceDone', { count: facts.sources, n: format.number(facts.sources) }) : t('checklist.sourceText'), link: <Link to="/w/$workspace/sources" params={params} className={open}>{t('checklist.open')}</Link> },
    { key: 'events', isDone: facts?.hasEvents ?? false, text: facts?.hasEvents ? t('checklist.eventsDone') : t('checklist.eventsText'), link: <Link to="/w/$workspace/events" params={params} className={open}>{t('checklist.open')}</Link> },
    { key: 'meanings', isDone: facts !== undefined && facts.eventTypes > 0 && facts.unconfirmed === 0, text: t('checklist.meaningsText'), link: <Link to="/w/$workspace/event-types" params={params} className={open}>{t('checklist.open')}</Link> },
    { key: 'scores', isDone: scored > 0, text: scored > 0 ? t('checklist.scoresDone', { count: scored, n: format.number(scored) }) : t('checklist.scoresText'), link: <Link to="/w/$workspace" params={params} className={open}>{t('checklist.open')}</Link> },
  ];
  const done = steps.filter((step) => step.isDone).length;
  return (
    <Card title={t('checklist.title', { name: workspace.name })} note={t('checklist.done', { done: format.number(done), total: format.number(steps.length) })}>
      {setup.isError && !facts ? <ErrorPanel error={setup.error} onRetry={() => void setup.refetch()} /> : (
        <>
          <div aria-hidden className="mb-2 h-1.5 rounded-full bg-none-soft"><div className="h-full rounded-full bg-ok transition-[width]" style={{ width: `${(done / steps.length) * 100}%` }} /></div>
          <ol className="divide-y divide-line">
            {steps.map((step) => (
              <li key={step.key} className="flex items-center gap-3 py-3">
                <span className={cx('inline-flex size-7 shrink-0 items-center justify-center rounded-full', step.isDone ? 'bg-ok-soft text-ok' : 'bg-none-soft text-none-ink')}>
                  {step.isDone ? <Check aria-hidden size={15} /> : <Circle aria-hidden size={15} />}<span className="sr-only">{t(step.isDone ? 'checklist.isDone' : 'checklist.isOpen')}</span>
                </span>
                <div className="min-w-0 flex-1"><p className="font-medium">{t(`checklist.${step.key}`)}</p><p className="text-meta text-ink-2">{step.text}</p></div>
                {step.link}
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}
