import type { Condition, EventRef, OutcomeDefinition, PropertyTest } from '@kelvin/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Formatter } from '../../shared/format/formatter.ts';
import { useFormat } from '../../shared/format/use-format.tsx';

function eventWord(event: EventRef, t: TFunction): string {
  return event.by === 'type' ? event.name : t(`scoring:meanings.${event.meaning}`, { defaultValue: event.meaning });
}

function testText({ property, operator, value }: PropertyTest, t: TFunction, format: Formatter): string {
  const isNumber = typeof value === 'number' || operator === 'at_least' || operator === 'at_most';
  return t(`models:condition.tests.${operator}`, {
    property: property === 'amount' ? t('models:condition.amount') : property, value: isNumber && Number.isFinite(Number(value)) ? format.decimal(Number(value)) : String(value),
  });
}

/** A condition as a sentence, such as "“Order” at least 2 times within 30 days, where amount is at least 50". */
export function conditionText(condition: Condition, horizonDays: number, t: TFunction, format: Formatter): string {
  const days = format.days(horizonDays);
  if (condition.kind === 'inactivity' && !condition.filter) return t('models:condition.silent', { days });
  const filter = condition.filter!;
  const event = eventWord(filter.event, t);
  const head = condition.kind === 'inactivity' ? t('models:condition.without', { event, days })
    : condition.atLeast > 1 ? t('models:condition.times', { count: condition.atLeast, n: format.number(condition.atLeast), event, days }) : t('models:condition.once', { event, days });
  return filter.where.length === 0 ? head : t('models:condition.where', { head, tests: format.list(filter.where.map((test) => testText(test, t, format))) });
}

export function useConditionText(): (definition: Pick<OutcomeDefinition, 'condition' | 'horizonDays'>) => string {
  const { t } = useTranslation('models');
  const format = useFormat();
  return ({ condition, horizonDays }) => conditionText(condition, horizonDays, t, format);
}
