import type { DriftFigure, DriftLevel, ModelCard } from '@kelvin/contracts';
import { Button, Card, Cell, Chip, HeadCell, Table, type Tone } from '@kelvin/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { featureText } from '../feature-words.ts';

const TONE: Readonly<Record<DriftLevel, Tone>> = { steady: 'ok', moved: 'warn', drifted: 'error', too_few_rows: 'neutral' };
const FIRST_ROWS = 12;

/** How far chances, outcomes and what the model looks at have moved since training. */
export function DriftCard({ card, isAbsence }: { card: ModelCard; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const { t: tc } = useTranslation();
  const format = useFormat();
  const [isAll, setIsAll] = useState(false);
  const { drift } = card;
  const features = drift ? (isAll ? drift.features : drift.features.slice(0, FIRST_ROWS)) : [];
  return (
    <Card title={t('drift.title')} note={t('drift.note')} isFlush>
      {drift ? (
        <>
          <Table label={t('drift.title')}>
            <thead><tr><HeadCell className="pl-4">{t('drift.what')}</HeadCell><HeadCell>{t('drift.level')}</HeadCell><HeadCell isNumber className="pr-4">{t('drift.index')}</HeadCell></tr></thead>
            <tbody>
              <DriftRow figure={drift.chances} name={t('drift.chances')} isMain />
              {drift.outcome ? <DriftRow figure={drift.outcome} name={t('drift.outcome')} isMain /> : null}
              {features.map((figure) => <DriftRow key={figure.name} figure={figure} name={featureText(figure.name, t, format, isAbsence)} />)}
            </tbody>
          </Table>
          {drift.features.length > features.length ? <div className="p-3"><Button size="sm" onClick={() => setIsAll(true)}>{tc('actions.showMore')}</Button></div> : null}
          {drift.outcome ? null : <p className="px-4 py-3 text-meta text-ink-3">{t('drift.noOutcome')}</p>}
        </>
      ) : <p className="px-4 pb-4 text-ink-2">{t(card.engine === 'external' ? 'madeElsewhere.noDrift' : 'drift.none')}</p>}
    </Card>
  );
}

function DriftRow({ figure, name, isMain = false }: { figure: DriftFigure; name: string; isMain?: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <tr>
      <th scope="row" title={figure.name} className={`h-9 border-b border-line px-3 pl-4 text-left ${isMain ? 'font-semibold' : 'font-normal'}`}>{name}</th>
      <Cell className="h-9!"><Chip tone={TONE[figure.level]}>{t(`drift.levels.${figure.level}`)}</Chip></Cell>
      <Cell isNumber className="h-9! pr-4">{format.figure(figure.index)}</Cell>
    </tr>
  );
}
