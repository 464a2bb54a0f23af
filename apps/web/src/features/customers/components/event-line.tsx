import type { TimelineEvent } from '@kelvin/contracts';
import { Chip } from '@kelvin/ui';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';
import { EventIcon } from './event-icon.tsx';

const SHOWN = 3;

/** The first plain properties of an event, as text: nothing of a payload is ever read as HTML. */
export function propertiesText(properties: Record<string, unknown>): string {
  return Object.entries(properties).filter(([, value]) => typeof value === 'string' || typeof value === 'number').slice(0, SHOWN).map(([name, value]) => `${name}: ${String(value).slice(0, 80)}`).join(' · ');
}

/** One event as a line: what it means, its own name, its money, when and from where. */
export function EventLine({ event }: { event: TimelineEvent }) {
  const { t } = useTranslation('customers');
  const { t: ts } = useTranslation('scoring');
  const format = useFormat();
  const meaning = event.meaning ? ts(`meanings.${event.meaning}`, { defaultValue: event.meaning }) : null;
  const details = propertiesText(event.properties);
  return (
    <div className="flex items-start gap-3 py-2">
      <EventIcon meaning={event.meaning} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2"><span className="font-medium">{meaning ?? event.name}</span>{meaning && meaning !== event.name ? <span className="text-meta text-ink-3">{event.name}</span> : null}{event.noise ? <Chip tone="warn">{t('timeline.noise', { reason: t(`noise.${event.noise}`, { defaultValue: event.noise }) })}</Chip> : null}</p>
        <p className="truncate text-meta text-ink-2" title={details}>{[event.amount === null ? '' : format.exactMoney(event.amount, event.currency), event.source, details].filter(Boolean).join(' · ')}</p>
      </div>
      <TimeAgo iso={event.occurredAt} className="text-meta whitespace-nowrap text-ink-3" />
    </div>
  );
}
