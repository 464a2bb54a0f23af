import type { Outcome } from '@kelvin/contracts';
import { Notice } from '@kelvin/ui';
import { Scale, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** Why a model that there is does not serve: it was put aside, or a person chose the rules. Nothing where one serves. */
export function WhyRules({ outcome: { inUse, setAside, rulesChosenAt } }: { outcome: Outcome }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  if (setAside) {
    return <Notice tone="warn" icon={<TriangleAlert aria-hidden size={14} />}>{t(`setAside.${setAside.reason}`, { n: format.number(setAside.number), date: setAside.at ? format.date(setAside.at) : '' })}</Notice>;
  }
  return rulesChosenAt && !inUse ? <Notice icon={<Scale aria-hidden size={14} />}>{t('rulesChosen', { date: format.date(rulesChosenAt) })}</Notice> : null;
}
