import type { EarlyWarningReport } from '@kelvin/contracts';
import { Button, Card, Cell, Chip, HeadCell, Table } from '@kelvin/ui';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../../shared/api/workspace.tsx';
import { useCustomerTitle } from '../../../shared/customers/cells.tsx';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { addEnglish } from '../../../shared/i18n/late-words.ts';
import { warningEn } from '../../../shared/models/i18n/warning-en.ts';

addEnglish('warning', warningEn);

const FIRST_ROWS = 10;

/** Who left, and whether a warning would have come in time: from scores as they stood on each day. */
export function EarlyWarningCard({ report }: { report: EarlyWarningReport }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const { t: tw } = useTranslation('warning');
  const format = useFormat();
  const [isAll, setIsAll] = useState(false);
  const share = (part: number, whole: number) => (whole === 0 ? '—' : format.percent(part / whole));
  const rows = isAll ? report.items : report.items.slice(0, FIRST_ROWS);
  return (
    <Card title={t('warning.title')} note={t('warning.note', { from: format.longDay(report.from), to: format.longDay(report.to) })} isFlush>
      {report.left === 0 ? <p className="px-4 pb-4 text-ink-2">{t('warning.nobody')}</p> : (
        <>
          <p className="px-4 pb-3 text-body">{t('warning.sentence', { warned: format.number(report.warned), left: format.number(report.left), days: format.days(report.leadDays) })}</p>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-2 px-4 pb-4 sm:flex sm:flex-wrap">
            <Figure label={t('warning.caught')}>{share(report.warned, report.left)}</Figure>
            <Figure label={t('warning.right')}>{share(report.rightWarnings, report.warnings)}</Figure>
            <Figure label={t('warning.money')}>{t('warning.moneyOf', { warned: format.compactMoney(report.valueWarned), lost: format.compactMoney(report.valueLost) })}</Figure>
            {report.notWatched > 0 ? <Figure label={t('warning.notWatched')}>{format.number(report.notWatched)}</Figure> : null}
          </dl>
          <p className="px-4 pb-4 text-meta text-ink-2">{report.rulesFittedOn ? tw('hindsight', { date: format.longDay(report.rulesFittedOn) }) : tw('asOfDay')}</p>
          <WarningRows rows={rows} />
          {report.items.length > rows.length ? <div className="p-3"><Button size="sm" onClick={() => setIsAll(true)}>{tc('actions.showMore')}</Button></div> : null}
        </>
      )}
    </Card>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return <div className="sm:min-w-36"><dt className="text-meta text-ink-2">{label}</dt><dd className="text-title font-semibold">{children}</dd></div>;
}

function WarningRows({ rows }: { rows: EarlyWarningReport['items'] }) {
  const { t } = useTranslation('models');
  const { slug } = useWorkspace();
  const format = useFormat();
  const titleOf = useCustomerTitle();
  return (
    <Table label={t('warning.title')}>
      <thead><tr><HeadCell className="pl-4">{t('warning.customer')}</HeadCell><HeadCell>{t('warning.leftOn')}</HeadCell><HeadCell>{t('warning.warnedOn')}</HeadCell><HeadCell isNumber>{t('warning.before')}</HeadCell><HeadCell isNumber>{t('warning.value')}</HeadCell></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.customerId} ${row.leftOn}`}>
            <Cell className="h-9! pl-4 font-medium whitespace-nowrap"><Link to="/w/$workspace/customers/$customerId" params={{ workspace: slug, customerId: row.customerId }} className="hover:text-accent hover:underline">{titleOf({ name: row.name, email: null, bestId: null })}</Link></Cell>
            <Cell className="h-9! whitespace-nowrap">{format.longDay(row.leftOn)}{row.returnedOn ? <span className="block text-meta text-ink-3">{t('warning.returned', { day: format.longDay(row.returnedOn) })}</span> : null}</Cell>
            <Cell className="h-9! whitespace-nowrap">{row.warnedOn ? format.longDay(row.warnedOn) : <Chip>{t('warning.none')}</Chip>}</Cell>
            <Cell isNumber className="h-9! whitespace-nowrap">{row.daysBefore === null ? '—' : format.days(row.daysBefore)}</Cell>
            <Cell isNumber className="h-9!">{format.money(row.value)}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
