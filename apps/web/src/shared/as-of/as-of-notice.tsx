import { Notice } from '@kelvin/ui';
import { CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../api/workspace.tsx';
import { useFormat } from '../format/use-format.tsx';
import { PermittedButton } from '../ui/permitted-button.tsx';
import { isLaterThanAsOf } from './later-than-as-of.ts';
import { useAsOf } from './use-as-of.ts';

/** Says that the workspace is scored as at a fixed date, with the way back to today; nothing where it is scored as of today. */
export function AsOfNotice({ lastSeenAt = null }: { /** Of one customer: that his latest event does not count is told, too. */ lastSeenAt?: string | null }) {
  const { t } = useTranslation('asOf');
  const format = useFormat();
  const workspace = useWorkspace();
  if (workspace.asOf === null) return null;
  const later = lastSeenAt !== null && isLaterThanAsOf(lastSeenAt, workspace) ? ` ${t('laterCustomer', { day: format.date(lastSeenAt) })}` : '';
  return <Fixed>{t('shown', { date: format.date(workspace.asOf) })}{later}</Fixed>;
}

/** Says of one event that it is later than the fixed date and counts nothing yet; nothing for others. */
export function LaterEventNotice({ occurredAt }: { occurredAt: string | null }) {
  const { t } = useTranslation('asOf');
  const format = useFormat();
  const workspace = useWorkspace();
  if (workspace.asOf === null || !isLaterThanAsOf(occurredAt, workspace)) return null;
  return <Fixed>{t('laterEvent', { date: format.date(workspace.asOf) })}</Fixed>;
}

function Fixed({ children }: { children: ReactNode }) {
  const { t } = useTranslation('asOf');
  const { change, isBusy } = useAsOf();
  return (
    <Notice tone="accent" icon={<CalendarClock aria-hidden size={16} />} actions={<PermittedButton permission="workspace.manage" size="sm" isBusy={isBusy} onClick={() => change(null)}>{t('release')}</PermittedButton>}>
      {children}
    </Notice>
  );
}
