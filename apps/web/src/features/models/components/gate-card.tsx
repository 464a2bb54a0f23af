import type { ModelDetail } from '@kelvin/contracts';
import { Notice } from '@kelvin/ui';
import { CircleCheck, Scale, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { automationReasons, gateReasons } from '../gate-text.ts';

/** Why this version was promoted or not, what later customers said of it, and what speaks against automations relying on it. */
export function GateNotice({ detail }: { detail: ModelDetail }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { gate } = detail.card;
  const doubts = automationReasons(detail, t, format);
  const Icon = !gate.isPromoted ? Scale : detail.isSafeToAutomate ? CircleCheck : TriangleAlert;
  return (
    <Notice tone={!gate.isPromoted ? 'neutral' : detail.isSafeToAutomate ? 'ok' : 'warn'} icon={<Icon aria-hidden size={16} className="shrink-0" />}>
      <p className="font-medium">{gateReasons(gate, t, format).join(' ')}</p>
      {detail.latestLook ? <p>{t(`look.${detail.latestLook.standing}`, { date: format.date(detail.latestLook.at), count: detail.latestLook.test.customers, n: format.number(detail.latestLook.test.customers) })}</p> : null}
      {gate.isPromoted && doubts.length > 0 ? <p>{t('gate.doubts')} {doubts.join(' ')}</p> : null}
    </Notice>
  );
}
