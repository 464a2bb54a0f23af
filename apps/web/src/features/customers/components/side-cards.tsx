import type { Customer } from '@kelvin/contracts';
import { Card, Chip } from '@kelvin/ui';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format/use-format.tsx';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { TimeAgo } from '../../../shared/ui/time-ago.tsx';

/** By which channels the customer may be contacted, and since when. */
export function ConsentCard({ consents }: { consents: Customer['consents'] }) {
  const { t } = useTranslation('customers');
  return (
    <Card title={t('consent.title')}>
      {consents.length === 0 ? <p className="text-ink-2">{t('consent.empty')}</p> : (
        <ul className="flex flex-col gap-2">
          {consents.map((consent) => (
            <li key={consent.channel} className="flex items-center gap-2">
              <span className="flex-1">{t(`consent.channels.${consent.channel}`, { defaultValue: consent.channel })}</span>
              <TimeAgo iso={consent.occurredAt} className="text-meta text-ink-3" />
              <Chip tone={consent.isGranted ? 'ok' : 'error'} icon={consent.isGranted ? <Check aria-hidden size={12} /> : <X aria-hidden size={12} />}>{t(consent.isGranted ? 'consent.granted' : 'consent.denied')}</Chip>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** How the customer can be reached. */
export function ContactCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const facts = [['email', customer.email], ['phone', customer.phone], ['country', customer.country ? format.country(customer.country) : null]] as const;
  const known = facts.filter((fact): fact is typeof fact & [string, string] => fact[1] !== null);
  if (known.length === 0) return null;
  return (
    <Card title={t('contact.title')}>
      <dl className="flex flex-col gap-1">
        {known.map(([name, value]) => <div key={name} className="flex items-center gap-2"><dt className="w-16 shrink-0 text-ink-2">{t(`contact.${name}`)}</dt><dd className="flex min-w-0 flex-1 items-center gap-2 break-words"><span className="min-w-0 flex-1">{value}</span>{name === 'country' ? null : <CopyButton text={value} />}</dd></div>)}
      </dl>
    </Card>
  );
}
