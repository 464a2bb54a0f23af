import type { ModelCard, RetrainCondition } from '@kelvin/contracts';
import { Card, Progress } from '@kelvin/ui';
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Formatter } from '../../../shared/format/formatter.ts';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { featureText } from '../feature-words.ts';

function figureOf(condition: RetrainCondition, value: number, format: Formatter): string {
  return condition.code === 'retrain.age' ? format.days(value) : condition.code === 'retrain.more_outcomes' ? format.number(value) : format.figure(value);
}

function conditionName({ code, feature }: RetrainCondition, t: TFunction, format: Formatter, isAbsence: boolean): string {
  const name = t(`models:${code}`, { defaultValue: code });
  return feature ? `${name}: ${featureText(feature, t, format, isAbsence)}` : name;
}

/** What would start a training by itself, and how near each is. */
export function RetrainCard({ card, isAbsence }: { card: ModelCard; isAbsence: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <Card title={t('retrainCard.title')} note={t('retrainCard.note')}>
      {card.retrain.length === 0 ? <p className="text-ink-2">{t('madeElsewhere.noRetrain')}</p> : null}
      <ul className="flex flex-col gap-4">
        {card.retrain.map((condition) => {
          const name = conditionName(condition, t, format, isAbsence);
          return (
            <li key={condition.code} className="flex flex-col gap-1">
              <span className="flex items-start gap-2">
                {condition.isMet ? <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0 text-accent" /> : <CircleDashed aria-hidden size={16} className="mt-0.5 shrink-0 text-ink-3" />}
                <span className="min-w-0 flex-1 break-words">{name}{condition.isMet ? <strong className="font-semibold"> · {t('retrainCard.met')}</strong> : null}</span>
              </span>
              <Progress label={name} value={condition.value ?? 0} max={condition.limit} />
              <span className="text-meta text-ink-3">{condition.value === null ? t('retrainCard.unknown') : t('retrainCard.of', { value: figureOf(condition, condition.value, format), limit: figureOf(condition, condition.limit, format) })}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
