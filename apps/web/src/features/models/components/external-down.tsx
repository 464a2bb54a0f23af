import type { Outcome } from '@kelvin/contracts';
import { Notice } from '@kelvin/ui';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';

/** Says that the outside model in use does not answer, and what happens meanwhile. */
export function ExternalDown({ outcome: { inUse } }: { outcome: Outcome }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const external = inUse?.external;
  if (!external?.failingSince) return null;
  // Which error it was is not kept.
  const problem = external.problem === 'bad_status' ? t('external.troubled') : external.problem ? t(`external.problems.${external.problem}`) : '';
  return <Notice tone="warn" icon={<TriangleAlert aria-hidden size={14} />}>{t('external.down', { name: external.name, host: external.host, since: format.dateTime(external.failingSince), problem })}</Notice>;
}
