import type { SourceWithSecret } from '@kelvin/contracts';
import { Notice } from '@kelvin/ui';
import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { KeyField } from './key-field.tsx';

/** What the sender needs, right after it was made: the only time a secret is shown. */
export function NewSecret({ source }: { source: SourceWithSecret }) {
  const { t } = useTranslation('sources');
  const isSecretPath = source.authentication === 'secret_path';
  return (
    <div className="flex flex-col gap-3">
      {source.endpoint ? <KeyField label={isSecretPath ? t('secret.address') : t('page.address')} value={source.endpoint} /> : null}
      {source.writeKey ? <KeyField label={t('secret.key')} value={source.writeKey} hint={t('page.keyHint')} /> : null}
      {source.secret && !isSecretPath ? <KeyField label={t('secret.secret')} value={source.secret} /> : null}
      {source.secret ? <Notice tone="warn" icon={<KeyRound aria-hidden size={16} />}>{t('secret.once')}</Notice> : null}
    </div>
  );
}
